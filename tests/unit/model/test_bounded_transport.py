from __future__ import annotations

import gzip

import httpx2
import pytest

from mina.adapters.bounded_transport import BoundedTransport
from mina.domain.model_errors import ModelAnswerInvalid


def a_client(response: httpx2.Response, seen: list[httpx2.Request] | None = None) -> httpx2.Client:
    def answer(request: httpx2.Request) -> httpx2.Response:
        if seen is not None:
            seen.append(request)
        return response

    return httpx2.Client(transport=BoundedTransport(httpx2.MockTransport(answer), max_bytes=10))


def test_an_answer_up_to_the_limit_passes_and_a_longer_one_does_not() -> None:
    with a_client(httpx2.Response(200, content=iter([b"x" * 10]))) as client:
        assert client.get("http://model.example").content == b"x" * 10
    with (
        a_client(httpx2.Response(200, content=iter([b"x" * 10, b"x"]))) as client,
        pytest.raises(ModelAnswerInvalid, match="large"),
    ):
        client.get("http://model.example")


def test_a_long_error_keeps_its_status_and_is_cut_short() -> None:
    with a_client(httpx2.Response(500, content=iter([b"x" * 5, b"x" * 1_000]))) as client:
        response = client.get("http://model.example")

    assert (response.status_code, response.content) == (500, b"xxxxx")


def test_compression_is_neither_asked_for_nor_taken() -> None:
    seen: list[httpx2.Request] = []
    bomb = httpx2.Response(200, content=gzip.compress(b"x"), headers={"Content-Encoding": "gzip"})

    with a_client(bomb, seen) as client, pytest.raises(ModelAnswerInvalid, match="compressed"):
        client.get("http://model.example")

    assert seen[0].headers["Accept-Encoding"] == "identity"
