"""The dashboard's two reads. Each finds items of two kinds in one index, told apart by their keys."""

from __future__ import annotations

from typing import Any

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, store
from mina.adapters.dynamodb.items import MeetingItem, TaskItem
from mina.adapters.dynamodb.meetings import to_meeting
from mina.adapters.dynamodb.tasks import to_task
from mina.adapters.dynamodb.totals import TotalItem
from mina.ports.boards import Board, Totals

MOST_AGENDA = 20


class DynamoBoards:
    def get(self, workspace_id: str, newest: int, tasks: int) -> Board:
        totals, meetings = self._newest(workspace_id, newest)
        agenda, found = self._agenda(workspace_id, tasks)
        return Board(totals, meetings, agenda, found)

    def _newest(self, workspace_id: str, most: int) -> tuple[Totals, tuple[Any, ...]]:
        with store():
            page = Item._get_connection().query(
                keys.workspace(workspace_id),
                index_name="workspace-meetings",
                scan_index_forward=False,
                limit=most + 1,
            )
        totals = Totals()
        meetings = []
        for raw in page["Items"]:
            if raw["sk"]["S"] == keys.TOTAL:
                total = TotalItem.from_raw_data(raw)
                totals = Totals(int(total.completed), int(total.duration_ms), int(total.open_tasks))
            else:
                meetings.append(to_meeting(MeetingItem.from_raw_data(raw)))
        return totals, tuple(meetings[:most])

    def _agenda(self, workspace_id: str, most: int) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """Meetings that are live or scheduled stand before the unfinished tasks."""
        agenda: list[Any] = []
        tasks: list[Any] = []
        position: dict[str, Any] | None = None
        while True:
            with store():
                page = Item._get_connection().query(
                    keys.workspace(workspace_id),
                    range_key_condition=TaskItem.task_order < keys.FINISHED_PREFIX,
                    index_name="workspace-tasks",
                    exclusive_start_key=position,
                    limit=MOST_AGENDA + most,
                )
            for raw in page["Items"]:
                if raw["sk"]["S"] == keys.MEETING:
                    agenda.append(to_meeting(MeetingItem.from_raw_data(raw)))
                elif len(tasks) < most:
                    tasks.append(to_task(TaskItem.from_raw_data(raw)))
            position = page.get("LastEvaluatedKey")
            if position is None or len(tasks) >= most:
                return tuple(agenda), tuple(tasks)
