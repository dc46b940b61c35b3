"""A spoken sentence as a statement that stands alone, or none: the gate through which words reach a summary.

A statement keeps the speaker's words. Only what is certain to leave it grammatical is taken away: words of talk at
its beginning and end, and fillers within. What would read badly or point at something outside itself is refused.
"""

from __future__ import annotations

import re

from mina.insights.disfluency import NEGATIONS, tidy
from mina.insights.transcript import Sentence
from mina.insights.words import STOP_WORDS, tokens

LEAST_WORDS = 6
MOST_WORDS = 42

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
    r"|and all that(?: kind of)?(?: stuff)?|that sort of thing|that kind of thing|and things like that|or not))+\s*[.,!]*$",
    re.IGNORECASE,
)
_SORT_OF = re.compile(
    r"(?<!\ba )(?<!\bthe )(?<!\bthis )(?<!\bthat )(?<!\bwhat )(?<!\bsome )(?<!\bany )(?<!\bnew )(?<!\bthese )"
    r"(?<!\bthose )(?<!\bsame )(?<!\bwhich )(?<!\bdifferent )(?<!\bother )(?<!\bone )(?<!\bevery )(?<!\bof )(?<!\bright )"
    r"\b(?:kind of|sort of|kinda|sorta) (?!thing|stuff|that|this)",
    re.IGNORECASE,
)
_YOU_KNOW = re.compile(
    r"(?<!\bdo )(?<!\bdid )(?<!\bif )(?<!\bas )(?<!\bthat )(?<!\bwhat )(?<!\bhow )(?<!\blet )(?<!\bwhen )(?<!\bdoes )"
    r"(?<!\bwould )(?<!\bwill )(?<!\bthink )(?<!\bthing )(?<!\bwhere )\b(?:you know|i mean),? (?!what|how|that|if|who|where|it)",
    re.IGNORECASE,
)
_JUST = re.compile(
    r"\b(?:just|basically|actually|obviously|essentially|literally|you guys know,?) (?=\w)(?!as\b|about\b|like\b|a\b|the\b|in\b|under\b|over\b|because\b|now\b|one\b|to\b|for\b)",
    re.IGNORECASE,
)
_LIKE = re.compile(r",\s*like\s*,|(?<=\bis )like (?=\w+ly\b|really|very)|\blike,\s", re.IGNORECASE)

