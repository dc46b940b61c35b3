"""What the routes' functions are handed besides the request."""

from __future__ import annotations

from dataclasses import dataclass

from mina.edge.api.cursors import Cursors
from mina.edge.http import Request
from mina.edge.roles import Member, member_of
from mina.ports.broadcaster import Broadcaster
from mina.ports.clock import Clock
from mina.ports.pipeline import PipelineStarter
from mina.ports.stores import Stores
from mina.ports.uploads import Objects
from mina.ports.webhooks import Courier
from mina.services.access import require_user


@dataclass(frozen=True, slots=True)
class Api:
    stores: Stores
    clock: Clock
    broadcaster: Broadcaster
    starter: PipelineStarter
    cursors: Cursors
    courier: Courier
    objects: Objects | None = None
    page_url: str = ""

    def member(self, request: Request) -> Member:
        """The caller in the workspace that they work in, as they were let in. Raises `Unauthorized`."""
        return request.member or member_of(require_user(request.principal), self.stores, self.clock)
