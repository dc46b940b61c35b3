"""A person asks for insights to be made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mina.domain.errors import Conflict
from mina.services.listing import own_meeting
from mina.services.runs import run_again
from mina.services.transcripts import session_of

if TYPE_CHECKING:
    from mina.domain.outbox import PipelineRun
    from mina.domain.step import Step
    from mina.ports.clock import Clock
    from mina.ports.pipeline import PipelineStarter
    from mina.ports.stores import Stores


def make_again(
    meeting_id: str,
    workspace_id: str,
    steps: tuple[Step, ...],
    stores: Stores,
    starter: PipelineStarter,
    clock: Clock,
) -> PipelineRun:
    """Raises `NotFound`, and `Conflict` where the meeting is not over or another run was asked for just now."""
    meeting = own_meeting(meeting_id, workspace_id, stores)
    session = session_of(meeting, stores)
    if session is None or session.revision == 0:
        raise Conflict("The meeting is not over yet: its insights are made when it ends.")
    run = run_again(session, steps, stores, starter, clock)
    if run is None:
        raise Conflict("Another run was asked for at the same moment.")
    return run
