"""HTTP that ends: an answer has a largest size and a latest time, whatever the other side does."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import httpx2

from mina.domain.model_errors import ModelAnswerInvalid

if TYPE_CHECKING:
    from collections.abc import Iterator


class BoundedTransport(httpx2.BaseTransport):
    """Passes requests on to `inner` and bounds what comes back.

    A read timeout alone ends a silence but not a trickle, so the same time also limits the body as a whole; a call
    ends within twice its read timeout. Compressed answers are not asked for and not taken: a size limit on
    compressed bytes says nothing. Raises `ModelAnswerInvalid` for too large and `httpx2.ReadTimeout` for too slow.
    """

    def __init__(self, inner: httpx2.BaseTransport, max_bytes: int) -> None:
        self._inner = inner
        self._max_bytes = max_bytes

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.headers["Accept-Encoding"] = "identity"
        seconds = request.extensions.get("timeout", {}).get("read")
        deadline = time.monotonic() + seconds if seconds is not None else None
        response = self._inner.handle_request(request)
        if response.headers.get("Content-Encoding", "identity") != "identity":
            response.close()
            raise ModelAnswerInvalid("The language model's answer is compressed, which was not asked for.")
        stream = response.stream
        assert isinstance(stream, httpx2.SyncByteStream)
        is_error = response.status_code >= 400
        response.stream = _BoundedStream(stream, self._max_bytes, deadline, is_error=is_error)
        return response

    def close(self) -> None:
        self._inner.close()


class _BoundedStream(httpx2.SyncByteStream):
    def __init__(self, inner: httpx2.SyncByteStream, max_bytes: int, deadline: float | None, *, is_error: bool) -> None:
        self._inner = inner
        self._max_bytes = max_bytes
        self._deadline = deadline
        self._is_error = is_error

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for chunk in self._inner:
            size += len(chunk)
            if size > self._max_bytes:
                if self._is_error:
                    return  # its status already says what went wrong
                raise ModelAnswerInvalid("The language model's answer is too large.")
            if self._deadline is not None and time.monotonic() > self._deadline:
                raise httpx2.ReadTimeout("The answer did not end in time.")
            yield chunk

    def close(self) -> None:
        self._inner.close()
