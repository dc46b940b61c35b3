"""The same replay over a real socket, through Mina on the emulator and through the server that one would write."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.baseline import replay as theirs
from benchmarks.peer import ours
from benchmarks.peer.outcome import Outcome
from benchmarks.section import Bar, Cell, Section, Table
from tests.stack import Stack

SEGMENTS, PAUSE_SECONDS = 240, 0.1
KILLS = 3


def measure(quick: bool) -> Section:
    count, kills = (60, 1) if quick else (SEGMENTS, KILLS)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        peer_steady = theirs.replay(_new(root, "peer-steady"), count, PAUSE_SECONDS)
        peer_burst = theirs.replay(_new(root, "peer-burst"), count, 0.0)
        peer_killed = [
            theirs.replay(_new(root, f"peer-{n}"), count, PAUSE_SECONDS, count // 2 + 1 + n) for n in range(kills)
        ]
        stack = Stack.start(_new(root, "stack"), settings={"MINA_SAVE_SECONDS": "0.05"})
        try:
            user = stack.new_user()
            ours.replay(stack, user, "warm-up", root, 20, 0.0)
            our_steady = ours.replay(stack, user, "steady", root, count, PAUSE_SECONDS)
            our_burst = ours.replay(stack, user, "burst", root, count, 0.0)
            our_killed = [
                ours.replay(stack, user, f"killed-{n}", root, count, PAUSE_SECONDS, count // 2 + 1 + n)
                for n in range(kills)
            ]
        finally:
            stack.stop()
    return _section(count, (our_steady, our_burst, our_killed), (peer_steady, peer_burst, peer_killed))


Runs = tuple[Outcome, Outcome, list[Outcome]]


def _new(root: Path, name: str) -> Path:
    folder = root / name
    folder.mkdir()
    return folder


def _section(count: int, mine: Runs, other: Runs) -> Section:
    rows: list[list[Cell]] = [_row("Mina, on the emulator", mine), _row("peer, Flask-SocketIO and SQLAlchemy", other)]
    lost = sum(run.lost_acknowledged for run in mine[2])
    spoken = sum(run.lost_spoken for run in mine[2])
    head = [
        "system",
        "a word that fills a batch, to its acknowledgement, ms (median · 95%)",
        "segments a second, all said at once",
        "killed: acknowledged words lost",
        "killed: spoken words lost",
        "stored twice",
    ]
    return Section(
        "Beside the server that one would write",
        [
            f"{count} segments, ten a second, in a process that is killed with SIGKILL in the middle and started again "
            f"({len(mine[2])} kills each); the client goes on talking and comes back. Both over a real WebSocket on "
            "this machine. The peer's page sends a segment once, as such pages do, and keeps what is said while it is "
            "cut off; what the dead server held in memory is gone. Mina runs as deployed, every function in a process "
            "of the emulator, which is slower than Lambda warm: its latency here is the emulator's, and what a segment "
            'costs in CPU stands under "Warm".',
            Table(head, rows),
        ],
        [
            Bar("killed in mid-replay: acknowledged words lost", lost, "0"),
            Bar("killed in mid-replay: spoken words lost", spoken, "0"),
        ],
        {},
        {
            "latency_ms": [mine[0].median_ms, other[0].median_ms],
            "peer_lost_spoken": [run.lost_spoken for run in other[2]],
        },
    )


def _row(name: str, runs: Runs) -> list[Cell]:
    steady, burst, killed = runs
    return [
        name,
        f"{steady.median_ms:.0f} · {steady.slowest_ms:.0f}",
        f"{burst.per_second:.0f}",
        sum(run.lost_acknowledged for run in killed),
        " + ".join(str(run.lost_spoken) for run in killed),
        sum(run.copies for run in killed),
    ]
