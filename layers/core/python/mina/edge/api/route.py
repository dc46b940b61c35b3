"""A route of the HTTP API, as data: who may call it, what it takes and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from mina.edge.api.answer import Answer
from mina.edge.api.context import Api
from mina.edge.http import Request
from mina.edge.roles import required_role

if TYPE_CHECKING:
    from mina.domain.membership import WorkspaceRole

Handle = Callable[[Request, Api], Answer]


class Access(Enum):
    """`OPEN`: anybody. `USER`: signed in. `SESSION`: also an anonymous caller with the session's capability."""

    OPEN = "open"
    USER = "user"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query parameter; `schema` is its JSON schema."""

    name: str
    description: str
    schema: Mapping[str, object] = field(default_factory=lambda: {"type": "string"})


@dataclass(frozen=True, slots=True)
class Route:
    """`path` has its parameters in braces; a last one that ends in `+` takes the rest of the path.

    `body` and `answers` are types that msgspec knows; None where there is no JSON: then `media_types` are
    what the answer may be. `takes_file`: the body is a file's bytes.
    """

    method: str
    path: str
    handle: Handle
    summary: str
    answers: Mapping[int, type | None]
    access: Access = Access.USER
    body: type | None = None
    query: Sequence[Parameter] = ()
    media_types: Sequence[str] = ("application/json",)
    has_etag: bool = False
    takes_if_match: bool = False
    is_idempotent_by_key: bool = False
    takes_file: bool = False

    @property
    def key(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def role(self) -> WorkspaceRole | None:
        """What a user needs to be in the workspace; None where it is about no workspace, or open."""
        return None if self.access is Access.OPEN else required_role(self.key)
