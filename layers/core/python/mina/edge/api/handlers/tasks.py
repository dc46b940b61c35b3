"""Action items across meetings."""

from __future__ import annotations

from mina.domain.task import Task, TaskStatus
from mina.edge.api import parameters as query
from mina.edge.api.answer import Answer, created, ok
from mina.edge.api.changes import etag, given_fields, if_version
from mina.edge.api.context import Api
from mina.edge.api.route import Parameter, Route
from mina.edge.api.shapes.tasks import NewTaskBody, TaskChangesBody, TaskPage, TaskRow, task_row
from mina.edge.http import Request
from mina.services.listing import own_meeting
from mina.services.tasks.edit import NewTask, TaskChanges, add_task, edit_task, own_task, throw_away
from mina.services.tasks.listing import TaskFilter, carried_over, list_tasks, names_of_user, tasks_of_meeting

DEFAULT_LIMIT, MAX_LIMIT = 50, 200


def list_of_tasks(request: Request, api: Api) -> Answer:
    member = api.member(request)
    mine = names_of_user(member.user.name, member.user.email) if query.truth_of(request, "mine") else None
    wanted = TaskFilter(
        status=query.choice_of(request, "status", TaskStatus),
        owner=query.text_of(request, "owner"),
        mine=mine,
        is_overdue=query.truth_of(request, "overdue"),
    )
    limit = query.limit_of(request, DEFAULT_LIMIT, MAX_LIMIT)
    position = api.cursors.take(request, member.workspace_id)
    meeting_id = query.text_of(request, "meeting_id", 64)
    if meeting_id:
        meeting = own_meeting(meeting_id, member.workspace_id, api.stores)
        today = api.clock.now().date()
        tasks = [task for task in tasks_of_meeting(meeting, api.stores) if wanted.fits(task, today)]
        start = int(position or 0)
        following = str(start + limit) if len(tasks) > start + limit else None
        tasks = tasks[start : start + limit]
    else:
        tasks, following = list_tasks(member.workspace_id, wanted, limit, position, api.stores, api.clock)
    return ok(_page(tasks, api.cursors.give(following, request, member.workspace_id), api))


def carry_over(request: Request, api: Api) -> Answer:
    meeting = own_meeting(request.path["id"], api.member(request).workspace_id, api.stores)
    limit = query.limit_of(request, DEFAULT_LIMIT, MAX_LIMIT)
    return ok(_page(carried_over(meeting, limit, api.stores, api.clock), None, api))


def add(request: Request, api: Api) -> Answer:
    body = request.body(NewTaskBody)
    new = NewTask(body.title.strip(), body.owner, body.due_date, body.priority, body.status, body.meeting_id)
    task = add_task(new, api.member(request).workspace_id, api.stores, api.clock)
    return created(_row(task, api), etag(task.version))


def show(request: Request, api: Api) -> Answer:
    task = own_task(request.path["id"], api.member(request).workspace_id, api.stores)
    return ok(_row(task, api), etag(task.version))


def change(request: Request, api: Api) -> Answer:
    changes = TaskChanges(given_fields(request.body(TaskChangesBody)))
    workspace_id = api.member(request).workspace_id
    task = edit_task(request.path["id"], workspace_id, changes, if_version(request), api.stores, api.clock)
    return ok(_row(task, api), etag(task.version))


def remove(request: Request, api: Api) -> Answer:
    throw_away(request.path["id"], api.member(request).workspace_id, api.stores, api.clock)
    return Answer(204)


def _row(task: Task, api: Api) -> TaskRow:
    return task_row(task, api.clock.now().date())


def _page(tasks: list[Task], cursor: str | None, api: Api) -> TaskPage:
    return TaskPage([_row(task, api) for task in tasks], cursor)


LIMIT = query.limit_parameter(DEFAULT_LIMIT, MAX_LIMIT)
FILTERS = (
    query.choice("status", "Only tasks in this state.", TaskStatus),
    Parameter("owner", "Only tasks of the one with this name."),
    Parameter("mine", "Only tasks whose owner is named like the caller.", query.BOOLEAN),
    Parameter("overdue", "Only unfinished tasks whose due date is over.", query.BOOLEAN),
    Parameter("meeting_id", "Only tasks of this meeting."),
    LIMIT,
    query.CURSOR,
)

ROUTES = (
    Route(
        "GET", "/api/tasks", list_of_tasks, "Tasks, unfinished ones first, by due date", {200: TaskPage}, query=FILTERS
    ),
    Route(
        "POST",
        "/api/tasks",
        add,
        "Write a task",
        {201: TaskRow},
        body=NewTaskBody,
        has_etag=True,
        is_idempotent_by_key=True,
    ),
    Route("GET", "/api/tasks/{id}", show, "One task", {200: TaskRow}, has_etag=True),
    Route(
        "PATCH",
        "/api/tasks/{id}",
        change,
        "Change a task",
        {200: TaskRow},
        body=TaskChangesBody,
        has_etag=True,
        takes_if_match=True,
    ),
    Route("DELETE", "/api/tasks/{id}", remove, "Throw a task away", {204: None}),
    Route(
        "GET",
        "/api/meetings/{id}/carry-over",
        carry_over,
        "What earlier meetings left open",
        {200: TaskPage},
        query=(LIMIT,),
    ),
)
