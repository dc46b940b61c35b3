"""Work that is plainly taken or handed out: what no corpus of staged meetings teaches, but business talk is full of."""

from __future__ import annotations

import re

from mina.insights.meeting_text import MeetingText
from mina.insights.task_cues import ACCEPTS, ACTION, AGAINST_PATTERNS, WORK

_GAP = r"(?:[\w'-]+\s+){0,2}?"
_ADVERB = r"(?:(?:just|also|then|definitely|probably|certainly|quickly)\s+)?"
_PROMISES = re.compile(
    rf"(?:\b(?:i'll|i will|i'm going to|i'm gonna|i am going to)\s+(?:{_GAP}{ACTION}|{_ADVERB}{WORK})\b"
    rf"|\b(?-i:[A-Z][a-z]+)(?:'ll| will| is going to)\s+{_GAP}{ACTION}\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"(?:\b(?:can|could|would|will) you\s+{_GAP}{ACTION}\b|\byou(?:'ll| will| need to| have to"
    rf"| should)\s+{_GAP}{ACTION}\b"
    rf"|\bplease\s+{_GAP}{ACTION}\b|\bi'd like you to\s+{ACTION}\b|\b(?-i:[A-Z][a-z]+) (?:to|needs to"
    rf"|has to|should)\s+{ACTION}\b)",
    re.IGNORECASE,
)
_MIGHT = re.compile(
    rf"\b(?:i can|i could|i need to|i have to|let me|we (?:need|have) to|make sure(?: to| that you)?)"
    rf"\s+{_GAP}{ACTION}\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:(?:by|before|until|due|next|end of|early|first thing) (?:the )?(?:end of (?:the )?)?(?:next )?(?:day"
    r"|week|month"
    r"|quarter|(?:mon|tues|wednes|thurs|fri|satur|sun)day|noon|tonight)|this (?:week|afternoon|evening)"
    r"|(?:mon|tues|wednes|thurs|fri)day|tomorrow|tonight|eod|asap|as soon as possible|later today|today"
    r"|right after (?:this|the) (?:call|meeting)|after (?:this|the) (?:call|meeting)|(?:by|on) the \w+(?: of \w+)?"
    r"|(?:january|february|march|april|june|july|august|september|october|november|december) \w+)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\b(?:action items?|to-?dos?|next steps?)\b(?: (?:for|is|on)\b|:)", re.IGNORECASE)
_SHORT_MEETING_WORDS = 2_500
PROMISED_DATED, MIGHT_DATED, ASKED_ACCEPTED, LABELLED, SHORT = 1.5, 0.7, 0.5, 3.0, 5.0


def outright_bonuses(text: MeetingText) -> list[float]:
    """For every sentence what to add to its log odds for what it says outright."""
    words = sum(map(len, text.words))
    shortness = max(0.0, 1 - words / _SHORT_MEETING_WORDS)
    return [_bonus(text, index, shortness) for index in range(len(text))]


def _bonus(text: MeetingText, index: int, shortness: float) -> float:
    """A promise or request counts, a day in it, and a yes to it.

    In a short meeting work is not handed out in a closing round, so its plain words count for more.
    """
    said = text.sentences[index].text
    if AGAINST_PATTERNS["in_meeting"].search(said) or AGAINST_PATTERNS["hypothetical"].search(said):
        return 0.0
    plain, possible = _PROMISES.search(said) or _ASKS.search(said), _MIGHT.search(said)
    if not (plain or possible):
        return LABELLED * bool(_LABELLED.search(said))
    bonus = LABELLED * bool(_LABELLED.search(said))
    bonus += SHORT * shortness * (1.0 if plain else 0.5)
    if _DATED.search(said):
        bonus += PROMISED_DATED if plain else MIGHT_DATED
    if _ASKS.search(said) and _is_accepted(text, index):
        bonus += ASKED_ACCEPTED
    return bonus


def _is_accepted(text: MeetingText, index: int) -> bool:
    """Whether the next sentence is another speaker's yes."""
    return (
        index + 1 < len(text)
        and text.sentences[index + 1].speaker != text.sentences[index].speaker
        and bool(ACCEPTS.search(text.sentences[index + 1].text))
    )
