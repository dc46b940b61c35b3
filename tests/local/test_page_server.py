"""The page is served with what it needs to know, and with what keeps others out."""

import http.client
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from local.discovery import Deployment
from local.endpoints import FirstUser
from local.page import Page
from local.places import Places
from tests.stack import free_port


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Places]:
    """A page of two files, served."""
    files = tmp_path / "dist"
    (files / "assets").mkdir(parents=True)
    (files / "index.html").write_text("<title>Mina</title>")
    (files / "assets" / "main-abc.js").write_text("start()")
    (tmp_path / "user.json").write_text("private")
    served = Places(tmp_path, port=4566, page_port=free_port())
    deployment = Deployment("http://api", "ws://socket/live", "table", {}, "pool", "client")
    page = Page(served, deployment, FirstUser("ada@example.com", "secret"), files)
    yield served
    page.stop()


def get(places: Places, path: str, host: str | None = None) -> tuple[int, http.client.HTTPMessage, str]:
    connection = http.client.HTTPConnection("127.0.0.1", places.page_port)
    connection.request("GET", path, headers={"Host": host or f"localhost:{places.page_port}"})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, answer.headers, body


def test_the_page_is_told_where_the_system_is_and_who_is_signed_in(places: Places) -> None:
    status, headers, body = get(places, "/config.json")

    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    assert json.loads(body) == {
        "api_url": "http://api",
        "socket_url": "ws://socket/live",
        "cognito": {"endpoint": "http://127.0.0.1:4566", "client_id": "client"},
        "local_user": {"username": "ada@example.com", "password": "secret"},
    }


def test_another_site_under_its_own_name_does_not_get_the_password(places: Places) -> None:
    status, _, body = get(places, "/config.json", host=f"evil.example:{places.page_port}")

    assert status == 421
    assert "secret" not in body


@pytest.mark.parametrize("path", ["/", "/meetings/01ABC", "/index.html"])
def test_a_path_of_the_page_is_the_page(places: Places, path: str) -> None:
    status, headers, body = get(places, path)

    assert (status, body) == (200, "<title>Mina</title>")
    assert headers["Cache-Control"] == "no-cache"


def test_an_asset_with_a_hash_in_its_name_is_kept_by_the_browser(places: Places) -> None:
    status, headers, body = get(places, "/assets/main-abc.js")

    assert (status, body) == (200, "start()")
    assert headers["Content-Type"].startswith("text/javascript")
    assert "immutable" in headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/assets/gone.js", "/../user.json", "/%2e%2e/user.json", "//user.json"])
def test_what_is_not_there_and_what_lies_beside_is_not_found(places: Places, path: str) -> None:
    status, _, body = get(places, path)

    assert status == 404
    assert "private" not in body


def test_the_page_may_talk_to_itself_and_to_the_local_aws_only(places: Places) -> None:
    policy = dict(directive.split(" ", 1) for directive in get(places, "/")[1]["Content-Security-Policy"].split("; "))

    assert policy["connect-src"] == "'self' http://127.0.0.1:4566 ws://127.0.0.1:4566"
    assert policy["script-src"] == "'self'"
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
