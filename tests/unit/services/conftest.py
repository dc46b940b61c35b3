"""The use cases on stores in memory."""

from __future__ import annotations

import pytest
from tests.fakes.house import House


@pytest.fixture
def house() -> House:
    return House()
