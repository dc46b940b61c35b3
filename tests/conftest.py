"""Fixtures for every test, and the environment that `mina.settings` reads once, whichever test comes first."""

import os

os.environ.setdefault("AWS_ACCESS_KEY_ID", "testing")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "testing")
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
os.environ.setdefault("TABLE_NAME", "mina")
os.environ.setdefault("BUCKET", "mina-files")
os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "mina")

from collections.abc import Iterator

import pytest
from local.stand_in import stand_in_server
from tests.stack import Stack


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keeps the tests that share the deployed stack in one xdist worker (`--dist loadgroup`), so that one is enough."""
    for item in items:
        if "stack" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("stack"))


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The template, deployed to an emulator of this test run.

    Shared by all tests: use users, workspaces and sessions of your own. A test that kills the emulator must restart it.
    """
    running = Stack.start(tmp_path_factory.mktemp("stack"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def hearing_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """As `stack`, with a service that hears: for tests of the group `hearing`, and for no others."""
    with stand_in_server() as service:
        parameters = {"ModelBaseUrl": service.url, "ModelApiKey": "key", "ModelName": "stand-in"}
        running = Stack.start(tmp_path_factory.mktemp("hearing"), save=False, parameters=parameters)
        yield running
        running.stop()
