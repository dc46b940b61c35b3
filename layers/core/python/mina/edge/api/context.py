"""What the routes' functions are handed besides the request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mina.edge.roles import Member, member_of
from mina.services.access import require_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from mina.domain.audit import AuditAction
    from mina.domain.quota import Limits, Use
    from mina.edge.api.cursors import Cursors
    from mina.edge.http import Request
    from mina.ports.archives import ArchiveStarter
    from mina.ports.broadcaster import Broadcaster
    from mina.ports.clock import Clock
    from mina.ports.pipeline import PipelineStarter
    from mina.ports.stores import Stores
    from mina.ports.uploads import Objects
    from mina.ports.webhooks import Courier
    from mina.services.model_status import ModelStatus


def _default_limits() -> Limits:
    from mina.domain.quota import DEFAULT_LIMITS

    return DEFAULT_LIMITS


def _no_model() -> ModelStatus:
    from mina.services.model_status import ModelStatus

    return ModelStatus()


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
    archives: ArchiveStarter | None = None
    limits: Callable[[], Limits] = _default_limits
    model_status: Callable[[], ModelStatus] = _no_model

    def member(self, request: Request) -> Member:
        """The caller in the workspace that they work in, as they were let in. Raises `Unauthorized`."""
        return request.member or member_of(require_user(request.principal), self.stores, self.clock)

    def record(
        self, member: Member, action: AuditAction, subject_id: str | None = None, detail: str | None = None
    ) -> None:
        """Write down that this member did it."""
        from mina.services.audit import record

        record(action, member.workspace_id, self.stores, self.clock, member.user.id, subject_id, detail)

    def admit(self, member: Member, use: Use) -> None:
        """Raises `QuotaExceeded` where the workspace has used up today's share."""
        from mina.services.quotas import Quotas

        Quotas(self.limits(), self.stores, self.clock).admit(member.workspace_id, use)
