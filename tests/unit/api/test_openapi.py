"""The description, the documentation and the routes say the same."""

import json
import re
from pathlib import Path

import msgspec

from mina.edge.api.openapi import document
from mina.edge.api.table import all_routes, routes

DOCS = Path(__file__).resolve().parents[3] / "docs" / "http-api.md"
DESCRIPTION = json.loads(msgspec.json.encode(document(all_routes())))


def test_every_route_is_described() -> None:
    described = {f"{method.upper()} {path}" for path, methods in DESCRIPTION["paths"].items() for method in methods}

    assert described == {route.key.replace("+}", "}") for route in all_routes()}


def test_the_documentation_names_every_route_and_no_other() -> None:
    text = DOCS.read_text()
    documented = set(re.findall(r"`((?:GET|POST|PUT|PATCH|DELETE) /[^\s`?]*)", text))

    assert documented == {route.key.replace("+}", "}") for route in all_routes()}


def test_the_documentation_names_every_query_parameter() -> None:
    text = DOCS.read_text()

    for route in routes():
        line = next(row for row in text.splitlines() if f"`{route.key.replace('+}', '}')}" in row)
        missing = [p.name for p in route.query if not re.search(rf"[?&]{p.name}=|`{p.name}`", line)]
        assert missing == [], route.key


def test_operations_have_names_of_their_own() -> None:
    names = [operation["operationId"] for methods in DESCRIPTION["paths"].values() for operation in methods.values()]

    assert len(names) == len(set(names))


def test_every_reference_leads_somewhere() -> None:
    names = set(re.findall(r"#/components/schemas/([^\"]+)", json.dumps(DESCRIPTION)))

    assert names <= set(DESCRIPTION["components"]["schemas"])
