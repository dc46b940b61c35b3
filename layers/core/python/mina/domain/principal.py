"""Who is calling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class User:
    """A signed-in person, as the identity provider describes them. `expires_at` is the token's."""

    id: str
    name: str
    email: str | None
    expires_at: datetime

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else "My"


@dataclass(frozen=True, slots=True)
class Anonymous:
    """Nobody in particular. `capability` is the secret that lets them into their own session, if they show one."""

    capability: str | None = None


Principal = User | Anonymous
