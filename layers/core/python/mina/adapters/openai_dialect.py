"""What compatible endpoints differ in, found out by asking: which parameters one takes, which form of JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mina.ports.language_model import ModelRequest

_SEED = 7
_HOPELESS_CODES = frozenset({"context_length_exceeded", "string_above_max_length", "model_not_found"})


@dataclass(frozen=True, slots=True)
class Dialect:
    """The first is what OpenAI documents; each fallback leaves out what an endpoint did not take."""

    has_strict_schema: bool = True
    has_sampling: bool = True
    token_limit: str = "max_completion_tokens"  # noqa: S105 - a parameter's name

    def without(self, param: str | None, code: str | None) -> Dialect | None:
        """The dialect to try after a rejection that named `param` (None where it named nothing); None for no other.

        Reasoning models reject `temperature`; older endpoints know `max_tokens` only; many know JSON but no schema.
        """
        if code in _HOPELESS_CODES:
            return None
        if param is None:
            if self.has_strict_schema:
                return replace(self, has_strict_schema=False)
            plainest = Dialect(has_strict_schema=False, has_sampling=False, token_limit="max_tokens")  # noqa: S106
            return plainest if self != plainest else None
        if param.startswith("response_format") and self.has_strict_schema:
            return replace(self, has_strict_schema=False)
        if param in ("temperature", "seed") and self.has_sampling:
            return replace(self, has_sampling=False)
        if param == "max_completion_tokens" and self.token_limit == param:
            return replace(self, token_limit="max_tokens")  # noqa: S106
        return None

    def parameters(self, request: ModelRequest) -> dict[str, object]:
        """The body of a chat completion but for the model's name. Equal beginnings stay equal: the task comes last."""
        task = request.task if self.has_strict_schema else request.task + _schema_in_words(request.schema)
        parts = [request.shared_prefix, task]
        messages = [{"role": "system", "content": request.system}]
        messages += [{"role": "user", "content": part} for part in parts if part]
        sampling = {"temperature": 0, "seed": _SEED} if self.has_sampling else {}
        return {
            "messages": messages,
            "response_format": self._response_format(request),
            self.token_limit: request.max_output_tokens,
            **sampling,
        }

    def _response_format(self, request: ModelRequest) -> dict[str, object]:
        if not self.has_strict_schema:
            return {"type": "json_object"}
        named = {"name": request.schema_name, "strict": True, "schema": request.schema}
        return {"type": "json_schema", "json_schema": named}


def _schema_in_words(schema: dict[str, object]) -> str:
    return "\n\nAnswer with one JSON object that matches this JSON schema:\n" + json.dumps(schema, sort_keys=True)
