"""An OpenAI-compatible server that needs no network, no key and no model, and fails on demand.

`python -m local.stand_in --port 4700`, or in a test `with stand_in_server() as server: server.url`.
Its answers are made by Mina's local methods out of the transcript in the prompt, so their evidence is true.
"""

from local.stand_in.server import StandIn, stand_in_server

__all__ = ["StandIn", "stand_in_server"]
