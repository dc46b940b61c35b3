"""What a workspace may still begin today. What it has begun is never cut off, and no word is ever refused by this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mina.domain.errors import QuotaExceeded, StoreUnavailable
from mina.domain.principal import Principal, User
from mina.domain.quota import ANONYMOUS_ACCOUNT, Limits, Use, day_of, ms_until_tomorrow

if TYPE_CHECKING:
    from mina.domain.session import Session
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores

_WHAT = {
    Use.MEETINGS: "meetings, or minutes of speech,",
    Use.UPLOADS: "uploads, or minutes of speech,",
    Use.EXPORTS: "exports",
}


@dataclass(frozen=True, slots=True)
class Quotas:
    limits: Limits
    stores: Stores
    clock: Clock

    def admit(self, account: str | None, use: Use) -> None:
        """Count one more `use`. Raises `QuotaExceeded`, with the time until the day's share is whole again.

        An account that is not known yet, and a ledger that does not answer, let everybody in: the words come first.
        """
        if account is None:
            return
        now = self.clock.now()
        try:
            is_free = self.stores.ledger.take(account, day_of(now), use, self.limits.of(account).bounds_of(use))
        except StoreUnavailable:
            return
        if not is_free:
            raise QuotaExceeded(f"Today's {_WHAT[use]} are used up; there are more tomorrow.", ms_until_tomorrow(now))

    def admit_meeting(self, principal: Principal) -> None:
        """As `admit`, for a meeting that this caller begins."""
        if isinstance(principal, User):
            self.admit(self.stores.workspaces.id_of_user(principal.id), Use.MEETINGS)
        else:
            self.admit(ANONYMOUS_ACCOUNT, Use.MEETINGS)


def account_of(session: Session) -> str:
    """Whose day a session's costs count in."""
    return session.workspace_id or ANONYMOUS_ACCOUNT
