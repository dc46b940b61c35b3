"""Stores of what people and insights make of a meeting, in memory: as much of them as the end of a pipeline needs."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from mina.domain.correction import Edit
from mina.domain.postings import Postings, Unit
from mina.domain.sums import InsightSums
from mina.domain.task import Task
from mina.ports.search_index import IndexedMeeting


class FakeVoices:
    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}

    def names(self, workspace_id: str) -> dict[str, str]:
        return {label: name for (owner, label), name in self._names.items() if owner == workspace_id}

    def remember(self, workspace_id: str, label: str, name: str, now: datetime) -> None:
        self._names[workspace_id, label] = name


class FakeTasks:
    def __init__(self) -> None:
        self._tasks: dict[str, Task] = {}

    def save(self, task: Task, before: Task | None) -> bool:
        if self._tasks.get(task.id) != before:
            return False
        self._tasks[task.id] = task
        return True

    def remove(self, task: Task) -> bool:
        return self._tasks.pop(task.id, None) is not None

    def of_session(self, session_id: str) -> list[Task]:
        return [task for _, task in sorted(self._tasks.items()) if task.id.endswith(f".{session_id}")]

    def of_meeting(self, meeting_id: str) -> list[Task]:
        return [task for _, task in sorted(self._tasks.items()) if task.id.endswith(f"~{meeting_id}")]

    def position_of(self, task: Task) -> str:
        return f"{not task.is_unfinished}{task.due_date}{task.id}"


class FakeDays:
    def __init__(self) -> None:
        self.contributions: dict[str, InsightSums | None] = {}

    def contribute(self, workspace_id: str, day: date, session_id: str, sums: InsightSums | None) -> None:
        self.contributions[session_id] = sums


class FakeCorrections:
    def between(self, session_id: str, first_seq: int, last_seq: int) -> list[Edit]:
        return []


class FakeComments:
    def count(self, session_id: str, first_seq: int, last_seq: int) -> dict[int, int]:
        return {}


class FakeSearchIndex:
    def __init__(self) -> None:
        self.indexed: dict[str, tuple[IndexedMeeting, Mapping[int, Postings]]] = {}

    def replace(
        self, meeting: IndexedMeeting, buckets: Mapping[int, Postings], chunks: Mapping[int, Sequence[Unit]]
    ) -> int:
        self.indexed[meeting.session_id] = (meeting, buckets)
        return len(buckets) + len(chunks)

    def remove(self, workspace_id: str, session_id: str, started_at: datetime) -> int:
        return 1 if self.indexed.pop(session_id, None) else 0
