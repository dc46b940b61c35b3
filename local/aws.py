"""`make deploy` and `make destroy`: the packaged template, by the SAM CLI, to the account of the credentials at hand.
After it the page is put where CloudFront serves it from.

The first deployment asks for the parameters and keeps the answers in samconfig.toml, but for the model's key, which
CloudFormation keeps; every further one asks nothing.
"""

import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from local import environments
from local.package import main as package
from local.places import ROOT, STACK_NAME
from local.problem import Problem
from local.publish import publish_page
from local.web import build_web

ANSWERS = ROOT / "samconfig.toml"
_CAPABILITIES = ("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND")


def deploy_command(template: Path, answers: Path) -> list[str]:
    """What the SAM CLI is called with. The change set is shown before anything is changed the first time only."""
    command = [str(environments.PROJECT / "bin" / "sam"), "deploy", "--template", str(template)]
    kept = ["--config-file", str(answers), "--capabilities", *_CAPABILITIES]
    if answers.exists():
        return [*command, *kept, "--resolve-s3", "--no-confirm-changeset", "--no-fail-on-empty-changeset"]
    return [*command, *kept, "--guided", "--stack-name", STACK_NAME]


def destroy_command(answers: Path) -> list[str]:
    """Asks before it deletes. The table, the files, the user pool and the key stay: they hold what people said."""
    return [str(environments.PROJECT / "bin" / "sam"), "delete", "--config-file", str(answers)]


def stack_name_of(answers: Path) -> str:
    """The stack that `make deploy` keeps its answers for."""
    return _kept(answers).get("stack_name", STACK_NAME)


def region_of(answers: Path) -> str | None:
    """The region that was answered; None: that of the credentials at hand."""
    return _kept(answers).get("region")


def _kept(answers: Path) -> dict[str, str]:
    if not answers.exists():
        return {}
    kept: dict[str, dict[str, dict[str, dict[str, str]]]] = tomllib.loads(answers.read_text())
    return kept.get("default", {}).get("deploy", {}).get("parameters", {})


def main(arguments: Sequence[str]) -> int:
    """`deploy` or `destroy`. Returns the exit code."""
    if list(arguments) == ["destroy"]:
        if not ANSWERS.exists():
            print("There is no samconfig.toml: nothing has been deployed from here.", file=sys.stderr)
            return 1
        return subprocess.run(destroy_command(ANSWERS), cwd=ROOT, check=False).returncode
    if package():
        return 1
    command = deploy_command(ROOT / "build" / "template.yaml", ANSWERS)
    return subprocess.run(command, cwd=ROOT, check=False).returncode or _publish()


def _publish() -> int:
    session = boto3.Session(region_name=region_of(ANSWERS))
    try:
        files = build_web(lambda text: print(f"{text} …", flush=True))
        if files is None:
            return 0
        name, region = stack_name_of(ANSWERS), session.region_name
        address = publish_page(session.client, name, region, files)  # type: ignore[arg-type]  # its first overload
    except (Problem, BotoCoreError, ClientError) as problem:
        print(f"The page could not be put where it is served; `make deploy` tries again. {problem}", file=sys.stderr)
        return 1
    print(f"Mina runs at {address}" if address else "The page is served elsewhere (PageUrl): put web/dist there.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
