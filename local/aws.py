"""`make deploy` and `make destroy`: the packaged template, by the SAM CLI, to the account of the credentials at hand.

The first deployment asks for the parameters and keeps the answers in samconfig.toml, but for the model's key, which
CloudFormation keeps; every further one asks nothing.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from local import environments
from local.package import main as package
from local.places import ROOT, STACK_NAME

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
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
