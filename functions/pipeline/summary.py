"""The insight step "summary", with the language model or, told by the state machine, without it."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import insight_maker, pipeline
from mina.domain.step import Step
from mina.edge.steps import walk
from mina.services.insights.steps import digest_of


def handler(event: dict[str, Any], context: object) -> dict[str, str]:
    return walk(event, Step.SUMMARY, lambda wanted: pipeline().run_step(wanted, insight_maker().make, digest_of))
