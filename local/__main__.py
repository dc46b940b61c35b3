"""`python3 -m local run|package|deploy|test|check`: checks the Python it runs with, then hands over.

This file has to be readable by an old Python, so that it can say that it is too old.
"""

import sys

NEEDED = (3, 11)


def main(arguments):  # type: ignore[no-untyped-def]  # an old Python reads this file too
    """Returns the exit code."""
    if sys.version_info < NEEDED:
        version = ".".join(map(str, sys.version_info[:3]))
        sys.stderr.write(
            "Mina needs Python 3.11 or newer; {} is {}. Say which one to take: make {} PYTHON=python3.12\n".format(
                sys.executable, version, arguments[0] if arguments else "run"
            )
        )
        return 1
    from local.start import start

    return start(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))  # type: ignore[no-untyped-call]
