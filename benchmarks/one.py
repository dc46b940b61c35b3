"""`python -m benchmarks.one NAME TARGET [--quick]`: measures one section in a process of its own, and writes it."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import logging
import sys
from pathlib import Path

from benchmarks.surroundings import prepare


def main(name: str, target: str, *options: str) -> None:
    prepare()
    from mina.edge.observability import logger

    logger.setLevel(logging.CRITICAL)
    with contextlib.redirect_stdout(io.StringIO()):  # functions print their metrics
        section = importlib.import_module(f"benchmarks.{name}.section").measure("--quick" in options)
    Path(target).write_text(json.dumps(section.to_json(), ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
