"""Interim guesses, thinned out: the newest of each utterance, one frame an interval, none while much is unsent."""

from __future__ import annotations

from mina_client.frames import Limits
from mina_client.speech import Guess

UNSENT_BYTES_LIMIT = 1_000_000
"""With more than this unsent, finals have the line for themselves."""


class Interims:
    """What waits to be shown. `is_watched`: somebody views the session, so guesses go out more often."""

    def __init__(self) -> None:
        self.is_watched = False
        self._guesses: dict[str, Guess] = {}
        self._revs: dict[str, int] = {}
        self._sent_ms: int | None = None

    def guessed(self, guess: Guess) -> None:
        """A newer guess takes the place of an older one that has not been sent."""
        self._guesses[guess.utterance_id] = guess
        self._revs[guess.utterance_id] = self._revs.get(guess.utterance_id, 0) + 1

    def finished(self, utterance_id: str) -> None:
        """The final has come; its guesses are of no more use."""
        self._guesses.pop(utterance_id, None)
        self._revs.pop(utterance_id, None)

    def take_due(self, now_ms: int, limits: Limits, unsent_bytes: int) -> tuple[Guess, int] | None:
        """The guess to send now with its rev, the one that has waited longest first."""
        due_ms = self.deadline_ms(limits, unsent_bytes)
        if due_ms is None or now_ms < due_ms:
            return None
        self._sent_ms = now_ms
        guess = self._guesses.pop(next(iter(self._guesses)))
        return guess, self._revs[guess.utterance_id]

    def deadline_ms(self, limits: Limits, unsent_bytes: int) -> int | None:
        """When the next guess may go out; None where none waits or finals need the line."""
        if not self._guesses or unsent_bytes > UNSENT_BYTES_LIMIT:
            return None
        interval = limits.interim_interval_ms if self.is_watched else limits.interim_unwatched_interval_ms
        return 0 if self._sent_ms is None else self._sent_ms + interval
