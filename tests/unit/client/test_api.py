"""The HTTP client and its credentials, against a transport that answers as it is told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import httpx
import pytest

from mina_client.api import Api, http_client
from mina_client.credentials import Anonymous, CognitoUser
from mina_client.errors import (
    Changed,
    NotAllowed,
    NotFound,
    NotSignedIn,
    ProblemError,
    ServerFault,
    SignInFailed,
    TooMany,
    Unreachable,
)

T = TypeVar("T")
Answer = Callable[[httpx.Request], httpx.Response]


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def an_api(answer: Answer, capability: str | None = None) -> Api:
    return Api(http_client(httpx.MockTransport(answer)), "http://mina/", Anonymous(capability))


def a_problem(status: int) -> httpx.Response:
    body = {"type": "x", "title": "T", "status": status, "detail": "It went wrong.", "code": "C", "reference": "r-1"}
    return httpx.Response(status, json=body, headers={"content-type": "application/problem+json"})


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ProblemError),
        (401, NotSignedIn),
        (403, NotAllowed),
        (404, NotFound),
        (409, Changed),
        (412, Changed),
        (429, TooMany),
        (500, ServerFault),
        (503, ServerFault),
    ],
)
def test_a_problem_document_becomes_a_typed_error(status: int, kind: type[ProblemError]) -> None:
    with pytest.raises(kind, match=r"It went wrong\. \(reference r-1\)") as raised:
        run(an_api(lambda _: a_problem(status)).health())

    assert type(raised.value) is kind
    assert (raised.value.status, raised.value.code, raised.value.reference) == (status, "C", "r-1")


def test_an_error_that_is_no_problem_document_is_a_problem_all_the_same() -> None:
    with pytest.raises(ServerFault, match="502 Bad Gateway"):
        run(an_api(lambda _: httpx.Response(502, text="<html>")).health())


def test_a_server_that_is_not_there_is_unreachable() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(Unreachable, match="nothing answers at http://mina"):
        run(an_api(refuse).health())


def test_a_list_is_read_to_its_end() -> None:
    asked: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.params.get("cursor"))
        number = len(asked)
        return httpx.Response(200, json={"items": [{"n": number}], "next_cursor": "c" if number < 3 else None})

    async def read() -> list[dict[str, Any]]:
        return [item async for item in an_api(answer).segments("s")]

    assert run(read()) == [{"n": 1}, {"n": 2}, {"n": 3}]
    assert asked == [None, "c", "c"]


def test_a_list_is_read_no_further_than_wanted() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, json={"items": [{"n": 1}, {"n": 2}], "next_cursor": "c"})

    async def read() -> list[dict[str, Any]]:
        return [item async for item in an_api(answer).meetings(most=2)]

    assert len(run(read())) == 2
    assert len(asked) == 1


def test_an_id_is_never_more_than_one_part_of_the_path() -> None:
    paths: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        paths.append(request.url.raw_path)
        return httpx.Response(200, json={})

    run(an_api(answer).meeting("../me?x=1"))

    assert paths == [b"/api/meetings/..%2Fme%3Fx%3D1"]


def test_a_capability_stands_in_the_header() -> None:
    headers: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        headers.append(request.headers.get("authorization"))
        return httpx.Response(200, json={"items": []})

    run(an_api(answer, "c-1").events("s"))
    run(an_api(answer).events("s"))

    assert headers == ["Capability c-1", None]


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, {"status": "completed", "session_id": "s"}, True),
        (202, {"missing": [[1, 2]], "session_id": "s"}, False),
    ],
)
def test_a_finalize_says_whether_it_sealed(status: int, body: dict[str, Any], expected: bool) -> None:
    is_sealed, answer = run(an_api(lambda _: httpx.Response(status, json=body)).finalize("s", 3))

    assert (is_sealed, answer) == (expected, body)


@pytest.mark.parametrize("file_format", ["docx", "json"])
def test_a_large_export_is_fetched_from_its_address(file_format: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "bucket":
            assert "authorization" not in request.headers, "the address carries its own permission"
            return httpx.Response(200, content=b"the file")
        return httpx.Response(200, json={"url": "http://bucket/x", "expires_at": "soon"})

    assert run(an_api(answer, "c").export("m", file_format)) == b"the file"


class Cognito:
    """Signs in, refreshes; `refused` flows are answered with an error."""

    def __init__(self, expires_in: int = 3600, refused: tuple[str, ...] = ()) -> None:
        self.flows: list[str] = []
        self._expires_in = expires_in
        self._refused = refused

    def answer(self, request: httpx.Request) -> httpx.Response:
        assert request.headers["x-amz-target"] == "AWSCognitoIdentityProviderService.InitiateAuth"
        flow = json.loads(request.content)["AuthFlow"]
        self.flows.append(flow)
        if flow in self._refused:
            return httpx.Response(400, json={"__type": "NotAuthorizedException", "message": "No."})
        result = {"AccessToken": f"token-{len(self.flows)}", "ExpiresIn": self._expires_in}
        refresh = {"RefreshToken": "r"} if flow == "USER_PASSWORD_AUTH" else {}
        return httpx.Response(200, json={"AuthenticationResult": result | refresh})

    def user(self) -> CognitoUser:
        return CognitoUser(http_client(httpx.MockTransport(self.answer)), "http://cognito", "client", "ada", "secret")


async def tokens(user: CognitoUser, count: int) -> list[str]:
    return [await user.access_token() for _ in range(count)]


def test_a_token_is_used_as_long_as_it_is_good() -> None:
    cognito = Cognito()

    assert run(tokens(cognito.user(), 3)) == ["token-1"] * 3
    assert cognito.flows == ["USER_PASSWORD_AUTH"]


def test_a_token_that_ends_within_the_minute_is_renewed_by_the_refresh_token() -> None:
    cognito = Cognito(expires_in=30)

    run(tokens(cognito.user(), 2))

    assert cognito.flows == ["USER_PASSWORD_AUTH", "REFRESH_TOKEN_AUTH"]


def test_a_refused_refresh_token_leads_back_to_the_password() -> None:
    cognito = Cognito(expires_in=30, refused=("REFRESH_TOKEN_AUTH",))

    run(tokens(cognito.user(), 2))

    assert cognito.flows == ["USER_PASSWORD_AUTH", "REFRESH_TOKEN_AUTH", "USER_PASSWORD_AUTH"]


def test_a_refused_password_is_said() -> None:
    with pytest.raises(SignInFailed, match=r"cannot sign in: No\."):
        run(Cognito(refused=("USER_PASSWORD_AUTH",)).user().access_token())


def test_a_token_that_the_server_refuses_is_replaced_once() -> None:
    cognito, seen = Cognito(), list[str]()

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["authorization"])
        return a_problem(401) if len(seen) == 1 else httpx.Response(200, json={"status": "ok"})

    api = Api(http_client(httpx.MockTransport(answer)), "http://mina", cognito.user())

    assert run(api.health()) == {"status": "ok"}
    assert seen == ["Bearer token-1", "Bearer token-2"]
