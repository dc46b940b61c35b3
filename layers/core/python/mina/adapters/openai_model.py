"""A `LanguageModel` behind any OpenAI-compatible endpoint, by way of the `openai` SDK's chat completions."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mina.adapters.openai_answer import answer_from
from mina.adapters.openai_dialect import Dialect
from mina.adapters.openai_errors import error_of_status
from mina.domain.model_errors import ModelRequestInvalid, ModelTimeout, ModelUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    import openai

    from mina.adapters.openai_prices import Price
    from mina.ports.language_model import ModelAnswer, ModelRequest

_MAX_RESPONSE_BYTES = 4 * 1024 * 1024
_CONNECT_SECONDS = 2.0
"""An endpoint that is there takes a connection within one; whoever waits longer waits for nobody."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """`prices` by model name, in dollars per million tokens; a model that is not there costs 0 and gets a note."""

    base_url: str
    model: str
    prices: Mapping[str, Price]
    max_response_bytes: int = _MAX_RESPONSE_BYTES


class OpenAIModel:
    """As `LanguageModel`. The SDK is imported and connected at the first call, since that takes about a second."""

    def __init__(self, settings: ModelSettings, api_key: str) -> None:
        self._settings = settings
        self._api_key = api_key
        self._client: openai.OpenAI | None = None
        self._lock = threading.Lock()
        self._dialect = Dialect()

    def complete(self, request: ModelRequest) -> ModelAnswer:
        """As `LanguageModel.complete`. An endpoint that rejects a parameter is asked again without it, once each."""
        dialect: Dialect | None = self._dialect
        while dialect is not None:
            try:
                body = self._ask(request, dialect)
            except _NotTaken as rejection:
                dialect = dialect.without(rejection.param, rejection.code)
                continue
            self._dialect = dialect
            return answer_from(body, self._settings.model, self._settings.prices)
        raise ModelRequestInvalid("The language model does not take this request.")

    def close(self) -> None:
        if self._client is not None:
            self._client.close()

    def _ask(self, request: ModelRequest, dialect: Dialect) -> bytes:
        import openai

        create: Any = self._connected().chat.completions.with_raw_response.create
        seconds = request.timeout_seconds
        try:
            response = create(
                model=self._settings.model,
                timeout=openai.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS)),
                **dialect.parameters(request),
            )
        # `from None`: the endpoint's error texts may repeat the prompt, and a chained error is logged with its cause.
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            raise _NotTaken(error.param, error.code) from None
        except openai.APITimeoutError:
            raise ModelTimeout("The language model did not answer in time.") from None
        except openai.APIConnectionError:
            raise ModelUnavailable("The language model cannot be reached.") from None
        except openai.APIStatusError as error:
            raise error_of_status(error) from None
        content: bytes = response.content
        return content

    def _connected(self) -> openai.OpenAI:
        import httpx2
        import openai

        from mina.adapters.bounded_transport import BoundedTransport

        with self._lock:
            if self._client is None:
                transport = BoundedTransport(httpx2.HTTPTransport(), self._settings.max_response_bytes)
                self._client = openai.OpenAI(
                    base_url=self._settings.base_url,
                    api_key=self._api_key,
                    max_retries=0,  # Step Functions retries
                    http_client=httpx2.Client(transport=transport),
                )
            return self._client


class _NotTaken(Exception):
    def __init__(self, param: str | None, code: str | None) -> None:
        super().__init__()
        self.param = param
        self.code = code
