"""The end of a session, as its recorder says it over the socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mina.domain.errors import Fenced

if TYPE_CHECKING:
    from mina.services.append import Writer
    from mina.services.finalize import Finalized, Finalizer, Pending


def end_session(writer: Writer, finalizer: Finalizer, last_seq: int | None, force: bool = False) -> Finalized | Pending:
    """Finalize for whoever records. A sealed session answers everybody alike.

    Raises `Fenced` where another recorder has taken over and still records: a tab left behind does not end what the
    new one hears. Else raises what finalizing raises.
    """
    session = finalizer.stores.sessions.get(writer.session_id)
    is_taken_over = session is not None and not session.is_recorded_by(writer.instance_id or "", writer.epoch)
    if session and session.is_open and is_taken_over:
        raise Fenced("Another recorder has taken over this session; it is theirs to end.")
    return finalizer.finalize(writer.session_id, last_seq, force)