_BAD_START = re.compile(
    r"^(?:versus|whether|which|who|whose|than|with|of|for|from|to|in|on|at|by|as|like|or|and|because|if|when|while"
    r"|that|cuz|'cause|until|including|except|whereas|although|though|so|but|either|neither|not|no|is|are|was|were|do"
    r"|does|did|can|could|would|should|will|have|has|had|am|be|being|been|gonna|going|sorry|thank|thanks|hello|hi|let"
    r"|what|how|why|where|it|it's|it'll|it'd|he|she|he's|she's|they|they're|they'll|they've|him|her|them|that's|that'll"
    r"|this|these|those|one|ones|here|here's|there|yes|yeah|n't|'s|'re|than|then|same|both|me|us|mine|maybe|exactly"
    r"|sure|great|good|nice|fine|cool|please|wow|oops|hmm|anything|something|somebody|someone|such|another|other"
    r"|others|more|much|many|even|only|still|just|too|very|really|pretty|kind|sort|lots|bit|otherwise|instead"
    r"|therefore|however|rather|unless|into|onto|out|up|down|over|under|about|between|through|after|before|during)\b",
    re.IGNORECASE,
)
_GOOD_START = re.compile(
    r"^(?:there (?:is|are|was|were|will|would|has|have|should|might|could|'s)|there's|it(?:'s| is| was| would be| will be)"
    r" (?:important|clear|possible|impossible|difficult|hard|easy|easier|harder|better|best|necessary|essential|likely"
    r"|unlikely|good|great|crucial|critical|vital|expensive|worth|time) (?:to|that|for|if)\b"
    r"|(?:this|these|those|that|both|many|more|most|some|another|other|such|one|only|even|no) (?:of (?:the|our|my|your) )?"
    r"[a-z][\w-]{3,}|in [a-z]|for (?:the|our|those|example)|on the|at the|to (?:be|make|get|have|do|use|keep|give)\b"
    r"|after the|before the|during the|with (?:the|our|regards?)|about the|if (?:we|you|the|people|there|anyone|i)"
    r"|when (?:we|you|the|people|i)|what (?:we|i) (?!\w+\?)|while the|as (?:a|the|for|far)|from (?:the|a|our)|because"
    r"|not (?:every\w*|all|many|only)|either|by the|of the|over the|under the|since the|until the|although (?:we|the|i)"
    r"|maybe (?:we|the|i|you|there)|please (?!\w+ me)|how (?:we|the)\b)",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:it|it's|it'll|it'd|they|they're|they'll|they've|them|their|he|he's|she|she's|him|his|her|that's|this is|that is"
    r"|that was|that would|this one|that one|these ones|those ones|this thing|that thing|these things|those things)\b",
    re.IGNORECASE,
)
_BARE_POINTING = re.compile(
    r"\b(?:do|did|doing|done|of|with|about|for|like|to|on|at|from|in|think|say|said|know|see|want|need|put|use|by|is|was"
    r"|take|took|make|made|have|get|agree|mean|means|after|before|than) (?:that|this|those|these|it|them|one)\s*(?=[.,;!?]|$|(?:and|or|but|so|because|when|if|as)\b)",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"\b(?:over there|right here|over here|in here|up here|down here|this slide|next slide|that slide|this page|the screen"
    r"|as you can see|you can see|you see|i'll show|let me|i'm sorry|excuse me|thank you|thanks|shut up|oh my|haha|lol"
    r"|bless you|blah|whatever|thingy|gonna be like|was like|were like|and stuff|i dunno|dunno|i don't know|ain't|um|uh"
    r"|whatnot|what not|so forth|et cetera|etcetera|yada|okay|yeah|yep|hmm|oh|wow|hang on|hold on|wait a|one second"
    r"|a sec|forgot|i forget|like i|i just|damn|god|hell|crap|shit|fuck\w*|sexy|joking|kidding|i was just|what else"
    r"|my name|your name|i'm like|it's like|that's like|you know|i mean|something like that|or something|stuff)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|do|does|did|will|would|can|could|should|must|might|may|need|needs|want|wants"
    r"|think|thinks|know|make|makes|use|uses|get|gets|go|goes|look|looks|work|works|decided?|agreed?|found|show|shows"
    r"|showed|said|says|gonna|like|take|takes|give|gives|come|comes|came|seem|seems|start|starts|started|cannot|got|let"
    r"|put|went|took|made|gave|\w{3,}ed)\b|'(?:s|re|m|ll|ve|d)\b|n't\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:i|we|you|they|he|she|it|people|everyone|everybody|someone|who|there|that|which|(?:the|a|an|our|my|your|their|this"
    r"|these|those|some|most|all|each|every|any|no|his|her|its|many|both) [\w'-]+|[A-Z][\w-]+|[\w-]+s)\b",
)
_COLLISION = re.compile(
    r"\b(?:(?:the|a|an|my|our|your|their) (?:the|a|an|my|our|your|their|is|are|was|were|of|to|and|or|but|so|if|that|i|we"
    r"|you|they|he|she|it|in|on|for|with|can|could|will|would|should|has|have|had|which|not|there|what|how|when|then|it's)"
    r"|(?:i|we|they|he|she) (?:i|we|they|he|she|the|a|an|my|our|is the|of|to|in|for|it's|there|that|this|you|which|what|how"
    r"|when|where|i'm|we're|if|and|or)"
    r"|(?:is|are|was|were) (?:is|are|was|were|have|has|do|does|can|could|will|would|should|i|we)"
    r"|(?:to|of|for|with|from|by) (?:to|of|for|from|is|are|was|were|and|or|i|we|they|he|she|then|if|so|will|can|would|have to)"
    r"|(?:can|could|will|would|should|must|might) (?:can|could|will|would|should|must|might|is|are|was|were|the|a|an|my|of|to|i"
    r"|we|has|had|and|that)"
    r"|(?:and|but|or|so|if|because|when|that) (?:and|but|or|is|are|was|were|of|because)|(?:i'm|we're|they're|you're|it's|that's"
    r"|there's|he's|she's) (?:i|i'm|we|we're|is|are|was|were|have|it|it's|there|you|they|do|does|will|can|would|if|and|or|of)"
    r"|there's (?:there's|is|are)|this (?:this|the|a|is the the)|that (?:a a|the the)|it (?:it|the|we|i|you|they|he|of|and|or is)"
    r"|you (?:you|the|i|we|a|is|of|to|in|for|and it|it)|not (?:not|is|are|was)|more (?:more|is)|very (?:very|the)|in (?:in|is|are"
    r"|of|to|i|we|and)|on (?:on|is|are|of|i|we|and)|have (?:have|is|are|the the|i|we)|[b-hj-z])\b(?!['’_&-])",
    re.IGNORECASE,
)
_COLLISION_ALLOWED = re.compile(
    r"\b(?:that is|that was|that are|that were|so and so|to and from|on and off|in and out|in to|on to|on and on|to is|you to)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"\b(?:th|wh|sh|wi|wou|cou|shou|ca|bec|beca|ther|tha|whi|thi|peop|tho|whe|som|abou|sho|fo|tr|pr|st)\b|\w-(?=\s|$)",
    re.IGNORECASE,
)
_BAD_END = re.compile(
    r"\b(?:the|a|an|to|of|and|or|but|with|for|is|are|was|were|be|that|which|if|so|i|we|you|they|he|she|my|our|your|their"
    r"|because|than|as|from|into|very|really|just|like|not|can|could|will|would|should|have|has|had|do|does|did|i'm|it's"
    r"|that's|we're|they're|there's|what|who|how|when|where|also|more|some|any|by|at|gonna|going|'cause|sort|kind|about"
    r"|until|whether|let's|we'll|i'll|you're|this|these|those|it|them|there|here|one|then|maybe|probably|a little|or)\W*$",
    re.IGNORECASE,
)
_REPEATED_PAIR = re.compile(r"\b([\w']+ [\w']+)\b(?=.*\b\1\b)", re.IGNORECASE)
_REPEATED_WORD = re.compile(r"\b([\w']+),? \1\b", re.IGNORECASE)
_LOOSE = frozenset(
    [
        "like",
        "just",
        "yeah",
        "okay",
        "well",
        "so",
        "actually",
        "basically",
        "stuff",
        "thing",
        "things",
        "really",
        "gonna",
        "kinda",
        "maybe",
    ]
)
_NOUN_BLOCK = STOP_WORDS | NEGATIONS


