"""What the release before wrote is read by every route, worked on, and migrated while it is."""

from __future__ import annotations

import importlib.util
from functools import partial
from typing import Any

import pytest
from local.places import ROOT
from tests.integration.releases.conftest import OldHouse

from mina import bootstrap
from mina.domain.membership import WorkspaceRole
from mina.domain.schema import SCHEMA_VERSION
from mina.edge.api.route import Access
from mina.edge.api.table import routes
from mina.ports.schema import Progress
from mina.services.migrate import MIGRATIONS, migrate

ABSENT = {
    "GET /api/invitations/{token}": "nobody was invited then",
    "GET /api/workspace/export": "nobody asked for an archive",
}


def paths(old: OldHouse) -> dict[str, str]:
    """Every GET of the API's table, with the ids of what is there."""
    about = old.about
    names = {
        "/api/meetings/{id}": about["meeting"],
        "/api/tasks/{id}": about["task"],
        "/api/webhooks/{id}": about["webhook"],
        "/api/sessions/{id}": "s-1",
    }
    found = {}
    for route in routes():
        if route.method != "GET" or route.key in ABSENT:
            continue
        path = route.path.replace("{token}", about["share_token"]).replace("{seq}", "3").replace("{format}", "txt")
        for beginning, value in names.items():
            path = path.replace(beginning, beginning.replace("{id}", value))
        found[route.key] = path
    return found


def read_all(old: OldHouse) -> dict[str, tuple[int, Any]]:
    ada, answers = old.house.user(), {}
    for route in routes():
        if route.key in paths(old):
            caller, path = None if route.access is Access.OPEN else ada, paths(old)[route.key]
            is_search = route.path == "/api/search"
            ask = partial(old.house.call, caller, "GET", path)
            reply = ask(q="tulips") if is_search else ask()
            is_json = "json" in reply.headers.get("content-type", "")
            answers[route.key] = (reply.status, reply.json if is_json else reply.content.decode())
    return answers


def migrated(old: OldHouse, is_dry_run: bool = False, limit: int = 20) -> Progress:
    schema, progress = bootstrap.schema(), Progress()
    while not progress.is_done:
        progress = migrate(is_dry_run, progress, limit, old.house.stores, schema)
    return progress


@pytest.mark.parametrize("is_migrated", [False, True])
def test_every_route_reads_what_the_release_before_wrote(old: OldHouse, is_migrated: bool) -> None:
    if is_migrated:
        migrated(old)

    answers = read_all(old)

    assert len(answers) >= 25
    assert {key: status for key, (status, _) in answers.items() if status >= 400} == {}
    detail = answers["GET /api/meetings/{id}"][1]
    lines = [row["text"] for row in answers["GET /api/meetings/{id}/transcript"][1]["items"]]
    assert detail["title"] == "Garden club"
    assert detail["insights"]["tasks"]["body"]["tasks"]
    assert lines[2] == "We decided to plant the tulips in April.", "as it was corrected"
    assert "Benjamin" in answers["GET /api/meetings/{id}/export/{format}"][1]
    assert answers["GET /api/meetings/{id}/comments"][1]["items"][0]["text"] == "Ask for two offers."
    assert answers["GET /api/search"][1]["items"]
    assert "Buy a watering can" in str(answers["GET /api/tasks"][1])
    assert answers["GET /api/workspace"][1]["name"] == "The garden club"
    assert answers["GET /api/shared/{token}"][1]["title"] == "Garden club"
    assert [row["user_id"] for row in answers["GET /api/workspace/members"][1]["items"]] == ["sub-ada"]


def test_what_the_release_before_wrote_is_worked_on(old: OldHouse) -> None:
    house, ada, below = old.house, old.house.user(), f"/api/meetings/{old.about['meeting']}"

    edited = house.call(ada, "PATCH", f"{below}/segments/1", {"text": "Hello everybody."})
    done = house.call(ada, "PATCH", f"/api/tasks/{old.about['task']}", {"status": "done"})
    live = house.finish("s-live")
    claimed = house.call(ada, "POST", "/api/sessions/s-anonymous/claim", {"capability": old.about["capability"]})
    erased = house.call(ada, "DELETE", below)

    assert [reply.status for reply in (edited, done, claimed, erased)] == [200] * 4
    assert house.call(ada, "GET", f"/api/meetings/{live}").json["status"] == "completed"
    assert "tulips" not in house.everything()
    assert "secret recipe" not in str(read_all(old)), "that is somebody else's"


