"""Every key of the one table is built here and nowhere else. `docs/table-design.md` lists the items."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

SESSION = "SESSION"
MEETING = "MEETING"
WORKSPACE = "WORKSPACE"
SLUG = "SLUG"
USER = "USER"
CONNECTION = "CONN"
UPLOAD = "UPLOAD"
SOUND_PREFIX = "AUD#"
TICKET = "TICKET"
CIRCUIT = "CIRCUIT#model"
BATCH_PREFIX = "SEG#"
INTERIM_PREFIX = "INT#"
EVENT_PREFIX = "EVT#"
INSIGHT_PREFIX = "INS#"
RUN_PREFIX = "RUN#"
UPGRADE_PREFIX = "UPG#"
EDIT_PREFIX = "OVR#"
HISTORY_PREFIX = "HIS#"
COMMENT_PREFIX = "CMT#"
TASK_PREFIX = "TASK#"
VOICE_PREFIX = "VOICE#"
TOTAL = "TOTAL"
CONTRIBUTION = "STAT"
MIGRATION = "MIGRATION"
COST_PREFIX = "COST#"
RECORDING_COST = "COST#recording"
LATER_COST = "COST#later"
USE_PREFIX = "USE#"
USE_BUDGET = "USE#~BUDGET"
"""Stands after all days, so that a month's days and the budget are one query."""
MANIFEST = "IDX"
HOOK_PREFIX = "HOOK#"
DELIVERY_SHARDS = 4
MEMBER_PREFIX = "MEMBER#"
INVITATION = "INVITE"
INVITATION_PREFIX = "INVITE#"
ONCE_PREFIX = "ONCE#"
SHARE = "SHARE"
SHARE_PREFIX = "SHARE#"
CHUNK_PREFIX = "TXT#"
TOTAL_POSITION = "~TOTAL"
"""Stands after all times: in a workspace's meetings, read from the newest, the sums come first."""
AGENDA_PREFIX = "A#"
UNFINISHED_PREFIX = "T1#"
FINISHED_PREFIX = "T2#"
NO_DUE_DATE = "9999-99-99"
DAY_PREFIX = "DAY#"
CONNECTION_PREFIX = "CONN#"
DUE_SHARDS = 16
RETENTION_SHARDS = 4
AFTER_ALL_TIMES = "9"
AUDIT_PREFIX = "AUDIT#"
ARCHIVE = "EXPORT"
AFTER_ALL_AUDITS = "AUDIT#9"


def session(session_id: str) -> str:
    return f"SESSION#{session_id}"


def meeting(meeting_id: str) -> str:
    return f"MEETING#{meeting_id}"


def workspace(workspace_id: str) -> str:
    return f"WS#{workspace_id}"


def workspace_status(workspace_id: str, status: str) -> str:
    return f"WS#{workspace_id}#{status}"


def owner(user_id: str) -> str:
    return f"OWNER#{user_id}"


def slug(value: str) -> str:
    return f"SLUG#{value}"


def user(user_id: str) -> str:
    return f"USER#{user_id}"


def connection(connection_id: str) -> str:
    return f"CONN#{connection_id}"


def ticket(ticket_hash: str) -> str:
    return f"TICKET#{ticket_hash}"


def batch(first_seq: int) -> str:
    return f"SEG#{first_seq:010d}"


def interim(utterance_id: str) -> str:
    return f"INT#{utterance_id}"


def event(event_id: int) -> str:
    return f"EVT#{event_id:010d}"


def insight(step: str, part: int = 0) -> str:
    return f"INS#{step}#{part:04d}"


def insight_prefix(step: str) -> str:
    return f"INS#{step}#"


def run(number: int) -> str:
    return f"RUN#{number:06d}"


def upgrade(revision: int) -> str:
    return f"UPG#{revision:06d}"


def day(value: date) -> str:
    return f"DAY#{value.isoformat()}"


def migration(version: int) -> str:
    return f"SCHEMA#{version:04d}"


def use(value: date) -> str:
    return f"{USE_PREFIX}{value.isoformat()}"


def agenda(moment: datetime, meeting_id: str) -> str:
    """Where a meeting that is scheduled or live stands before the workspace's tasks."""
    return f"{AGENDA_PREFIX}{stamp(moment)}#{meeting_id}"


