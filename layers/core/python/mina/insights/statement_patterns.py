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
COLLISION = re.compile(
    r"\b(?:(?:the|a|an|my|our|your|their) (?:the|a|an|my|our|your|their|is|are|was|were|of|to"
    r"|and|or|but|so|if|that|i|we"
    r"|you|they|he|she|it|in|on|for|with|can|could|will|would|should|has|have|had|which|not|there"
    r"|what|how|when|then|it's)"
    r"|(?:i|we|they|he|she) (?:i|we|they|he|she|the|a|an|my|our|is the|of|to|in|for|it's|there"
    r"|that|this|you|which|what|how"
    r"|when|where|i'm|we're|if|and|or)"
    r"|(?:is|are|was|were) (?:is|are|was|were|have|has|do|does|can|could|will|would|should|i|we)"
    r"|(?:to|of|for|with|from|by) (?:to|of|for|from|is|are|was|were|and|or|i|we|they|he|she|then"
    r"|if|so|will|can|would|have to)"
    r"|(?:can|could|will|would|should|must|might) (?:can|could|will|would|should|must|might|is"
    r"|are|was|were|the|a|an|my|of|to|i"
    r"|we|has|had|and|that)"
    r"|(?:and|but|or|so|if|because|when|that) (?:and|but|or|is|are|was|were|of|because)|(?:i'm"
    r"|we're|they're|you're|it's|that's"
    r"|there's|he's|she's) (?:i|i'm|we|we're|is|are|was|were|have|it|it's|there|you|they|do|does"
    r"|will|can|would|if|and|or|of)"
    r"|there's (?:there's|is|are)|this (?:this|the|a|is the the)|that (?:a a|the the)|it (?:it"
    r"|the|we|i|you|they|he|of|and|or is)"
    r"|you (?:you|the|i|we|a|is|of|to|in|for|and it|it)|not (?:not|is|are|was)|more (?:more|is)"
    r"|very (?:very|the)|in (?:in|is|are"
    r"|of|to|i|we|and)|on (?:on|is|are|of|i|we|and)|have (?:have|is|are|the the|i|we)|(?<!['’])[b-hj-z])\b(?!['’_&-])",
    re.IGNORECASE,
)
COLLISION_ALLOWED = re.compile(
    r"\b(?:that is|that was|that are|that were|so and so|to and from|on and off|in and out|in to"
    r"|on to|on and on|to is|you to)\b",
    re.IGNORECASE,
)
FRAGMENT = re.compile(
    r"\b(?:ph|th|wh|sh|wi|wou|cou|shou|ca|bec|beca|ther|tha|whi|thi|peop|tho|whe|som|abou|sho|fo|tr|pr|st)\b|\w-(?=\s|$)",
    re.IGNORECASE,
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
MUDDLED = re.compile(
    r"^(?:in|on|for|at|with) [^,]+, (?:if|when)\b[^,]*$|\bevery now\W*$"
    r"|, (?:then )?that's (?:not a problem|fine|ok|okay|good|great|right|it|all|cool|another|the other)\b|"
    r"^(?:i|we|you|they)(?:'ve|'m|'re)?, |^(?:i|we|you) so\b|^i've (?:i|was|were)\b|\bit's the isn't\b|"
    r"\b([\w']+ [\w']+),? \1\b"  # said twice in a row
    r"|, (?:well|no|yes|right)\W*$|\bbecause that (?:the|we|i|you)\b|\bthat is that\b|\b(?:are|is|was) (?:died|agree)\b"
    r"|, (?:and \w+, )?(?:do|does|did) (?:we|you|they|i|it|the)\b|\bbe (?:we|you|they|i)\b"
    r"|\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety) (?:ten|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety)\b"
    r"|\b(?:sorry|oops|i'm afraid|let's see|let's say)\b|\b(?:in|over|out|up|down|right) there\b|\bthere\W*$"
    r"|\b(?:people|they|we|you) (?:is|was|has|does)\b|\bi (?:is|are|has|does)\b|^i were\b"
    r"|\b(?:of|for|with|about|without|by) (?:is|are|was|were|i|we|they|he|she|have|has)\b"
    r"|\b(?:of|about|to|for|with|in|on|at|by|from|the|a|an|my|our),\s"  # left hanging before a comma
    r"|\b(?:the|a|an) (?:than|like|at|from|by|because|be|do|does|did)\b|\bwhat (?:supposed|going|gonna)\b"
    r"|\b(?:use|have|need|want|get|put|be|is|are|was|were|to|the|a|of|for|in|that|which|where|and|or|like) well,"
    r"|\b(?:we|i|you|they) (?:need|want|have|like|use) (?:since|because|when|if|while)\b|\btoo much [a-z]+[^su\W]s\b"
    r"|\bto (?!need|feed|speed|exceed|embed|proceed|succeed|breed|shed|bed|based|used)\w+ed\b"
    r"|\b(?:the|a|an) (?:just|only just|actually|basically|well|this|these|those)\b"
    r"|\ba (?!u|one\b|once\b|eu)[aeiou][a-z]+\b"
    r"|\bin at\b|\bnot on not\b|\bto \w+ (?:the ditch|and an?)\b|\b(?:going to|gonna) be,"
    r"|\b(?:this|these|those) (?:later|some|for|in|on|at|to|with|again|before|as|by|from|now)\b"
    r"|\bthink (?:that|this) (?:could|can|will|would|should|might|is|was)\b|^i think (?:'cause|because)\b"
    r"|\b(?:who|how|why) (?:what|who|why)\b|\b(?:make|adapt|fill|put) it\b|^as far as [^,]*$"
    r"|\b(?:next|other|previous) (?:page|document|slide)\b|, i (?:didn't|don't|haven't)\b"
    r"|[a-z] of course (?:the|we|i|you|it)\b"
    r"|^(?:a|an|the|my|our|some)\b(?:(?!\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|\w+ed)\b"
    r"|'(?:s|re|ll)\b)[^,])*, (?:but|and|so) (?:i|we|you|it|they)\b"
    r"|\bsome [\w-]+ some\b|\bwon't have\b.*\bwon't have\b|\bdon't won't\b"
    r"|\b(?:why|how|what|where) (?:is|are|was|were|do|does|did|can|could) (?:the|we|you|it|they|this|i)\b"
    r"|^there(?:'s| is| are) (?:the|this|that|these|my|our|different|one,|also)\b"
    r"|\b(?:is|was) that (?:the|a|an|our)\b(?!.*\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may"
    r"|might|need\w*|do|does|did|\w+ed|\w+n't)\b)"
    r"|^(?:the|a|an|my|our|your|their|this|these) [^,]+, the\b",
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
REPEATED_PAIR = re.compile(r"\b([\w']+ [\w']+)\b(?=.*\b\1\b)", re.IGNORECASE)
REPEATED_WORD = re.compile(r"\b([\w']+),? \1\b", re.IGNORECASE)
SAID_ANEW = re.compile(
    r"\b(the|an?|its|our|my|your|their|this|is|are|was|it's|we're) (?!of\b)[\w'-]+ \1\b"
    r"|^(?!if|when|after|before|as|while|since)(?:\S+ ){0,9}(the|an?|our|is|are|was) (?!of\b)[\w'-]+, \2\b"
    r"|\b(\w{4,}) (?!(?:by|and|or|to|of|after|for|in|with|versus|on|is|are|from|at|per|as|than|that|which|who|we|you"
    r"|they)\b)[\w'-]+ \3\b"
    r"|\b(we|i|you|they|it) (?:also|only|just|still|actually|really|always|already|did|have|had|can|could|need|want"
    r"|should|will|got|didn't|don't),? \4\b"
    r"|\bthere(?:'s| is| are| was| were) there\b|\bthe (?:really|actually|only|probably|maybe) (?:the|a|an)\b"
    r"|\bbe (?:look|go|have|make|do|use|get|take|come|see|need|want|put|give|say|be)\b"
    r"|\b(?:can|could|should|would|will|must|might) \w+ly to\b",
    re.IGNORECASE,
)
"""A start that was said anew in other words, and what is left of it."""
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
RESTARTED = re.compile(r"\b\w+ (?:We|The|It|You|They|And|So|But|That|This|There|If)\b")
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
LOST_TRACK = re.compile(
    r"^i (?:with|in|on|at|for|the|a|so|to)\b|^(?:we|you|they|i) (?:something|the|which|a|functions)\b|\bhave which\b"
    r"|\b(?:is|are|was|were) (?:really |just )?(?:sell|give|make|use|have|want|need|see|get|put|take)\b"
    r"|\b(?:my|for|is|are|small) like (?!an?\b|the\b|this\b|that\b|those\b|our\b|it\b|in\b|some\b)\w+"
    r"|\b(will|would|can|could|should) (?!\1)(?:\w+ ){1,2}\1\b"
    r"|^i think (?:especially|given|to|that well|like|about|in a|with|having|as)\b|\blet's\b|—\W*$|@"
    r"|^(?:an|we|i|the|it|so|and|a|you|they) - |^there(?:'s| is) one of\b|\bwe've (?:got|now) (?:we|now)\b"
    r"|^people (?:\w+ing|the|like|they|she)\b|\b(?:is|was|are) (?:better )?to (?:reach|use) to\b|\bof which are\b"
    r"|\b(?:and|and also|and then) (?:gave|took)\W*$",
    re.IGNORECASE,
)
"""Two ways of saying it run into one, or the speaker lost the thread."""
SAID_BEFORE = re.compile(
    r"^the (?:second|last|first|third|final|other|next|previous) (?:one|ones|two|three|four|copy)\b"
    r"|\bfollowing (?:options?|buttons?|trends?|things?|questions?|points?)\W*$|^according to[^,]*, following"
    r"|\b(?:in|for|with|about|of|from|to|at|use|on|out) that (?:case|time|part|information|way|sense|respect|point"
    r"|thing|context|second|area|idea|one|also|later|in|a couple)\b",
    re.IGNORECASE,
)
"""Names what stands only in an earlier sentence."""
