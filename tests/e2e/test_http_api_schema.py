"""The deployed API keeps the promises of its own description, whatever it is asked: schemathesis tries it."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
from tests.stack import Stack

SECONDS = os.environ.get("MINA_SCHEMATHESIS_SECONDS", "40")
EXAMPLES = os.environ.get("MINA_SCHEMATHESIS_EXAMPLES", "5")
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,"
    "response_headers_conformance,unsupported_method"
)


def test_schemathesis_finds_no_broken_promise(stack: Stack, tmp_path: Path) -> None:
    ada = stack.new_user("Ada Lovelace")
    with httpx.Client(base_url=stack.http, trust_env=False, headers=ada.authorization) as http:
        http.post("/api/meetings", json={"title": "Tomorrow's"})
        http.post("/api/tasks", json={"title": "Try everything"})

    command = [
        *(str(Path(sys.executable).with_name("schemathesis")), "run", f"{stack.http}/api/openapi.json"),
        *("--url", stack.http, "--header", f"Authorization: {ada.authorization['Authorization']}"),
        *("--checks", CHECKS, "--max-examples", EXAMPLES, "--max-time", SECONDS, "--phases", "coverage,fuzzing"),
        *("--generation-deterministic", "--request-timeout", "30", "--no-color"),
        "--continue-on-failure",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=_environment())

    assert done.returncode == 0, done.stdout[-6_000:] + done.stderr[-2_000:]


def _environment() -> dict[str, str]:
    without_proxies = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return {**without_proxies, "NO_PROXY": "*"}
