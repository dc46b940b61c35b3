"""What can go wrong for a client of Mina.

ClientError
├── Unreachable            nothing answers at the address
├── SignInFailed           the user name, password or refresh token was refused
├── ProblemError           the HTTP API answered with a problem document (RFC 9457)
│   ├── NotSignedIn        401
│   ├── NotAllowed         403
│   ├── NotFound           404
│   ├── Changed            409, 412
│   ├── TooMany            429
│   └── ServerFault        5xx
├── SessionStopped         the live session cannot go on: fenced, sealed, refused
├── UtteranceRefused       an utterance that no frame can carry
├── OutboxBusy             another process holds this session's outbox
└── OutboxFailed           the disk refused to keep what was said
"""

from __future__ import annotations


class ClientError(Exception):
    """The root; `str(error)` is one line that a person can read."""


class Unreachable(ClientError):
    """Nothing answers at the address, or the connection broke on the way."""


class SignInFailed(ClientError):
    """The identity provider refused the credentials."""


class ProblemError(ClientError):
    """A problem document. `reference` finds it in the server's log; `code` is stable, `detail` is for people."""

    def __init__(self, status: int, code: str, detail: str, reference: str = "") -> None:
        self.status = status
        self.code = code
        self.detail = detail
        self.reference = reference
        super().__init__(f"{detail} (reference {reference})" if reference else detail)


class NotSignedIn(ProblemError):
    """401: no valid access token or capability."""


class NotAllowed(ProblemError):
    """403."""


class NotFound(ProblemError):
    """404; also another workspace's object."""


class Changed(ProblemError):
    """409 or 412: the object is no longer what the request took it for."""


class TooMany(ProblemError):
    """429."""


class ServerFault(ProblemError):
    """5xx."""


class SessionStopped(ClientError):
    """The session cannot go on. What was not acknowledged stays in the outbox. `code` is the protocol's error code."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


class UtteranceRefused(ClientError):
    """The utterance breaks a limit that the server would refuse it for."""


class OutboxBusy(ClientError):
    """Two processes would number the same session's segments."""


class OutboxFailed(ClientError):
    """Nothing that the disk does not hold is sent: a full disk stops the recorder."""


def problem(status: int, code: str, detail: str, reference: str = "") -> ProblemError:
    """The typed error for an HTTP status."""
    return _kind(status)(status, code, detail, reference)


def _kind(status: int) -> type[ProblemError]:
    if status >= 500:
        return ServerFault
    return _BY_STATUS.get(status, ProblemError)


_BY_STATUS: dict[int, type[ProblemError]] = {
    401: NotSignedIn,
    403: NotAllowed,
    404: NotFound,
    409: Changed,
    412: Changed,
    429: TooMany,
}
