"""A language model that never sees addresses and numbers of people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mina.domain.redaction import redact

if TYPE_CHECKING:
    from mina.ports.language_model import LanguageModel, ModelAnswer, ModelRequest


@dataclass(frozen=True, slots=True)
class RedactingModel:
    """Asks `model` with everything redacted, the instructions too: what is marked in them stays alike.

    A claim that quotes a redacted place has no evidence in the transcript, and is dropped like any other such claim.
    """

    model: LanguageModel

    def complete(self, request: ModelRequest) -> ModelAnswer:
        """As `LanguageModel.complete`."""
        return self.model.complete(
            replace(
                request,
                system=redact(request.system),
                shared_prefix=redact(request.shared_prefix),
                task=redact(request.task),
            )
        )
