"""`mina backfill`: recordings from before their owner had a workspace get their place in it."""

from __future__ import annotations

from collections import Counter

from rich.console import Console

from mina_cli.caller import api_of_user
from mina_cli.endpoints import Endpoints
from mina_client.api import Api


async def run_backfill(endpoints: Endpoints, apply: bool) -> None:
    """Goes through all of the caller's recordings without a workspace, a line each as it is done, then the sums."""
    async with api_of_user(endpoints) as api:
        await link_all(api, Console(highlight=False), apply)


async def link_all(api: Api, console: Console, apply: bool) -> Counter[str]:
    """What became of how many. What is linked stays linked: cut short, it goes on with the rest when run again."""
    done: Counter[str] = Counter()
    cursor: str | None = None
    while True:
        page = await api.backfill(not apply, cursor)
        for row in page["items"]:
            done[row["outcome"]] += 1
            outcome = row["outcome"].replace("_", " ")
            console.print(f"{done.total():5}  {outcome:10}  {row['started_at'][:16]}  {row['title']}", markup=False)
        cursor = page["next_cursor"]
        if cursor is None:
            break
    console.print(_sums(done, apply))
    return done


def _sums(done: Counter[str], apply: bool) -> str:
    if not done:
        return "Every recording has its workspace."
    if not apply:
        return f"{done['would_link']} would be linked; `mina backfill --apply` does it."
    return f"{done['linked']} linked, {done['skipped']} skipped."
