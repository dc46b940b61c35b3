"""A task as one would write it on a list: the verb first, without the talk around it."""

from __future__ import annotations

import re

from mina.insights.disfluency import tidy
from mina.insights.task_cues import ACTION, WORK

_LONGEST_WORDS = 16
_MODAL = (
    r"(?:'ll|\s+will|\s+can|\s+could|\s+should|\s+must|\s+need to|\s+needs to|\s+have to|\s+has to|\s+'?ve got to"
    r"|'ve got to|\s+gotta|'m going to|\s+am going to|'re going to|\s+are going to|'s going to|\s+is going to"
    r"|'m gonna|'re gonna|'s gonna|\s+gonna|'d better|\s+want to|\s+plan to|'m planning to|\s+ought to|'d like to"
    r"|\s+would)"
)
_ADVERBS = (
    r"(?:\s+(?:just|also|then|definitely|probably|certainly|actually|really|maybe|all|please|still|already|quickly"
    r"|first))*"
)
_SUBJECTS = (
    rf"\b(?:i|you|we|he|she|they|someone|somebody|[a-z]+)(?:\s+(?:guys|two|both|all))?{_MODAL}{_ADVERBS}\s+(?:be\s+)?",
    r"\b(?:can|could|would|will)\s+(?:you|someone|somebody|anyone|we)(?:\s+(?:please|guys|all"
    r"|both|maybe|also|just))*\s+",
    r"\b(?:i(?:'d| would)? (?:like|want|need)|i(?:'ll| will)? ask|ask|get|have|remind|tell)\s+(?:you|[a-z]+)\s+to\s+",
    r"\b(?:let me|let's|let us|please|make sure to|don't forget to|remember to|make sure that you|make sure you)\s+",
    r"\b(?:[a-z]+)\s+to\s+",
)
_LEADS = [re.compile(rf"{lead}(?P<work>{ACTION}\b.*)", re.IGNORECASE) for lead in _SUBJECTS]
_LEADS += [re.compile(rf"{lead}(?P<work>{WORK}\b.*)", re.IGNORECASE) for lead in _SUBJECTS[:2]]
_ANY_VERB = re.compile(
    r"^(?:[\w'-]+[\s,]+){1,8}?(?:will|(?:is|are) (?:going to|gonna|supposed to)|ha(?:s|ve) to|should|needs? to|must"
    r"|step is to)(?:\s+(?:all|both|just|also|then|still))*\s+(?:be\s+)?"
    r"(?P<work>(?!(?:be|have|not|never|the|a|it|that|see|get an? e-?mail|receive|hear|come back|need|want|know)\b)"
    r"[a-z]+\b.*)",
    re.IGNORECASE,
)
"""Where no verb of work is found: whatever someone is to do."""
_ANAPHORIC = re.compile(
    r"^(?:do|take|handle|send|check|finish|fix|make|approve|have|get|try|bring|share|review)?\s*(?:that"
    r"|it|this|them|those|so)?"
    r"(?:\s+(?:too|as well|then|now|later|anyway|for you|right after this|in a (?:minute|second|moment)|today))*\W*$",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    rf"^(?:(?:okay|so|and|then|well|yeah|just|please|also|maybe|right)[\s,]+)*(?P<work>{ACTION}\b.*)", re.IGNORECASE
)
_WORKING = re.compile(r"^(?P<stem>work|think|look|get|mak|prepar|concentrat|focus)ing\b", re.IGNORECASE)
_BASE = {"mak": "make", "prepar": "prepare", "concentrat": "concentrate"}
_OF_THE_MEETING = re.compile(
    r"^(?:(?:soon |all |shortly )*(?:receive|get an? (?:e-?)?mail|meet (?:you|again|back)|come back|be back"
    r"|reconvene)|you all get|(?:five|ten|\d+) minutes|or the|in the meantime there)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"(?:,?\s+(?:so that|because|since|if that|if you|if it|and then|and i|and we|and you|but"
    r"|so (?:we|i|you|that)|which"
    r"|while|when i|when you|unless|okay|right|alright|as well|though|too)\b.*|[;?!].*|\.(?=\s).*"
    r"|,\s+(?:so|and|yeah|okay|right"
    r"|or|please|that)\b.*)$",
    re.IGNORECASE,
)
_LEAD_TALK = re.compile(
    r"^(?:(?:and|so|but|okay|ok|well|yeah|yes|right|now|then|alright|oh|um|uh|also|maybe|basically"
    r"|actually|i think|i guess"
    r"|i mean|you know|perhaps|anyway)\b[\s,]*)+",
    re.IGNORECASE,
)
_RECIPIENT = re.compile(
    r"^(send|give|show|get|bring|write|forward|e-?mail|share with|mail)\s+(?:you|them|him|her)\s+(?=[a-z])"
    r"(?!(?:when|if|to|by|on|at|in|later|tomorrow|today|soon|and|or|for|as|back)\b)",
    re.IGNORECASE,
)


def task_title(text: str, due: str | None = None) -> str:
    """The work of a sentence in the imperative, at most sixteen words, first letter capital, no full stop.

    `due` is a phrase of time that is kept apart from the title: it is left out where it ends the work.
    Where no verb of work follows a subject, the sentence itself without the talk at its beginning.
    """
    work = _work(text)
    if due:
        work = re.sub(rf"[\s,]+{re.escape(due)}(?=\W*$|,|\s+(?:and|so|if|please)\b)", "", work, flags=re.IGNORECASE)
    clause = _CLAUSE_END.sub("", work)
    work = clause if len(clause.split()) >= 2 else work
    work = _RECIPIENT.sub(r"\1 ", work)
    work = " ".join(work.split()[:_LONGEST_WORDS])
    work = re.sub(
        r"\s+(?:the|a|an|to|of|and|or|with|for|by|on|in|at|that|so|if|just|please|is|are|we|i|you)$",
        "",
        work,
        flags=re.IGNORECASE,
    )
    work = tidy(work).rstrip(" .?!")
    return work[:1].upper() + work[1:]


def points_back(title: str) -> bool:
    """Whether a title says only that something is done ("Do that"), so that what is meant was said before."""
    return bool(_ANAPHORIC.match(title)) or bool(re.match(r"do\b[,.]", title, re.IGNORECASE)) or len(title.split()) < 2


def is_of_the_meeting(title: str) -> bool:
    """Whether a title is of how the meeting goes on ("Meet you in half an hour"), not of work."""
    return bool(_OF_THE_MEETING.match(title))


def names_work(text: str) -> bool:
    """Whether the sentence says what is to be done in a form that a title can be made of."""
    return _found_work(text) is not None


def _work(text: str) -> str:
    best = _found_work(text) or _found_verb(text)
    if best is None:
        return _LEAD_TALK.sub("", text)
    return _WORKING.sub(lambda match: _BASE.get(match["stem"].lower(), match["stem"]), best)


def _found_verb(text: str) -> str | None:
    match = _ANY_VERB.search(_LEAD_TALK.sub("", text))
    return match["work"] if match else None


def _found_work(text: str) -> str | None:
    """From the verb of work on that comes first."""
    best: str | None = None
    start = len(text)
    for pattern in _LEADS:
        match = pattern.search(text)
        if match and match.start("work") < start:
            best, start = match.group("work"), match.start("work")
    if best is None and (match := _IMPERATIVE.search(text)):
        return match.group("work")
    return best
