"""Small tools with which a patch takes hold of ministack, and fails loudly where the hold is gone."""

import importlib
from collections.abc import Callable
from typing import Any


class PatchPointGoneError(RuntimeError):
    """ministack has changed: what the patch replaces is no longer there, so the patch must be looked at again."""


def service(name: str) -> Any:
    """The ministack module `ministack.<name>`, for example `services.dynamodb`."""
    return importlib.import_module(f"ministack.{name}")


def attribute(owner: object, name: str) -> Any:
    """The attribute of a module or class that a patch is about to replace.

    Raises:
        PatchPointGoneError: ministack has no such attribute any more.
    """
    try:
        return getattr(owner, name)
    except AttributeError:
        raise PatchPointGoneError(f"ministack has no {getattr(owner, '__name__', owner)}.{name} any more") from None


def replace(owner: object, name: str, make: Callable[[Any], Any]) -> None:
    """Replaces `owner.name` by `make(original)`.

    Raises:
        PatchPointGoneError: there is nothing to replace.
    """
    setattr(owner, name, make(attribute(owner, name)))


def replace_text(source: str, old: str, new: str) -> str:
    """`source` with its only occurrence of `old` replaced.

    Raises:
        PatchPointGoneError: `old` does not occur exactly once.
    """
    if source.count(old) != 1:
        raise PatchPointGoneError(f"ministack's text has {source.count(old)} times, not once: {old[:80]!r}")
    return source.replace(old, new)
