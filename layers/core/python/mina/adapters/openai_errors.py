"""What an endpoint's HTTP status means; its own words stay unread, for they may repeat what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mina.domain.model_errors import ModelError, ModelRefused, ModelRequestInvalid, ModelThrottled, ModelUnavailable

if TYPE_CHECKING:
    import openai


def error_of_status(error: openai.APIStatusError) -> ModelError:
    status = error.status_code
    if status in (401, 403, 404):
        return ModelRefused(f"The language model refuses this configuration (HTTP {status}).")
    if status == 429:
        if error.code == "insufficient_quota":
            return ModelRefused("The language model's quota is used up.")
        return ModelThrottled("The language model asks to slow down.", _retry_after(error))
    if status == 413:
        return ModelRequestInvalid("The language model does not take a request of this size.")
    return ModelUnavailable(f"The language model is not available (HTTP {status}).")


def _retry_after(error: openai.APIStatusError) -> float | None:
    value = error.response.headers.get("retry-after", "")
    return min(float(value), 3600.0) if value.isascii() and value.isdigit() else None
