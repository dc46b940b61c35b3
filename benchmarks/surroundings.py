"""What has to be there before the product is imported: where its code lies, and an account that does not exist."""

from __future__ import annotations

import os
import sys

from local.places import ROOT


def prepare() -> None:
    """Set the environment and the path of this process; importing `mina` works afterwards."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "TABLE_NAME": "mina",
        "BUCKET": "mina-files",
        "POWERTOOLS_METRICS_NAMESPACE": "mina",
    }.items():
        os.environ.setdefault(name, value)
    # The layer has no awscrt, and signs in Python; the command line of SAM brings it along for botocore to prefer.
    sys.modules["awscrt"] = None  # type: ignore[assignment]
    folders = [*(str(ROOT / folder) for folder in ("layers/core/python", "layers/reader/python", "cli")), str(ROOT)]
    sys.path[:0] = [folder for folder in folders if folder not in sys.path]
