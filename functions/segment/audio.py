"""Live sound on its way in: `audio` and `audio_data`."""

from __future__ import annotations

from typing import Any

from mina.bootstrap import clock, listener, stores
from mina.edge import frames, sounds
from mina.edge.socket import Answer, answer, unexpected
from mina.services.append import writer_of
from mina.services.listen import listen


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    return answer(event, _listen)


def _listen(frame: frames.Frame, connection_id: str) -> Answer:
    if not isinstance(frame, frames.Audio):
        raise unexpected(frame)
    part = sounds.to_part(frame)
    writer = writer_of(stores().connections.get(connection_id), clock())
    return sounds.heard(part, listen(writer, part, listener()))
