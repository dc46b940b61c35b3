"""Handlers that show how they are run. Standard library only."""

import importlib
import importlib.util
import json
import os
import time
from pathlib import Path
from typing import Any

mounted = importlib.import_module("mounted")
shared = importlib.import_module("shared")


class TransientError(Exception):
    pass


class PermanentError(Exception):
    pass


def plain(event: dict[str, Any], _: object) -> dict[str, Any]:
    wish = event.get("do")
    if wish == "fail":
        raise PermanentError("a secret detail")
    if wish == "print":
        print(event["text"])  # noqa: T201 - this is what is looked at
    if wish == "crash":
        raise RuntimeError("nobody catches this")
    if wish == "fail once" and not event["attempt"]:
        raise TransientError("the first attempt")
    return {
        "pid": os.getpid(),
        "who": shared.WHO,
        "layer": mounted.FOLDER,
        "sees_emulator": importlib.util.find_spec("ministack") is not None,
        "attempt": event.get("attempt"),
        "execution": event.get("execution"),
    }


def socket(event: dict[str, Any], _: object) -> dict[str, Any]:
    body = json.loads(event.get("body") or "{}")
    if body.get("do") == "fail":
        raise PermanentError("a secret detail")
    if "touch" in body:
        Path(body["touch"]).touch()
    if "wait_for" in body:
        deadline = time.monotonic() + body["seconds"]
        while not (seen := Path(body["wait_for"]).exists()) and time.monotonic() < deadline:
            time.sleep(0.01)
        return {"statusCode": 200, "body": json.dumps({"seen": seen})}
    return {"statusCode": 200, "body": json.dumps({"route": event["requestContext"]["routeKey"]})}


def web(event: dict[str, Any], _: object) -> dict[str, Any]:
    if event["rawPath"].endswith("/fail"):
        raise PermanentError("a secret detail")
    return {"statusCode": 200, "body": json.dumps({"path": event["rawPath"]})}


def on_change(event: dict[str, Any], _: object) -> None:
    for record in event["Records"]:
        touch = record["dynamodb"].get("NewImage", {}).get("touch")
        if touch:
            Path(touch["S"]).touch()
