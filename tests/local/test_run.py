"""`make run`, from the outside: it says where everything is, stops cleanly, and finds everything again."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from local.deploy import Cloud
from local.places import ROOT
from tests.local.probes import until
from tests.stack import free_port

pytestmark = pytest.mark.xdist_group("run")


class Run:
    """A `make run` on a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._ports = {"MINA_PORT": str(free_port()), "MINA_PAGE_PORT": str(free_port())}
        self._log = data.with_suffix(".log")

    def start(self) -> "Run":
        """Returns when it is up."""
        self.begin()
        assert until(lambda: "Ctrl-C" in self.output or self.process.poll() is not None, seconds=240)
        assert self.process.poll() is None, self.output
        return self

    def begin(self) -> None:
        """Starts it, and returns at once."""
        with self._log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "local", "run"],
                cwd=ROOT,
                env={**os.environ, **self._ports, "MINA_DATA": str(self.data)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # A shell starts what runs in the background, this test run perhaps, with Ctrl-C ignored.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )

    def end(self, how: signal.Signals) -> int:
        """Sends the signal and returns the exit code."""
        self.process.send_signal(how)
        return self.process.wait(60)

    @property
    def output(self) -> str:
        return self._log.read_text()

    @property
    def endpoints(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.data / "endpoints.json").read_text())
        return content

    @property
    def stable_endpoints(self) -> dict[str, Any]:
        return {key: self.endpoints[key] for key in ("http", "websocket", "table", "cognito", "user")}

    @property
    def emulator_id(self) -> int:
        """The process that has the emulator's lock."""
        found = subprocess.run(
            ["pgrep", "-P", str(self.process.pid), "-f", "local.emulator"], capture_output=True, text=True, check=True
        )
        return int(found.stdout.split()[0])

    def put(self, key: str) -> None:
        self._dynamodb.put_item(TableName=self.endpoints["table"], Item={"pk": {"S": key}, "sk": {"S": "it"}})

    def has(self, key: str) -> bool:
        answer = self._dynamodb.get_item(
            TableName=self.endpoints["table"], Key={"pk": {"S": key}, "sk": {"S": "it"}}, ConsistentRead=True
        )
        return "Item" in answer

    @property
    def _dynamodb(self) -> Any:
        return Cloud(self.endpoints["aws"]["endpoint_url"]).client("dynamodb")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    running = Run(tmp_path_factory.mktemp("run") / "data").start()
    yield running
    if running.process.poll() is None:
        running.end(signal.SIGTERM)


def test_it_says_where_the_page_is_and_how_to_begin(run: Run) -> None:
    assert run.endpoints["page"] in run.output
    assert "mina replay" in run.output
    with urllib.request.urlopen(run.endpoints["page"]) as page:
        assert b"<title>Mina</title>" in page.read()


def test_the_endpoints_are_for_this_user_of_the_machine_alone(run: Run) -> None:
    assert (run.data / "endpoints.json").stat().st_mode & 0o777 == 0o600
    assert (run.data / "user.json").stat().st_mode & 0o777 == 0o600
    assert run.data.stat().st_mode & 0o777 == 0o700


def test_the_first_user_can_sign_in_and_has_a_name(run: Run) -> None:
    cognito = Cloud(run.endpoints["cognito"]["endpoint"]).client("cognito-idp")
    user = run.endpoints["user"]

    answer = cognito.initiate_auth(
        ClientId=run.endpoints["cognito"]["client_id"],
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": user["username"], "PASSWORD": user["password"]},
    )

    known = cognito.get_user(AccessToken=answer["AuthenticationResult"]["AccessToken"])["UserAttributes"]
    assert {"Name": "name", "Value": "Ada Lovelace"} in known


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_leaves_cleanly_and_the_next_one_finds_everything(run: Run, how: signal.Signals) -> None:
    before = run.stable_endpoints
    run.put(how.name)

    assert run.end(how) == 0
    assert not (run.data / "endpoints.json").exists()
    run.start()

    assert "Installing" not in run.output
    assert run.stable_endpoints == before
    assert run.has(how.name)


def test_a_killed_run_takes_its_emulator_along_and_the_next_one_recovers(run: Run) -> None:
    before, emulator = run.stable_endpoints, run.emulator_id
    run.put("killed")

    run.end(signal.SIGKILL)
    run.start()

    assert run.emulator_id != emulator
    assert not Path(f"/proc/{emulator}").exists()
    assert run.stable_endpoints == before
    assert run.has("killed")


def test_a_dead_emulator_ends_the_run_with_a_word_and_the_next_one_recovers(run: Run) -> None:
    run.put("crashed")

    os.kill(run.emulator_id, signal.SIGKILL)

    assert run.process.wait(30) == 1
    assert "The local AWS has ended" in run.output
    assert "Traceback" not in run.output
    run.start()
    assert run.has("crashed")


def test_a_first_start_that_was_cut_short_is_begun_anew(tmp_path: Path) -> None:
    run = Run(tmp_path / "data")
    run.begin()
    keys = run.data / "state" / "cognito-rsa-key.pem"  # written when the template's user pool is created
    assert until(lambda: "deploying" in run.output and keys.exists(), seconds=240)

    run.end(signal.SIGKILL)
    run.start()

    run.put("after all")
    assert run.has("after all")
    assert run.end(signal.SIGTERM) == 0
