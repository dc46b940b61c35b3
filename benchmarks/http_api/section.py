"""What pages of the HTTP API ask of the table, by the size of the workspace; and searches over large meetings."""

from __future__ import annotations

from benchmarks.http_api.measure import count_pages, count_search, count_wordy_page
from benchmarks.section import Bar, Cell, Section, Table
from moto import mock_aws

BARS = {"dashboard": 3, "meetings": 2, "tasks": 2, "analytics_year": 4}
FLAT = 1.1
NAIVE_PAGE_UNITS = 31
"""Read units of a page of 25 rows that are read one by one, with the sessions that they belong to."""


def measure(quick: bool) -> Section:
    sizes = (100, 300) if quick else (100, 1_000, 10_000)
    searched = 50 if quick else 300
    counts: dict[int, dict[str, dict[str, float]]] = {}
    for size in sizes:
        with mock_aws():
            counts[size] = count_pages(size)
    with mock_aws():
        wordy = count_wordy_page()
    with mock_aws():
        search = count_search(searched)
    largest = counts[sizes[-1]]
    bars = [Bar(f"{name}: requests", largest[name]["requests"], f"≤ {most}") for name, most in BARS.items()]
    for name in ("dashboard", "meetings", "tasks"):
        units = [counts[size][name]["read_units"] for size in sizes]
        bars.append(
            Bar(f"{name}: read units, largest ÷ smallest workspace", round(max(units) / min(units), 2), f"≤ {FLAT}")
        )
    page = largest["meetings"]
    bars.append(Bar("read units of a page of 25 meetings, without its caller's membership", page["page_units"], "≤ 1"))
    questions = {name: row for name, row in search.items() if name.startswith("search")}
    bars.append(Bar("search: requests", max(row["requests"] for row in questions.values()), "≤ 19"))
    rows: list[list[Cell]] = [
        [name, *(f"{counts[size][name]['requests']:g} · {counts[size][name]['read_units']:g}" for size in sizes)]
        for name in largest
    ]
    found: list[list[Cell]] = [[name, row["requests"], row["read_units"]] for name, row in questions.items()]
    return Section(
        "The HTTP API",
        [
            "Requests and read units of pages, counted through the routes on moto, by the documented sizes. The first "
            "request of each is the membership that decides who may read. Read one by one, a page of 25 would take "
            f"{NAIVE_PAGE_UNITS} units. A page of 25 meetings reads {page['page_units']:g}; the membership, strongly "
            f"consistent so that whoever was sent away reads nothing more, another {page['caller_units']:g}. Where "
            "every meeting has eight speakers with names of their own and a description of 2,000 characters, the page "
            f"reads {wordy['page_units']:g}.",
            Table(["requests · read units", *(f"{size:,} meetings" for size in sizes)], rows, "Pages"),
            Table([f"over {searched:,} meetings of 1,000 segments", "requests", "read units"], found, "Searches"),
        ],
        bars,
    )  # fmt: skip
