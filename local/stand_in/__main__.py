"""`python -m local.stand_in --port 4700`: runs the stand-in until it is stopped."""

from __future__ import annotations

import argparse
import threading

from local.stand_in.script import BEHAVIOURS
from local.stand_in.server import stand_in_server


def main() -> None:
    known = "\n".join(f"  {name:15} {meaning}" for name, meaning in BEHAVIOURS.items())
    parser = argparse.ArgumentParser(
        prog="python -m local.stand_in",
        description="An OpenAI-compatible server without a model.",
        epilog=f'POST /__script takes a list such as ["ok", {{"behaviour": "429", "retry_after": 2}}]:\n{known}',
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=4700)
    with stand_in_server(parser.parse_args().port) as stand_in:
        print(f"Stand-in at {stand_in.url}; calls at http://127.0.0.1:{stand_in.port}/__calls", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("Stopped.")


if __name__ == "__main__":
    main()
