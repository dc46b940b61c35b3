"""The rest of the emulator's state survives `kill -9` too.

Stock saves at a graceful stop only. Here
- a request that changes users or secrets is answered after its service's state is on the disk (few and small);
- Step Functions executions are saved every few seconds where something changed; what ran when the process died is
  FAILED after the restart (stock does that), so that the product's sweeper starts it again;
- `POST /_mina/save` saves everything, which the runner asks for after each deployment: so functions, API ids, pool ids
  and table definitions are there for good before anybody uses them.
DynamoDB items are the journal's matter, S3 objects are files already (`S3_PERSIST`).
"""

import asyncio
import hashlib
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any

from local.emulator import state_files
from local.emulator.patching import attribute, replace, service

SAVE_PATH = "/_mina/save"
_KEPT_EXECUTIONS = 200
_SAVED_AT_ONCE = {
    "AWSCognitoIdentityProviderService": "cognito",
    "secretsmanager": "secretsmanager",
    "AmazonSSM": "ssm",
}
_READS = ("Describe", "List", "Get", "AdminGet", "AdminList", "BatchGet")

_log = logging.getLogger("local.state")


def apply() -> None:
    """Hooks into the dispatcher, the stop and the start."""
    app = service("app")
    replace(app, "save_all", lambda _: _save_all)
    replace(app, "_dispatch_service_request", _saving_at_once)
    replace(app, "_handle_pre_body_request", _answering_save)
    replace(app, "_run_ready_scripts", _saving_executions)
    replace(service("services.stepfunctions"), "load_persisted_state", _dropping_old_executions)


def _save_all(services: dict[str, Callable[[], Any]]) -> None:
    for name, get_state in services.items():
        try:
            state_files.save(name, get_state)
        except Exception:
            _log.exception("The state of %s could not be saved", name)


def _saving_at_once(stock: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    states = attribute(service("app"), "_build_persistence_save_dict")

    async def dispatch(method: str, path: str, headers: dict[str, str], *rest: Any) -> Any:
        answer = await stock(method, path, headers, *rest)
        prefix, _, action = headers.get("x-amz-target", "").rpartition(".")
        name = _SAVED_AT_ONCE.get(prefix.partition("_")[0])
        if name and not action.startswith(_READS) and answer[0] < 400:
            state_files.save(name, states()[name])
        return answer

    return dispatch


def _answering_save(stock: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    app = service("app")

    async def handle(method: str, path: str, *rest: Any) -> Any:
        if (method, path) == ("POST", SAVE_PATH):
            app.save_all(app._build_persistence_save_dict())
            return 200, {"Content-Type": "application/json"}, b"{}"
        return await stock(method, path, *rest)

    return handle


def _saving_executions(stock: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    seconds = float(os.environ.get("MINA_SAVE_SECONDS", "3"))

    async def ready() -> None:
        _background.add(asyncio.create_task(_save_executions(seconds)))
        await stock()

    return ready


_background: set[asyncio.Task[None]] = set()


async def _save_executions(seconds: float) -> None:
    machine, last = service("services.stepfunctions"), b""
    while True:
        await asyncio.sleep(seconds)
        try:
            text = await asyncio.to_thread(state_files.encode, "stepfunctions", machine.get_state())
            digest = hashlib.sha256(text.encode()).digest()
            if digest != last:
                await asyncio.to_thread(state_files.write, "stepfunctions", text)
                last = digest
        except (OSError, RuntimeError):
            # RuntimeError: an execution's thread added to what was being copied; the next round has it.
            _log.warning("The executions could not be saved this time", exc_info=True)


def _dropping_old_executions(stock: Callable[[Any], None]) -> Callable[[Any], None]:
    executions = attribute(service("services.stepfunctions"), "_executions")

    def load(data: Any) -> None:
        stock(data)
        by_age = sorted(executions._data, key=lambda key: executions._data[key]["startDate"])
        for key in by_age[:-_KEPT_EXECUTIONS]:
            del executions._data[key]

    return load
