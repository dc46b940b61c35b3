from __future__ import annotations

import pytest

from mina.adapters.openai_dialect import Dialect
from mina.ports.language_model import ModelRequest

REQUEST = ModelRequest("system", "prefix", "task", "name", {"type": "object"}, 77, 1.0)


def test_the_parts_go_out_in_the_order_in_which_they_repeat() -> None:
    body = Dialect().parameters(REQUEST)

    assert [message["content"] for message in body["messages"]] == ["system", "prefix", "task"]  # type: ignore[attr-defined]
    assert body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "name", "strict": True, "schema": {"type": "object"}},
    }
    assert (body["temperature"], body["max_completion_tokens"]) == (0, 77)


@pytest.mark.parametrize(
    ("param", "expected"),
    [
        ("temperature", Dialect(has_sampling=False)),
        ("seed", Dialect(has_sampling=False)),
        ("max_completion_tokens", Dialect(token_limit="max_tokens")),
        ("response_format", Dialect(has_strict_schema=False)),
        ("response_format.json_schema", Dialect(has_strict_schema=False)),
        (None, Dialect(has_strict_schema=False)),
        ("messages", None),
    ],
)
def test_what_is_rejected_is_left_out(param: str | None, expected: Dialect | None) -> None:
    assert Dialect().without(param, None) == expected


def test_too_long_a_prompt_is_no_matter_of_dialect() -> None:
    assert Dialect().without(None, "context_length_exceeded") is None


@pytest.mark.parametrize("param", [None, "temperature", "seed", "max_completion_tokens", "response_format", "other"])
def test_an_endpoint_that_rejects_everything_is_given_up_soon(param: str | None) -> None:
    dialect: Dialect | None = Dialect()
    tried = 0
    while dialect is not None:
        dialect, tried = dialect.without(param, None), tried + 1

    assert tried <= 3


def test_without_schemas_the_schema_goes_into_the_last_message() -> None:
    body = Dialect(has_strict_schema=False, has_sampling=False).parameters(REQUEST)

    assert body["response_format"] == {"type": "json_object"}
    assert body["messages"][-1]["content"].endswith('JSON schema:\n{"type": "object"}')  # type: ignore[index]
    assert body["messages"][1]["content"] == "prefix"  # type: ignore[index]
    assert "temperature" not in body
