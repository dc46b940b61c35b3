"""From a chat completion request and a behaviour to the reply that goes over the wire."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from local.stand_in.answers import answer
from local.stand_in.hearing import Form, transcription
from local.stand_in.lies import injected, lying
from local.stand_in.script import Behaviour

_CHARACTERS_PER_TOKEN = 4
_ERRORS: dict[str, tuple[int, str, str | None]] = {
    "401": (401, "invalid_api_key", None),
    "403": (403, "permission_denied", None),
    "404": (404, "model_not_found", "model"),
    "429": (429, "rate_limit_exceeded", None),
    "quota": (429, "insufficient_quota", None),
    "500": (500, "server_error", None),
    "too_long": (400, "context_length_exceeded", "messages"),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """`manner` says how the body goes out: whole, cut, trickle, oversize, or hang (not at all)."""

    status: int
    body: Any
    manner: str = "whole"
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


def reply_to(request: Mapping[str, Any], behaviour: Behaviour) -> Reply:
    """The reply that `behaviour` gives to a chat completion request."""
    name = behaviour.name
    if name in _ERRORS:
        # An error that repeats the prompt, as real ones may: it must not get into anyone's log.
        status, code, param = _ERRORS[name]
        headers = {"Retry-After": str(behaviour.retry_after)} if behaviour.retry_after is not None else {}
        return Reply(status, _error(f"{name}: {_messages(request)}", code, param), headers=headers)
    wants_schema = request.get("response_format", {}).get("type") == "json_schema"
    if name == "no_json_schema" and wants_schema:
        return Reply(400, _error("this endpoint knows no schemas", None, None))
    if name == "no_temperature" and "temperature" in request:
        return Reply(400, _error("temperature is not supported", "unsupported_value", "temperature"))
    if name == "garbage":
        return Reply(200, b"<html>502 Bad Gateway \xff\xfe</html>")
    if name in ("hang", "trickle", "oversize"):
        return Reply(200, b"{" if name != "hang" else b"", manner=name)
    completion = _completion(request, name)
    return Reply(200, completion, manner="cut" if name == "cut" else "whole")


def reply_to_sound(form: Form, behaviour: Behaviour, told: Mapping[str, str]) -> Reply:
    """The reply that `behaviour` gives to a transcription request; `stream` is answered with its events."""
    name = behaviour.name
    if name in _ERRORS:
        status, code, param = _ERRORS[name]
        headers = {"Retry-After": str(behaviour.retry_after)} if behaviour.retry_after is not None else {}
        return Reply(status, _error(name, code, param), headers=headers)
    if name == "no_verbose_json" and form.fields.get("response_format", "json") != "json":
        return Reply(400, _error("this model knows plain JSON only", "unsupported_value", "response_format"))
    if name == "garbage":
        return Reply(200, b"<html>502 Bad Gateway \xff\xfe</html>")
    if name in ("hang", "trickle", "oversize"):
        return Reply(200, b"{" if name != "hang" else b"", manner=name)
    if name == "wrong_schema":
        return Reply(200, {"text": 7, "segments": [{"start": "soon"}]})
    heard = transcription(form, told)
    if form.fields.get("stream") == "true":
        return Reply(200, _events(heard), content_type="text/event-stream")
    return Reply(200, heard, manner="cut" if name == "cut" else "whole")


def _events(heard: Mapping[str, Any]) -> bytes:
    words = str(heard["text"]).split()
    deltas = [{"type": "transcript.text.delta", "delta": f"{' ' if i else ''}{word}"} for i, word in enumerate(words)]
    events = [*deltas, {"type": "transcript.text.done", "text": heard["text"]}]
    return b"".join(b"data: " + json.dumps(event).encode() + b"\n\n" for event in events)


def _completion(request: Mapping[str, Any], name: str) -> dict[str, Any]:
    messages = _messages(request)
    content: str | None = json.dumps(_content(request, messages, name))
    finish_reason, refusal = "stop", None
    if name == "truncated":
        content, finish_reason = str(content)[: len(str(content)) // 2], "length"
    if name == "refusal":
        content, refusal = None, "I cannot help with that."
    prompt_tokens = sum(map(len, messages)) // _CHARACTERS_PER_TOKEN
    completion_tokens = len(content or "") // _CHARACTERS_PER_TOKEN
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return {
        "id": "chatcmpl-stand-in",
        "object": "chat.completion",
        "created": 0,
        "model": request.get("model"),
        "choices": [{"index": 0, "message": message, "finish_reason": finish_reason, "logprobs": None}],
        "usage": {
            "prompt_tokens": prompt_tokens,
            "completion_tokens": completion_tokens,
            "total_tokens": prompt_tokens + completion_tokens,
            "prompt_tokens_details": {"cached_tokens": 0},
        },
    }


def _content(request: Mapping[str, Any], messages: list[str], name: str) -> Any:
    if name == "wrong_schema":
        return {"tasks": "three", "surprise": True}
    named = request.get("response_format", {}).get("json_schema") or {}
    schema_name, schema = named.get("name"), named.get("schema") or _schema_in(messages)
    if name in ("lying_evidence", "only_lies"):
        return lying(schema_name, schema, messages, only=name == "only_lies")
    if name == "injected":
        return injected(schema_name, schema, messages)
    return answer(schema_name, schema, messages)


def _schema_in(messages: list[str]) -> dict[str, Any]:
    """The schema at the end of the prompt of a client that asks for plain JSON."""
    start = messages[-1].find('{"additionalProperties"') if messages else -1
    schema: dict[str, Any] = json.loads(messages[-1][start:]) if start >= 0 else {}
    return schema


def _messages(request: Mapping[str, Any]) -> list[str]:
    return [str(message.get("content")) for message in request.get("messages", [])]


def _error(message: str, code: str | None, param: str | None) -> dict[str, Any]:
    return {"error": {"message": message, "type": "invalid_request_error", "param": param, "code": code}}
