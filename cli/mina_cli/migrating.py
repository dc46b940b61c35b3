"""`mina migrate`: all that is stored, some hundreds of items a call, a line each. Cut short, it goes on later."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from rich.console import Console

from mina_cli.complaint import Complaint
from mina_cli.endpoints import Endpoints

LOCAL_STACK = "mina"
Invoke = Callable[[dict[str, Any]], dict[str, Any]]


def migration_function(stack: str | None, endpoints: Endpoints | None) -> Invoke:
    """Calls the stack's function in the account of the credentials at hand, or, with `endpoints`, the local one."""
    import boto3
    from botocore.config import Config

    options: dict[str, Any] = {"config": Config(read_timeout=310, retries={"total_max_attempts": 1})}
    if endpoints:
        aws = endpoints.body["aws"]
        options |= {
            "endpoint_url": aws["endpoint_url"],
            "region_name": aws["region"],
            "aws_access_key_id": aws["access_key_id"],
            "aws_secret_access_key": aws["secret_access_key"],
        }
    client = boto3.client("lambda", **options)
    name = f"{stack or LOCAL_STACK}-migrate"

    def invoke(event: dict[str, Any]) -> dict[str, Any]:
        done = client.invoke(FunctionName=name, Payload=json.dumps(event).encode())
        answer: dict[str, Any] = json.loads(done["Payload"].read())
        if done.get("FunctionError"):
            raise Complaint(f"{name} stopped with {answer.get('errorType', 'an error')}; its log tells why.")
        return answer

    return invoke


def migrate_all(invoke: Invoke, console: Console, apply: bool) -> dict[str, int]:
    """What was changed, or would be, by the migration's name."""
    answer: dict[str, Any] = {"after": None, "seen": 0, "changed": {}}
    while True:
        told = {"after": answer["after"], "seen": answer["seen"], "changed": answer["changed"]}
        answer = invoke({"dry_run": not apply, **({} if apply else told)})
        console.print(f"{answer['seen']:7} looked at  {_named(answer['changed'])}", markup=False)
        if answer["is_done"]:
            break
    changed: dict[str, int] = answer["changed"]
    console.print(_sums(changed, answer["version"], apply))
    return changed


def _named(changed: dict[str, int]) -> str:
    return ", ".join(f"{name}: {count}" for name, count in sorted(changed.items())) or "nothing to change"


def _sums(changed: dict[str, int], version: int, apply: bool) -> str:
    if not sum(changed.values()):
        return f"Everything is in the form of version {version}."
    if not apply:
        return f"{sum(changed.values())} would be changed; `mina migrate --apply` does it."
    return f"{sum(changed.values())} changed to version {version}."
