"""The real handlers of `functions/`, as Lambda holds them: one module instance for each container."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import Any

from local.places import ROOT

from mina.domain.quota import DEFAULT_LIMITS
from mina.ports.broadcaster import Broadcaster
from mina.ports.clock import Clock
from mina.ports.language_model import CircuitBreaker
from mina.ports.pipeline import PipelineStarter
from mina.ports.stores import Stores
from mina.services.finalize import Finalizer
from mina.services.quotas import Quotas

FILES = (
    "connect/handler",
    "segment/handler",
    "finalize/end_session",
    "finalize/complete",
    "finalize/settle",
    "finalize/sweeper",
    "finalize/outbox",
)
ROUTES = {
    "$connect": ("connect/handler", "connect"),
    "$disconnect": ("connect/handler", "disconnect"),
    "$default": ("connect/handler", "default"),
    "join_session": ("connect/handler", "join_session"),
    "start_session": ("connect/handler", "join_session"),
    "ping": ("connect/handler", "ping"),
    "segments": ("segment/handler", "segments"),
    "segment": ("segment/handler", "segments"),
    "interim": ("segment/handler", "interim"),
    "end_session": ("finalize/end_session", "handler"),
    "finalize_session": ("finalize/end_session", "handler"),
}
_numbers = itertools.count(1)


class Container:
    """The code of all functions, loaded anew: what a handler remembers between two calls is its own."""

    def __init__(
        self,
        stores: Stores,
        broadcaster: Broadcaster,
        starter: PipelineStarter,
        clock: Clock,
        breaker: CircuitBreaker | None = None,
    ) -> None:
        adapters: dict[str, Any] = {
            "stores": lambda: stores,
            "broadcaster": lambda: broadcaster,
            "starter": lambda: starter,
            "clock": lambda: clock,
            "breaker": lambda: breaker,
            "quotas": lambda: Quotas(DEFAULT_LIMITS, stores, clock),
            "finalizer": lambda: Finalizer(stores, broadcaster, starter, clock),
        }
        self._modules = {name: _load(name, adapters) for name in FILES}

    def handler(self, module: str, name: str) -> Callable[[Any, object], Any]:
        """`module` as in `FILES`."""
        found: Callable[[Any, object], Any] = getattr(self._modules[module], name)
        return found

    def route(self, key: str) -> Callable[[Any, object], Any]:
        """The handler of a WebSocket route."""
        return self.handler(*ROUTES[key])


def route_of(body: object) -> str:
    """What `$request.body.action` selects."""
    action = body.get("action") if isinstance(body, dict) else None
    return action if isinstance(action, str) and action in ROUTES and not action.startswith("$") else "$default"


def _load(name: str, adapters: dict[str, Any]) -> ModuleType:
    spec = spec_from_file_location(f"{name.replace('/', '_')}_{next(_numbers)}", ROOT / "functions" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    for attribute, adapter in adapters.items():
        if hasattr(module, attribute):
            setattr(module, attribute, adapter)
    return module
