"""The words by which people take on, hand out and settle things. One named pattern is one feature.

The groups follow Morgan et al., "Automatically Detecting Action Items in Audio Meeting Recordings" (2006) and
Purver et al., "Detecting and Summarizing Action Items in Multi-Party Dialogue" (2007).
"""

from __future__ import annotations

import re

ACTION = (
    r"(?:check|send|e-?mail|mail|call|ring|write|prepare|update|fix|finish|look (?:into|at|up|for)|find(?: out)?|get"
    r"|make|create|set ?up|schedule|organi[sz]e|arrange|review|draft|test|work on|contact|talk to|speak (?:to|with)|ask"
    r"|follow up|investigate|research|design|draw|build|add|change|put|bring|share|post|upload|collect|order|buy|book"
    r"|submit|complete|fill|type|document|report|present|start|think about|come up with|figure out|try|do|run|evaluate"
    r"|provide|give|deliver|handle|take care|sort out|confirm|read|print|convince|discuss|explore|gather|produce"
    r"|estimate|calculate|compare|list|clean|record|implement|install|meet|plan|decide|focus on|concentrate on|take"
    r"|see if|let (?:you|them|him|her) know|ping|chase|circle back|reach out|loop in|forward|invite|deploy|merge|ship"
    r"|release|roll out|migrate|refactor|debug|reproduce|escalate|file|open|close|raise|publish|translate|transcribe"
    r"|introduce|approve|sign|negotiate|quote|invoice|pay|renew|cancel|rewrite|rename|remove|delete|replace|upgrade"
    r"|configure|verify|validate|measure|benchmark|monitor|train|hire|interview|onboard|pick up|move|copy|attach"
    r"|summari[sz]e|put together|hand over|prioriti[sz]e|assign|coordinate|demo|pull|push|note down|turn|own)"
)
WORK = (
    r"(?!(?:be|have|show|tell|say|explain|go|see|start|begin|know|think|like|want|stop|sit|pass"
    r"|skip|jump|leave|hear|miss"
    r"|remember|stay|wait|come|feel|agree|guess|mention|just|not|never|always|also|now|then|the"
    r"|a|an|it|that|this|probably"
    r"|maybe|need|love|hope|try|quickly|assume|stick|give you|let|admit|live|die|use|happen|work out|understand|believe"
    r"|actually|only|still|really|definitely|all|first|have to|do|hand|turn|talk about|keep|look at|read out|speak|end"
    r"|finish|get|take|put)\b)[a-z]{3,}"
)
"""Any verb that can be work; those of talk, thought and the moment are left out."""
_GAP = r"(?:[\w'-]+\s+){0,2}?"

