"""The deployed product for tests: an emulator of its own, on free ports, with the template deployed."""

import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local.deploy import Cloud, deploy
from local.discovery import Deployment, discover
from local.emulator.process import Emulator
from local.packaging import Packager, Platform
from local.places import ROOT
from local.users import ensure_user, sign_in

from local import environments


@dataclass(frozen=True, slots=True)
class User:
    """A signed-in person."""

    username: str
    password: str
    name: str
    sub: str
    access_token: str
    id_token: str
    refresh_token: str

    @property
    def authorization(self) -> dict[str, str]:
        """The header that an HTTP request carries."""
        return {"Authorization": f"Bearer {self.access_token}"}


@dataclass(slots=True)
class Stack:
    """A deployment of the template. `kill` and `restart` keep its data folder, port, URLs and tokens."""

    data: Path
    template: Path = ROOT / "template.yaml"
    parameters: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    port: int = 0
    emulator: Emulator = field(init=False)
    deployment: Deployment = field(init=False)

    @classmethod
    def start(cls, data: Path, *, save: bool = True, **options: Any) -> "Stack":
        """Starts an emulator in the empty folder `data`, deploys to it, and has that saved.

        Options: `template`, `parameters` (for the template), `settings` (environment of the emulator), `port`.
        """
        stack = cls(data, **options)
        stack.port = stack.port or free_port()
        stack.start_emulator()
        try:
            stack.deploy()
            if save:
                stack.emulator.save()
        except BaseException:
            stack.stop()
            raise
        return stack

    @property
    def cloud(self) -> Cloud:
        return Cloud(self.emulator.url)

    @property
    def http(self) -> str:
        """The HTTP API's URL, without a slash at its end."""
        return self.deployment.http

    @property
    def websocket(self) -> str:
        """The WebSocket API's URL, to which `?…` is added."""
        return self.deployment.websocket

    @property
    def table(self) -> str:
        return self.deployment.table

    @property
    def outputs(self) -> dict[str, str]:
        return self.deployment.outputs

    def client(self, service: str) -> Any:
        """A boto3 client of the emulator."""
        return self.cloud.client(service)

    def new_user(self, name: str = "Ada Lovelace") -> User:
        """A new, confirmed and signed-in user with an e-mail address of its own."""
        username = f"{name.split()[0].lower()}-{secrets.token_hex(4)}@example.com"
        password = f"Aa1!{secrets.token_urlsafe(12)}"
        sub = ensure_user(self.cloud, self.deployment, username, password, name)
        tokens = sign_in(self.cloud, self.deployment, username, password)
        return User(username, password, name, sub, tokens.access, tokens.identity, tokens.refresh)

    def deploy(self) -> None:
        """Deploys the template as it is now."""
        python = environments.python_of(environments.EMULATOR)
        packager = Packager(Platform.THIS_MACHINE, python, environments.uv(), self.template.parent)
        parameters = {"LocalEndpoint": self.emulator.url, **self.parameters}
        self.deployment = discover(self.cloud, deploy(self.cloud, packager, parameters, self.template))

    def kill(self) -> None:
        """Ends the emulator at once (SIGKILL), as a crash or a power button would."""
        self.emulator.kill()

    def stop(self) -> None:
        """Ends the emulator in order."""
        self.emulator.stop()

    def restart(self) -> None:
        """Starts the emulator again on the same data and port; what was deployed is still there."""
        self.emulator.stop()
        self.start_emulator()

    def start_emulator(self) -> None:
        """Starts the emulator on what the data folder holds."""
        self.emulator = Emulator.start(
            python=environments.make_emulator(lambda _: None),
            port=self.port,
            state=self.data / "state",
            log=self.data / "emulator.log",
            settings=self.settings,
        )


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
