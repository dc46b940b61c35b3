"""Honest answers, made by Mina's local methods from the lines in the prompt, in the shape that was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from local.stand_in.prompt_reading import Block, context_of, read_block
from mina.domain.evidence import Evidence
from mina.domain.insight import SummarySentence
from mina.insights import analytics, refinement, summary, tasks

_TOPIC = re.compile(r"^Topic (\d+): lines \d+ to \d+; ([^,\n]+)", re.MULTILINE)
_PARTS = {
    "tasks": "Fill `tasks`, `decisions` and `open_questions`",
    "titles": "Fill `topic_titles`",
    "summary": "Fill `summary`",
}


def answer(schema_name: str | None, schema: dict[str, Any], messages: Sequence[str]) -> dict[str, Any]:
    """An answer to one of Mina's questions; to any other, the smallest value that fits the schema."""
    block = next(filter(None, map(read_block, messages)), None)
    task = messages[-1] if messages else ""
    if block is None:
        least: dict[str, Any] = smallest(schema)
        return least
    if "refined_lines" in (schema_name, _named_in(schema)):
        return _refined(block)
    if block.kind == "NOTES":
        return _merged(block)
    return {**dict.fromkeys(("topic_titles", "tasks", "decisions", "open_questions", "summary")), **_read(block, task)}


def smallest(schema: dict[str, Any]) -> Any:
    """A value that fits a strict schema: empty lists and texts, zeros, null where it may be."""
    if "anyOf" in schema:
        return None if {"type": "null"} in schema["anyOf"] else smallest(schema["anyOf"][0])
    if "enum" in schema:
        return schema["enum"][0]
    simple: dict[str, Any] = {"array": [], "string": "", "integer": 0, "number": 0, "boolean": False, "null": None}
    kind = schema.get("type", "object")
    if kind in simple:
        return simple[kind]
    return {name: smallest(value) for name, value in schema.get("properties", {}).items()}


def _named_in(schema: dict[str, Any]) -> str | None:
    return "refined_lines" if list(schema.get("properties", {})) == ["lines"] else None


def _refined(block: Block) -> dict[str, Any]:
    return {"lines": [{"line": s.seq, "text": s.text} for s in refinement.refine(block.segments).segments]}


def _merged(block: Block) -> dict[str, Any]:
    sentences = [{"text": text, "notes": [number]} for number, text in block.lines.items()]
    empty: dict[str, Any] = {"decisions": [], "topics": [], "next_steps": []}
    return {"overview": sentences[:1], "key_points": sentences[1:8], **empty}


def _read(block: Block, task: str) -> dict[str, Any]:
    segments = block.segments
    context = context_of(segments)
    if _PARTS["titles"] in task:
        return {"topic_titles": [{"topic": int(n), "title": phrase.capitalize()} for n, phrase in _TOPIC.findall(task)]}
    found = tasks.extract(segments, context)
    if _PARTS["tasks"] in task:
        return {
            "tasks": [
                {
                    "title": one.title,
                    "owner": one.owner,
                    "due_phrase": one.due_phrase,
                    "priority": one.priority.value,
                    "confidence": one.confidence,
                    "evidence": _cited(one.evidence),
                }
                for one in found.tasks
            ],
            "decisions": _claims(found.decisions),
            "open_questions": _claims(found.open_questions),
        }
    made = summary.summarise(segments, context, analytics.analyse(segments, context), found)
    return {
        "summary": {
            "overview": _sentences(made.overview),
            "key_points": _sentences(made.key_points),
            "decisions": _sentences(made.decisions),
            "topics": [{"title": notes.title, "sentences": _sentences(notes.sentences)} for notes in made.topics],
            "next_steps": _sentences(made.next_steps),
        }
    }


def _cited(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [{"line": item.seq, "quote": item.quote} for item in evidence]


def _claims(claims: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"text": one.text, "evidence": _cited(one.evidence), "confidence": one.confidence} for one in claims]


def _sentences(sentences: Iterable[SummarySentence]) -> list[dict[str, Any]]:
    return [{"text": one.text, "evidence": _cited(one.evidence)} for one in sentences]
