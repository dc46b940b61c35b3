"""The one table from exceptions to what callers see."""

from __future__ import annotations

from dataclasses import dataclass

from mina.domain import errors


@dataclass(frozen=True, slots=True)
class Shown:
    """How an error looks in a frame and in a problem document, and whether asking again helps."""

    code: str
    status: int
    title: str
    is_retryable: bool = False


INTERNAL = Shown("INTERNAL", 500, "Something went wrong on our side", is_retryable=True)

TABLE: dict[type[Exception], Shown] = {
    errors.VersionUnsupported: Shown("VERSION", 400, "Unsupported protocol version"),
    errors.TooLarge: Shown("TOO_LARGE", 413, "Too large"),
    errors.Invalid: Shown("INVALID", 400, "A field does not fit"),
    errors.BadFrame: Shown("BAD_FRAME", 400, "Not understood"),
    errors.Unauthorized: Shown("UNAUTHORIZED", 401, "Sign in first"),
    errors.Fenced: Shown("FENCED", 409, "Another recorder has taken over"),
    errors.Forbidden: Shown("FORBIDDEN", 403, "Not allowed"),
    errors.MethodNotAllowed: Shown("METHOD_NOT_ALLOWED", 405, "Another method"),
    errors.NotFound: Shown("NOT_FOUND", 404, "Not found"),
    errors.SeqConflict: Shown("SEQ_CONFLICT", 409, "Stored with other content"),
    errors.PreconditionFailed: Shown("PRECONDITION_FAILED", 412, "It has changed meanwhile"),
    errors.Conflict: Shown("CONFLICT", 409, "Does not fit what is there"),
    errors.Sealed: Shown("SEALED", 410, "Closed"),
    errors.QuotaExceeded: Shown("QUOTA", 429, "Quota used up", is_retryable=True),
    errors.RateLimited: Shown("RATE_LIMITED", 429, "Too fast", is_retryable=True),
    errors.StoreUnavailable: Shown("STORE_UNAVAILABLE", 503, "The store did not answer", is_retryable=True),
    errors.Unavailable: Shown("STORE_UNAVAILABLE", 503, "A service did not answer", is_retryable=True),
}

SOCKET_CODES = {
    "INVALID": "BAD_FRAME",
    "NOT_FOUND": "FORBIDDEN",
    "CONFLICT": "BAD_FRAME",
    "PRECONDITION_FAILED": "BAD_FRAME",
}
"""The socket's own list of codes is shorter: whether a session is there is not told to whom it does not belong."""


def shown(error: Exception) -> Shown:
    """The first entry of the table that fits, most special first; anything else is ours."""
    return next((entry for kind, entry in TABLE.items() if isinstance(error, kind)), INTERNAL)


def message_of(error: Exception) -> str:
    """What may be said. An unexpected exception's own text never leaves the house."""
    return str(error) if isinstance(error, errors.MinaError) else INTERNAL.title


def retry_after_ms(error: Exception) -> int | None:
    if isinstance(error, errors.RateLimited):
        return error.retry_after_ms
    return 1_000 if isinstance(error, errors.Unavailable) else None


def error_frame(error: Exception, reference: str) -> dict[str, object]:
    entry = shown(error)
    frame: dict[str, object] = {
        "type": "error",
        "code": SOCKET_CODES.get(entry.code, entry.code),
        "message": message_of(error),
        "retryable": entry.is_retryable,
        "reference": reference,
    }
    if isinstance(error, errors.SeqConflict | errors.UnreadableSound):
        frame["seq"] = error.seq
    wait = retry_after_ms(error)
    return {**frame, "retry_after_ms": wait} if wait is not None else frame


def problem(error: Exception, reference: str) -> dict[str, object]:
    """An RFC 9457 problem document."""
    entry = shown(error)
    document: dict[str, object] = {
        "type": f"urn:mina:problem:{entry.code.lower().replace('_', '-')}",
        "title": entry.title,
        "status": entry.status,
        "detail": message_of(error),
        "code": entry.code,
        "reference": reference,
    }
    if isinstance(error, errors.Invalid):
        document["errors"] = [{"field": error.field, "message": error.problem}]
    return document


def without_values(message: str) -> str:
    """A validation message that names the place and the rule, and repeats nothing of what was sent."""
    if message.startswith("Invalid value"):
        return "unknown action"
    if message.startswith("Invalid enum value"):
        return f"Unknown value - at{message.rpartition(' - at')[2]}"
    return message
