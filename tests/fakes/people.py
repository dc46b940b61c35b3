"""What people lay over a transcript, where nobody has done anything yet."""

from __future__ import annotations

from mina.domain.correction import Edit


class NoCorrections:
    def between(self, session_id: str, first_seq: int, last_seq: int) -> list[Edit]:
        return []


class NoComments:
    def count(self, session_id: str, first_seq: int, last_seq: int) -> dict[int, int]:
        return {}


class NoVoices:
    def names(self, workspace_id: str) -> dict[str, str]:
        return {}
