"""The peer: a small server for live transcripts with Flask-SocketIO and SQLAlchemy, as one writes it in an afternoon.

It does what the older systems did: each segment is an event, five of them are committed together, the room hears them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask, request
from flask_socketio import SocketIO, emit, join_room
from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

BATCH = 5


class Base(DeclarativeBase):
    pass


class Recording(Base):
    __tablename__ = "sessions"
    id: Mapped[int] = mapped_column(primary_key=True)
    external_id: Mapped[str] = mapped_column(String(64), unique=True)


class Segment(Base):
    __tablename__ = "segments"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), index=True)
    seq: Mapped[int]
    utterance_id: Mapped[str]
    text: Mapped[str]
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    speaker: Mapped[str | None]
    confidence: Mapped[float | None]


def make_server(folder: Path) -> tuple[Flask, SocketIO, sessionmaker[Session]]:
    """The application, its sockets and its database, a SQLite file in `folder` with SQLAlchemy's defaults."""
    app = Flask("baseline")
    socketio = SocketIO(app, async_mode="threading")
    engine = create_engine(f"sqlite:///{folder / 'baseline.sqlite'}")
    Base.metadata.create_all(engine)
    database = sessionmaker(engine)
    buffers: dict[str, list[Segment]] = {}
    recordings: dict[str, tuple[int, str]] = {}

    @socketio.on("join_session")  # type: ignore[untyped-decorator]
    def join_session(frame: dict[str, Any]) -> None:
        name = frame["session_id"]
        with database.begin() as store:
            row = store.scalars(select(Recording).where(Recording.external_id == name)).first()
            if row is None:
                row = Recording(external_id=name)
                store.add(row)
                store.flush()
            recordings[_sid()] = (row.id, name)
        buffers[_sid()] = []
        join_room(name)
        emit("session_joined", {"session_id": name})

    @socketio.on("segment")  # type: ignore[untyped-decorator]
    def segment(frame: dict[str, Any]) -> None:
        recording_id, _ = recordings[_sid()]
        buffer = buffers[_sid()]
        buffer.append(Segment(session_id=recording_id, **frame))
        if len(buffer) >= BATCH:
            with database.begin() as store:
                store.add_all(buffer)
            seqs = [frame["seq"] - BATCH + 1, frame["seq"]]
            buffer.clear()
            emit("ack", {"seqs": [seqs]})

    return app, socketio, database


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]  # Flask-SocketIO adds it
