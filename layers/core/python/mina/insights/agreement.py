"""Whether subject and verb agree in number, where words alone can tell: slips of the tongue that no one writes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mina.insights.words import word_set

DETERMINERS = word_set("the our my this a an each every that your their his her its")
_PLURAL = word_set("are were have do don't aren't weren't haven't")
_SINGULAR = word_set("is was has does doesn't isn't wasn't hasn't")
_OTHER_CLAUSE = word_set(
    """
    or who that which we i you they it if when as because but than to what how he she there where whether can could
    will would should must may might we're you're they're we've you've they've i'm i've
    """
)
_PREPOSITIONS = word_set("of for with in on at from about by between under over")
_EITHER = word_set(
    """
    number majority lot rest couple range variety half pair data media police staff people children men women team
    family group audience public government committee percent feet criteria series news means species kind sort minority
    set bunch company department mathematics politics physics economics other best most one two three four five six
    seven eight nine ten output crew board council cabinet band press
    """
)


def disagrees(words: Sequence[str]) -> bool:
    """Whether the head of a subject at the beginning is plain in number and its verb in another ("the result are").

    False wherever it is not certain: a group ("the team are"), two heads, a clause between head and verb.
    """
    if words[0] not in DETERMINERS and words[0] not in ("these", "those"):
        return False
    head = ""
    for before, word in pairwise(words):
        if word in _PLURAL or word in _SINGULAR:
            head = head or before
            if head is words[0] or head in _EITHER or not head.isalpha():
                return False
            is_plural = head.endswith("s") and not head.endswith(("ss", "us", "is"))
            return word in (_SINGULAR if is_plural else _PLURAL)
        # "the result with this and that are": one head; "the colour and the shape are": two.
        if word in _OTHER_CLAUSE or (word == "and" and not head) or (before == "and" and word in DETERMINERS):
            return False
        if word in _PREPOSITIONS and not head:
            head = before
    return False
