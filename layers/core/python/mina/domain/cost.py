"""What one meeting cost: counts, and an estimate in dollars at the prices of `mina.domain.prices`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from mina.domain import prices

FRAME_MB_MS = 512 * 8
"""Memory × time of the function that takes one frame, as `benchmarks/live` measures it warm, rounded up."""
UNIT_BYTES = 1024
MOST_GUESSES = 500
"""Of one utterance: a revision is a client's word, and only its own bill would believe a million."""
STEP_TRANSITIONS = 2
"""One state into the step and, for the whole run, about as many again for its beginning, its end and its catches."""


@dataclass(frozen=True, slots=True)
class MeetingCost:
    """Counts, which add up. `messages` cross the socket in either direction; `mb_ms` is memory × time of functions;
    `model_microdollars` is 0 where the model's price is not known."""

    messages: int = 0
    invocations: int = 0
    mb_ms: int = 0
    write_units: int = 0
    read_units: int = 0
    transitions: int = 0
    sound_ms: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    model_microdollars: int = 0

    @property
    def model_tokens(self) -> int:
        return self.prompt_tokens + self.completion_tokens

    @property
    def microdollars(self) -> int:
        """The estimate, rounded to a millionth of a dollar."""
        return round(
            self.messages * prices.MICRODOLLARS_PER_SOCKET_MESSAGE
            + self.invocations * prices.MICRODOLLARS_PER_INVOCATION
            + self.mb_ms / 1024 / 1000 * prices.MICRODOLLARS_PER_GB_SECOND
            + self.write_units * prices.MICRODOLLARS_PER_WRITE_UNIT
            + self.read_units * prices.MICRODOLLARS_PER_READ_UNIT
            + self.transitions * prices.MICRODOLLARS_PER_TRANSITION
            + self.sound_ms / 60_000 * prices.MICRODOLLARS_PER_SOUND_MINUTE
            + self.model_microdollars
        )

    def plus(self, other: MeetingCost) -> MeetingCost:
        return MeetingCost(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(MeetingCost)))


NOTHING = MeetingCost()
ROUND_TRIP = MeetingCost(messages=4, invocations=8, mb_ms=8 * FRAME_MB_MS, write_units=40, read_units=20)
"""What every meeting has once: connect, join, end, seal, the start of its pipeline, disconnect; counted in
`benchmarks/live`, with the copies in the indexes, rounded up."""


def units_of(size: int) -> int:
    """Write units of one item of `size` bytes: whole kilobytes, at least one."""
    return max(1, -(-size // UNIT_BYTES))


def cost_of_recording(batch_sizes: Sequence[int], guess_revisions: Sequence[int]) -> MeetingCost:
    """What taking in the words cost: `batch_sizes` in bytes as stored, `guess_revisions` how often each utterance was
    guessed before its final words.

    Each frame is a message in, one out where it is acknowledged, an invocation, a write, and the strongly consistent
    read that decides on it.
    """
    batches = len(batch_sizes)
    guesses = sum(min(revision, MOST_GUESSES) for revision in guess_revisions)
    frames = MeetingCost(
        messages=2 * batches + guesses,
        invocations=batches + guesses,
        mb_ms=(batches + guesses) * FRAME_MB_MS,
        write_units=sum(units_of(size) for size in batch_sizes) + guesses,
        read_units=batches + guesses,
    )
    return frames.plus(ROUND_TRIP)
