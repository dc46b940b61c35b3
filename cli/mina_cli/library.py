"""Finished meetings: listed, shown, written as files."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console

from mina_cli.caller import api_of_user, meeting_id_of
from mina_cli.complaint import Complaint
from mina_cli.endpoints import Endpoints
from mina_cli.meeting_view import print_meeting, print_rows, print_segment
from mina_client.errors import NotFound


async def list_meetings(endpoints: Endpoints, search: str | None, status: str | None, limit: int) -> None:
    """Prints a table, the newest meeting first."""
    async with api_of_user(endpoints) as api:
        rows = [row async for row in api.meetings(most=limit, q=search, status=status)]
    if not print_rows(Console(highlight=False, width=None if sys.stdout.isatty() else 160), rows):
        print("no meetings yet: `mina replay` plays the sample.")


async def show_meeting(endpoints: Endpoints, any_id: str | None, *, with_transcript: bool) -> None:
    """Prints one meeting, the newest where there is no id. Raises NotFound, Complaint where there is none at all."""
    console = Console(highlight=False)
    async with api_of_user(endpoints) as api:
        newest = [row["id"] async for row in api.meetings(most=1)] if any_id is None else []
        if any_id is None and not newest:
            raise Complaint("no meetings yet: `mina replay` plays the sample.")
        meeting_id = newest[0] if any_id is None else await meeting_id_of(api, any_id)
        print_meeting(console, await api.meeting(meeting_id), endpoints.meeting_page(meeting_id))
        if with_transcript:
            console.print()
            async for segment in api.transcript(meeting_id):
                print_segment(console, segment)


async def export_meeting(endpoints: Endpoints, any_id: str, file_format: str, output: Path | None) -> None:
    """Writes one meeting to a file or to standard output. Raises NotFound, Complaint where it cannot be written."""
    async with api_of_user(endpoints) as api:
        meeting_id = await meeting_id_of(api, any_id)
        try:
            content = await api.export(meeting_id, file_format)
        except NotFound as error:
            raise Complaint(f"this meeting cannot be exported as {file_format!r}.") from error
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise Complaint(f"{output} cannot be written: {error.strerror}.") from error
