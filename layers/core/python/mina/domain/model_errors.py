"""How a language model fails. Each class name is the error name that Step Functions sees.

ModelError
├── ModelThrottled         429: later
├── ModelUnavailable       5xx, no connection, a connection cut
│   └── ModelTimeout       no answer, or no end of one, in time
├── ModelRefused           401, 403, 404, quota used up: the configuration is wrong, asking again is no use
├── ModelRequestInvalid    400, 413, 422: this question is not taken (too long); others may be
├── ModelAnswerInvalid     garbage, another schema, cut off, too large, a refusal
└── ModelCircuitOpen       no call was made: the breaker is open
"""

from __future__ import annotations

from mina.domain.errors import Unavailable


class ModelError(Unavailable):
    """`str(error)` may be shown and logged: it never holds the key, the prompt or the endpoint's own words."""


class ModelThrottled(ModelError):
    """`retry_after_seconds` is what the endpoint asked for, None where it did not say."""

    def __init__(self, message: str, retry_after_seconds: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class ModelUnavailable(ModelError):
    pass


class ModelTimeout(ModelUnavailable):
    pass


class ModelRefused(ModelError):
    pass


class ModelRequestInvalid(ModelError):
    pass


class ModelAnswerInvalid(ModelError):
    """The tokens were used all the same: they count in the step's cost."""

    def __init__(
        self,
        message: str,
        *,
        prompt_tokens: int = 0,
        cached_tokens: int = 0,
        completion_tokens: int = 0,
        cost_microdollars: int = 0,
    ) -> None:
        super().__init__(message)
        self.prompt_tokens = prompt_tokens
        self.cached_tokens = cached_tokens
        self.completion_tokens = completion_tokens
        self.cost_microdollars = cost_microdollars


class ModelCircuitOpen(ModelError):
    pass
