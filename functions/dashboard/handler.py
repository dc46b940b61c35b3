"""The HTTP API: one function for all routes of `mina.edge.api.table` (`docs/http-api.md`)."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import http_api
from mina.edge.api.dispatch import dispatch


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return dispatch(event, http_api())
