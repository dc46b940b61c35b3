"""Words of talk taken away from around and within a statement, where that is certain to leave it grammatical."""

from __future__ import annotations

import re

from mina.insights.disfluency import tidy
from mina.insights.weights import weights
from mina.insights.words import STOP_WORDS, stem

_SUBJECT = (
    r"(?:we|we've|we're|we'll|the|there|there's|our|people|an?|most|some|all|they|these|those|every\w*|you|your|my|his|her"
    r"|their|one|two|three|if|when|what we|what you"
    r"|it(?:'s| is) (?:important|clear|possible|hard|difficult|easy|better|best)"
    r"|no|both|each|many)\b"
)
_CHAIR = r"(?:mr\.?|madam|mister) (?:chair\w*|speaker|president)"
_LEAD = re.compile(
    r"^(?:(?:and|so|but|well|okay|ok|yeah|yes|yep|right|now|alright|all right|oh|then|anyway|basically|actually|'?kay"
    r"|obviously|also|plus|again|like|see|hey|mm|first of all|of course|in fact|i mean|i guess|you know|you see"
    r"|as (?:i|you|we) (?:said|say|know|mentioned)(?: before| earlier| already)?|like i said|to be honest|to be fair"
    r"|let's see|let me see|i suppose|and stuff|clearly|certainly|essentially|personally|indeed"
    r"|firstly|secondly|finally|as you can see|i must say|i have to say|in my opinion|from my point of view"
    rf"|{_CHAIR})\b[\s,.]*)+"
    r"|^minister, ",
    re.IGNORECASE,
)
_THINK = re.compile(
    r"^(?:i (?:just |also |do |really )?(?:think|believe|guess|suppose|feel|reckon)|i would say|i'd say"
    r"|it seems(?: to me)?) (?:that )?"
    rf"(?={_SUBJECT})"
    r"|^(?:i(?:'m| am) (?:pleased|happy|glad|delighted|proud) to (?:say|report|confirm)"
    r"|i (?:can|would|should|must) (?:also )?(?:say|add|confirm|tell you)"
    r"|i (?:would|'d) (?:also )?like to (?:say|add|point out)|i (?:just |also )?want(?:ed)? to (?:say|add|point out)"
    r"|(?:what i(?: would|'d) say|the (?:thing|point|fact)) is),? that "
    rf"(?={_SUBJECT})",
    re.IGNORECASE,
)
_CAUSE = re.compile(r"^(?:because|'?cause|cuz|since) (?=(?:we|the|there|people|our|i)\b[^,]*$)", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:,?\s+(?:you know|right|yeah|okay|ok|or something(?: like that)?|and stuff(?: like that)?|or whatever|i think"
    r"|i guess|i suppose|i mean|and so on|and so forth|and everything|or so|so|and|but|or|anyway|actually|basically"
    r"|though|um|uh|et cetera|etcetera|isn't it|don't you think|if you like|as i said|please|thank you|thanks"
    r"|and all that(?: kind of)?(?: stuff)?|that sort of thing|that kind of thing|and things like that"
    r"|or not|alright|obviously|of course|in my opinion|i believe|to be honest|for sure"
    rf"|{_CHAIR}|, minister))+\s*[.,!]*$",
    re.IGNORECASE,
)
_SORT_OF = re.compile(
    r"(?<!\ba )(?<!\bthe )(?<!\bthis )(?<!\bthat )(?<!\bwhat )(?<!\bsome )(?<!\bany )(?<!\bnew )(?<!\bthese )"
    r"(?<!\bthose )(?<!\bsame )(?<!\bwhich )(?<!\bdifferent )(?<!\bother )(?<!\bone )(?<!\bevery )(?<!\bof )"
    r"(?<!\bright )"
    r"\b(?:kind of|sort of|kinda|sorta) (?!thing|stuff|that|this)",
    re.IGNORECASE,
)
_YOU_KNOW = re.compile(
    r"(?<!\bdo )(?<!\bdid )(?<!\bif )(?<!\bas )(?<!\bthat )(?<!\bwhat )(?<!\bhow )(?<!\blet )(?<!\bwhen )(?<!\bdoes )"
    r"(?<!\bwould )(?<!\bwill )(?<!\bthink )(?<!\bthing )(?<!\bwhere )\b(?:you know|i mean),? (?!what"
    r"|how|that|if|who|where|it)",
    re.IGNORECASE,
)
_LIKE = re.compile(r",\s*like\s*,|(?<=\bis )like (?=\w+ly\b|really|very)|\blike,\s", re.IGNORECASE)


_FILLED_LIKE = re.compile(
    r"(?<=\b(?:have|with|need|want)) like (?=(?:an?|the|some|two|three|four|five|ten)\b)"
    r"|(?<=\b(?:had|has|get|got|for)) like (?=(?:an?|the|some|two|three|four|five|ten)\b)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r",\s+(?:i think|i believe|i guess|i suppose|of course|obviously|basically|actually|in fact|as you know|as we know"
    rf"|to be honest|let's say|so to speak|if you like|clearly|{_CHAIR}),\s+(\w+)",
    re.IGNORECASE,
)
"""Said between commas."""
_ADVERB = re.compile(r"(?<!\bnot )(?<!n't )(?<!, )\b(?:actually|basically|obviously|literally) (?=\w)", re.IGNORECASE)
_BE_I_THINK = re.compile(
    r"\b(is|are|was|were|should|will|would|can),? (?:i think|i guess|i suppose),? (?=\w)", re.IGNORECASE
)
_STARTS_CLAUSE = re.compile(r"(?:i|we|you|they|he|she|it|the|there|an?|our|my|this|that|if|when)\b", re.IGNORECASE)
_STUTTER = re.compile(r"(?<![\w'’-])([b-hj-z]|th|wh|sh|wi|wou|cou|shou|bec|whi|peop) (?=\1\w)")
"""A beginning and the word that it begins."""
_STRAY = re.compile(
    r"(?<=[a-z,] )(?<![Pp]lan )(?<![Oo]ption )(?<![Pp]oint )(?<![Pp]art )(?<!letter )[b-hj-wz] (?=[a-z]{2})"
)
"""A consonant alone, between words."""
_TAKEN_UP = re.compile(r"(?<![\w'’])((?:[\w']+ ){1,3})(?:[b-hj-z]|th|wh|sh) (?=\1)", re.IGNORECASE)
"""Words, a broken beginning, and the same words again ("to p to propose")."""
_HALF_SAID = re.compile(r"(?<![\w'’])([\w']+) (\w{3,}) (?=\1 \2\w)", re.IGNORECASE)
"""Two words of which the second was broken off, and both again ("voice recogni voice recognition")."""
_QUOTES = str.maketrans("", "", '"“”')
_WRITTEN = (
    (re.compile(r"\bgonna\b"), "going to"),
    (re.compile(r"\bwanna\b(?! (?:an?|the|some)\b)"), "want to"),
    (re.compile(r"(?:(?<!\w)['’]cause|\bcuz)\b"), "because"),
    (re.compile(r"\ba (?=(?:[ai]|e(?!u)|o(?!n(?:ce|e)\b))[a-z]|[FHLMNRSX][B-DF-HJ-NP-TV-Z]+\b)"), "an "),
    (re.compile(r"\ban (?=[b-dfgj-np-tv-z][a-z]{2})"), "a "),
)
"""What was slurred and what a typist would mend ("a add-on"), and how it is written."""


def trimmed(text: str) -> str:
    """The text without the words of talk around and within it."""
    text = _mended(text.translate(_QUOTES))
    lowered = text.lower()
    if "kind" in lowered or "sort" in lowered:
        text = _SORT_OF.sub("", text)
    if "you know" in lowered or "i mean" in lowered:
        text = _YOU_KNOW.sub("", text)
    if "like" in lowered:
        text = _FILLED_LIKE.sub(" ", _LIKE.sub(" ", text))
    text = tidy(_BE_I_THINK.sub(r"\1 ", _ASIDE.sub(_without_aside, text)))
    for _ in range(2):
        before = text
        text = _TAIL.sub("", _CAUSE.sub("", _THINK.sub("", _LEAD.sub("", text))))
        if text == before:
            break
        text = tidy(text)
    text = _ADVERB.sub("", text)
    for said, written in _WRITTEN:
        text = said.sub(written, text)
    return text


def _mended(text: str) -> str:
    """The text without beginnings of words that were said whole right after."""
    text = _STRAY.sub("", _STUTTER.sub("", _HALF_SAID.sub("", _TAKEN_UP.sub("", text))))
    words = text.split(" ")
    return " ".join(
        word for word, following in zip(words, [*words[1:], ""], strict=True) if not _is_stump(word, following)
    )


def _is_stump(word: str, following: str) -> bool:
    """Whether a word is no word but the beginning of the next ("subtrac subtracted", "Eu Euro")."""
    whole, rest = word.lower(), following.lower()
    return (
        2 <= len(whole) < len(rest)
        and rest.startswith(whole)
        and whole.isalpha()
        and whole not in STOP_WORDS
        and stem(whole) not in weights().meetings_with
    )


def _without_aside(match: re.Match[str]) -> str:
    following = match.group(1)
    return f", {following}" if _STARTS_CLAUSE.match(following) else f" {following}"
