from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mina.adapters.openai_answer import answer_from
from mina.adapters.openai_prices import Price, price_table
from mina.domain.model_errors import ModelAnswerInvalid

PRICES = {"m": Price(prompt=2.0, cached=0.5, completion=8.0)}
USAGE = {"prompt_tokens": 1_000, "completion_tokens": 100, "prompt_tokens_details": {"cached_tokens": 600}}


def a_completion(content: Any = '{"a": 1}', finish_reason: str = "stop", usage: Any = USAGE, **message: Any) -> bytes:
    choice = {"message": {"content": content, **message}, "finish_reason": finish_reason}
    return json.dumps({"choices": [choice], "usage": usage}).encode()


def test_the_object_its_tokens_and_their_price_are_read() -> None:
    answer = answer_from(a_completion(), "m", PRICES)

    assert answer.data == {"a": 1}
    assert (answer.prompt_tokens, answer.cached_tokens, answer.completion_tokens) == (1_000, 600, 100)
    assert answer.cost_microdollars == 400 * 2 + 300 + 800
    assert answer.note is None


def test_a_model_without_a_price_costs_nothing_and_says_so() -> None:
    answer = answer_from(a_completion(), "other", PRICES)

    assert (answer.cost_microdollars, answer.note) == (0, "no price is known for other: its cost is counted as 0")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [null]}',
        b'{"choices": [{"message": null}]}',
        b'{"choices": "text"}',
        b"[" * 100_000,
        a_completion(None),
        a_completion(""),
        a_completion("[1]"),
        a_completion('"text"'),
        a_completion('{"a": NaN}'),
        a_completion('{"a": 1'),
        a_completion("[" * 100_000),
        a_completion(finish_reason="length"),
        a_completion(finish_reason="content_filter"),
        a_completion(refusal="No."),
    ],
)
def test_whatever_is_no_whole_object_is_an_invalid_answer(body: bytes) -> None:
    with pytest.raises(ModelAnswerInvalid):
        answer_from(body, "m", PRICES)


def test_a_cut_off_answer_still_costs() -> None:
    with pytest.raises(ModelAnswerInvalid, match="cut off") as raised:
        answer_from(a_completion(finish_reason="length"), "m", PRICES)

    assert (raised.value.prompt_tokens, raised.value.cost_microdollars) == (1_000, 1_900)


@given(
    usage=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda s: st.dictionaries(
            st.sampled_from(["prompt_tokens", "completion_tokens", "prompt_tokens_details", "cached_tokens"]), s
        ),
    )
)
def test_counts_are_never_negative_or_nonsense(usage: Any) -> None:
    answer = answer_from(a_completion(usage=usage), "m", PRICES)

    assert 0 <= answer.cached_tokens <= answer.prompt_tokens
    assert answer.completion_tokens >= 0
    assert answer.cost_microdollars >= 0


@given(st.binary())
def test_any_bytes_end_in_an_answer_or_in_its_error(body: bytes) -> None:
    with pytest.raises(ModelAnswerInvalid):
        answer_from(body, "m", PRICES)


def test_prices_come_from_settings_and_caching_is_free_of_discount_unless_given() -> None:
    table = price_table({"m": {"prompt": 2, "completion": 8}, "n": {"prompt": 2, "cached": 1, "completion": 8}})

    assert table == {"m": Price(2, 2, 8), "n": Price(2, 1, 8)}
    with pytest.raises(KeyError):
        price_table({"m": {"prompt": 2}})
