"""How much each word and each sentence of a meeting matters.

Word importance is a logistic model over where and how a word occurs, after Hong & Nenkova, "Improving the Estimation
of Word Importance for News Multi-Document Summarization" (2014); sentence importance is a second one over cue
phrases, position, speaker and length.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from mina.insights.meeting_text import MeetingText
from mina.insights.weights import Weights, probability, weights
from mina.insights.words import stem, tokens, word_set

_CUES = {
    "decide": r"decid\w+|agree\w*|decision|conclu\w+|go with|went with|settled?|final(?:ly|i[sz]e)?|consensus"
    r"|approved?",
    "plan": r"going to|gonna|will|\w+'ll|should|need to|have to|must|plan\w*|next (?:step|week|meeting|time)|deadline"
    r"|schedul\w+|until",
    "agenda": r"agenda|today|meeting|discuss\w*|talk about|present\w*|presentation|report\w*|update|topic"
    r"|item|summar\w+"
    r"|review|minutes|project|committee|team|group|question|issue",
    "reason": r"because|since|therefore|reason|so that|in order to|means that|problem|issue|concern\w*|important|main"
    r"|key|essentially|point is|idea is|goal|aim|purpose",
    "result": r"result\w*|found|show(?:ed|s)?|survey|percent|per cent|cost\w*|price|budget|million|euros?|dollars?|data"
    r"|research|increase\w*|improve\w*|better|worse",
    "opinion": r"i think|i believe|in my opinion|suggest\w*|propose\w*|recommend\w*|prefer\w*|we could|we can|maybe we"
    r"|what if|let's|would like",
}
CUES = {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in _CUES.items()}
_PERSONS = {
    "i": frozenset(["i", "me", "my", "i'm", "i'll", "i've", "i'd", "myself"]),
    "we": frozenset(["we", "our", "us", "we're", "we'll", "we've", "we'd", "ourselves"]),
    "you": frozenset(["you", "your", "you're", "you'll", "you've", "you'd"]),
    "pointing": word_set(
        """
    it this that these those they them he she there it's that's one here
    """
    ),
    "loose": word_set(
        """
    yeah okay like oh whatever stuff thing things hello sorry joke funny guess just really
    """
    ),
}
_CAPITALISED = re.compile(r"(?<=[\w,;] )[A-Z][\w'’\-]+")

WORD_FEATURES = [
    "bias",
    "log_count",
    "log_turns",
    "log_speakers",
    "spread",
    "first",
    "in_head",
    "in_tail",
    "rarity",
    "capitalised",
    "numeric",
    "length",
    "context_length",
    "cue_share",
    "odds",
    "count_in_long",
    "log_count_x_rarity",
    "unseen",
]
SENTENCE_FEATURES = [
    "bias",
    "length",
    "length_squared",
    "mean_importance",
    "total_importance",
    "top_importance",
    "position",
    "position_squared",
    "head",
    "tail",
    "turn_length",
    "opens_turn",
    "talk_share",
    "chair",
    "asks",
    "numeric",
    "capitalised",
    "centrality",
    "i",
    "we",
    "you",
    "pointing",
    "loose",
    "decide",
    "plan",
    "agenda",
    "reason",
    "result",
    "opinion",
]


def word_features(text: MeetingText, model: Weights, odds: Mapping[str, float]) -> dict[str, list[float]]:
    """Features in the order of `WORD_FEATURES` for every stem of the meeting."""
    occurrences: defaultdict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(text.stems):
        for word in row:
            occurrences[word].append(index)
    capitals = _capitals(text)
    cued = [bool(CUES["decide"].search(s.text) or CUES["agenda"].search(s.text)) for s in text.sentences]
    turn_words = words_of_turns(text)
    features = {}
    for word, where in occurrences.items():
        count = len(where)
        rarity = model.rarity(word)
        features[word] = [
            1.0,
            math.log(count),
            math.log(len({text.sentences[i].turn for i in where})),
            math.log(len({text.sentences[i].speaker for i in where})),
            len({int(text.positions[i] * 10) for i in where}) / 10,
            text.positions[where[0]],
            float(text.positions[where[0]] < 0.08),
            float(text.positions[where[-1]] > 0.92),
            rarity,
            min(1.0, capitals[word] / count),
            float(word[0].isdigit()),
            len(word) / 10,
            sum(min(40, len(text.words[i])) for i in where) / count / 20,
            sum(cued[i] for i in where) / count,
            odds.get(word, 0.0),
            sum(turn_words[text.sentences[i].turn] > 40 for i in where) / count,
            math.log(count) * rarity / 3,
            float(word not in model.meetings_with),
        ]
    return features


def word_importance(text: MeetingText) -> dict[str, float]:
    """For every stem the probability, 0..1, that a person would mention it when reporting on this meeting."""
    model = weights()
    coefficients = model.models["word"]
    return {
        word: probability(coefficients, features)
        for word, features in word_features(text, model, model.summary_odds).items()
    }


def sentence_features(text: MeetingText, importance: Mapping[str, float]) -> list[list[float]]:
    """Features in the order of `SENTENCE_FEATURES` for every sentence."""
    counts = Counter(word for row in text.stems for word in row)
    norm = math.sqrt(sum(count * count for count in counts.values())) or 1.0
    turn_words = words_of_turns(text)
    rows = []
    for index, sentence in enumerate(text.sentences):
        words, stems = text.words[index], set(text.stems[index])
        size = len(words) or 1
        top = sorted((importance.get(word, 0.0) for word in stems), reverse=True)
        position = text.positions[index]
        length = math.log(size)
        row = [
            1.0,
            length,
            length * length / 4,
            sum(top) / (len(top) or 1),
            math.log(1 + sum(top)),
            sum(top[:3]),
            position,
            position * position,
            float(position < 0.03),
            float(position > 0.97),
            math.log(1 + turn_words[sentence.turn]) / 3,
            float(index == 0 or text.sentences[index - 1].turn != sentence.turn),
            text.talk_share.get(sentence.speaker, 0.0),
            float(sentence.speaker is not None and sentence.speaker == text.chair),
            float(sentence.text.endswith("?")),
            float(any(char.isdigit() for char in sentence.text)),
            len(_CAPITALISED.findall(sentence.text)) / size * 5,
            sum(counts[word] for word in stems) / (norm * math.sqrt(len(stems) or 1)),
        ]
        row += [sum(word in group for word in words) / size * 5 for group in _PERSONS.values()]
        row += [float(bool(cue.search(sentence.text))) for cue in CUES.values()]
        rows.append(row)
    return rows


def sentence_importance(text: MeetingText, importance: Mapping[str, float]) -> list[float]:
    """For every sentence the probability, 0..1, that it says what a report on this meeting says."""
    coefficients = weights().models["sentence"]
    return [probability(coefficients, row) for row in sentence_features(text, importance)]


def words_of_turns(text: MeetingText) -> Counter[int]:
    """Words spoken in each turn."""
    counts: Counter[int] = Counter()
    for sentence, words in zip(text.sentences, text.words, strict=True):
        counts[sentence.turn] += len(words)
    return counts


def _capitals(text: MeetingText) -> Counter[str]:
    """How often each stem is capitalised within a sentence."""
    capitals: Counter[str] = Counter()
    for sentence in text.sentences:
        for match in _CAPITALISED.findall(sentence.text):
            capitals.update(stem(word) for word in tokens(match)[:1])
    return capitals
