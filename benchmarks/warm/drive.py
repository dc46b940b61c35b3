"""`python -m benchmarks.warm.drive ours|peer FRAMES`: what valgrind counts, twice with a different number of frames."""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from pathlib import Path

from benchmarks.surroundings import prepare


def main(side: str, frames: str) -> None:
    prepare()
    with contextlib.redirect_stdout(io.StringIO()):
        (_ours if side == "ours" else _peer)(int(frames))


def _ours(count: int) -> None:
    from benchmarks.live import cost
    from benchmarks.live.instant import instant
    from benchmarks.live.replay import batches
    from tests.dynamo import dynamo_stores

    with dynamo_stores() as stores:
        handler, clock = cost.joined_container(stores)
        cost.drive(handler, clock, batches(5))
        with instant(cost.as_item()):
            cost.drive(handler, clock, batches(count * 5))


def _peer(count: int) -> None:
    from benchmarks.baseline.server import make_server
    from benchmarks.live import cost
    from benchmarks.live.replay import utterances

    with tempfile.TemporaryDirectory() as folder:
        app, socketio, _ = make_server(Path(folder))
        peer = socketio.test_client(app)
        peer.emit("join_session", {"session_id": "bench"})
        cost.drive_peer(socketio, peer.eio_sid, cost.packets(utterances(count * 5), 0))


if __name__ == "__main__":
    main(*sys.argv[1:])
