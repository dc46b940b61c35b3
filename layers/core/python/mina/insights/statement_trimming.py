"""Words of talk taken away from around and within a statement, where that is certain to leave it grammatical."""

from __future__ import annotations

import re

from mina.insights.disfluency import tidy

_LEAD = re.compile(
    r"^(?:(?:and|so|but|well|okay|ok|yeah|yes|yep|right|now|alright|all right|oh|then|anyway|basically|actually|'?kay"
    r"|obviously|also|plus|again|like|see|hey|mm|first of all|of course|in fact|i mean|i guess|you know|you see"
    r"|as i said|like i said|to be honest|let's see|let me see|i suppose|and stuff)\b[\s,.]*)+",
    re.IGNORECASE,
)
_THINK = re.compile(
    r"^(?:i (?:just )?(?:think|believe|guess|suppose|feel|reckon)|i would say|i'd say|it seems(?: to me)?)"
    r"(?: that)? (?=(?:we|the|there|our|people|a|an|most|some|all|they|these|those|every\w*)\b)",
    re.IGNORECASE,
)
_CAUSE = re.compile(r"^(?:because|'?cause|cuz|since) (?=(?:we|the|there|people|our|i)\b[^,]*$)", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:,?\s+(?:you know|right|yeah|okay|ok|or something(?: like that)?|and stuff(?: like that)?|or whatever|i think"
    r"|i guess|i suppose|i mean|and so on|and so forth|and everything|or so|so|and|but|or|anyway|actually|basically"
    r"|though|um|uh|et cetera|etcetera|isn't it|don't you think|if you like|as i said|please|thank you|thanks"
    r"|and all that(?: kind of)?(?: stuff)?|that sort of thing|that kind of thing|and things like that"
    r"|or not))+\s*[.,!]*$",
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


def trimmed(text: str) -> str:
    """The text without the words of talk around and within it."""
    text = re.sub(r"[\"“”]", "", text)
    text = _LIKE.sub(" ", _YOU_KNOW.sub("", _SORT_OF.sub("", text)))
    for _ in range(2):
        text = tidy(_TAIL.sub("", _CAUSE.sub("", _THINK.sub("", _LEAD.sub("", tidy(text))))))
    return text
