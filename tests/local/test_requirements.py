"""What is installed is pinned and hashed, and comes from wherever the person's index is."""

import re
from pathlib import Path

import pytest
from local.places import ROOT

LAYERS = [ROOT / "layers" / layer / "requirements.in" for layer in ("dependencies", "numpy", "sound")]
NAMED = [*sorted((ROOT / "requirements").glob("*.in")), *LAYERS]


def pins(path: Path) -> dict[str, str]:
    """Version by package, of a requirements file."""
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", path.read_text(), re.MULTILINE))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("named", NAMED, ids=lambda path: path.parent.name + "/" + path.name)
def test_everything_that_is_named_is_pinned_with_hashes(named: Path) -> None:
    lines = [line for line in named.read_text().splitlines() if line and not line.startswith(("#", "-r"))]
    text = named.with_suffix(".txt").read_text()

    assert {normal(re.split(r"[=<>\[; ]", line)[0]) for line in lines} <= set(pins(named.with_suffix(".txt")))
    assert len(re.findall(r"^\S+==", text, re.MULTILINE)) == len(re.findall(r"==.* \\\n +--hash=sha256:", text))


@pytest.mark.parametrize("named", NAMED, ids=lambda path: path.parent.name + "/" + path.name)
def test_no_index_is_named(named: Path) -> None:
    text = named.with_suffix(".txt").read_text()

    assert "://" not in text
    assert "--index-url" not in text


@pytest.mark.parametrize(
    "part", [ROOT / "requirements" / "run.in", *LAYERS], ids=lambda path: path.parent.name + "/" + path.name
)
def test_the_tests_run_with_the_versions_that_the_product_runs_with(part: Path) -> None:
    tested = pins(ROOT / "requirements" / "test.txt")

    assert pins(part.with_suffix(".txt")).items() <= tested.items()
