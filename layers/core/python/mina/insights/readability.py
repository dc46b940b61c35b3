"""How well a statement reads to someone who was not there: whole, understood alone and worth having.

A logistic model, fitted to what a reader made of about a thousand statements (`tools/insights_training`). Besides what
its sentence and its words tell there count: how usual the order of its words is, in talk and in written reports, by
classes of words, so that no subject counts; and signs of thinking aloud, of pointing, and of running the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from mina.insights.disfluency import NEGATIONS, NUMBER_WORDS
from mina.insights.statements import Statement
from mina.insights.weights import Weights, probability, weights
from mina.insights.words import STOP_WORDS, tokens

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
}
SIGNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SIGNS.items()}
_ORDER_FEATURES = [
    "spoken_mean",
    "spoken_least",
    "spoken_least_three",
    "spoken_odd",
    "reported_mean",
    "reported_least",
    "reported_unseen",
]
READER_FEATURES = [*_ORDER_FEATURES, *SIGNS]
"""What is added to the features of the sentence and the statement itself."""
_ENDINGS = ("ing", "ed", "ly", "tion", "s", "er", "al")
_NEVER_SPOKEN = -2.5
_NEVER_REPORTED = -1.0
_ODD = -1.0


def word_class(word: str) -> str:
    """A lower-case word as far as its place in a sentence goes: function words are themselves, others their ending."""
    if word in STOP_WORDS or word in NEGATIONS:
        return word
    if word[0].isdigit() or word in NUMBER_WORDS:
        return "#"
    return next((f"-{ending}" for ending in _ENDINGS if word.endswith(ending) and len(word) > len(ending) + 2), "*")


def word_orders(text: str) -> list[str]:
    """The pairs of classes of neighbouring words ("the+*"), the borders of the sentence ("^", "$") included."""
    classes = ["^", *map(word_class, tokens(text)), "$"]
    return [f"{left}+{right}" for left, right in pairwise(classes)]


def reader_features(text: str, model: Weights) -> list[float]:
    """Features in the order of `READER_FEATURES`."""
    orders = word_orders(text)
    spoken = sorted(model.orders_spoken.get(order, _NEVER_SPOKEN) for order in orders)
    reported = [model.orders_reported.get(order, _NEVER_REPORTED) for order in orders]
    unseen = sum(order not in model.orders_reported for order in orders)
    size = len(orders)
    return [
        sum(spoken) / size,
        spoken[0],
        sum(spoken[:3]) / 3,
        sum(value <= _ODD for value in spoken) / size * 5,
        sum(reported) / size,
        min(reported),
        unseen / size * 5,
        *(float(bool(sign.search(text))) for sign in SIGNS.values()),
    ]


def readabilities(statements: Sequence[Statement], features: Sequence[Sequence[float]]) -> Mapping[str, float]:
    """For the text of every statement the probability, 0..1, that a reader would call it good.

    `features` are what is known of each beside its wording: its sentence, its length, the importance of its words.
    """
    model = weights()
    coefficients = model.models["reader"]
    return {
        statement.text: probability(coefficients, [*row, *reader_features(statement.text, model)])
        for statement, row in zip(statements, features, strict=True)
    }
