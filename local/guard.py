"""Applies the rules of `infra/guard` to the templates with CloudFormation Guard, in the environment of the checkers.

Each rule is asked for by itself: the library loses its place in a long report. A rule that fits nothing in any template
guards nothing, and is told as well.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from local.checkers import TEMPLATES
from local.places import ROOT
from local.template import read_template

RULES = ROOT / "infra" / "guard" / "house.guard"


def rules_in(text: str) -> Iterator[tuple[str, str]]:
    """The name and the text of each rule, with the names that all of them share."""
    shared, *rules = re.split(r"(?m)^(?=rule )", text)
    for rule in rules:
        yield rule.split()[1], shared + rule


def status_of(rule: str, template: dict[str, Any]) -> str:
    """PASS, FAIL or SKIP."""
    from cfn_guard_rs.cfn_guard_rs import run_checks_rs  # type: ignore[import-not-found]  # the checkers have it

    report = run_checks_rs(json.dumps(template), rule, False)
    try:
        return str(json.loads(report)["status"])
    except ValueError:
        return "FAIL"  # only a report of findings is so long that it is cut off


def broken(templates: dict[str, dict[str, Any]]) -> list[str]:
    """A line for each rule that a template breaks, or that fits none."""
    found = []
    for name, rule in rules_in(RULES.read_text()):
        statuses = {path: status_of(rule, template) for path, template in templates.items()}
        found += [f"{path}: {name}" for path, status in statuses.items() if status == "FAIL"]
        if set(statuses.values()) == {"SKIP"}:
            found.append(f"{RULES.name}: {name} fits nothing")
    return found


def main() -> int:
    """Returns the exit code."""
    try:
        import cfn_guard_rs  # type: ignore[import-not-found]  # noqa: F401  # only to see whether it is there
    except ImportError:
        print(f"CloudFormation Guard has no wheel for Python {sys.version_info[0]}.{sys.version_info[1]}: not applied.")
        return 0
    lines = broken({path: read_template(Path(ROOT / path)) for path in TEMPLATES})
    print("\n".join(lines) or f"{sum(1 for _ in rules_in(RULES.read_text()))} rules hold.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
