"""`mina endpoints`: where the running system answers."""

from __future__ import annotations

import json

from mina_cli.caller import access_token
from mina_cli.endpoints import Endpoints


async def print_endpoints(endpoints: Endpoints, *, as_json: bool) -> None:
    """The addresses for a person, or everything for another client, with a fresh access token."""
    if as_json:
        print(json.dumps(endpoints.body | {"access_token": await access_token(endpoints)}, indent=2))
        return
    for name in ("page", "http", "websocket"):
        print(f"{name:<10} {endpoints.body[name]}")
    print(f"{'user':<10} {endpoints.username}")
    print(f"{'data':<10} {endpoints.data}")
    print("(--json also gives an access token, the AWS part and the table)")


async def print_token(endpoints: Endpoints) -> None:
    """A fresh access token of the local user, alone on its line."""
    print(await access_token(endpoints))