def task_order(is_unfinished: bool, due: date | None, created_at: datetime, task_id: str) -> str:
    """Unfinished tasks first; by due date, then by age."""
    prefix = UNFINISHED_PREFIX if is_unfinished else FINISHED_PREFIX
    return f"{prefix}{due.isoformat() if due else NO_DUE_DATE}#{stamp(created_at)}#{task_id}"


def task(local_id: str) -> str:
    return f"{TASK_PREFIX}{local_id}"


def edit(seq: int) -> str:
    return f"{EDIT_PREFIX}{seq:010d}"


def history(seq: int, version: int = 0) -> str:
    return f"{HISTORY_PREFIX}{seq:010d}#{version:06d}"


def comment(seq: int, comment_id: str) -> str:
    return f"{COMMENT_PREFIX}{seq:010d}#{comment_id}"


def bucket(workspace_id: str, number: int) -> str:
    return f"FIND#{workspace_id}#{number:02x}"


def chunk(number: int) -> str:
    return f"{CHUNK_PREFIX}{number:06d}"


def hook(webhook_id: str) -> str:
    return f"{HOOK_PREFIX}{webhook_id}"


def delivery(delivery_id: str) -> str:
    return f"DLV#{delivery_id}"


def delivery_shard(webhook_id: str) -> str:
    return f"HOOKS#{zlib.crc32(webhook_id.encode()) % DELIVERY_SHARDS}"


def delivery_shards() -> list[str]:
    return [f"HOOKS#{n}" for n in range(DELIVERY_SHARDS)]


def share(token_hash: str) -> str:
    return f"{SHARE_PREFIX}{token_hash}"


def member(other_id: str) -> str:
    """Under a workspace the user's id, under a user the workspace's."""
    return f"{MEMBER_PREFIX}{other_id}"


def invitation(name: str) -> str:
    """As partition the token's hash, under a workspace the invitation's id."""
    return f"{INVITATION_PREFIX}{name}"


def once(key: str) -> str:
    return f"{ONCE_PREFIX}{key}"


def receipt(moment: datetime, receipt_id: str) -> str:
    return f"ERASED#{stamp(moment)}#{receipt_id}"


def audit(moment: datetime, entry_id: str) -> str:
    return f"{AUDIT_PREFIX}{stamp(moment)}#{entry_id}"


def voice(label: str) -> str:
    return f"{VOICE_PREFIX}{label}"


def by_time(moment: datetime, item_id: str) -> str:
    """A sort key: oldest first, each once."""
    return f"{stamp(moment)}#{item_id}"


def listed_at(moment: datetime, meeting_id: str) -> str:
    """A meeting's place in its workspace's list. Of its id the end, which is enough for two of one millisecond."""
    return f"{stamp(moment)}#{meeting_id[-6:]}"


def just_before(place: str) -> str:
    """After all that stands before `place`, and before it."""
    return place[:-1] + chr(ord(place[-1]) - 1) + "\U0010ffff"


def stamp(moment: datetime) -> str:
    """Fixed width, so that text order is time order. Milliseconds, UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def due_shard(session_id: str) -> str:
    """Open work spreads over sixteen partitions, so that no single one bounds how many meetings may be live."""
    return f"OPEN#{zlib.crc32(session_id.encode()) % DUE_SHARDS:02d}"


def sound_part(seq: int, part: int) -> str:
    return f"{SOUND_PREFIX}{seq:010d}#{part:03d}"


def sound_parts(seq: int) -> str:
    """What the parts of one utterance's sound begin with."""
    return f"{SOUND_PREFIX}{seq:010d}#"


def upload_shard() -> str:
    """Uploads that want looking at. They are few beside live sessions, and have a sweeper of their own."""
    return "UPLOADS"


def retention_shard(item_id: str) -> str:
    """Workspaces that keep meetings for a while only, and erasures under way."""
    return f"KEEP#{zlib.crc32(item_id.encode()) % RETENTION_SHARDS}"


def retention_shards() -> list[str]:
    return [f"KEEP#{n}" for n in range(RETENTION_SHARDS)]


def due_shards() -> list[str]:
    return [f"OPEN#{n:02d}" for n in range(DUE_SHARDS)]


def id_of(key: str) -> str:
    """What stands behind the first `#`."""
    return key.split("#", 1)[1]
