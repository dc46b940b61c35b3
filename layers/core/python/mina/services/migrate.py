"""Bringing what older releases wrote into the form of this one, while everything runs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mina.domain.cost import cost_of_recording
from mina.domain.session import SessionStatus
from mina.ports.schema import Progress, RootKind, Schema

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mina.ports.stores import Stores


@dataclass(frozen=True, slots=True)
class Migration:
    """What becomes of one kind of roots on their way to `version`.

    `is_wanted` looks at one of them; `change` may be called again for what it has changed, and while others write.
    """

    name: str
    version: int
    kind: RootKind
    is_wanted: Callable[[str, Stores], bool]
    change: Callable[[str, Stores], None]


def migrate(
    is_dry_run: bool,
    before: Progress,
    limit: int,
    stores: Stores,
    schema: Schema,
    migrations: Sequence[Migration] | None = None,
) -> Progress:
    """Migrate what is old among the next `limit` items of the table, or count it; answers how far that is.

    A root is stamped when its last migration is done: who is cut short goes on with what bears no stamp yet, from the
    place that was saved, and from the beginning if that was lost. Doing it again changes nothing.
    """
    known = MIGRATIONS if migrations is None else migrations
    if before.is_done:
        before = Progress()  # once more from the beginning: what has come since, by code that was older
    roots, after = schema.roots(before.after, limit)
    changed = Counter(before.changed)
    for root in roots:
        for migration in known:
            if migration.kind is not root.kind or migration.version <= root.version:
                continue
            if migration.is_wanted(root.id, stores):
                changed[migration.name] += 1
                if not is_dry_run:
                    migration.change(root.id, stores)
        if not is_dry_run:
            schema.stamp(root)
    done = Progress(before.version, after, before.seen + len(roots), dict(changed), is_done=after is None)
    if not is_dry_run:
        schema.save(done)
    return done


def _has_no_owner(workspace_id: str, stores: Stores) -> bool:
    return not stores.members.of_workspace(workspace_id)


def _make_the_founder_owner(workspace_id: str, stores: Stores) -> None:
    """A workspace from before memberships: whoever founded it gets the rows that say so."""
    workspace = stores.workspaces.get(workspace_id)
    if workspace:
        stores.members.get(workspace_id, workspace.owner_id)


def _has_no_cost(session_id: str, stores: Stores) -> bool:
    session = stores.sessions.get(session_id)
    is_sealed = session is not None and session.status is SessionStatus.COMPLETED
    return is_sealed and stores.ledger.cost_of(session_id).messages == 0


def _write_down_its_cost(session_id: str, stores: Stores) -> None:
    """What recording a meeting cost that was sealed before costs were kept. It counts in no month any more."""
    sizes = [stored.size for stored in stores.segments.batches(session_id)]
    guesses = [guess.rev for guess in stores.segments.interims(session_id)]
    stores.ledger.put_recording_cost(session_id, cost_of_recording(sizes, guesses))


def _has_no_row(meeting_id: str, stores: Stores) -> bool:
    return not stores.meetings.has_true_row(meeting_id)


def _write_its_row(meeting_id: str, stores: Stores) -> None:
    """What lists show of a meeting from before rows, or one whose row an older release has not kept true."""
    stores.meetings.write_row(meeting_id)


MIGRATIONS = (
    Migration("owners", 2, RootKind.WORKSPACE, _has_no_owner, _make_the_founder_owner),
    Migration("costs", 2, RootKind.SESSION, _has_no_cost, _write_down_its_cost),
    Migration("rows", 3, RootKind.MEETING, _has_no_row, _write_its_row),
)
