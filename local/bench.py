"""`make bench`: measures speed and cost with what it needs installed by itself. Arguments are `python -m benchmarks`'s.

Runs inside `.venv`, which start.py has made with the tools.
"""

import os
import subprocess
import sys

from local import environments
from local.places import ROOT
from local.problem import Problem


def main(arguments: list[str]) -> int:
    """Returns the exit code."""
    try:
        environments.make_emulator(_say)
        python = environments.make_bench(_say)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    environment = {name: value for name, value in os.environ.items() if name != "AWS_CA_BUNDLE"}
    return subprocess.run([str(python), "-m", "benchmarks", *arguments], cwd=ROOT, env=environment).returncode


def _say(text: str) -> None:
    print(f"{text} …", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
