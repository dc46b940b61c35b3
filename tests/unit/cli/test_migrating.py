"""`mina migrate`: counted first, changed when told so, and carried on from call to call."""

from __future__ import annotations

import io
from typing import Any

from rich.console import Console

from mina_cli.migrating import migrate_all


def run(apply: bool, changed: dict[str, int]) -> tuple[list[dict[str, Any]], str]:
    """Against a function that needs three calls. Answers what it was told and what was shown."""
    told: list[dict[str, Any]] = []

    def invoke(event: dict[str, Any]) -> dict[str, Any]:
        told.append(event)
        number = len(told)
        return {
            "version": 2,
            "after": f"place-{number}",
            "seen": number * 500,
            "changed": changed,
            "is_done": number == 3,
        }

    out = io.StringIO()
    migrate_all(invoke, Console(file=out, width=100), apply)
    return told, out.getvalue()


def test_without_apply_everything_is_a_dry_run_that_the_caller_carries_on() -> None:
    told, shown = run(apply=False, changed={"owners": 2})

    assert [event["dry_run"] for event in told] == [True] * 3
    assert [event["after"] for event in told] == [None, "place-1", "place-2"]
    assert "2 would be changed; `mina migrate --apply` does it." in shown


def test_with_apply_the_function_knows_itself_where_it_was() -> None:
    told, shown = run(apply=True, changed={"owners": 2, "costs": 3})

    assert told == [{"dry_run": False}] * 3
    assert "1500 looked at  costs: 3, owners: 2" in shown
    assert "5 changed to version 2." in shown


def test_where_nothing_is_old_it_says_so() -> None:
    assert "Everything is in the form of version 2." in run(apply=True, changed={})[1]
