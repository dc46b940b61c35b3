"""A table's stream is read on after a restart.

Stock keeps the readers' positions over a restart but not the records, so a reader waits at position 500 of a stream
that starts again at 0, and sees nothing of the next 500 changes. Records that were not delivered before the restart are
lost here (AWS keeps them for 24 hours): the sweeper covers that.
"""

from typing import Any

from local.emulator.patching import attribute, replace, service


def apply() -> None:
    """Rewinds every restored position to the start of the empty stream."""
    lambda_service = service("services.lambda_svc")
    positions = attribute(lambda_service, "_dynamodb_stream_positions")

    def and_rewind(stock: Any) -> Any:
        def load(data: Any) -> None:
            stock(data)
            for key in list(positions._data):
                positions._data[key] = 0

        return load

    replace(lambda_service, "load_persisted_state", and_rewind)