def statement_of(sentence: Sentence) -> str | None:
    """The sentence as a statement with a capital and a full stop, or None where it would not read well alone."""
    if not sentence.is_complete or sentence.text.endswith("?"):
        return None
    text = trimmed(sentence.text)
    if not text or not reads_well(text):
        return None
    text = text.rstrip(" ,;:.")
    return text[:1].upper() + text[1:] + ("" if text.endswith("!") else ".")


def trimmed(text: str) -> str:
    """The text without the words of talk around and within it."""
    text = re.sub(r"[\"“”]", "", text)
    text = _LIKE.sub(" ", _YOU_KNOW.sub("", _SORT_OF.sub("", text)))
    for _ in range(2):
        text = tidy(_TAIL.sub("", _CAUSE.sub("", _THINK.sub("", _LEAD.sub("", tidy(text))))))
    return text


def reads_well(text: str) -> bool:
    """Whether a trimmed text is a whole sentence that is understood without what came before."""
    words = tokens(text)
    if not LEAST_WORDS <= len(words) <= MOST_WORDS or text.endswith("?"):
        return False
    if _BAD_START.search(text) and not _GOOD_START.search(text):
        return False
    if _BAD_END.search(text) or _FRAGMENT.search(text) or _HERE.search(text) or _BARE_POINTING.search(text):
        return False
    if not _VERB.search(text) or not _SUBJECT.search(text):
        return False
    if _REPEATED_WORD.search(text) or _has_collision(text) or len(_REPEATED_PAIR.findall(text)) > 1:
        return False
    if _points_outside(text):
        return False
    if sum(word in _LOOSE for word in words) > 0.15 * len(words) + 0.5:
        return False
    return len(set(words)) >= 0.6 * len(words)


def _has_collision(text: str) -> bool:
    return any(not _COLLISION_ALLOWED.search(match.group(0)) for match in _COLLISION.finditer(text))


def _points_outside(text: str) -> bool:
    """Whether a pronoun comes before anything it could stand for: two words of content."""
    match = _POINTING.search(text)
    if match is None:
        return False
    before = [word for word in tokens(text[: match.start()]) if word not in _NOUN_BLOCK and len(word) > 2]
    return not before and not _GOOD_START.match(text)
