"""`python -m benchmarks.baseline.serve PORT FOLDER`: the peer behind a real socket, until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.baseline.server import make_server


def main(port: str, folder: str) -> None:
    app, socketio, _ = make_server(Path(folder))
    socketio.run(app, host="127.0.0.1", port=int(port), allow_unsafe_werkzeug=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
