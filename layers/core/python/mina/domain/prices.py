"""What AWS asks for what a meeting uses: list prices of us-east-1, without free tiers. The only place with a price.

A language model's prices are the deployment's own (`MODEL_PRICES`), since its endpoint is.
"""

from __future__ import annotations

from datetime import date

AS_OF = date(2026, 11, 1)
"""When these were last compared with https://aws.amazon.com/pricing. Compare again at least once a year."""

MICRODOLLARS_PER_SOCKET_MESSAGE = 1.0
"""API Gateway WebSocket: $1.00 a million messages of up to 32 KB, in either direction."""
MICRODOLLARS_PER_HTTP_REQUEST = 1.0
MICRODOLLARS_PER_WRITE_UNIT = 0.625
"""DynamoDB on demand: $0.625 a million write request units of 1 KB."""
MICRODOLLARS_PER_READ_UNIT = 0.125
MICRODOLLARS_PER_INVOCATION = 0.2
MICRODOLLARS_PER_GB_SECOND = 13.3334
"""Lambda on arm64."""
MICRODOLLARS_PER_TRANSITION = 25.0
"""Step Functions, standard: $25 a million state transitions."""
MICRODOLLARS_PER_SOUND_MINUTE = 24_000.0
"""Amazon Transcribe, standard, $0.024 a minute; an endpoint that transcribes may ask less ($0.006 for whisper-1)."""
