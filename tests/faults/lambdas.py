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

HANDLERS = ("connect", "segment", "finalize")
ROUTES = {
    "$connect": ("connect", "connect"),
    "$disconnect": ("connect", "disconnect"),
    "$default": ("connect", "default"),
    "join_session": ("connect", "join_session"),
    "start_session": ("connect", "join_session"),
    "ping": ("connect", "ping"),
    "segments": ("segment", "segments"),
    "segment": ("segment", "segments"),
    "interim": ("segment", "interim"),
    "end_session": ("finalize", "end_session"),
    "finalize_session": ("finalize", "end_session"),
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
        self._modules = {name: _load(name, adapters) for name in HANDLERS}

    def handler(self, module: str, name: str) -> Callable[[Any, object], Any]:
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
    spec = spec_from_file_location(f"{name}_handler_{next(_numbers)}", ROOT / "functions" / name / "handler.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    for attribute, adapter in adapters.items():
        if hasattr(module, attribute):
            setattr(module, attribute, adapter)
    return module
