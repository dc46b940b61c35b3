"""What every finalize door answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mina.services.finalize import Finalized, Pending

if TYPE_CHECKING:
    from mina.domain.transcript import Statistics


def outcome(result: Finalized | Pending) -> dict[str, object]:
    if isinstance(result, Pending):
        return {
            "type": "finalize_pending",
            "session_id": result.session_id,
            "missing": result.missing,
            "seals_at": result.seals_at.isoformat(),
        }
    session = result.session
    return {
        "type": "finalized",
        "session_id": session.id,
        "status": session.status.value,
        "revision": session.revision,
        "meeting_id": session.meeting_id,
        "statistics": statistics_row(session.statistics),
        "gaps": session.gaps,
        "execution": result.execution,
    }


def statistics_row(statistics: Statistics) -> dict[str, object]:
    return {
        "total_segments": statistics.total_segments,
        "average_confidence": statistics.average_confidence,
        "total_duration": statistics.total_duration,
    }
