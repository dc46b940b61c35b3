"""Uploads on moto: the template's table and a bucket, in this process; real ffmpeg; the stand-in as the service."""

import os
from collections.abc import Iterator

os.environ.setdefault("AWS_ACCESS_KEY_ID", "testing")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "testing")
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
os.environ.setdefault("TABLE_NAME", "mina")
os.environ.setdefault("BUCKET", "mina-files")
os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "mina")

import pytest
from local.stand_in import StandIn, stand_in_server
from moto import mock_aws
from tests.integration.uploads.studio import Studio


@pytest.fixture(scope="session")
def speech_service() -> Iterator[StandIn]:
    with stand_in_server() as running:
        yield running


@pytest.fixture
def studio(speech_service: StandIn) -> Iterator[Studio]:
    with mock_aws():
        built = Studio.build(speech_service)
        yield built
        built.tear_down()
