"""Speech made readable: tags, fillers, stutters and false starts out; numbers, names and negations never.

The classes of disfluency follow Shriberg, "Preliminaries to a Theory of Speech Disfluencies" (1994): filled pause,
repetition, restart, discourse marker. Each rule may only delete words that carry no fact.
"""

from __future__ import annotations

import re

from mina.insights.words import STOP_WORDS, word_set

NEGATIONS = word_set(
    """
    no not nor never none nobody nothing nowhere neither cannot without nope nah ain't
    """
)
NUMBER_WORDS = word_set(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
    billion half quarter dozen first second third fourth fifth double triple percent
    """
)
_FILLERS = r"(?:u+m+|u+h+|uh-?huh|um-?hum|er+m|erm|e+r|e+h|a+h|h+m+|m{2,}|mm-?hmm+|m-?hm+|hmm+|huh)"
_TAG = re.compile(
    r"[{\[<(]\s*(?:dis|non)?(?:disfmarker|vocalsound|vocal ?noise|gap|pause|comment|laugh\w*|cough\w*|noise|music"
    r"|inaudible|unintelligible|crosstalk|silence|applause|sighs?|breath\w*|blank_?audio|background noise"
    r"|sound)\s*[}\])>]",
    re.IGNORECASE,
)
_CUT = re.compile(r"\{disfmarker\}|(?<=\s)(?:--+|—)(?=\s|$)", re.IGNORECASE)
_FILLER = re.compile(rf"(?<![\w'’\-])(?:{_FILLERS})(?![\w'’\-])\s*[,.]*", re.IGNORECASE)
_MARKER = re.compile(
    r"(?:(?<=^)|(?<=[,.;?!]\s)|(?<=[,.;?!]))\s*(?:you know|i mean|you see|let me see|let's see)\s*,\s*"
    r"|,\s*(?:you know|i mean|you see|or whatever|and stuff(?: like that)?|or something(?: like that)?)(?=\s*[,.?!;]"
    r"|\s*$)",
    re.IGNORECASE,
)
_TIGHT = re.compile(r"\s+([,.?!;:%)])")
_PUNCTUATION_RUN = re.compile(r"([,.?!;:])(?:\s*[,;:])+|,\s*([.?!])")
_DOT_RUN = re.compile(r"([.?!])(?:\s+\.)+")
_SPLIT_CONTRACTION = re.compile(r"(\w)\s+('(?:s|re|m|ll|ve|d|t)\b)", re.IGNORECASE)
_SPELLED = re.compile(r"\b([A-Z])_(?:([A-Z])(?:_|\b))?(?:([A-Z])(?:_|\b))?(?:([A-Z])(?:_|\b))?")
_MARKS = ' .,;:?!"“”‘()[]{}<>—–-…*/'


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
    """The word in lower case without marks around it; empty for a mark alone."""
    return word.strip(_MARKS).lower().replace("’", "'")


def carries_fact(word: str, is_first: bool = False) -> bool:
    """Whether deleting the word could change what was said: numbers, negations, names and acronyms."""
    bare = _bare(word)
    if any(char.isdigit() for char in word) or is_negation(bare) or bare in NUMBER_WORDS:
        return True
    letters = word.strip("\"'“”‘’([{,.;:?!)]}")
    if letters in ("I", "I'm", "I'll", "I've", "I'd"):
        return False
    return letters[:1].isupper() and not (is_first and letters.lower() in STOP_WORDS)


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
    kept: list[str] = []
    index = 0
    while index < len(words):
        length = _repeated_run(words, bare, index)
        if length:
            index += length
            continue
        if not _is_fragment(words, bare, index):
            kept.append(words[index])
        index += 1
    return kept


def _repeated_run(words: list[str], bare: list[str], index: int) -> int:
    """The length of the run at `index` that is said again right after; 0 if none is, or if it holds a fact."""
    first = bare[index]
    if not first:
        return 0
    for length in (4, 3, 2, 1):
        middle = index + length
        if middle >= len(bare) or bare[middle] != first or bare[index:middle] != bare[middle : middle + length]:
            continue
        run = range(index, middle)
        if all(bare[i] and words[i][-1] not in ".?!;" for i in run) and not any(
            carries_fact(words[i], i == 0) or carries_fact(words[i + length]) for i in run
        ):
            return length
    return 0


def _is_fragment(words: list[str], bare: list[str], index: int) -> bool:
    word, whole = words[index], bare[index]
    if not whole or word[-1] in ".?!":
        return False
    if word.rstrip(",.").endswith("-"):
        return not carries_fact(word, index == 0)
    following = bare[index + 1] if index + 1 < len(bare) else ""
    if len(whole) > 4 or len(following) - len(whole) < 2 or not following.startswith(whole):
        return False
    return word == whole and whole not in STOP_WORDS and not carries_fact(word, index == 0)
