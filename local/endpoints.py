"""Tells other programs where the running system is: `.mina/endpoints.json`, and the page's `/config.json`."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from local.discovery import Deployment
from local.places import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY, Places
from local.web import page_config


@dataclass(frozen=True, slots=True)
class FirstUser:
    """The person who is signed in locally without being asked."""

    username: str
    password: str
    name: str = "Ada Lovelace"

    @classmethod
    def load(cls, data: Path) -> "FirstUser":
        """Reads the user of this data folder; makes one with a random password the first time."""
        path = data / "user.json"
        if not path.exists():
            user = cls("ada@example.com", f"Aa1!{secrets.token_urlsafe(24)}")
            write_private(path, asdict(user))
        return cls(**json.loads(path.read_text()))


def write_private(path: Path, content: dict[str, Any]) -> None:
    """Writes JSON that only this user of the machine may read, whole or not at all."""
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(content, file, indent=2)
    partial.replace(path)


def write_endpoints(places: Places, deployment: Deployment, user: FirstUser) -> None:
    """Writes `endpoints.json`, which is there while the system runs."""
    content = {
        "http": deployment.http,
        "websocket": deployment.websocket,
        "page": places.page,
        "aws": {
            "endpoint_url": places.http,
            "region": REGION,
            "access_key_id": ACCESS_KEY_ID,
            "secret_access_key": SECRET_ACCESS_KEY,
        },
        "table": deployment.table,
        "buckets": deployment.buckets,
        "outputs": deployment.outputs,
        "cognito": {
            "user_pool_id": deployment.user_pool_id,
            "client_id": deployment.client_id,
            "endpoint": places.http,
            "issuer": deployment.issuer,
            "jwks_url": f"{places.http}/{deployment.user_pool_id}/.well-known/jwks.json",
        },
        "user": {"username": user.username, "password": user.password},
    }
    write_private(places.endpoints, content)


def local_page_config(places: Places, deployment: Deployment, user: FirstUser | None) -> dict[str, Any]:
    """What the page asks for as `/config.json`; `local_user` only ever exists here, and not without a `user`."""
    local_user = {"local_user": {"username": user.username, "password": user.password}} if user else {}
    return page_config(deployment.http, deployment.websocket, places.http, deployment.client_id) | local_user
