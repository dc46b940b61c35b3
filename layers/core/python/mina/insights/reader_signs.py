"""Signs in the wording of a statement that tell a reader's judgement: of thinking aloud, of pointing at something, of
running the meeting, and of what is worth having: numbers, needs, problems, decisions, names.
"""

from __future__ import annotations

import re

_SIGNS = {
    "breaks_off": r"\b(?:i|you|we|they|he|she|of|is|are|can|could|will|would|should|if|when|which|who|from|as|or|was"
    r"|were|have|has|had|i'm|we're|you're|to|do|in|with|those|these|this|that|so|because|also|be|think|more|for"
    r"|want\w*|tr(?:y|ied|ying)),\s",
    "dashes": r"\s[-–—]\s|—|@",
    "this": r"\b(?:this|that) (?!(?:meeting|project|week|year|month|morning|afternoon|company|team|day|is|was|would|can"
    r"|could|will|should|we|i|you|they|the|it|there|he|she|people|are|a|an|has|have|our|my|their|some|if|in|all"
    r"|every)\b)[a-z][\w-]+",
    "these": r"\b(?:these|those)\b",
    "another": r"\b(?:the other|another|the others|the same|the (?:first|second|third|last|next))\b",
    "early_it": r"^(?:\S+ ){0,7}(?:it|it's|it'll|it'd|they|they're|them|he|she|they'll|they've)\b",
    "starts_if": r"^(?:if|when)\b",
    "starts_in": r"^(?:in|on|for|at|from|about|with|by|of|as)\b",
    "starts_in_this": r"^(?:in|at|on|for) (?:this|that|these|those|which|there|some)\b",
    "starts_you": r"^you\b",
    "starts_i": r"^i\b",
    "starts_we": r"^we\b",
    "starts_i_am": r"^i(?:'m| am)\b",
    "short_i": r"^i(?:'m| am|'ve| have| was| will|'ll| can)? (?:\S+ ){1,7}\S+$",
    "short_you": r"^you(?:'re| are| have| can|'ve|'ll)? (?:\S+ ){1,8}\S+$",
    "short_we_have": r"^we(?:'ve got| have| got|'ve) (?:\S+ ){1,6}\S+$",
    "about_to": r"\b(?:we|i|you|they|to)(?:'re| are|'m| am| all)* (?:going to|gonna|to go)\b",
    "talking": r"\b(?:we|i|you)(?:'re|'m|'ve|'ll| are| am| have| were| was| will)?(?: all)?(?: also)?(?: just)?"
    r" (?:talk\w*|discuss\w*|mention\w*|said|thinking|thought|wondering|cover\w*|looking|asking)\b",
    "of_the_meeting": r"\b(?:meetings?|presentations?|minutes|agenda|notes?|session|questions?)\b",
    "at_the_board": r"\b(?:draw(?:n|ing|ings)?|white ?board|blackboard|power ?point|slides?|folder|pens?)\b",
    "will_tell": r"\b(?:i(?:'ll| will|'m going to|'m gonna)|(?:going to|gonna) (?:describe|explain|present|talk)"
    r"|(?:tell|show|give) you)\b",
    "thing": r"\b(?:things?|stuff)\b",
    "so": r"\bso\b",
    "because": r"\bbecause\b",
    "loose": r"\b(?:gonna|wanna|gotta|cuz|like (?:a|an|the|six|five|maybe)|(?:are|have|had|having) like)\b",
    "little": r"\ba (?:little|bit|couple)\b",
    "just": r"\b(?:just|already|too)\b",
    "own_view": r"\b(?:i think|i guess|i would say|i believe|i suppose)\b",
    "spliced": r", (?:it's|it is|they're|there's|that's|this is|this)\b",
    "said_twice": r"\b(\w{3,} \w{2,})\b.{0,25}\b\1\b",
    "do_that": r"\b(?:do|did|doing|done|does) (?:that|this|it|so)\b",
    "ends_in_time": r"\b(?:last time|last week|yesterday|tomorrow|today|now|earlier|later|already|before)\W*$",
    "must": r"\b(?:should|must|need(?:s|ed)? to|has to|have to)\b",
    "decided": r"\b(?:decided|agreed|chosen|chose|go(?:ing)? for|went for|dropped|determined|concluded)\b",
    "number": r"\b(?:\d+|percent|per cent|hundred|thousand|million|euros?|pounds?|dollars?|twelve|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety)\b",
    "wish": r"\b(?:want|wants|wanted|prefer|like|likes|dislike|expect)\b",
    "people": r"\b(?:users?|people|customers?|consumers?|market|children|students?)\b",
    "problem": r"\b(?:problems?|issues?|difficult|hard|risk|concern\w*|fail\w*|cannot|can't|too)\b",
    "will": r"\bwill\b",
    "would": r"\b(?:would|could|might|may)\b",
    "can": r"\bcan\b",
    "noun_is": r"^(?:the|our|a|an|my|most|all|some|each|every)\b.*\b(?:is|are|was|were)\b",
    "starts_the": r"^the\b",
    "starts_there": r"^there\b",
    "starts_bare": r"^(?!the|a|an|i|we|you|they|it|there|if|when|what|maybe|our|my|this|that|in|on|for|at|some|most|one"
    r"|people)[a-z]+",
    "starts_maybe": r"^maybe\b",
    "compared": r"\b(?:more|less|better|worse|cheaper|higher|lower|best|most)\b",
    "we_have_some": r"^(?:we|i|you)(?:'ve| have) (?:got |a |an |the |some )",
    "looked": r"\b(?:look|looked|looking|talk|talked|discuss\w*)\b",
    "goal": r"\b(?:goal|aim|plan|idea|objective|requirement\w*|target|purpose|proposal|recommend\w*|suggest\w*)\b",
    "i": r"\b(?:i|i'm|i've|my|me|i'll)\b",
    "you": r"\b(?:you|your|you're|you've)\b",
    "past": r"\b(?:was|were|had|did|\w{3,}ed)\b",
    "in_order": r"\b(?:next|last|first|second|third|final)\b",
    "ones": r"\b(?:ones?|other|others|same|such|kind|sort|type)\b",
    "they": r"\b(?:they|them|their|he|she|it|its)\b",
    "comma": r",",
    "commas": r",.*,",
    "and": r"\band\b",
    "but": r"\bbut\b",
    "if": r"\bif\b",
    "that": r"\bthat\b",
    "which": r"\bwhich\b",
    "to": r"\bto\b",
    "of": r"\bof\b",
    "for": r"\bfor\b",
    "name": r"(?<=[a-z,] )(?-i:[A-Z])\w+",
    "very": r"\b(?:very|really|quite|pretty|so|actually)\b",
    "some": r"\b(?:some|any|lot|lots|bunch|plenty)\b",
    "also": r"\b(?:also|as well|too|either|still|again)\b",
    "not": r"\b(?:not|no|never|\w+n't)\b",
    "now": r"\b(?:now|today|then|already|yet)\b",
    "plain_verb": r"\b(?:do|doing|done|did|does|get|got|put|go|going|take)\b",
}
SIGNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SIGNS.items()}
