"""How slips of the tongue look: words said anew, beginnings run into one, a thread lost: parts of `standing_alone`."""

from __future__ import annotations

import re

ARTICLE_ALONE = re.compile(
    r"\b(?:the|a|an|my|our|your|their) (?:the|a|an|my|our|your|their|is|are|was|were|of|to|and|or|but|so|if|that|i|we"
    r"|you|they|he|she|it|in|for|with|can|could|will|would|should|has|have|had|which|not|there"
    r"|what|how|when|then|it's)\b(?!['’_&-])|(?<=[a-z,] )(?-i:[b-hj-z]) (?=[a-z])",
    re.IGNORECASE,
)
"""An article without its noun, and a consonant alone."""
COLLISION = re.compile(
    r"\b(?:(?:i|we|they|he|she) (?:i|we|they|he|she|the|a|an|my|our|is the|of|to|in|for|it's|there"
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
RESTARTED = re.compile(r"\b\w+ (?:We|The|It|You|They|And|So|But|That|This|There|If)\b")
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
