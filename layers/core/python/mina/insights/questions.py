"""Which sentences ask something: by the mark where there is one, by word order where there is none."""

from __future__ import annotations

import re

_LEAD = r"(?:(?:and|so|but|okay|ok|well|yeah|um|uh|or|now|right|then|alright|hey|sorry)[\s,]+)*"
_OPENING = re.compile(
    rf"^\W*{_LEAD}(?:what|who|whose|where|when|why|how|which|is|are|am|was|were|do|does|did|can|could|will|would|shall"
    r"|should|has|have|isn't|aren't|don't|doesn't|didn't|can't|couldn't|wouldn't|shouldn't|won't|any)\b"
    r"(?!\s+(?:i|we) (?:think|mean|said)\b)",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    rf"^\W*{_LEAD}(?:(?:what|who|where|when|why|how|which)\b(?:\s+[\w']+){{0,3}}?\s+)?"
    r"(?:is|are|am|was|were|do|does|did|can|could|will|would|shall|should|has|have|isn't|aren't|don't|doesn't|didn't"
    r"|can't|couldn't|wouldn't|shouldn't|won't|haven't|hasn't)\s+"
    r"(?:i|you|we|he|she|it|they|there|this|that|these|those|the|your|our|my|any|anyone|someone|anybody|somebody)\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"\b(?:isn't it|don't you|do you think|or not|aren't we|don't we|is it|are they|right)\W*$", re.IGNORECASE
)
_ENDED = re.compile(r"[.!。！…]\W*$")


def is_question(text: str) -> bool:
    """Whether the text asks. An explicit mark decides; an unmarked text asks if it begins or ends like a question."""
    stripped = text.rstrip(" \"'”’)")
    if stripped.endswith(("?", "？")):
        return True
    if _ENDED.search(stripped) or len(stripped.split()) < 3:
        return False
    return bool(_INVERTED.search(stripped)) or (len(stripped.split()) > 4 and bool(_TAG.search(stripped)))


def opens_like_a_question(text: str) -> bool:
    """Whether the first words are those of a question, whatever mark ends it."""
    return bool(_OPENING.search(text))