FOR = {
    "commit_act": rf"\b(?:i'll|i will|i'm gonna|i'm going to|i am going to|i am gonna|i can|i could|i should|i need to"
    rf"|i have to|i've got to|i gotta|i must|let me|i'd better|i want to|i plan to|i'm planning to)\s+{_GAP}{ACTION}\b",
    "commit": r"\b(?:i'll|i will|i'm gonna|i'm going to)\b",
    "assign": r"\byou(?:'ll| will| should| need to| have to| can| could| guys| two| both|'re gonna|'re going to"
    r"| are going to| are gonna| must| might want to|'ve got to| want to)\b",
    "assign_act": rf"\byou(?:'ll| will| should| need to| have to| can| could|'re gonna|'re going to| are going to"
    rf"| are gonna| must|'ve got to)(?: be)?\s+{_GAP}(?:{ACTION}|working|thinking|looking|doing|getting|making)\b",
    "request": r"\b(?:can|could|would|will) (?:you|someone|somebody|anyone)\b|\bplease\b|\bif you (?:can|could|would)\b"
    r"|\bi(?:'d| would)? (?:like|want|need) you to\b|\bi(?:'ll| will)? ask (?:you|the|\w+) to\b|\bmake sure\b"
    r"|\bdon't forget\b|\bremember to\b",
    "we_must": rf"\bwe(?:'ll| will)? ?(?:need to|have to|should|must|gotta|got to|'ve got to|ought to"
    rf"|are going to have to)\s+{_GAP}{ACTION}\b",
    "we_will": r"\bwe(?:'ll| will|'re gonna|'re going to| are going to)\b",
    "lets": rf"\blet's\s+(?:\w+\s+)?{ACTION}\b",
    "third": r"\b(?:he|she|they|someone|somebody|\w+ (?:designer|expert|manager|executive|person|guy|team|group))"
    r"(?:'ll| will|'s gonna|'s going to| is going to| is gonna| has to| have to| should| needs? to| is| are)\b",
    "role": r"\b(?:industrial design\w*|user interface\w*|interface design\w*|marketing\w*|project manager|engineer\w*"
    r"|developer\w*|designer\w*|manager|secretary|team lead|the chair|legal|finance|support team|sales)\b",
    "task_noun": r"\b(?:action(?: item)?s?|to-?dos?|tasks?|assignments?|homework|job|responsib\w+|your work"
    r"|deliverables?|deadline|follow[- ]?up|individual (?:work|actions?)|questionnaires?|survey|forms?|reports?"
    r"|presentation|slides|prototype|minutes|notes|agenda|document|proposal|draft|estimate|list|ticket|invoice|contract"
    r"|evaluation|specification|spec|requirements?|research|analysis)\b",
    "next_meeting": r"\b(?:next (?:meeting|time|week|month|one|phase|stage|step|half|thirty|forty)|(?:before|until|till"
    r"|for) the (?:next|following|end)|in the meantime|between now|after (?:the|this) meeting|after lunch|by then"
    r"|until then|this afternoon|later on|afterwards?)\b",
    "date": r"\b(?:(?:by|until|till|before|on|for|due|this|next)\s+(?:(?:the end of )?(?:the )?(?:day"
    r"|week|month|quarter"
    r"|year)|(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?)|monday|tuesday|wednesday|thursday|friday|tomorrow"
    r"|tonight|end of (?:the )?(?:day|week|month)|eod|asap|as soon as possible|january|february|march|april|june|july"
    r"|august|september|october|november|december|\d{1,2}(?:st|nd|rd|th)|(?:ten|twenty|thirty|forty|forty five"
    r"|half an) (?:minutes|hour)s?)\b",
    "work_on": r"\b(?:work(?:ing|ed)? on|working|concentrat\w+ on|focus\w* on|in charge of|take care of|responsible for"
    r"|come up with|think(?:ing)? about|look(?:ing)? (?:at|into|up|for)|find out|figure out|prepar\w+|get back to|send"
    r"|e-?mail)\b",
    "vocative": r"(?:^|[,;]\s*|\band )(?:(?:and )?you\b(?!\s+(?:know|see|mean|can|could|'?re right))|(?:for"
    r"|from) you\b)"
    r"|\b(?:each of you|both of you|all of you|you guys|you two|everyone|everybody|yourself|yourselves)\b",
    "imperative": rf"^(?:(?:okay|so|and|then|well|yeah|just|please|also|maybe)[\s,]+)*{ACTION}\b",
    "decide": r"\b(?:decid\w+|agree[ds]?|agreed|decision|settle[d]?|go(?:ing)? (?:with|for)|went with|conclu\w+"
    r"|final(?:ly|i[sz]e[d]?)?|we(?:'ll| will) (?:have|use|go|make|keep|take|put|do)|choose|chose|chosen|pick(?:ed)?"
    r"|opt(?:ed)? for|stick with|drop|forget about|not going to|won't|no need)\b",
    "so_lead": r"^(?:\W*(?:okay|ok|alright|right|yeah|well|um|uh|and)\W+)*so\b",
    "should_be": r"\b(?:should|has to|have to|must|needs? to|is going to|will|would) (?:be|have|use|include"
    r"|contain|look"
    r"|cost|come)\b",
    "accept": r"\b(?:sounds good|good idea|that's (?:fine|good|okay|it|settled)|we agree|let's do (?:that|it)"
    r"|fine by me|great idea|definitely|exactly|works for me)\b",
}
AGAINST = {
    "past": r"\b(?:was|were|did|had|went|said|thought|looked|used to|would have|talked|mentioned|found)\b",
    "hypothetical": r"\b(?:if (?:we|it|they|i)|would be|might be|could be|imagine|suppose|what if|for example"
    r"|for instance|probably|i don't think|don't know|not sure)\b",
    "in_meeting": r"\b(?:i(?:'ll| will|'m gonna|'m going to)|let me) (?:just )?(?:show|start|begin|go (?:on"
    r"|through|back"
    r"|over|first)|explain|tell|say|talk (?:about|you)|be|move on|skip|pass|give you (?:a|an|my)"
    r"|try (?:to )?(?:explain|show)|have a look now|go ahead|present(?: it)? (?:now|first)|sit|stop"
    r"|finish (?:up )?(?:quick|now)|share my screen|jump in|read (?:it|this|that) out)\b",
    "asks": r"\?\s*$",
    "filler": r"\b(?:you know|i mean|kind of|sort of|like)\b",
    "thing_will": r"\b(?:it|this|that|these|those|the (?:remote|button|user|product|people|customer)s?) (?:will|would"
    r"|should|could|can|might|has to|needs to)\b",
    "any_you": r"\b(?:when|if|where|so that|then|because) you\b|\byou (?:can|could) (?:see|just|also|use"
    r"|press|push|have"
    r"|hold|say|imagine|turn|change|put|get|hear|do)\b",
    "broken_off": r"—|\.\.\.|…",
}
SETTLES = (
    r"\b(?:so|then|okay|and) (?:we(?:'ll|'re| will| are| have| should| can| need)|it(?:'s| will)|that's|the)\b"
    r"|\bwe(?:'ve| have) (?:decided|agreed|got)\b|\bwe said\b|\bwe're (?:not )?(?:gonna|going to)\b"
)

FOR_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in FOR.items()}
AGAINST_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in AGAINST.items()}
SETTLES_PATTERN = re.compile(SETTLES, re.IGNORECASE)
ACCEPTS = re.compile(
    r"^\W*(?:okay|ok|yeah|yes|yep|sure|right|alright|mm-?hmm|fine|good|cool|will do|of course|no problem|great"
    r"|sounds good|absolutely|happy to|can do|on it|got it|i'll|i will|i can)\b",
    re.IGNORECASE,
)
