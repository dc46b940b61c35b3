"""Edits: which fields a body sets, and which version of the object they are meant for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET

from mina.domain.errors import Invalid

if TYPE_CHECKING:
    from mina.edge.http import Request

_ETAG = re.compile(r'(?:W/)?"v(\d{1,9})"')


def etag(version: int) -> str:
    return f'"v{version}"'


def if_version(request: Request) -> int | None:
    """The version that `If-Match` asks for; None without that header or with `*`. Any other text fits no version."""
    wanted = request.headers.get("if-match", "*").strip()
    if wanted == "*":
        return None
    match = _ETAG.fullmatch(wanted)
    return int(match.group(1)) if match else -1


def given_fields(body: msgspec.Struct) -> dict[str, object]:
    """The fields that the body sets, by name. Raises `Invalid` where there is none."""
    values = {name: getattr(body, name) for name in body.__struct_fields__}
    given = {name: value for name, value in values.items() if value is not UNSET}
    if not given:
        raise Invalid("body", f"has to set one of {', '.join(body.__struct_fields__)}")
    return given
