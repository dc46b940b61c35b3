"""A socket that is open, and what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mina.domain.principal import Principal
from mina.domain.session import Role


@dataclass(frozen=True, slots=True)
class Connection:
    """One socket. `session_id` never changes once it is set: a connection belongs to the first session it joins."""

    id: str
    principal: Principal
    connected_at: datetime
    session_id: str | None = None
    workspace_id: str | None = None
    instance_id: str | None = None
    role: Role | None = None
    epoch: int = 0
