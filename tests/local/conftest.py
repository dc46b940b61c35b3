"""An emulator with all patches, on which the small template of `app/` is deployed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.local.probes import PAGE_ORIGIN
from tests.stack import Stack

APP = Path(__file__).parent / "app" / "template.yaml"


@pytest.fixture(scope="session")
def patched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """As `make run` starts it, but with the small template."""
    running = Stack.start(tmp_path_factory.mktemp("patched"), template=APP, settings={"MINA_PAGE_ORIGINS": PAGE_ORIGIN})
    yield running
    running.stop()
