"""`make run`: everything that makes the product usable on this machine, in order, and then waits.

Runs inside `.venv`, which start.py has made.
"""

import errno
import os
import shutil
import signal
import sys
import threading
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from local import environments, preflight
from local.deploy import Cloud, deploy
from local.discovery import Deployment, discover
from local.emulator.process import Emulator
from local.endpoints import FirstUser, write_endpoints
from local.packaging import Packager, Platform
from local.page import Page
from local.places import ROOT, Places
from local.problem import Problem
from local.progress import Progress
from local.users import ensure_user
from local.web import build_web

_MODEL_PARAMETERS = {
    "MINA_MODEL_URL": "ModelBaseUrl",
    "MINA_MODEL_KEY": "ModelApiKey",
    "MINA_MODEL_NAME": "ModelName",
    "MINA_TRANSCRIPTION_MODEL": "TranscriptionModel",
}


def main() -> int:
    """Returns the exit code: 0 after Ctrl-C or SIGTERM, 1 after a problem, which is told in one line."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with ExitStack() as stack:
            Run(Places.from_environment(), stack).run()
    except KeyboardInterrupt:
        return 0
    except Problem as problem:
        print(problem, file=sys.stderr)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print("The disk is full. Free some space and run it again; what was acknowledged is safe.", file=sys.stderr)
    return 1


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@dataclass(slots=True)
class Run:
    """One run. What is started is stopped by `stack`, last first."""

    places: Places
    stack: ExitStack
    progress: Progress = field(default_factory=Progress)

    def run(self) -> None:
        """Starts everything, says where it is, and returns never: it ends by an exception."""
        with self.progress:
            self._hold_data()
            python = environments.make_emulator(self.progress.step)
            web = build_web(self.progress.step)
            emulator = self._start_emulator(python)
            deployment = self._deploy(emulator, python)
            user = FirstUser.load(self.places.data)
            ensure_user(Cloud(emulator.url), deployment, user.username, user.password, user.name)
            page = Page(self.places, deployment, user, web)
            self.stack.callback(page.stop)
            write_endpoints(self.places, deployment, user)
            self.stack.callback(self.places.endpoints.unlink, missing_ok=True)
        self._say_where(web is not None)
        self._wait(emulator)

    def _hold_data(self) -> None:
        lock = preflight.hold(self.places)
        self.stack.callback(lock.release)

    def _start_emulator(self, python: Path) -> Emulator:
        self.progress.step("Starting the local AWS")
        if not self.places.deployed.exists():
            # A first start that was cut short leaves half a stack, which could be neither used nor updated. Nobody
            # has been told of it, so nothing can be in it.
            shutil.rmtree(self.places.state, ignore_errors=True)
        emulator = Emulator.start(
            python=python,
            port=self.places.port,
            state=self.places.state,
            log=self.places.log,
            settings={"MINA_PAGE_ORIGINS": ",".join(self._page_origins)},
        )
        self.stack.callback(self._stop, emulator)
        return emulator

    def _deploy(self, emulator: Emulator, python: Path) -> Deployment:
        self.progress.step("Packaging and deploying template.yaml")
        cloud = Cloud(emulator.url)
        packager = Packager(Platform.THIS_MACHINE, python, environments.uv())
        deployment = discover(cloud, deploy(cloud, packager, self._parameters()))
        emulator.save()
        self.places.deployed.touch()
        return deployment

    @property
    def _page_origins(self) -> list[str]:
        return [self.places.page, self.places.page.replace("127.0.0.1", "localhost")]

    def _parameters(self) -> dict[str, str]:
        chosen = {parameter: os.environ.get(variable, "") for variable, parameter in _MODEL_PARAMETERS.items()}
        return {
            "LocalEndpoint": self.places.http,
            "PageUrl": self.places.page,
            "AllowedOrigins": ",".join(self._page_origins),
            **{parameter: value for parameter, value in chosen.items() if value},
        }

    def _say_where(self, has_page: bool) -> None:
        mina = environments.PROJECT.relative_to(ROOT) / "bin" / "mina"
        lines = [
            "",
            "Mina is running.",
            f"  Page     {self.places.page}" if has_page else "  Page     there is none yet (web/)",
            f"  Try it   {mina} replay    (plays a sample meeting as if it were live)",
            f"  Data     {self.places.data}",
            "  Stop     Ctrl-C",
            "",
        ]
        print("\n".join(lines), flush=True)

    def _wait(self, emulator: Emulator) -> None:
        while emulator.process.poll() is None:
            threading.Event().wait(0.2)
        raise Problem(
            f"The local AWS has ended: {emulator.last_words()}. What was acknowledged is safe; make run recovers it."
        )

    def _stop(self, emulator: Emulator) -> None:
        # From here on a second Ctrl-C must not cut the saving short.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if emulator.process.poll() is None:
            print("\nSaving and stopping …", flush=True)
        emulator.stop()


if __name__ == "__main__":
    sys.exit(main())
