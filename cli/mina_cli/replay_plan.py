"""What `mina replay` is going to play: a new session of a file, or the one that was interrupted last."""

from __future__ import annotations

import os
import secrets
import uuid
import zoneinfo
from dataclasses import dataclass, replace
from pathlib import Path

from mina_cli import transcript_file
from mina_cli.complaint import Complaint
from mina_cli.endpoints import Endpoints
from mina_cli.transcript_file import Transcript
from mina_client.frames import Profile
from mina_client.outbox import SqliteOutbox, kept_sessions


@dataclass(frozen=True, slots=True)
class Plan:
    """What to play and how. `wait_seconds` 0: do not wait for the insights."""

    path: Path | None = None
    speed: str | None = None
    title: str | None = None
    started_at: str | None = None
    is_anonymous: bool = False
    with_speakers: bool = True
    with_interims: bool = False
    finalize: str = "socket"
    wait_seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan with the file read and the outbox open."""

    plan: Plan
    outbox: SqliteOutbox
    transcript: Transcript


def begin(plan: Plan, endpoints: Endpoints) -> Prepared:
    """A new session for the plan's file, or for the sample."""
    transcript = _read(plan)
    profile = Profile(
        session_id=str(uuid.uuid4()),
        instance_id=f"replay-{uuid.uuid4().hex[:12]}",
        title=plan.title or transcript.title,
        meeting_type=transcript.meeting_type,
        started_at=plan.started_at,
        time_zone=_time_zone(),
        # An anonymous recorder brings its own secret: a lost answer to its first join must not lock it out.
        capability=secrets.token_urlsafe(32) if plan.is_anonymous else None,
    )
    note = {
        "path": str(plan.path.resolve()) if plan.path else None,
        "speed": plan.speed,
        "is_anonymous": plan.is_anonymous,
        "with_speakers": plan.with_speakers,
        "finalize": plan.finalize,
    }
    outbox = SqliteOutbox(endpoints.outbox / f"{profile.session_id}.sqlite", profile, note)
    return Prepared(plan, outbox, transcript)


def resume(plan: Plan, endpoints: Endpoints) -> Prepared:
    """The session that was interrupted last: what its outbox kept, and what its file still has to say."""
    newest = next(kept_sessions(endpoints.outbox), None)
    if newest is None:
        raise Complaint("nothing was interrupted: there is no unsent meeting.")
    outbox = SqliteOutbox(newest)
    note = outbox.load().note
    path = Path(note["path"]) if note.get("path") else None
    taken = replace(
        plan,
        path=path,
        speed=plan.speed or note.get("speed"),
        is_anonymous=bool(note.get("is_anonymous")),
        with_speakers=bool(note.get("with_speakers", True)),
        finalize=note.get("finalize", "socket"),
    )
    try:
        transcript = _read(taken)
    except Complaint:
        transcript = Transcript("", "", ())
    return Prepared(taken, outbox, transcript)


def interrupted(prepared: Prepared) -> str:
    """One line for somebody who pressed Ctrl-C."""
    kept = prepared.outbox.load()
    unsaid = len(prepared.transcript.utterances) - kept.said
    return f"stopped: {kept.unsent} segments are kept unsent, {unsaid} not yet played. `mina replay --resume` goes on."


def _read(plan: Plan) -> Transcript:
    transcript = transcript_file.read_file(plan.path) if plan.path else transcript_file.read_sample()
    if plan.with_speakers:
        return transcript
    return replace(transcript, utterances=tuple(replace(u, speaker=None) for u in transcript.utterances))


def _time_zone() -> str | None:
    named = os.environ.get("TZ") or str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    return named if named in zoneinfo.available_timezones() else None
