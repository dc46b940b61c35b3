"""Is this English? Only English is rewritten; everything else passes through as it was heard."""

from __future__ import annotations

from collections.abc import Iterable

from mina.insights.words import tokens, word_set

_ENGLISH = word_set(
    """
    the and is are was you that it it's to of we i i'm in have not this for but what so they can be do with on
    if will would yeah there just about that's don't we're going at my your our from let's please okay yes no
    """
)
_OTHERS = word_set(
    """
    der die das und ist nicht ich wir sie ein eine zu den mit auf für auch es von dem dass haben werden noch le
    la les est pas nous vous une et que qui je il elle des du dans pour avec sur ce sont mais très el los las es
    por para una como pero muy yo usted estamos lo más con del y hay il gli che di per non sono una è anche ma
    questo noi o os uma não eu você mais com isso ele ela para het een en van ik niet dat wij met voor zijn maar
    ook och att det som är inte jag vi på med til og ikke jeg af nie jest się na że to w z jak ale
    """
)


def english_share(texts: Iterable[str]) -> float:
    """0..1: how far the function words are English rather than those of other languages; 0 where there are none."""
    english = other = 0
    for text in texts:
        for word in tokens(text):
            english += word in _ENGLISH
            other += word in _OTHERS
    return english / (english + other) if english + other else 0.0


def is_english(text: str, language: str | None, meeting_is_english: bool) -> bool:
    """Whether `text` may be rewritten by English rules. `language` is the recogniser's tag (BCP 47) and decides."""
    if language:
        return language.lower().split("-")[0] in ("en", "eng", "english")
    letters = [char for char in text if char.isalpha()]
    if not letters or sum(char.isascii() for char in letters) < 0.9 * len(letters):
        return False
    words = tokens(text)
    english, other = sum(word in _ENGLISH for word in words), sum(word in _OTHERS for word in words)
    return english > other or (english == other and meeting_is_english)
