"""The HTTP API's function on moto: the template's table, in this process."""

import os
from collections.abc import Iterator

os.environ.setdefault("AWS_ACCESS_KEY_ID", "testing")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "testing")
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
os.environ.setdefault("TABLE_NAME", "mina")
os.environ.setdefault("BUCKET", "mina-files")
os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "mina")

import pytest
from moto import mock_aws
from tests.integration.api.house import House


@pytest.fixture
def house() -> Iterator[House]:
    with mock_aws():
        house = House.build()
        yield house
        house.tear_down()
