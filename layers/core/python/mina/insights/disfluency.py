"""Speech made readable: tags, fillers, stutters and false starts out; numbers, names and negations never.

The classes of disfluency follow Shriberg, "Preliminaries to a Theory of Speech Disfluencies" (1994): filled pause,
repetition, restart, discourse marker. Each rule may only delete words that carry no fact.
"""

from __future__ import annotations

import re

from mina.insights.words import STOP_WORDS

NEGATIONS = frozenset(
    [
        "no",
        "not",
        "nor",
        "never",
        "none",
        "nobody",
        "nothing",
        "nowhere",
        "neither",
        "cannot",
        "without",
        "nope",
        "nah",
        "ain't",
    ]
)
NUMBER_WORDS = frozenset(
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "thousand",
        "million",
        "billion",
        "half",
        "quarter",
        "dozen",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "double",
        "triple",
        "percent",
    ]
)
_FILLERS = r"(?:u+m+|u+h+|uh-?huh|um-?hum|er+m|erm|e+r|e+h|a+h|h+m+|m{2,}|mm-?hmm+|m-?hm+|hmm+|huh)"
_TAG = re.compile(
    r"[{\[<(]\s*(?:dis|non)?(?:disfmarker|vocalsound|vocal ?noise|gap|pause|comment|laugh\w*|cough\w*|noise|music"
    r"|inaudible|unintelligible|crosstalk|silence|applause|sighs?|breath\w*|blank_?audio|background noise|sound)\s*[}\])>]",
    re.IGNORECASE,
)
_CUT = re.compile(r"\{disfmarker\}|(?<=\s)(?:--+|—)(?=\s|$)", re.IGNORECASE)
_FILLER = re.compile(rf"(?<![\w'’\-])(?:{_FILLERS})(?![\w'’\-])\s*[,.]*", re.IGNORECASE)
_MARKER = re.compile(
    r"(?:(?<=^)|(?<=[,.;?!]\s)|(?<=[,.;?!]))\s*(?:you know|i mean|you see|let me see|let's see)\s*,\s*"
    r"|,\s*(?:you know|i mean|you see|or whatever|and stuff(?: like that)?|or something(?: like that)?)(?=\s*[,.?!;]|\s*$)",
    re.IGNORECASE,
)
_TIGHT = re.compile(r"\s+([,.?!;:%)])")
_PUNCTUATION_RUN = re.compile(r"([,.?!;:])(?:\s*[,;:])+|,\s*([.?!])")
_DOT_RUN = re.compile(r"([.?!])(?:\s+\.)+")
_SPLIT_CONTRACTION = re.compile(r"(\w)\s+('(?:s|re|m|ll|ve|d|t)\b)", re.IGNORECASE)
_SPELLED = re.compile(r"\b([A-Z])_(?:([A-Z])(?:_|\b))?(?:([A-Z])(?:_|\b))?(?:([A-Z])(?:_|\b))?")
_WORD = re.compile(r"^\W*([\w'’\-]*\w|\w)\W*$")


def is_negation(word: str) -> bool:
    """Whether a lower-case word turns a statement round."""
    return word in NEGATIONS or word.replace("’", "'").endswith("n't")


def is_cut_off(text: str) -> bool:
    """Whether the speaker broke off at the end of `text` (a transcriber's mark, a dash or an open hyphen)."""
    tail = text.rstrip(" .")
    return tail.lower().endswith(("{disfmarker}", "--", "—")) or bool(re.search(r"\w-$", tail))


def fluent(text: str) -> str:
    """`text` without tags, fillers, stutters and repeated starts. Idempotent in meaning; may be empty."""
    text = _SPELLED.sub(lambda match: "".join(part for part in match.groups() if part), text)
    text = _TAG.sub(" ", _CUT.sub(" — ", text))
    text = _SPLIT_CONTRACTION.sub(r"\1\2", text)
    text = _FILLER.sub(" ", text)
    text = tidy(_MARKER.sub(" ", text))
    return tidy(" ".join(_without_repetitions(_without_restarts(text.split()))))


def tidy(text: str) -> str:
    """Spaces and punctuation as a typist would leave them."""
    text = " ".join(text.split())
    text = _TIGHT.sub(r"\1", text)
    text = _PUNCTUATION_RUN.sub(lambda match: match.group(1) or match.group(2), text)
    text = _DOT_RUN.sub(r"\1", text)
    return text.lstrip(" ,.;:—").rstrip(" ,;:—")


def _bare(word: str) -> str:
    match = _WORD.match(word)
    return match.group(1).lower().replace("’", "'") if match else ""


def carries_fact(word: str, is_first: bool = False) -> bool:
    """Whether deleting the word could change what was said: numbers, negations, names and acronyms."""
    bare = _bare(word)
    if any(char.isdigit() for char in word) or is_negation(bare) or bare in NUMBER_WORDS:
        return True
    letters = word.strip("\"'“”‘’([{,.;:?!)]}")
    if letters in ("I", "I'm", "I'll", "I've", "I'd"):
        return False
    return letters[:1].isupper() and (not is_first or letters[1:2].isupper())


def _without_restarts(words: list[str]) -> list[str]:
    """Drops a broken start before a dash ("we were — the team was"), if it is short and holds no fact."""
    kept: list[str] = []
    start = 0
    for word in words:
        if word == "—":
            if len(kept) - start <= 3 and not any(
                carries_fact(w, i == start) for i, w in enumerate(kept[start:], start)
            ):
                del kept[start:]
            start = len(kept)
            continue
        kept.append(word)
        if word[-1] in ".?!":
            start = len(kept)
    return kept


def _without_repetitions(words: list[str]) -> list[str]:
    """Drops the first of two equal runs of up to four words, and cut-off beginnings of the word that follows."""
    bare = [_bare(word) for word in words]
    facts = [carries_fact(word, index == 0) for index, word in enumerate(words)]
    kept: list[int] = []
    index = 0
    while index < len(words):
        length = _repeated_run(words, bare, facts, index)
        if length:
            index += length
        elif _is_fragment(words, bare, facts, index):
            index += 1
        else:
            kept.append(index)
            index += 1
    return [words[i] for i in kept]


def _repeated_run(words: list[str], bare: list[str], facts: list[bool], index: int) -> int:
    for length in (4, 3, 2, 1):
        end = index + 2 * length
        if end > len(words) or bare[index : index + length] != bare[index + length : end]:
            continue
        run = range(index, index + length)
        if any(facts[i] or not bare[i] for i in run) or any(words[i][-1] in ".?!;" for i in run):
            continue
        return length
    return 0


def _is_fragment(words: list[str], bare: list[str], facts: list[bool], index: int) -> bool:
    word, whole = words[index], bare[index]
    if facts[index] or not whole or word[-1] in ".?!":
        return False
    if word.rstrip(",.").endswith("-"):
        return True
    following = bare[index + 1] if index + 1 < len(bare) else ""
    if word != whole or not following.startswith(whole) or whole in STOP_WORDS:
        return False
    return len(whole) <= 4 and len(following) - len(whole) >= 2
