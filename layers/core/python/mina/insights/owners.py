"""Whose task it is: a person named → "I" is the speaker → "you" is who accepts next → "we" is no one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mina.insights.task_cues import ACCEPTS
from mina.insights.transcript import Sentence

_I = re.compile(
    r"\b(?:i'll|i will|i'm|i am|i can|i could|i have to|i need to|i should|i'd|i've|i|let me)\b", re.IGNORECASE
)
_YOU = re.compile(
    r"\b(?:you|your|yours|yourself|you'll|you're)\b|^\W*(?:please|make sure|don't forget)\b", re.IGNORECASE
)
_ALL = re.compile(
    r"\b(?:you guys|all of you|everyone|everybody|each of you|both of you|we|us|let's|we'll|we're|someone|somebody"
    r"|anyone|anybody)\b",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"\b(?:[Mm]y name(?:'s| is)|[Tt]his is|[Ii]'m|[Ii] am)\s+([A-Z][a-z]{2,})\b(?!\s+(?:to|at)\b)"
)
_NOT_NAMES = frozenset(
    ["the", "just", "going", "not", "sorry", "sure", "afraid", "happy", "done", "here", "fine", "good", "glad", "okay", "ok", "yes", "no", "so", "and", "but", "well", "right", "please", "can", "could", "would", "will", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "english", "german", "french", "great", "thanks", "thank", "also", "maybe", "then", "now", "let", "perfect", "exactly", "someone", "everybody", "everyone", "anybody", "nobody", "hey", "hi", "hello", "alright", "because", "if", "when", "what", "who", "how", "why", "where", "which", "this", "that", "these", "those", "there", "they", "we", "you", "she", "he", "it", "i", "our", "my", "your", "their", "his", "her", "its", "a", "an", "in", "on", "at", "for", "from", "with", "of", "to", "as", "by", "or", "nor", "yet", "do", "does", "did", "is", "are", "was", "were", "be", "been", "have", "has", "had", "should", "must", "may", "might", "shall"]
)
_ADDRESSED = re.compile(
    r"(?:^|[.,;!?]\s+|\b(?:and|so|okay|then|hey|hi)\s+)([A-Z][a-zà-ÿ'’\-]+),?\s+(?:could|can|would|will|please|you|you'll"
    r"|are you|do you|if you)\b"
)
_SUBJECT = re.compile(
    r"\b([A-Z][a-zà-ÿ'’\-]+)(?:\s+[A-Z][a-zà-ÿ'’\-]+)?(?:'ll|\s+(?:will|is going to|is gonna|has to|needs to|should"
    r"|to (?=(?:send|check|prepare|write|follow|review|draft|book|call|fix|update|set|schedule|share|confirm|own))"
    r"|takes|owns|handles|can take|is on|already agreed to|agreed to|promised to|offered to|volunteered to))\b"
)
_ASKED = re.compile(
    r"\b(?:ask|get|have|need|want|tell|remind|assign (?:it|this|that) to)\s+([A-Z][a-zà-ÿ'’\-]+)\s+(?:to\b|for\b)"
)
_REACH_BACK = 4
_REACH_ON = 4


class Cast:
    """Who can own a task: the speakers by their labels, the participants, and names that speakers gave themselves."""

    def __init__(self, sentences: Sequence[Sentence], participants: Iterable[str]) -> None:
        self.speakers = sorted({sentence.speaker for sentence in sentences if sentence.speaker})
        self._aliases: dict[str, str] = {}
        people = [*self.speakers, *(name for name in participants if name and name not in self.speakers)]
        for person in people:
            for alias in _aliases(person, people):
                self._aliases.setdefault(alias, person)
        for sentence in sentences:
            given = _INTRODUCTION.search(sentence.text) if sentence.speaker else None
            if given and sentence.speaker and given.group(1).lower() not in _NOT_NAMES:
                self._aliases.setdefault(given.group(1).lower(), sentence.speaker)
        alternatives = "|".join(sorted(map(re.escape, self._aliases), key=lambda alias: (-len(alias), alias)))
        self._pattern = (
            re.compile(rf"\b(?:{alternatives})(?:er|ers|ing|'s|'ll)?\b", re.IGNORECASE) if alternatives else None
        )

    def named_in(self, text: str) -> list[str]:
        """The people mentioned, each once, in the order of their first mention."""
        if self._pattern is None:
            return []
        found = []
        for match in self._pattern.finditer(text):
            said = match.group(0)
            if said.islower() and len(said) < 4:
                continue
            person = self._person(said.lower())
            if person and person not in found:
                found.append(person)
        return found

    def called(self, name: str) -> str:
        """The person of that name; the name itself where it is no one's here."""
        return self._person(name.lower()) or name

    def _person(self, said: str) -> str | None:
        for ending in ("", "'s", "'ll", "ers", "er", "ing"):
            if said.endswith(ending) and (person := self._aliases.get(said.removesuffix(ending) if ending else said)):
                return person
        return None


