"""Every key of the one table is built here and nowhere else. `docs/table-design.md` lists the items."""

from __future__ import annotations

import zlib
from datetime import date, datetime

SESSION = "SESSION"
MEETING = "MEETING"
WORKSPACE = "WORKSPACE"
SLUG = "SLUG"
USER = "USER"
CONNECTION = "CONN"
TICKET = "TICKET"
CIRCUIT = "CIRCUIT#model"
BATCH_PREFIX = "SEG#"
INTERIM_PREFIX = "INT#"
EVENT_PREFIX = "EVT#"
INSIGHT_PREFIX = "INS#"
RUN_PREFIX = "RUN#"
UPGRADE_PREFIX = "UPG#"
DAY_PREFIX = "DAY#"
CONNECTION_PREFIX = "CONN#"
DUE_SHARDS = 16
AFTER_ALL_TIMES = "9"


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


def by_time(moment: datetime, item_id: str) -> str:
    """A sort key: oldest first, each once."""
    return f"{stamp(moment)}#{item_id}"


def stamp(moment: datetime) -> str:
    """Fixed width, so that text order is time order. Milliseconds, UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def due_shard(session_id: str) -> str:
    """Open work spreads over sixteen partitions, so that no single one bounds how many meetings may be live."""
    return f"OPEN#{zlib.crc32(session_id.encode()) % DUE_SHARDS:02d}"


def due_shards() -> list[str]:
    return [f"OPEN#{n:02d}" for n in range(DUE_SHARDS)]


def id_of(key: str) -> str:
    """What stands behind the first `#`."""
    return key.split("#", 1)[1]
