"""What people say to run a meeting rather than in it: its order, its floor, its time, its questions."""

from __future__ import annotations

import re

HOUSEKEEPING = re.compile(
    r"\b(?:minutes (?:(?:or so )?left|for this)|has the floor|have the floor|questions? (?:now |is |are "
    r"|comes? )*from|(?:go|turn|going|move"
    r"|hand|come|get) (?:back |over |now |on )*to (?:you|him|her|the next|our next|[A-Z])|moving on"
    r"|i'll (?:read|start|begin|go"
    r"|just|try|get|be|come|stop|give you|tell|do|quickly|say|skip|finish|put|have)|i'm (?:gonna|going to)"
    r" (?:start|go|read|show|talk|begin|just|be)|i (?:want|would like|'d like) to (?:thank|remind"
    r"|start|begin|say|welcome)|we'll (?:see"
    r"|get (?:back|to)|come (?:back|to)|start|go|move|have a look|just|just get)|(?:take|taking) (?:the )?minutes"
    r"|agree with you"
    r"|i hope|my notes?"
    r"|i (?:agree|understand|appreciate|remember|apologi[sz]e|noticed|wonder|wish|hope you)|you (?:said"
    r"|mentioned|asked|discussed|were saying"
    r"|just|mean|guys|three|two|see|know|can go|go)|my (?:question|turn|mistake|fault|laptop"
    r"|screen)|your (?:question|turn)|have a question"
    r"|had a question|following question|last question|good question|good point|good idea|good morning"
    r"|good afternoon|in a moment"
    r"|right now|as well as i|going to (?:go|move|turn)|have an? (?:\w+ )?questions?|you(?:'re"
    r"| were| are) (?:just )?(?:talking|saying)|(?:this|the) microphones?|the mike|digit strings?"
    r"|i've got|i have (?:a|one) question|be brief"
    r"|point of order|mr\.? (?:chair|speaker)|madam (?:chair|speaker)|was saying"
    r"|i was (?:just|like|saying|wondering|gonna|going)|i said"
    r"|as i said|you want me|do you"
    r"|last time we said|want to say|wanted to say|say that|the honourable member|the member"
    r"|as we (?:speak|can see|discussed|said)|i'd|discussed already|what we discussed|the following are|you're the"
    r"|i (?:will|have to) (?:explain|show|present|start|talk|go|do|change|draw|stop)|i can (?:show|explain|read|draw)"
    r"|we(?:'ll| will) (?:discuss|collate|make some|talk|look at|explain|present|have (?:a|another|the next) meeting)"
    r"|(?:another|next|this) meeting in|i like we|me my|that me|that which|there were the|discuss about|we can discuss"
    r"|on basic firm|i find that|we find that"
    r"|(?:half an hour|minutes?|time)\b.*\b(?:left|remaining|run out|to go)|(?:out of|run(?:ning)? out of) time"
    r"|end of (?:our|the|this) (?:time|session|meeting)|meeting (?:starts?|will)"
    r"|(?:our|the) (?:next|last) meeting (?:is|was|will|starting|in)|come to the end|final meeting"
    r"|i (?:now )?move|amendments? \d+|(?:lead )?amendments? in|(?:now )?proceed to|questioning of|some questions"
    r"|(?:my|the|their|our) (?:(?:first|next|last|final|second|following) )?questions?,? (?:is|are|for|of|to|from|will)"
    r"|(?:go|turn|over) to the (?:honou?rable|minister|member)|members'? statements|simultaneous translation"
    r"|remind(?: all)? (?:honou?rable )?members|marshalled list)\b"
    r"|^i(?:'m| am) (?:the|an?|your|our|from|just|here|not sure)\b|^my (?:name|role|job|favou?rite)\b",
    re.IGNORECASE,
)
