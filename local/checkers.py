"""What reads the template and the code for weaknesses, from an environment of its own.

Accepted findings stand, each with its reason, in `.checkov.yaml` and here; anything else fails the run.
"""

import subprocess
import sys
from collections.abc import Iterator

from local import environments
from local.places import ROOT

TEMPLATES = ("template.yaml", "infra/operations.yaml", "infra/page.yaml")
_CODE = ("layers/core/python/mina", "functions", "local", "cli")
_ACCEPTED_BY_LINE = "B310,B314,B506,B608"  # ruff has the same rules, and each accepted line bears its reason
_ACCEPTED = (
    "E3724",  # cfn-lint does not know AutoPublishAliasAllProperties among the globals; SAM does (tested)
    "WS1000",  # what the clock calls mostly finds nothing to do; everything else is traced (tested)
    "WS1004",  # a log group for each function: all write into FunctionLogs, which ends (tested)
    "ES1007",  # what the clock calls comes again in a minute or five, and the upload sweeper finds what arrived unheard
    "ES4000",  # the same
    "ES6000",  # the dead-letter queue has no dead-letter queue
    "ES7000",  # a mail of an alarm that did not arrive cannot be sent again
)
# Hashes of packages, weights of models, and ids and hashes of made-up tables look random, as they should.
_RANDOM_BY_NATURE = (
    r"(^|/)(requirements.*\.txt|package-lock\.json|weights.*\.json|.*/requirements/.*\.txt)$"
    r"|^tests/integration/releases/.*\.json$"
)


def commands() -> Iterator[tuple[str, list[str]]]:
    """The name and the command of each checker."""
    tools = environments.CHECKERS / "bin"
    serverless = ["--append-rules", "cfn_lint_serverless.rules", "--ignore-checks", *_ACCEPTED]
    yield "cfn-lint-serverless", [str(tools / "cfn-lint"), *TEMPLATES, *serverless]
    yield "checkov", [str(tools / "checkov"), "--config-file", ".checkov.yaml", "-f", *TEMPLATES]
    yield "bandit", [str(tools / "bandit"), "-q", "-ll", "--skip", _ACCEPTED_BY_LINE, "-r", *_CODE]
    yield "cfn-guard", [str(environments.python_of(environments.CHECKERS)), "-m", "local.guard"]
    yield "detect-secrets", [sys.executable, "-m", "local.checkers"]


def find_secrets() -> int:
    """Looks through everything that is or would be committed. Returns the exit code of detect-secrets.

    Its search for words like "password" is left to ruff (S105, S106), which knows a name from a value.
    """
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    there = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    files = [name for name in there if (ROOT / name).is_file()]
    hook = [str(environments.CHECKERS / "bin" / "detect-secrets-hook"), "--disable-plugin", "KeywordDetector"]
    return subprocess.run([*hook, "--exclude-files", _RANDOM_BY_NATURE, *files], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(find_secrets())
