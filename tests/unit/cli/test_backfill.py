"""`mina backfill` goes through all pages, and changes nothing unless told to."""

from __future__ import annotations

import asyncio
import io
import json
from collections import Counter
from typing import Any

import httpx
import pytest
from rich.console import Console

from mina_cli.backfill import link_all
from mina_client.api import Api
from mina_client.credentials import Anonymous


class Backend:
    """Two pages of recordings."""

    def __init__(self) -> None:
        self.asked: list[tuple[str | None, bool]] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        cursor, dry_run = request.url.params.get("cursor"), json.loads(request.content)["dry_run"]
        self.asked.append((cursor, dry_run))
        title = "Old [talk]" if cursor else "Older talk"
        outcome = "would_link" if dry_run else "linked"
        row = {"session_id": "s", "title": title, "started_at": "2025-10-24T09:00:00Z", "outcome": outcome}
        return httpx.Response(200, json={"items": [row], "next_cursor": None if cursor else "more"})


def run(backend: Backend, apply: bool) -> tuple[Counter[str], str]:
    async def go() -> Any:
        printed = io.StringIO()
        async with httpx.AsyncClient(transport=httpx.MockTransport(backend.answer)) as http:
            done = await link_all(Api(http, "http://mina.test", Anonymous()), Console(file=printed, width=120), apply)
        return done, printed.getvalue()

    return asyncio.run(go())  # type: ignore[no-any-return]


@pytest.mark.parametrize(("apply", "outcome"), [(False, "would_link"), (True, "linked")])
def test_every_page_is_gone_through_and_counted(apply: bool, outcome: str) -> None:
    backend = Backend()

    done, printed = run(backend, apply)

    assert done == Counter({outcome: 2})
    assert backend.asked == [(None, not apply), ("more", not apply)]
    assert "Old [talk]" in printed


def test_a_dry_run_says_what_would_do_it() -> None:
    _, printed = run(Backend(), apply=False)

    assert "mina backfill --apply" in printed
