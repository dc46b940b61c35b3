"""What msgspec reads and writes: its types have to be there when it looks for them, not only for checkers."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from typing import get_type_hints

import msgspec

import mina


def structs() -> set[type[msgspec.Struct]]:
    """Every struct of every module."""
    names = [module.name for module in walk_packages(mina.__path__, "mina.")]
    kinds = {kind for name in names for kind in vars(import_module(name)).values() if isinstance(kind, type)}
    return {kind for kind in kinds if issubclass(kind, msgspec.Struct) and kind is not msgspec.Struct}


def test_the_types_of_every_struct_are_known_at_run_time() -> None:
    found = structs()

    assert len(found) > 80
    for kind in found:
        assert get_type_hints(kind, include_extras=True), kind
