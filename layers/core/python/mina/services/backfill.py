"""Historical recordings that have an owner and no workspace get their place in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mina.services.aftermath import take_in
from mina.services.workspaces import link, workspace_of

if TYPE_CHECKING:
    from mina.domain.principal import User
    from mina.domain.session import Session
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores


class BackfillOutcome(StrEnum):
    """`SKIPPED`: it found its workspace, or moved on, while it was looked at."""

    WOULD_LINK = "would_link"
    LINKED = "linked"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Backfilled:
    session: Session
    outcome: BackfillOutcome


def backfill(
    user: User, is_dry_run: bool, after: str | None, limit: int, stores: Stores, clock: Clock
) -> tuple[list[Backfilled], str | None]:
    """Link the next `limit` of the user's waiting sessions, oldest first, or tell which they are.

    Answers them, and the position to go on from, None at the end. Stopping half way and starting again does no harm:
    what is linked is not found again.
    """
    waiting = [session for session in stores.sessions.without_workspace(user.id) if _position(session) > (after or "")]
    chosen = sorted(waiting, key=_position)[:limit]
    done = [Backfilled(session, _link(session, user, is_dry_run, stores, clock)) for session in chosen]
    return done, _position(chosen[-1]) if len(waiting) > len(chosen) else None


def _link(session: Session, user: User, is_dry_run: bool, stores: Stores, clock: Clock) -> BackfillOutcome:
    if is_dry_run:
        return BackfillOutcome.WOULD_LINK
    workspace = workspace_of(user, stores, clock)
    if not link(session, workspace, user.id, stores, clock):
        return BackfillOutcome.SKIPPED
    take_in(stores.sessions.get(session.id) or session, stores, clock)
    return BackfillOutcome.LINKED


def _position(session: Session) -> str:
    return f"{(session.created_at or session.started_at).isoformat()} {session.id}"
