"""The upload journey: its HTTP routes, the event that a file has come, and the sweeper of what was abandoned."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import listener, upload_desk
from mina.domain.audit import AuditAction
from mina.domain.upload import upload_id_of
from mina.edge.http import Reply, Request, answer_request, member_request
from mina.edge.observability import note
from mina.edge.uploads import (
    CompleteUploadBody,
    DeletedFiles,
    address_row,
    file_info,
    new_upload,
    sound_row,
    upload_row,
)
from mina.services.access import require_user
from mina.services.audit import record
from mina.services.listen import listen_again
from mina.services.recordings import delete_sound, sound_track
from mina.services.uploads import door
from mina.services.uploads.arrival import arrive
from mina.services.uploads.sweep import sweep as sweep_uploads


def http(event: dict[str, Any], context: object) -> dict[str, Any]:
    """`/api/v1/sessions` and what lies below it; `/api/meetings/{id}/audio`."""
    return answer_request(event, _route)


def arrived(event: dict[str, Any], context: object) -> dict[str, Any]:
    """S3's "Object Created", by way of EventBridge."""
    upload_id = upload_id_of(str(event["detail"]["object"]["key"]))
    if upload_id is None:
        return {"status": "ignored"}
    upload = arrive(upload_id, upload_desk())
    note("arrived", session_id=upload.id, status=upload.status.value, bytes=upload.size)
    return {"status": upload.status.value}


def sweep(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Every five minutes: abandoned uploads, and sound that still waits for its words."""
    done = dict(sweep_uploads(upload_desk()) + listen_again(listener()))
    note("swept", done=done)
    return done


def _route(request: Request) -> Reply:
    return ROUTES[request.route](member_request(request, upload_desk().stores, upload_desk().clock))


def _create(request: Request) -> Reply:
    return 201, upload_row(door.create_session(require_user(request.principal), new_upload(request), upload_desk()))


def _show(request: Request) -> Reply:
    return 200, upload_row(door.own_upload(require_user(request.principal), request.path["id"], upload_desk()))


def _address(request: Request) -> Reply:
    user = require_user(request.principal)
    return 200, address_row(door.upload_address(user, request.path["id"], file_info(request), upload_desk()))


def _complete(request: Request) -> Reply:
    user, etags = require_user(request.principal), request.body(CompleteUploadBody).etags
    return 200, upload_row(door.complete_upload(user, request.path["id"], etags, upload_desk()))


def _retry(request: Request) -> Reply:
    return 202, upload_row(door.retry(require_user(request.principal), request.path["id"], upload_desk()))


def _sound(request: Request) -> Reply:
    return 200, sound_row(sound_track(require_user(request.principal), request.path["id"], upload_desk()))


def _delete_sound(request: Request) -> Reply:
    desk, user, meeting_id = upload_desk(), require_user(request.principal), request.path["id"]
    deleted = delete_sound(user, meeting_id, desk)
    if request.member:
        place = request.member.workspace_id
        record(AuditAction.SOUND_ERASED, place, desk.stores, desk.clock, user.id, meeting_id)
    return 200, DeletedFiles(deleted)


ROUTES = {
    "GET /api/meetings/{id}/audio": _sound,
    "DELETE /api/meetings/{id}/audio": _delete_sound,
    "POST /api/v1/sessions": _create,
    "GET /api/v1/sessions/{id}": _show,
    "POST /api/v1/sessions/{id}/upload-url": _address,
    "POST /api/v1/sessions/{id}/upload-complete": _complete,
    "POST /api/v1/sessions/{id}/retry": _retry,
}
