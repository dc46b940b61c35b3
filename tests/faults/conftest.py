"""Faults are many and each is logged: only what nobody expects is worth a line here."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from mina.edge.observability import logger


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logger.setLevel(logging.ERROR)
    yield
    logger.setLevel(logging.INFO)
