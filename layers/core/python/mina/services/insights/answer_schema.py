"""The shapes in which a model must answer, and the check that it did.

All questions about a stretch of transcript share one schema: OpenAI puts the schema in front of the prompt, so another
schema would be another prefix, and nothing would be cached between the steps. A step asks for its part;
the rest is null.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def _object(**properties: dict[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _array(items: dict[str, object]) -> dict[str, object]:
    return {"type": "array", "items": items}


def _or_null(schema: dict[str, object]) -> dict[str, object]:
    return {"anyOf": [schema, {"type": "null"}]}


_STRING: dict[str, object] = {"type": "string"}
_NUMBER: dict[str, object] = {"type": "number"}
_INTEGER: dict[str, object] = {"type": "integer"}
_PRIORITY: dict[str, object] = {"type": "string", "enum": ["low", "medium", "high"]}
_EVIDENCE = _array(_object(line=_INTEGER, quote=_STRING))
_SENTENCES = _array(_object(text=_STRING, evidence=_EVIDENCE))
_CLAIMS = _array(_object(text=_STRING, evidence=_EVIDENCE, confidence=_NUMBER))

READING_NAME = "reading"
READING = _object(
    topic_titles=_or_null(_array(_object(topic=_INTEGER, title=_STRING))),
    tasks=_or_null(
        _array(
            _object(
                title=_STRING,
                owner=_or_null(_STRING),
                due_phrase=_or_null(_STRING),
                priority=_PRIORITY,
                confidence=_NUMBER,
                evidence=_EVIDENCE,
            )
        )
    ),
    decisions=_or_null(_CLAIMS),
    open_questions=_or_null(_CLAIMS),
    summary=_or_null(
        _object(
            overview=_SENTENCES,
            key_points=_SENTENCES,
            decisions=_SENTENCES,
            topics=_array(_object(title=_STRING, sentences=_SENTENCES)),
            next_steps=_SENTENCES,
        )
    ),
)
"""What a step can ask of a stretch of transcript."""

_NOTE_SENTENCES = _array(_object(text=_STRING, notes=_array(_INTEGER)))

MERGED_SUMMARY_NAME = "merged_summary"
MERGED_SUMMARY = _object(
    overview=_NOTE_SENTENCES,
    key_points=_NOTE_SENTENCES,
    decisions=_NOTE_SENTENCES,
    topics=_array(_object(title=_STRING, sentences=_NOTE_SENTENCES)),
    next_steps=_NOTE_SENTENCES,
)
"""A summary made of numbered notes instead of transcript lines."""

REFINED_LINES_NAME = "refined_lines"
REFINED_LINES = _object(lines=_array(_object(line=_INTEGER, text=_STRING)))

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def violation(value: object, schema: Mapping[str, object], path: str = "answer") -> str | None:
    """Where and how `value` breaks `schema`, in words that hold none of the value itself; None where it fits.

    Knows what the schemas here are made of: type, enum, anyOf, properties, required, additionalProperties, items.
    """
    options = schema.get("anyOf")
    if isinstance(options, list):
        found = [violation(value, option, path) for option in options]
        return None if None in found else found[0]
    kind = str(schema["type"])
    if not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return f"{path} is not of type {kind}"
    allowed = schema.get("enum")
    if isinstance(allowed, list) and value not in allowed:
        return f"{path} is not one of {', '.join(map(str, allowed))}"
    if isinstance(value, dict):
        return _object_violation(value, schema, path)
    if isinstance(value, list):
        items = schema.get("items")
        assert isinstance(items, dict)
        return next(filter(None, (violation(item, items, f"{path}[{i}]") for i, item in enumerate(value))), None)
    return None


def _object_violation(value: dict[str, object], schema: Mapping[str, object], path: str) -> str | None:
    properties = schema["properties"]
    assert isinstance(properties, dict)
    missing = [name for name in properties if name not in value]
    if missing:
        return f"{path}.{missing[0]} is missing"
    if len(value) > len(properties):
        return f"{path} has properties that the schema does not know"
    return next(filter(None, (violation(value[name], properties[name], f"{path}.{name}") for name in properties)), None)
