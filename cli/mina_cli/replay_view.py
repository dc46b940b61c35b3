"""What `mina replay` prints when all is said."""

from __future__ import annotations

from rich.console import Console

from mina_cli.caller import api_of_user
from mina_cli.complaint import Complaint
from mina_cli.endpoints import Endpoints
from mina_cli.meeting_view import clock, print_meeting
from mina_cli.replay import Outcome


async def print_outcome(console: Console, outcome: Outcome, endpoints: Endpoints, *, is_waited_for: bool) -> None:
    """The count, the statistics, the insights and the link. Raises Complaint where the insights did not come."""
    statistics = outcome.finalized.statistics
    console.print(f"[green]✓[/] {outcome.acknowledged} of {outcome.acknowledged} segments acknowledged")
    console.print(
        f"[dim]session {outcome.session_id}, revision {outcome.finalized.revision}: "
        f"{statistics.get('total_segments', 0)} segments, {clock((statistics.get('total_duration') or 0) * 1000)}[/]",
        soft_wrap=True,
    )
    if outcome.meeting_id is None:
        console.print("recorded without an account: the session has no meeting page until somebody claims it.")
    elif is_waited_for:
        async with api_of_user(endpoints) as api:
            meeting = await api.meeting(outcome.meeting_id)
        print_meeting(console, meeting, endpoints.meeting_page(outcome.meeting_id))
    else:
        console.print(endpoints.meeting_page(outcome.meeting_id))
    if not outcome.is_complete:
        raise Complaint("everything is stored, but the insights are not complete yet: `mina show` tells later.")
