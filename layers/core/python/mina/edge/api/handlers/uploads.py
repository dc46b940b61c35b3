"""The routes of `functions/upload`: here only for the description."""

from __future__ import annotations

from mina.edge.api.handlers.elsewhere import elsewhere
from mina.edge.api.parameters import TIME
from mina.edge.api.route import Parameter, Route
from mina.edge.imports import ImportRow
from mina.edge.uploads import (
    AddressRow,
    CompleteUploadBody,
    DeletedFiles,
    FileBody,
    NewUploadBody,
    SoundBody,
    UploadRow,
)

SESSIONS = "/api/v1/sessions"
ONE = "/api/v1/sessions/{id}"
AUDIO = "/api/meetings/{id}/audio"
OF_IMPORTS = (
    Parameter("filename", "The file's name: where nothing else says what the meeting is called, that does."),
    Parameter("title", "The meeting's title."),
    Parameter("started_at", "When it began; else the file says, or it is now.", TIME),
    Parameter("time_zone", "A name such as Europe/Berlin."),
    Parameter("meeting_type", "The meeting's type."),
)

ROUTES = (
    Route("POST", SESSIONS, elsewhere, "Announce a recording", {201: UploadRow}, body=NewUploadBody),
    Route("GET", ONE, elsewhere, "How far a recording is", {200: UploadRow}),
    Route("POST", f"{ONE}/upload-url", elsewhere, "Where its file goes", {200: AddressRow}, body=FileBody),
    Route("POST", f"{ONE}/upload-complete", elsewhere, "The file is there", {200: UploadRow}, body=CompleteUploadBody),
    Route("POST", f"{ONE}/retry", elsewhere, "Try again what failed", {202: UploadRow}),
    Route(
        "POST",
        "/api/imports",
        elsewhere,
        "Import a transcript",
        {201: ImportRow},
        query=OF_IMPORTS,
        takes_file=True,
        is_idempotent_by_key=True,
    ),
    Route("GET", AUDIO, elsewhere, "The sound's links", {200: SoundBody}),
    Route("DELETE", AUDIO, elsewhere, "Delete the sound; the words stay", {200: DeletedFiles}),
)
