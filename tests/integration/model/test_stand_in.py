"""The stand-in as others use it: over HTTP, with the plain SDK, from the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from local.stand_in import StandIn, stand_in_server
from local.stand_in.script import BEHAVIOURS

ROOT = Path(__file__).parents[3]


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with stand_in_server() as running:
        yield running


def test_the_plain_sdk_lists_models_and_gets_an_answer_to_any_question(stand_in: StandIn) -> None:
    with openai.OpenAI(base_url=stand_in.url, api_key="any", max_retries=0) as client:
        schema: dict[str, Any] = {
            "type": "object",
            "properties": {"colour": {"enum": ["red"]}, "n": {"type": "integer"}},
        }
        answer = client.chat.completions.create(
            model="stand-in",
            messages=[{"role": "user", "content": "Which?"}],
            response_format={"type": "json_schema", "json_schema": {"name": "choice", "schema": schema}},
        )

        assert [model.id for model in client.models.list()] == ["stand-in"]
        assert answer.choices[0].message.content == '{"colour": "red", "n": 0}'


def test_a_script_is_played_call_by_call_and_then_all_is_well(stand_in: StandIn) -> None:
    base = stand_in.url.removesuffix("/v1")
    httpx.post(f"{base}/__script", json=["500", {"behaviour": "429", "times": 2, "retry_after": 3}]).raise_for_status()

    answers = [httpx.post(f"{stand_in.url}/chat/completions", json={"messages": []}) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [500, 429, 429, 200]
    assert answers[1].headers["retry-after"] == "3"
    calls = httpx.get(f"{base}/__calls").json()
    assert calls["total"] == 4
    assert calls["by_behaviour"] == {"500": 1, "429": 2, "ok": 1}
    httpx.delete(f"{base}/__calls").raise_for_status()
    assert httpx.get(f"{base}/__calls").json()["total"] == 0


@pytest.mark.parametrize("body", ['["unknown"]', '[{"times": 2}]', "7", "not json"])
def test_a_script_that_is_not_understood_is_refused(stand_in: StandIn, body: str) -> None:
    assert httpx.post(f"{stand_in.url.removesuffix('/v1')}/__script", content=body).status_code == 400


def test_unknown_routes_are_not_found(stand_in: StandIn) -> None:
    assert httpx.get(f"{stand_in.url}/files").status_code == 404
    assert httpx.post(f"{stand_in.url}/files").status_code == 404


def test_it_runs_from_the_command_line_and_explains_its_behaviours() -> None:
    path = os.pathsep.join([str(ROOT), str(ROOT / "layers" / "core" / "python")])
    command = [sys.executable, "-m", "local.stand_in"]

    shown = subprocess.run([*command, "--help"], env={"PYTHONPATH": path}, capture_output=True, text=True, check=True)
    assert all(name in shown.stdout for name in BEHAVIOURS)

    with subprocess.Popen(
        [*command, "--port", "0"], env={"PYTHONPATH": path}, stdout=subprocess.PIPE, text=True
    ) as run:
        try:
            assert run.stdout is not None
            url = run.stdout.readline().split()[2].removesuffix(";")
            assert httpx.get(f"{url}/models").json()["data"][0]["id"] == "stand-in"
        finally:
            run.terminate()
