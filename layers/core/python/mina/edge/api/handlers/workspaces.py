"""The caller's workspace."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from mina.domain.audit import AuditAction
from mina.domain.workspace import Workspace
from mina.edge.api.answer import Answer, ok, utc
from mina.edge.api.changes import given_fields
from mina.edge.api.context import Api
from mina.edge.api.route import Route
from mina.edge.http import Request
from mina.services.access import require_user
from mina.services.workspaces import change_settings, workspace_of


class WorkspaceRow(msgspec.Struct, frozen=True):
    """`retention_days` null keeps everything, `audio_retention_days` null keeps sound as long as its meeting."""

    id: str
    name: str
    slug: str
    created_at: datetime
    retention_days: int | None
    audio_retention_days: int | None


class WorkspaceChanges(msgspec.Struct, frozen=True):
    name: Annotated[str, Meta(min_length=1, max_length=120, pattern=r"\S")] | UnsetType = UNSET
    retention_days: Annotated[int, Meta(ge=1, le=36500)] | UnsetType | None = UNSET
    audio_retention_days: Annotated[int, Meta(ge=1, le=36500)] | UnsetType | None = UNSET


def show(request: Request, api: Api) -> Answer:
    return ok(_row(workspace_of(require_user(request.principal), api.stores, api.clock)))


def change(request: Request, api: Api) -> Answer:
    fields = given_fields(request.body(WorkspaceChanges))
    workspace = workspace_of(require_user(request.principal), api.stores, api.clock)
    changed = replace(workspace, **fields)  # type: ignore[arg-type]  # checked by the body's types
    change_settings(changed, api.stores, api.clock)
    api.record(api.member(request), AuditAction.SETTINGS_CHANGED, workspace.id, ",".join(sorted(fields)))
    return ok(_row(changed))


def _row(workspace: Workspace) -> WorkspaceRow:
    return WorkspaceRow(
        id=workspace.id,
        name=workspace.name,
        slug=workspace.slug,
        created_at=utc(workspace.created_at) or workspace.created_at,
        retention_days=workspace.retention_days,
        audio_retention_days=workspace.audio_retention_days,
    )


ROUTES = (
    Route("GET", "/api/workspace", show, "The caller's workspace", {200: WorkspaceRow}),
    Route("PATCH", "/api/workspace", change, "Change the workspace", {200: WorkspaceRow}, body=WorkspaceChanges),
)