def owner_of(sentences: Sequence[Sentence], index: int, cast: Cast, last: int | None = None) -> str | None:
    """Who takes on the task of the sentences `index` to `last` (included), if it was said or follows; else None."""
    last = index if last is None else last
    text = " ".join(sentence.text for sentence in sentences[index : last + 1])
    speaker = sentences[index].speaker
    explicit = _explicitly_named(text, cast)
    if explicit:
        return explicit
    says_i, says_you = bool(_I.search(text)), bool(_YOU.search(text))
    named = [person for person in cast.named_in(text) if person != speaker or not says_you]
    if says_i and not says_you:
        return speaker
    if named and not says_i:
        return named[0]
    if _ALL.search(text) and not (says_i and not says_you):
        return None
    if says_you:
        return _addressee(sentences, index, last, cast)
    return speaker if says_i else None


def _explicitly_named(text: str, cast: Cast) -> str | None:
    """A name that is addressed, or stands as the subject of the work."""
    for pattern in (_ADDRESSED, _SUBJECT, _ASKED):
        for match in pattern.finditer(text):
            if match.group(1).lower() not in _NOT_NAMES:
                return cast.called(match.group(1))
    return None


def _addressee(sentences: Sequence[Sentence], index: int, last: int, cast: Cast) -> str | None:
    """Who "you" is: the one the speaker just named, else who accepts next, else who spoke last before."""
    speaker = sentences[index].speaker
    if speaker is None:
        return None
    for before in range(index - 1, max(-1, index - _REACH_BACK), -1):
        if sentences[before].speaker == speaker:
            named = [person for person in cast.named_in(sentences[before].text) if person != speaker]
            if len(named) == 1:
                return named[0]
    for after in range(last + 1, min(len(sentences), last + 1 + _REACH_ON)):
        if sentences[after].speaker not in (speaker, None) and ACCEPTS.search(sentences[after].text):
            return sentences[after].speaker
    others = [person for person in cast.speakers if person != speaker]
    if len(others) == 1:
        return others[0]
    for before in range(index - 1, max(-1, index - 6), -1):
        if sentences[before].speaker not in (speaker, None):
            return sentences[before].speaker
    return None


def _aliases(person: str, people: Sequence[str]) -> list[str]:
    """How a person may be called: in full, by a first name or first word that is theirs alone, by initials of a role."""
    words = person.lower().split()
    others = {word for other in people if other != person for word in other.lower().split()}
    aliases = [person.lower()]
    if (
        words
        and words[0] not in others
        and words[0] not in _NOT_NAMES
        and words[0] not in ("speaker", "person", "user")
    ):
        if len(words) == 1 or (person[:1].isupper() and words[-1].rstrip(".").isalpha() and len(words[0]) > 2):
            aliases.append(words[0])
    if len(words) == 2 and words[1].endswith("er"):
        aliases.append(f"{words[0]} {words[1][:-2]}")
    return aliases
