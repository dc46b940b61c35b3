"""The table of routes: it says what the modules have, and finds what a request asks for."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

from mina.domain.errors import MethodNotAllowed, NotFound
from mina.edge.api import handlers
from mina.edge.api.table import ELSEWHERE, MODULES, find


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_the_routes_that_the_table_says(module: str) -> None:
    routes = import_module(f"mina.edge.api.handlers.{module}").ROUTES

    assert [route.key for route in routes] == list(MODULES[module])


def test_no_module_is_forgotten() -> None:
    assert {module.name for module in iter_modules(handlers.__path__)} == {*MODULES, *ELSEWHERE}


def test_what_stands_in_the_path_is_given_by_its_name() -> None:
    route, given = find("PATCH", "/api/meetings/m-1/segments/7")

    assert route.key == "PATCH /api/meetings/{id}/segments/{seq}"
    assert given == {"id": "m-1", "seq": "7"}


def test_a_last_name_takes_the_rest_of_the_path() -> None:
    _, given = find("PUT", "/api/meetings/m-1/speakers/Ana%2FBen/and%20Chen")

    assert given == {"id": "m-1", "label": "Ana/Ben/and Chen"}


def test_a_path_without_names_comes_before_one_with() -> None:
    route, given = find("POST", "/api/meetings/m-1/speakers/merge")

    assert route.key == "POST /api/meetings/{id}/speakers/merge"
    assert given == {"id": "m-1"}


@pytest.mark.parametrize("path", ["/api/meetings/", "/api/meetings/m-1/", "/api/meetings/m-1/speakers/", "/", ""])
def test_a_name_is_never_empty(path: str) -> None:
    with pytest.raises(NotFound):
        find("GET", path)


def test_another_method_of_a_path_is_told_which_there_are() -> None:
    with pytest.raises(MethodNotAllowed) as refused:
        find("PUT", "/api/meetings/m-1")

    assert refused.value.allowed == ("DELETE", "GET", "PATCH")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/api/imports", ("POST",)), ("/api/sessions/s-1/complete", ("POST",)), ("/sessions/s-1/finalize", ("POST",))],
)
def test_so_it_is_of_a_path_that_another_function_answers(path: str, allowed: tuple[str, ...]) -> None:
    with pytest.raises(MethodNotAllowed) as refused:
        find("DELETE", path)

    assert refused.value.allowed == allowed
