"""What makes a sentence unfit to stand alone, as far as patterns of words can tell: the parts of `standing_alone`."""

from __future__ import annotations

import re

BAD_START = re.compile(
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
GOOD_START = re.compile(
    r"^(?:there (?:is|are|was|were|will|would|has|have|should|might|could|'s)|there's|it(?:'s"
    r"| is| was| would be| will be)"
    r" (?:important|clear|possible|impossible|difficult|hard|easy|easier|harder|better|best|necessary|essential|likely"
    r"|unlikely|good|great|crucial|critical|vital|expensive|worth|time) (?:to|that|for|if)\b"
    r"|(?:both|many|more|most|some|another|other|such|one|only|no) (?:of (?:the|our|my|your) )?[a-z][\w-]{3,}"
    r"|in [a-z]|for (?:the|our|those|example)|on the|at the"
    r"|after the|before the|during the|with (?:the|our|regards?)|about the|if (?:we|you|the|people|there|anyone|i)"
    r"|when (?:we|you|the|people|i)|what (?:we|i) (?!\w+\?)|while the|as (?:a|the|for|far)|from (?:the|a|our)"
    r"|not (?:every\w*|all|many|only)|between (?:the|\w+ and)|according to|in addition|either|by the|of the"
    r"|over the|under the|since the|until the|although (?:we|the|i)"
    r"|maybe (?:we|the|i|you|there)|please (?!\w+ me)|how (?:we|the)\b)",
    re.IGNORECASE,
)
POINTING = re.compile(
    r"\b(?:it|it's|it'll|it'd|they|they're|they'll|they've|them|their|he|he's|she|she's|him|his"
    r"|her|that's|this is|that is"
    r"|that was|that would|this one|that one|these ones|those ones|this thing|that thing|these things|those things)\b",
    re.IGNORECASE,
)
BARE_POINTING = re.compile(
    r"\b(?:achiev\w+|do|did|doing|done|use|see|know|chang\w+|make|take|get|need|want|cover\w*|determined|decided|upon"
    r"|discuss\w*|about|have|had|say|support\w*|reject\w*) that (?:by|with|in|for|to|before|already|on|upon|later"
    r"|because|when|now|too|as|from|also|being)\b|\bthese (?:two|three|four|five)\W*$|^the ones?\b"
    r"|^(?:second|first|third|six|eight|two|four|one) (?:is|was|would|seems|has)\b|^no (?:they|they're|maybe|this|that"
    r"|i|we|you|it)\b|"
    r"\b(?:do|did|doing|done|of|with|about|for|like|to|on|at|from|in|think|say|said|know|see"
    r"|want|need|put|use|by|is|was"
    r"|take|took|make|made|have|get|agree|mean|means|after|before|than) (?:that|this|those|these"
    r"|it|them|one)\s*(?=[.,;!?]|$|(?:and|or|but|so|because|when|if|as)\b)",
    re.IGNORECASE,
)
HERE = re.compile(
    r"\b(?:over there|right here|over here|in here|up here|down here|this slide|next slide|that slide"
    r"|this page|the screen"
    r"|as you can see|you can see|you see|i'll show|let me|i'm sorry|excuse me|thank you|thanks|shut up|oh my|haha|lol"
    r"|bless you|blah|whatever|thingy|gonna be like|was like|were like|and stuff|i dunno|dunno|i don't know|ain't|um|uh"
    r"|ooh|aha|whoa|here|whatnot|what not|so forth|et cetera|etcetera|yada|okay|yeah|yep|hmm"
    r"|oh|wow|hang on|hold on|wait a|one second"
    r"|a sec|forgot|i forget|like i|i just|damn|god|hell|crap|shit|fuck\w*|sexy|joking|kidding|i was just|what else"
    r"|my name|your name|i'm like|it's like|that's like|you know|i mean|something like that|or something|stuff)\b",
    re.IGNORECASE,
)
VERB = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|do|does|did|will|would|can|could|should|must|might|may|need|needs|want|wants"
    r"|think|thinks|know|make|makes|use|uses|get|gets|go|goes|look|looks|work|works|decided?|agreed?|found|show|shows"
    r"|showed|said|says|gonna|like|take|takes|give|gives|come|comes|came|seem|seems|start|starts|started|cannot|got|let"
    r"|put|went|took|made|gave|chose|built|brought|bought|thought|sent|spent|kept|held|met|ran|saw|told|wrote|led|lost"
    r"|find|lose|loses|spend|prefer|prefers|buy|cost|costs|feel|believe|claim|pay|pays|paid|sold|won|began|became|grew|knew|heard|felt|understood|drew|fell|rose|means|meant|\w{3,}ed)\b|'(?:s|re|m|ll|ve|d)\b|n't\b",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"\b(?:i|we|you|they|he|she|it|people|everyone|everybody|someone|who|there|that|which|(?:the"
    r"|a|an|our|my|your|their|this"
    r"|these|those|some|most|all|each|every|any|no|his|her|its|many|both) [\w'-]+|[A-Z][\w-]+|[\w-]+s)\b",
)
BAD_END = re.compile(
    r"\b(?:the|a|an|to|of|and|or|but|with|for|is|are|was|were|be|that|which|if|so|i|we|you|they"
    r"|he|she|my|our|your|their"
    r"|because|than|as|from|into|very|really|just|like|not|can|could|will|would|should|have|has"
    r"|had|do|does|did|i'm|it's"
    r"|that's|we're|they're|there's|what|who|how|when|where|also|more|some|any|by|at|gonna|going|'cause|sort|kind|about"
    r"|until|whether|let's|we'll|i'll|you're|this|these|those|it|them|there|here|one|then|maybe"
    r"|probably|a little|or)\W*$",
    re.IGNORECASE,
)
HEADED_BY_RELATIVE = re.compile(
    r"^(?:more|some|the|a|an|my|our|your|their|this|these|those|one)\b(?: (?!(?:is|are|was|were|has|have|had|will|would"
    r"|can|could|should|must|may|might|means?|says?|said|shows?|seems?|thinks?|know|agrees?|i|we|you|they|thought|felt"
    r"|\w{3,}ed)\b)[\w-]+){1,6},?"
    r" (?:that|which|who|whose|i|we|you|they)\b",
    re.IGNORECASE,
)
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|can't|could|should|must|may|might|need|needs|want|wants|do|does|did"
    r"|don't|doesn't|didn't|won't|isn't|aren't)\b|'(?:s|re|m|ll|ve|d)\b",
    re.IGNORECASE,
)
UNFINISHED = re.compile(
    r"^(?:the|a|an|our|my|these|those) [\w-]+(?: [\w-]+)?, like\b"
    r"|^(?:the|our|my) [\w-]+, (?:nobody|everybody|people|there|what|who|these|those)\b"
    r"|^(?:the|our|my) [^,]{2,45}, (?-i:[A-Z])\w+ (?:will|is|can|should|has|was)\b",
    re.IGNORECASE,
)
"""A subject or a circumstance without what is to be said of it."""
CIRCUMSTANCE = re.compile(
    r"^(?:on|in|for|with|about|from|at|of|by) [^,]* (?:if|when|that|which|who|because|but)\b[^,]*$", re.IGNORECASE
)
"""A circumstance with a clause of its own: whole only with a second verb."""
DISLOCATED = re.compile(
    r"^(?:the|our|a|an|my|these|those|for the) [^,]{2,45}, (?:i|we|you|it|they|that|this|he|she|the fact"
    r"|it's|that's|we're|i'm|they're|that has)\b"
    r"|^[^,]{3,40}, (?:that|because)\b|^(?:if|when|since|although|while|as|after|before|because)\b(?!.*(?:,"
    r"|\bthen\b|\bit's\b|\bwe\b.*\bwe\b"
    r"|\byou\b.*\byou\b))|^if\b.*,\s*(?:what|when|how|which|who)\b|, not to not\b",
    re.IGNORECASE,
)
CLAUSE_WITHIN = re.compile(
    r"\b(?:we|you|they|i|it|there|people|he|she|the [\w'-]+(?: [\w'-]+){0,3}|our [\w'-]+(?: [\w'-]+)?"
    r"|[A-Z][\w'-]+|[\w-]+s)"
    r"(?:'(?:s|re|ll|ve|m|d)| (?:is|are|was|were|has|have|had|will|would|can|could|should|must"
    r"|might|may|need|needs|want|wants|do"
    r"|does|did|\w+ed|\w+s|think|use|make|get|go|know|see|work|look|put|take|give))\b",
)
EARLY_VERB = re.compile(
    r"^(?:(?!(?:if|as|when|that|which|who|because|we|you|i|they|it|he|she|to|where|while|so|but"
    r"|then)\b)[\w'’&/-]+ ){1,7}?(?:is|are|was"
    r"|were|has|have|had|will|would|can|could|should|must|might|may|needs?|wants?|does|did|isn't"
    r"|aren't|wasn't|doesn't|don't|didn't"
    r"|won't|can't|cannot|seems?|shows|says|said|costs|became|becomes|means|found|went|took|made"
    r"|asked|announced|increased|decided|find|think|thought|use|spend|prefer|prefers|like|lose|loses|feel|felt|believe"
    r"|claim|claims|know|get|gets|need|agree|agrees|indicates?|buy|look|looks|work|works|go|make|makes|come|comes"
    r"|(?!need|based|used|fixed|speed)\w{3,}ed)\b",
    re.IGNORECASE,
)
PLAIN_VERB = re.compile(
    r"\b(?:looks?|tends?|comes?|came|gives?|gave|takes?|took|goes|went|starts?|started|says?|said|shows?|showed|makes?"
    r"|made|gets?|got|needed|wanted|works?|worked|costs?|means?|meant|seems?|seemed|runs?|ran|found|put|became|becomes?"
    r"|agreed|decided|asked|helps?|delivered|increased|improved|expects?|thinks?|thought|knows?|knew|believes?|liked"
    r"|chose|built|brought|bought|sent|spent|kept|held|led|lost|paid|sold|won|began|grew|knew|heard|felt|rose|fell|wrote"
    r"|prefers?|depends?|includes?|contains?|requires?|provides?|offers?|supports?|uses?|used|allows?|\w+n't)\b",
    re.IGNORECASE,
)
_OBJECT = r"(?:the|an?|our|my|your|its|their|his|her|every|each)\b"
PLAIN_CLAUSE = re.compile(
    rf"^(?:the|an?|our|my|your|their|his|her|its|this|every|each) (?:[\w-]+ ){{1,3}}?"
    rf"(?:\w{{3,}}ed (?:{_OBJECT}|(?:all|more|most|two|three|\d+)\b)|\w{{3,}}[a-rt-z]s {_OBJECT})",
    re.IGNORECASE,
)
"""A noun, a verb by its ending alone, and an object: "the supplier delivers the shelves"."""
SAID_BEFORE = re.compile(
    r"^the (?:second|last|first|third|final|other|next|previous) (?:one|ones|two|three|four|copy)\b"
    r"|\bfollowing (?:options?|buttons?|trends?|things?|questions?|points?)\W*$|^according to[^,]*, following"
    r"|\b(?:in|for|with|about|of|from|to|at|use|on|out) that (?:case|time|part|information|way|sense|respect|point"
    r"|thing|context|second|area|idea|one|also|later|in|a couple)\b",
    re.IGNORECASE,
)
"""Names what stands only in an earlier sentence."""
