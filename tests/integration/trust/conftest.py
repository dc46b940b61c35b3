"""A house with a stranger next door: Ada's workspace, Eve's, and two anonymous recorders.

One for a module, because most of its tests are about what changes nothing.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime

os.environ.setdefault("AWS_ACCESS_KEY_ID", "testing")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "testing")
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
os.environ.setdefault("TABLE_NAME", "mina")
os.environ.setdefault("BUCKET", "mina-files")
os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "mina")

import pytest
from moto import mock_aws
from tests.integration.api.house import House
from tests.integration.trust.neighbours import Neighbours

from mina import bootstrap


def _forget() -> None:
    for made in vars(bootstrap).values():
        if hasattr(made, "cache_clear"):
            made.cache_clear()


@pytest.fixture(scope="module")
def neighbours() -> Iterator[Neighbours]:
    with mock_aws():
        _forget()
        house = House.build()
        house.clock.time = datetime.now(UTC)
        yield Neighbours.move_in(house)
        house.tear_down()
        _forget()
