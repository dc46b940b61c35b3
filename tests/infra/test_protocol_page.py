"""docs/protocol.md names every action, field, answer and error code that there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from mina.domain.event import EventKind
from mina.edge import errors, frames, replies

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "protocol.md").read_text()
HTTP_PAGE = (DOCS / "http-api.md").read_text()
NAMED = set(re.findall(r"[a-z_]{1,40}", " ".join(re.findall(r"`([^`]+)`", PAGE))))
CODES = {errors.SOCKET_CODES.get(shown.code, shown.code) for shown in [*errors.TABLE.values(), errors.INTERNAL]}


@pytest.mark.parametrize("frame", get_args(frames.Frame), ids=lambda f: f.__name__)
def test_an_action_and_its_fields_are_described(frame: type[msgspec.Struct]) -> None:
    tag = frame.__struct_config__.tag

    assert tag in NAMED
    assert set(frame.__struct_encode_fields__) - NAMED == set()


@pytest.mark.parametrize("code", sorted(CODES))
def test_an_error_code_is_described(code: str) -> None:
    assert f"`{code}`" in PAGE or f"`{code}`" in HTTP_PAGE


def test_the_limits_are_described() -> None:
    assert set(replies.LIMITS) - NAMED == set()


def test_every_event_is_described() -> None:
    ends = ("_started", "_ready", "_failed")
    plain = {kind.value for kind in EventKind if not kind.value.endswith(ends)}

    assert plain - NAMED == set()
