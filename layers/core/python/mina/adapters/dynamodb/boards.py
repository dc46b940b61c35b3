"""The dashboard's two reads. Each finds items of two kinds in one index, told apart by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Item, rows_under, store
from mina.adapters.dynamodb.items import MeetingItem, TaskItem
from mina.adapters.dynamodb.meeting_items import to_meeting
from mina.adapters.dynamodb.row_items import RowItem, to_rows
from mina.adapters.dynamodb.tasks import to_task
from mina.domain.meeting import ListedMeeting, listed
from mina.ports.boards import Board, Totals

if TYPE_CHECKING:
    from mina.domain.task import Task

MOST_AGENDA = 20


class DynamoBoards:
    def get(self, workspace_id: str, newest: int, tasks: int) -> Board:
        totals, meetings = self._newest(workspace_id, newest)
        agenda, found = self._agenda(workspace_id, tasks)
        return Board(totals, meetings, agenda, found)

    def _newest(self, workspace_id: str, most: int) -> tuple[Totals, tuple[ListedMeeting, ...]]:
        with store():
            items = rows_under(RowItem, keys.workspace(workspace_id), newest=most + 1)
        totals = Totals()
        for total in (item for item in items if item.sk == keys.TOTAL):
            totals = Totals(int(total.completed), int(total.duration_ms), int(total.open_tasks))
        meetings = [item for item in items if item.sk == keys.MEETING]
        return totals, tuple(to_rows(meetings[:most]))

    def _agenda(self, workspace_id: str, most: int) -> tuple[tuple[ListedMeeting, ...], tuple[Task, ...]]:
        """Meetings that are live or scheduled stand before the unfinished tasks."""
        agenda: list[ListedMeeting] = []
        tasks: list[Task] = []
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
                    agenda.append(listed(to_meeting(MeetingItem.from_raw_data(raw)), raw["created_key"]["S"]))
                elif len(tasks) < most:
                    tasks.append(to_task(TaskItem.from_raw_data(raw)))
            position = page.get("LastEvaluatedKey")
            if position is None or len(tasks) >= most:
                return tuple(agenda), tuple(tasks)
