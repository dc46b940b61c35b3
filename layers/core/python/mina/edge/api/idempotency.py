"""`Idempotency-Key`: a creating request that is sent again gets the answer of the first time."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

import msgspec

from mina.domain.errors import Conflict, Invalid
from mina.edge.api.answer import Answer
from mina.ports.once import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from mina.edge.api.context import Api
    from mina.edge.http import Request

MAX_KEY = 200


class _Kept(msgspec.Struct, frozen=True):
    status: int
    headers: dict[str, str]
    body: str


def once(request: Request, api: Api, work: Callable[[], Answer]) -> Answer:
    """Call `work`, unless this caller has sent the same request with the same key within 24 hours.

    Raises `Conflict` where it is still under way and `Invalid` where the key came with another request.
    """
    sent = request.headers.get("idempotency-key")
    if sent is None:
        return work()
    if not 1 <= len(sent) <= MAX_KEY or not sent.isprintable():
        raise Invalid("Idempotency-Key", f"has 1 to {MAX_KEY} printable characters")
    member = api.member(request)
    key = hashlib.sha256(repr((member.user.id, request.route, sent)).encode()).hexdigest()
    digest = hashlib.sha256(repr(sorted(request.path.items())).encode() + request.raw_body).hexdigest()
    place = Place(member.workspace_id, request.path.get("id"))
    known = api.stores.once.begin(place, key, digest, api.clock.now())
    if known is not None:
        return _repeated(known, digest)
    try:
        answer = work()
    except BaseException:
        api.stores.once.forget(place, key)
        raise
    api.stores.once.finish(place, key, _packed(answer), _meeting_of(answer))
    return answer


def _repeated(known: tuple[str, str], digest: str) -> Answer:
    first_digest, packed = known
    if first_digest != digest:
        raise Invalid("Idempotency-Key", "was used for another request")
    if not packed:
        raise Conflict("The first request with this key is still under way.")
    kept = msgspec.json.decode(packed, type=_Kept)
    return Answer(kept.status, msgspec.Raw(base64.b64decode(kept.body)), kept.headers)


def _meeting_of(answer: Answer) -> str | None:
    """A task names its meeting; what names none is one, or belongs to one by its place."""
    return getattr(answer.body, "meeting_id", None) or getattr(answer.body, "id", None)


def _packed(answer: Answer) -> str:
    body = base64.b64encode(msgspec.json.encode(answer.body)).decode()
    return msgspec.json.encode(_Kept(answer.status, dict(answer.headers), body)).decode()
