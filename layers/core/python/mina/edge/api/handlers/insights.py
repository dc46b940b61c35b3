"""Making insights anew."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from mina.domain.step import Step
from mina.edge.api.answer import Answer
from mina.edge.api.context import Api
from mina.edge.api.route import Route
from mina.edge.http import Request
from mina.services.insights_again import make_again


class RunBody(msgspec.Struct, frozen=True):
    """Which steps to make anew. All others only where an edit or late words made them stale."""

    steps: Annotated[list[Step], Meta(max_length=4)] = []


class RunAnswer(msgspec.Struct, frozen=True):
    """`run` counts the session's pipeline runs; `execution` names the one in Step Functions."""

    run: int
    execution: str


def run(request: Request, api: Api) -> Answer:
    steps = tuple(dict.fromkeys(request.body(RunBody).steps))
    workspace_id = api.member(request).workspace_id
    wanted = make_again(request.path["id"], workspace_id, steps, api.stores, api.starter, api.clock)
    return Answer(202, RunAnswer(wanted.run, wanted.name))


ROUTES = (Route("POST", "/api/meetings/{id}/insights", run, "Make insights anew", {202: RunAnswer}, body=RunBody),)
