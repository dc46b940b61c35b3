from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.model.meetings import a_reading, a_sentence, a_summary, a_task

from mina.services.insights.answer_schema import MERGED_SUMMARY, READING, REFINED_LINES, violation

SCHEMAS: list[dict[str, Any]] = [READING, MERGED_SUMMARY, REFINED_LINES]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)
GOOD = a_reading(tasks=[a_task()], summary=a_summary(overview=[a_sentence("Yes.", 1, "we ship it")]))


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for value in schema.values():
            yield from objects(value)
    if isinstance(schema, list):
        for value in schema:
            yield from objects(value)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_schemas_are_strict(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    for one in objects(schema):
        assert one["required"] == list(one["properties"])
        assert one["additionalProperties"] is False


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*path, key))


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = changed(value[path[0]], path[1:], new)
    return copy


@given(path=st.sampled_from(list(places(GOOD))), new=json_values)
def test_the_check_agrees_with_a_json_schema_validator(path: tuple[Any, ...], new: Any) -> None:
    answer = changed(GOOD, path, new)

    # JSON Schema counts 1.0 as an integer; here it is none, since lines are counted in whole numbers only.
    has_whole_float = isinstance(new, float) and new.is_integer() and path[-1:] == ("line",)
    fits = jsonschema.Draft202012Validator(READING).is_valid(answer) and not has_whole_float
    assert (violation(answer, READING) is None) == fits


def test_a_good_answer_fits_and_a_broken_one_is_described_without_its_words() -> None:
    assert violation(GOOD, READING) is None
    assert violation({**GOOD, "secret words": 1}, READING) == "answer has properties that the schema does not know"
    assert violation({"lines": [{"line": "secret"}]}, REFINED_LINES) == "answer.lines[0].text is missing"
    assert violation({"lines": [{"line": True, "text": "a"}]}, REFINED_LINES) == (
        "answer.lines[0].line is not of type integer"
    )
    assert violation(a_reading(tasks=[a_task(priority="secret")]), READING) == (
        "answer.tasks[0].priority is not one of low, medium, high"
    )
