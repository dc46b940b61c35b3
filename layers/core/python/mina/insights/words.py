"""Words, stems and stop words of English speech: the smallest units that the local methods count."""

from __future__ import annotations

import re
from functools import lru_cache

_TOKEN = re.compile(r"[^\W\d_](?:[\w'’\-]*[^\W_])?|\d[\d.,:]*\d|\d")


def word_set(text: str) -> frozenset[str]:
    """The words of a text, which is how word lists are written here."""
    return frozenset(text.split())


STOP_WORDS = word_set(
    """
    a about above after again all almost also although always am an and another any anybody anyone anything are
    aren't around as at away back be became because been before being below between both but by can can't cannot
    could couldn't did didn't do does doesn't doing don't done down during each either else enough even ever
    every everybody everyone everything few for from further get gets getting give given go goes going gonna got
    gotten had hadn't has hasn't have haven't having he he's her here here's hers him his how how's however i
    i'd i'll i'm i've if in instead into is isn't it it's its itself just keep kind know known last least less
    let let's like likely little look looking looks lot made make makes making many may maybe me mean means
    might mine more most mr mrs ms much must my myself need never next no nobody none nor not nothing now of off
    often oh okay ok on once one ones only onto or other others our ours out over own perhaps please probably
    put quite rather really right said same say saying says see seem seems seen several shall she should
    shouldn't since so some somebody somehow someone something sometimes somewhere sort still such sure take
    taken takes taking tell than thank thanks that that's that'd that'll the their theirs them then there
    there's these they they'd they'll they're they've thing things think this those though thought through thus
    to together too took toward try trying two under until up upon us use used uses using usually very want
    wanted wants was wasn't way we we'd we'll we're we've well went were weren't what what's whatever when where
    whether which while who who's whole whom whose why will with within without won't would wouldn't yeah yep
    yes yet you you'd you'll you're you've your yours yourself um uh hmm mm huh bit actually basically obviously
    guess stuff anyway alright wanna cause 'cause first second third etc good nice great fine cool big new old
    different point come comes coming came work works working happen happens actual feel feels idea couple mhm
    erm er ah eh
    """
)
"""Function words and the content-free words of talk; what is left carries the subject of a meeting."""


def tokens(text: str) -> list[str]:
    """Lower-case words and numbers of any script, in order. Contractions and hyphenated words stay whole."""
    return _TOKEN.findall(text.lower().replace("’", "'"))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The word without plural, possessive, -ing and -ed: a light S-stemmer, enough to find the same word again."""
    if len(word) <= 3 or word[0].isdigit():
        return word
    for suffix, replacement in (("'s", ""), ("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(suffix):
            return word[: -len(suffix)] + replacement
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for suffix in ("ing", "ed"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            word = word[: -len(suffix)]
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order, with repetitions."""
    return [stem(word) for word in tokens(text) if len(word) > 1 and word not in STOP_WORDS]
