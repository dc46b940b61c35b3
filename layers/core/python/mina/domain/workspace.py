"""A workspace: what a user's meetings belong to, and the wall around them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Workspace:
    """`slug` is unique over all workspaces. Days None: meetings, or their sound, are kept for ever."""

    id: str
    name: str
    slug: str
    owner_id: str
    created_at: datetime
    retention_days: int | None = None
    audio_retention_days: int | None = None


def default_name(first_name: str) -> str:
    return f"{first_name}'s Workspace"


def slug_of(name: str, suffix: str = "") -> str:
    """Lower-case ASCII words joined by hyphens, with `suffix` where the plain one is taken."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_name.lower().replace("'", ""))
    return "-".join([*words, suffix] if suffix else words)[:60] or f"workspace-{suffix}".rstrip("-")
