"""Whether a text begins with a noun that no verb of its own follows: a heading or a thought not brought to its end."""

from __future__ import annotations

import re

from mina.insights.statement_patterns import FINITE, PLAIN_VERB

_VERBLESS_START = re.compile(
    r"^(?:the|an?|our|my|your|their|his|her|its|some|all|most|this|every|each|any|no|both|many|several|more|other|another)"
    r"\b|^(?!(?:i|we|you|they|there|if|when|what|in|on|for|with|at|from|by|after|before|as|how|maybe|it|although|while"
    r"|not|either|because|since|until|during|over|under|between|according|about|of)\b)[a-z]",
    re.IGNORECASE,
)
_SECOND_CLAUSE = re.compile(
    r",? \b(?:so that|because|but|where|if|when|although|whereas|(which|who|that))\b", re.IGNORECASE
)
_INFINITIVE = re.compile(r"\bto (?:\w+ly )?[a-z]+\b", re.IGNORECASE)
_MAIN_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|can't|cannot|could|should|must|may|might|needs?|wants?|do|does"
    r"|did|\w+n't|am|goes?|find|think|feel|use|lose|ask|ensure|watch|claim|like|show|lead|account)\b"
    r"|\w'(?:re|ll|ve|m|d)\b"
    r"|\b(?:it|that|there|he|she|what|who|here|where|everything|everyone|nobody|everybody|one)'s\b"
    r"|\w's (?:an?|the|going|got|been|not|very|really|more|also|just|only|still|pretty|quite|too|to|in|on|\w+ing"
    r"|\w+ed)\b"
    r"|\b(?!need|based|hundred|speed|feed|seed|indeed)\w{3,}ed\b(?! (?:by|in|on|at|for|to|with|from|out|off|and)\b)"
    r"|\b\w{3,}[^s\W]s (?:the|an?|our|my|your|its|their|all|more|most|for|to|on|in|at|out|up|down|that|what|how|very"
    r"|quite|it|there)\b",
    re.IGNORECASE,
)


def is_verbless(text: str) -> bool:
    """Whether a text begins with a noun that no finite verb follows before a second clause begins."""
    if not _VERBLESS_START.search(text):
        return False
    second = _SECOND_CLAUSE.search(text)
    if second and second.group(1) and len(FINITE.findall(text, second.start())) > 1:
        return False
    first = _INFINITIVE.sub(" ", text[: second.start()] if second else text)
    return not (_MAIN_VERB.search(first) or PLAIN_VERB.search(first))
