"""Whose task it is: a person named → "I" is the speaker → "you" is who accepts next → "we" is no one."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from mina.insights.task_cues import ACCEPTS
from mina.insights.transcript import Sentence
from mina.insights.words import content_stems, word_set

_NAME = r"(?P<name>[A-Z][a-zà-ÿ'’\-]+)"
_ADDRESSED = re.compile(
    rf"(?:^|[.,;!?—]\s+|\b(?:[Aa]nd|[Ss]o|[Oo]kay|[Tt]hen|[Hh]ey|[Hh]i|[Uu]m|[Aa]lright|[Rr]ight),?\s+){_NAME},?\s+"
    r"(?:could|can|would|will|please|you|you'll|are you|do you|if you|I'd like you|I want you|I need you|i'd like you"
    r"|make sure|don't forget|let's have you|your)\b"
)
_WILL = r"(?:will|is going to|is gonna|has to|needs to|should|must|can|is on|is responsible|is taking|agreed to)\b"
_ADDRESSED_LAST = re.compile(rf"\b(?:you|please)\b.*,\s+{_NAME}\s*[?.!]*$")
_SUBJECT = re.compile(
    rf"\b{_NAME}(?:'ll|\s+(?:will|is going to|is gonna|has to|needs to|should|must|to (?=[a-z]+ )"
    rf"|takes|owns|handles|can"
    r"|is on|already agreed to|agreed to|promised to|offered to|volunteered to|is responsible|is taking|is doing))\b"
)
_ASKED = re.compile(
    rf"\b(?:(?:ask|get|have|need|want|tell|remind)\s+{_NAME}\s+to"
    r"|assign(?:ed)? (?:it |this |that )?to\s+(?P<assigned>[A-Z][a-zà-ÿ]+))\b"
)
_HANDED = re.compile(rf"\b(?:[Oo]wner is|[Oo]wned by|that's(?: on| for)?|over to|action (?:item )?for)\s+{_NAME}\b")
_NAMED_BY = (_ADDRESSED, _ADDRESSED_LAST, _SUBJECT, _ASKED, _HANDED)
_I_TAKE = re.compile(
    r"\b(?:i'll|i will|i'm gonna|i'm going to|i am going to|i can|i could|i have to|i need to"
    r"|i should|i must|i've got to"
    r"|i gotta|let me|i plan to|i'm planning to|i promise|i want to|mine|on me|i'd better|i own|i take)\b",
    re.IGNORECASE,
)
_YOU_TAKE = re.compile(
    r"\b(?:can|could|would|will|are|do|did) you\b|\byou(?:'ll| will| can| could| should| must| need| have to|'re gonna"
    r"|'re going to| are going to| might want|'ve got to| want to|'re| are)\b|\b(?:like|want"
    r"|need|ask|asking|get|for) you\b"
    r"|\bplease\b|\bmake sure\b|\bdon't forget\b|\bif you\b|\band you\b|^you\b|\byour\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?:you guys|all of you|everyone|everybody|each of you|both of you|you two|you both|you all"
    r"|someone|somebody|anyone|anybody)\b",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:we|us|let's|we'll|we're|someone|somebody|anyone|anybody|they|they'll)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:i|i'm|i'd|i've|my|me)\b", re.IGNORECASE)
_INTRODUCTION = re.compile(
    r"\b(?:[Mm]y name(?:'s| is)|[Tt]his is|[Ii]'m|[Ii] am)\s+([A-Z][a-z]{2,})\b(?!\s+(?:to|at)\b)"
)
_CAPITALISED = re.compile(r"\b[A-Z][a-zà-ÿ'’\-]+\b")
_NOT_NAMES = word_set(
    """
    the just going not sorry sure afraid happy done here fine good glad okay ok yes no so and but well right
    please can could would will monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december english german french great thanks thank also
    maybe then now let perfect exactly someone everybody everyone anybody nobody hey hi hello alright because if
    when what who how why where which this that these those there they we you she he it i our my your their his
    her its a an in on at for from with of to as by or nor yet do does did is are was were be been have has had
    should must may might shall user people customers users marketing
    """
)
_STANDS_OUT = 1.1
_REACH_BACK = 2
_REACH_ON = 1


class Cast:
    """Who can own a task: the speakers by their labels, the participants, and names that speakers gave themselves."""

    def __init__(self, sentences: Sequence[Sentence], participants: Iterable[str]) -> None:
        self.speakers = sorted({sentence.speaker for sentence in sentences if sentence.speaker})
        people = [*self.speakers, *(name for name in participants if name and name not in self.speakers)]
        self._aliases: dict[str, str] = {}
        for person in people:
            for alias in _aliases(person, people):
                self._aliases.setdefault(alias, person)
        for sentence in sentences:
            given = _INTRODUCTION.search(sentence.text) if sentence.speaker else None
            if given and sentence.speaker and given.group(1).lower() not in _NOT_NAMES:
                self._aliases.setdefault(given.group(1).lower(), sentence.speaker)
        self._names = _names_in(sentences)
        self._mentions: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for sentence in sentences:
            if sentence.speaker:
                for word in set(content_stems(sentence.text)):
                    self._mentions[word][sentence.speaker] += 1
        spelled = "|".join(sorted(map(re.escape, self._aliases), key=lambda alias: (-len(alias), alias)))
        called = rf"\b(?P<alias>{spelled})(?:er|ers)?(?:'s|'ll)?\b"
        self._pattern = re.compile(called, re.IGNORECASE) if spelled else None
        self._acting = re.compile(rf"{called}(?:\s+[\w']+){{0,2}}?\s+{_WILL}", re.IGNORECASE) if spelled else None

    def concerned_with(self, text: str, speaker: str) -> str | None:
        """The one other than `speaker` whose own talk is most about the same; None where no one stands out."""
        shares: Counter[str] = Counter()
        for word in set(content_stems(text)):
            others = Counter({person: n for person, n in self._mentions[word].items() if person != speaker})
            for person, count in others.items():
                shares[person] += count / others.total() / (1 + math.log(others.total()))  # type: ignore[assignment]
        ranked = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] < _STANDS_OUT * ranked[1][1]):
            return None
        return ranked[0][0]

    def named_in(self, text: str) -> list[str]:
        """The people mentioned, each once, in the order of their first mention."""
        found: list[str] = []
        for match in self._pattern.finditer(text) if self._pattern else ():
            is_initials = len(match["alias"]) <= 3 and not match["alias"].istitle()
            person = self._aliases[match["alias"].lower()]
            if person not in found and not (is_initials and not match["alias"].isupper()):
                found.append(person)
        return found

    def acting_in(self, text: str) -> str | None:
        """The person known here who is said to do something ("the Interface Designer over here will …")."""
        match = self._acting.search(text) if self._acting else None
        return self._aliases[match["alias"].lower()] if match and len(match["alias"]) > 2 else None

    def called(self, name: str) -> str | None:
        """The person of that first or only name; the name itself where it is a name, of no one here; else None."""
        known = self._aliases.get(name.lower())
        if known or name.lower() in _NOT_NAMES:
            return known
        return name if name in self._names else None


def owner_of(sentences: Sequence[Sentence], index: int, cast: Cast) -> str | None:
    """Who takes on the task of the sentence at `index`, if it was said or follows from what was said; else None."""
    sentence = sentences[index]
    text, speaker = sentence.text, sentence.speaker
    explicit = cast.acting_in(text) or _named(text, cast)
    if explicit:
        return explicit
    first_i, first_you = _I_TAKE.search(text), _YOU_TAKE.search(text)
    if first_i and (not first_you or first_i.start() < first_you.start()):
        return speaker
    others = [person for person in cast.named_in(text) if person != speaker or not first_you]
    if others:
        return others[0]
    if _MANY.search(text):
        return None
    if first_you:
        return _addressee(sentences, index, cast)
    if _WE.search(text):
        return None
    return speaker if _I.search(text) else None


def _named(text: str, cast: Cast) -> str | None:
    """Who is addressed by name, or stands as the subject of the work."""
    for pattern in _NAMED_BY:
        for match in pattern.finditer(text):
            person = cast.called(match["name"] or match.groupdict().get("assigned") or "")
            if person:
                return person
    return None


def _addressee(sentences: Sequence[Sentence], index: int, cast: Cast) -> str | None:
    """Who "you" is: the one the speaker just named, else who accepts next, unless
    several do; else who spoke last before."""
    speaker = sentences[index].speaker
    if speaker is None:
        return None
    for before in range(index - 1, max(-1, index - _REACH_BACK), -1):
        if sentences[before].speaker == speaker:
            named = [person for person in cast.named_in(sentences[before].text) if person != speaker]
            if len(named) == 1:
                return named[0]
    accepting = list(
        dict.fromkeys(
            sentences[after].speaker
            for after in range(index + 1, min(len(sentences), index + 1 + _REACH_ON))
            if sentences[after].speaker not in (speaker, None) and ACCEPTS.search(sentences[after].text)
        )
    )
    if accepting:
        return accepting[0] if len(accepting) == 1 else None
    others = [person for person in cast.speakers if person != speaker]
    if len(others) == 1:
        return others[0]
    concerned = cast.concerned_with(sentences[index].text, speaker)
    if concerned:
        return concerned
    for before in range(index - 1, max(-1, index - 6), -1):
        if sentences[before].speaker not in (speaker, None):
            return sentences[before].speaker
    return None


def _names_in(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Words that are capitalised wherever they occur, and somewhere other than at the beginning of a sentence."""
    inside: Counter[str] = Counter()
    small: set[str] = set()
    for sentence in sentences:
        words = sentence.text.split()
        inside.update(match for word in words[1:] for match in _CAPITALISED.findall(word))
        inside.update(_CAPITALISED.findall(words[0]) if words[0].endswith(",") else ())
        small.update(word.strip(",.?!;:'\"") for word in words if word[:1].islower())
    return frozenset(name for name in inside if name.lower() not in small and name.lower() not in _NOT_NAMES)


def _aliases(person: str, people: Sequence[str]) -> list[str]:
    """How a person may be called: in full, by a first word that is theirs alone, by a role's stem or its initials."""
    words = person.lower().split()
    others = {word for other in people if other != person for word in other.lower().split()}
    aliases = [person.lower()]
    if words and len(words[0]) > 2 and words[0] not in others | _NOT_NAMES | {"speaker", "person", "guest", "unknown"}:
        aliases.append(words[0])
    if len(words) == 2 and words[1].endswith(("er", "or")):
        aliases.append(f"{words[0]} {words[1][:-2]}")
    if len(words) == 2 and words[0].isalpha() and words[1].isalpha() and len(words[1]) > 1:
        aliases.append(words[0][0] + words[1][0])
    return aliases
