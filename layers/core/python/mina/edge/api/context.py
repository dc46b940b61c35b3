"""What the routes' functions are handed besides the request."""

from __future__ import annotations

from dataclasses import dataclass

from mina.domain.principal import User
from mina.edge.api.cursors import Cursors
from mina.edge.http import Request
from mina.ports.broadcaster import Broadcaster
from mina.ports.clock import Clock
from mina.ports.pipeline import PipelineStarter
from mina.ports.stores import Stores
from mina.ports.uploads import Objects
from mina.ports.webhooks import Courier
from mina.services.access import require_user
from mina.services.workspaces import workspace_of


@dataclass(frozen=True, slots=True)
class Member:
    """A signed-in caller in their workspace."""

    user: User
    workspace_id: str


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
        """The caller in their workspace, which is made where there is none. Raises `Unauthorized`."""
        user = require_user(request.principal)
        workspace_id = self.stores.workspaces.id_of_user(user.id)
        return Member(user, workspace_id or workspace_of(user, self.stores, self.clock).id)
