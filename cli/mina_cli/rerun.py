"""`mina insights`: runs steps of a finished meeting again and shows what came of it."""

from __future__ import annotations

import asyncio

from rich.console import Console

from mina_cli.caller import api_of_user, meeting_id_of
from mina_cli.complaint import Complaint
from mina_cli.endpoints import Endpoints
from mina_cli.meeting_view import STEPS, print_meeting
from mina_cli.pipeline_line import pipeline_line
from mina_client.api import Api

POLL_SECONDS = 0.5
PATIENCE_SECONDS = 300.0
LAST_EVENT = "dashboard_refresh"


async def rerun(endpoints: Endpoints, any_id: str, steps: list[str]) -> None:
    """Starts the run, prints its events as they come, then the meeting. No steps: those that are stale.

    Raises Complaint for unknown steps.
    """
    unknown = [step for step in steps if step not in STEPS]
    if unknown:
        raise Complaint(f"there is no step {unknown[0]!r}: {', '.join(STEPS)}.")
    console = Console(highlight=False)
    async with api_of_user(endpoints) as api:
        meeting_id = await meeting_id_of(api, any_id)
        session_id = str((await api.meeting(meeting_id))["session_id"])
        before = await api.events(session_id)
        await api.run_insights(meeting_id, steps)
        await _print_events(api, console, session_id, before[-1].event_id if before else 0)
        print_meeting(console, await api.meeting(meeting_id), endpoints.meeting_page(meeting_id))


async def _print_events(api: Api, console: Console, session_id: str, after: int) -> None:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                for event in await api.events(session_id, after):
                    console.print(pipeline_line(event))
                    after = event.event_id
                    if event.kind == LAST_EVENT:
                        return
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError as error:
        raise Complaint("the steps are not done yet: `mina show` tells later.") from error
