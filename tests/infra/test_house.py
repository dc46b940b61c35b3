"""The rules of the house that an import contract cannot say."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HANDLERS = sorted((ROOT / "functions").glob("*/*.py"))
APPLICATION = sorted((ROOT / "layers/core/python/mina").rglob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", HANDLERS, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_handler_imports_the_application_and_no_other_handler(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)}
    siblings = {other.stem for other in path.parent.glob("*.py")}

    assert roots - set(sys.stdlib_module_names) <= {"mina", "aws_lambda_powertools"}
    assert "os" not in roots
    assert not roots & (siblings - {"mina"} - set(sys.stdlib_module_names))


def test_only_settings_reads_the_environment() -> None:
    readers = {p.name for p in APPLICATION if re.search(r"os\.(environ|getenv)", p.read_text())}

    assert readers == {"settings.py"}


def test_keys_of_the_table_are_built_in_one_file() -> None:
    pattern = re.compile(r"f\"(SESSION|MEETING|WS|USER|CONN|SEG|INT|EVT|INS|RUN|UPG|DAY|SLUG|OWNER|TICKET)#")
    builders = {p.name for p in APPLICATION if pattern.search(p.read_text())}

    assert builders == {"keys.py"}
