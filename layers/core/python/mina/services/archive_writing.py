"""Writing an export of everything: one ZIP file, or several where one run is not enough."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from mina.domain.archive import Archive, ArchiveFile, archive_key, archive_prefix
from mina.domain.workspace import slug_of
from mina.services.export import Format, document_of, render
from mina.services.zip_stream import ZipStream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mina.domain.meeting import Meeting
    from mina.ports.clock import Clock
    from mina.ports.stores import Stores
    from mina.ports.uploads import Objects

PAGE = 50
PIECE = 1024 * 1024
ZIP = "application/zip"
LAST_SEQ = 9_999_999_999


class _Voided(Exception):
    """Something of the export is being erased while it is written."""


@dataclass(frozen=True, slots=True)
class Step:
    """One run: the part that it writes, and the meeting after which it goes on. `is_done`: there is no other."""

    workspace_id: str
    archive_id: str
    part: int = 1
    after: str | None = None
    is_done: bool = False


@dataclass(slots=True)
class ArchiveWriter:
    """Writes until `stop_at` has come, and always at least one meeting; what has begun is finished."""

    stores: Stores
    objects: Objects
    clock: Clock
    stop_at: datetime
    _zip: ZipStream = field(default_factory=ZipStream)
    _meetings: int = 0
    _after: str | None = None

    def run(self, step: Step) -> Step:
        """Write one part, and tell what is next. Doing the same step again writes the same part again.

        An export that was voided meanwhile, because something of it is being erased, leaves nothing.
        """
        archive = self.stores.archives.get(step.workspace_id)
        if archive is None or archive.id != step.archive_id or archive.finished_at:
            self._sweep(step)
            return replace(step, is_done=True)
        if len(archive.files) >= step.part:
            # This part was written, and whoever wrote it died before telling: it is written anew, and counted once.
            archive = replace(archive, files=archive.files[: step.part - 1])
        key = archive_key(step.workspace_id, step.archive_id, step.part)
        try:
            size = self.objects.write(key, self._part(step, archive), ZIP)
        except _Voided:
            self._sweep(step)
            return replace(step, is_done=True)
        now = self.clock.now()
        written = (*archive.files, ArchiveFile(key, size, self._meetings))
        grown = replace(
            archive,
            files=written,
            meetings=sum(file.meetings for file in written),
            updated_at=now,
            finished_at=None if self._after else now,
            version=archive.version + 1,
        )
        if not self.stores.archives.save(grown):
            self._sweep(step)
            return replace(step, is_done=True)
        return replace(step, part=step.part + 1, after=self._after, is_done=self._after is None)

    def _sweep(self, step: Step) -> None:
        """Whatever a voided export has left; not what a later one has written."""
        archive = self.stores.archives.get(step.workspace_id)
        if archive is None or archive.id != step.archive_id:
            self.objects.delete(self.objects.keys(f"{archive_prefix(step.workspace_id)}{step.archive_id}/"))

    def _part(self, step: Step, archive: Archive) -> Iterator[bytes]:
        if step.part == 1:
            yield from self._whole_workspace(step.workspace_id)
        yield from self._all_meetings(step, archive)
        yield from self._zip.close()

    def _whole_workspace(self, workspace_id: str) -> Iterator[bytes]:
        workspace = self.stores.workspaces.get(workspace_id)
        members = self.stores.members.of_workspace(workspace_id)
        hooks = self.stores.webhooks.of_workspace(workspace_id)
        about = {
            "workspace": asdict(workspace) if workspace else None,
            "members": [asdict(member) for member in members],
            "webhooks": [{"id": hook.id, "url": hook.url, "events": list(hook.events)} for hook in hooks],
        }
        now = self.clock.now()
        yield from self._zip.add("workspace.json", encoded(about), now)
        yield from self._zip.add_stored("tasks.jsonl", self._tasks(workspace_id), now)
        yield from self._zip.add_stored("audit.jsonl", self._audit(workspace_id), now)

    def _tasks(self, workspace_id: str) -> Iterator[bytes]:
        position: str | None = None
        while True:
            found, position = self.stores.tasks.page(workspace_id, None, None, PAGE, position)
            yield b"".join(line(asdict(task)) for task in found)
            if position is None:
                return

    def _audit(self, workspace_id: str) -> Iterator[bytes]:
        position: str | None = None
        while True:
            found, position = self.stores.audit.page(workspace_id, PAGE, position)
            yield b"".join(line(asdict(entry)) for entry in found)
            if position is None:
                return

    def _all_meetings(self, step: Step, archive: Archive) -> Iterator[bytes]:
        """The newest first. `_after` is where the next part goes on, None once all are written."""
        self._after = step.after
        before = sum(file.meetings for file in archive.files)
        while True:
            if not self.stores.archives.tell(archive, before + self._meetings, self.clock.now()):
                raise _Voided
            page, following = self.stores.meetings.page(step.workspace_id, None, PAGE, self._after)
            for meeting in page:
                yield from self._meeting(meeting.id)
                self._meetings += 1
                self._after = meeting.position
                if self.clock.now() >= self.stop_at:
                    return
            if following is None:
                self._after = None
                return
            self._after = following

    def _meeting(self, meeting_id: str) -> Iterator[bytes]:
        now = self.stores.meetings.get(meeting_id)
        if now is None or now.erased_at:
            return  # it is being erased
        folder, moment = folder_of(now), now.created_at
        document = document_of(now, self.stores)
        yield from self._zip.add(f"{folder}/meeting.json", render(document, Format.JSON), moment)
        yield from self._zip.add(f"{folder}/transcript.txt", render(document, Format.TXT), moment)
        if now.session_id:
            comments = self.stores.comments.of_session(now.session_id, 0, LAST_SEQ)
            if comments:
                rows = [asdict(comment) for comment in comments]
                yield from self._zip.add(f"{folder}/comments.json", encoded(rows), moment)
            yield from self._sound(now.session_id, folder, moment)

    def _sound(self, session_id: str, folder: str, moment: datetime) -> Iterator[bytes]:
        """What was recorded, as it was recorded."""
        live = self.objects.keys(f"sessions/{session_id}/audio/")
        uploaded = [key for key in self.objects.keys(f"uploads/{session_id}/") if key.endswith("/original")]
        for key in (*live, *uploaded):
            name = f"{folder}/sound/{key.rpartition('/')[2]}"
            yield from self._zip.add_stored(name, self.objects.stream(key, 0, None, PIECE), moment)


def folder_of(meeting: Meeting) -> str:
    """ASCII, and no name that a file system minds; the id keeps equal titles apart."""
    day = (meeting.actual_start or meeting.created_at).date().isoformat()
    return f"meetings/{day}-{slug_of(meeting.title, meeting.id)}"


def encoded(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, default=_plain) + "\n").encode("utf-8", "replace")


def line(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, default=_plain) + "\n").encode("utf-8", "replace")


def _plain(value: Any) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, datetime | date):
        return value.isoformat().replace("+00:00", "Z")
    raise TypeError(type(value).__name__)
