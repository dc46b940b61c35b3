"""Everything that Mina refuses or fails at.

MinaError
├── Refused                 the caller can do something about it
│   ├── BadFrame            not understood                         TooLarge, VersionUnsupported, Invalid
│   ├── Unauthorized        who are you
│   ├── Forbidden           not yours                              Fenced
│   ├── NotFound            is not there, or not for you           MethodNotAllowed
│   ├── Conflict            does not fit what is there             SeqConflict, PreconditionFailed
│   ├── Sealed              closed for good
│   └── RateLimited         later                                  QuotaExceeded
└── Unavailable             somebody else's fault, and passing
    ├── StoreUnavailable    the database
    ├── PipelineUnavailable Step Functions
    └── StepFailed          an insight step, by a mistake of ours

One table in `mina.edge.errors` turns these into socket frames, problem documents and Step Functions errors.
"""

from __future__ import annotations


class MinaError(Exception):
    """The root. `str(error)` is a sentence that may be shown to the caller: no ids of others, no transcript."""


class Refused(MinaError):
    pass


class BadFrame(Refused):
    pass


class TooLarge(BadFrame):
    pass


class VersionUnsupported(BadFrame):
    pass


class UnreadableSound(BadFrame):
    """The sound of the segment `seq` cannot be read, however often it is sent."""

    def __init__(self, seq: int) -> None:
        super().__init__("This sound cannot be read.")
        self.seq = seq


class Invalid(BadFrame):
    """One field of a request does not fit. `problem` completes "`field` …" and repeats nothing of what was sent."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"`{field}` {problem}.")
        self.field = field
        self.problem = problem


class Unauthorized(Refused):
    pass


class Forbidden(Refused):
    pass


class Fenced(Forbidden):
    """Another recorder has taken over this session."""


class NotFound(Refused):
    pass


class MethodNotAllowed(NotFound):
    """The path is there, the method is not; `allowed` are those that are."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        super().__init__(f"This path takes {', '.join(allowed)}.")
        self.allowed = allowed


class Conflict(Refused):
    pass


class SeqConflict(Conflict):
    """These seqs are stored with other content. `seq` is the first of the batch."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"The segments from {seq} on are stored with other content; the first version stays.")
        self.seq = seq


class PreconditionFailed(Conflict):
    pass


class Sealed(Refused):
    pass


class RateLimited(Refused):
    """Come back after `retry_after_ms`."""

    def __init__(self, message: str, retry_after_ms: int) -> None:
        super().__init__(message)
        self.retry_after_ms = retry_after_ms


class QuotaExceeded(RateLimited):
    pass


class Unavailable(MinaError):
    pass


class StoreUnavailable(Unavailable):
    """The database did not answer. What was asked may or may not have happened: asking again is safe."""


class StepFailed(Unavailable):
    """An insight step met an error that nobody foresaw; the log has it under the reference."""


class PipelineUnavailable(Unavailable):
    """Step Functions did not answer."""