def test_a_dry_run_counts_and_changes_nothing(old: OldHouse) -> None:
    before = old.house.everything()

    counted = migrated(old, is_dry_run=True)

    assert counted.changed == {"owners": 2, "costs": 2, "rows": 4}
    assert old.house.everything() == before


def test_a_migration_does_what_the_dry_run_said_and_then_nothing_more(old: OldHouse) -> None:
    told = migrated(old, is_dry_run=True)

    done = migrated(old)
    after = old.house.everything()
    again = migrated(old)

    assert (done.changed, done.seen) == (told.changed, told.seen)
    assert (again.changed, again.seen) == ({}, 0)
    roles = {m.user_id: m.role for w in workspaces(old) for m in old.house.stores.members.of_workspace(w)}
    assert roles == {"sub-ada": WorkspaceRole.OWNER, "sub-bo": WorkspaceRole.OWNER}
    assert old.house.stores.ledger.cost_of("s-1").write_units > 40
    assert old.house.stores.ledger.cost_of("s-live").write_units == 0, "that is counted at its seal"
    assert rows_but_progress(after) == rows_but_progress(old.house.everything())


def test_lists_show_the_same_with_and_without_rows_and_read_nothing_by_its_id_with_them(old: OldHouse) -> None:
    house, ada = old.house, old.house.user()

    def listed(path: str) -> dict[str, Any]:
        body = house.call(ada, "GET", path).json
        return {row["id"]: row for row in body.get("items") or body["recent"]}

    lists = ("/api/meetings", "/api/dashboard")
    before = [listed(path) for path in lists]
    assert all(before)
    assert "BatchGetItem" in house.requests
    migrated(old)

    for path, rows in zip(lists, before, strict=True):
        assert listed(path) == rows
        assert "BatchGetItem" not in house.requests


@pytest.mark.parametrize("killed_at", [0, 2, 5])
def test_a_migration_that_is_killed_anywhere_goes_on_where_it_was(old: OldHouse, killed_at: int) -> None:
    """In mid-page: some of it is changed, none of it is saved."""
    calls = iter(range(1_000))
    stamp = bootstrap.schema().stamp

    class Killed(BaseException):
        pass

    class Dying(type(bootstrap.schema())):  # type: ignore[misc]  # the store as it is, but for this
        def stamp(self, root: Any) -> None:
            if next(calls) == killed_at:
                raise Killed
            stamp(root)

    try:
        progress = Progress()
        while not progress.is_done:
            progress = migrate(False, progress, 20, old.house.stores, Dying())
    except Killed:
        progress = bootstrap.schema().progress()
    while not progress.is_done:
        progress = migrate(False, progress, 20, old.house.stores, bootstrap.schema())

    assert migrated(old, is_dry_run=True).seen == 0
    assert len(old.house.stores.members.of_workspace(workspaces(old)[0])) == 1


def test_the_function_goes_on_where_the_last_call_stopped(old: OldHouse) -> None:
    handler = function()

    first = handler({"dry_run": False, "limit": 30}, None)
    second = handler({"dry_run": False, "limit": 5_000}, None)

    assert (first["is_done"], second["is_done"]) == (False, True)
    assert second["seen"] == 10
    assert handler({}, None)["seen"] == 0, "a dry run, which finds nothing left"


def test_what_is_written_now_bears_the_version_of_now(old: OldHouse) -> None:
    migrated(old)
    cy = old.house.user("Cy Twombly")
    old.house.meeting(cy, [("Cy", "Hello.")], "s-new")

    assert migrated(old, is_dry_run=True).seen == 0
    assert f"'schema': {{'N': '{SCHEMA_VERSION}'}}" in old.house.everything()


def test_every_migration_has_a_version_that_is_written() -> None:
    assert {migration.version for migration in MIGRATIONS} <= set(range(2, SCHEMA_VERSION + 1))
    assert len({migration.name for migration in MIGRATIONS}) == len(MIGRATIONS)


def workspaces(old: OldHouse) -> list[str]:
    rows = old.house.items("WORKSPACE")
    return [row.split()[0].removeprefix("WS#") for row in rows]


def rows_but_progress(everything: str) -> list[str]:
    return [row for row in everything.splitlines() if "'MIGRATION'" not in row]


def function() -> Any:
    path = ROOT / "functions" / "migrate" / "handler.py"
    spec = importlib.util.spec_from_file_location("migrate_handler", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.handler
