"""Text as the pieces of words that the reading network knows."""

from mina.insights.wordpieces import wordpieces

PIECES = ["[UNK]", "[CLS]", "[SEP]", "the", "remote", "##s", "un", "##aff", "##able", "'", "t", "don", ",", "cafe"]
VOCABULARY = {piece: number for number, piece in enumerate(PIECES)}


def read(text: str, most: int = 64) -> list[str]:
    return [PIECES[number] for number in wordpieces(text, VOCABULARY, most)]


def test_a_word_is_taken_to_the_longest_pieces_that_fit_first() -> None:
    assert read("The remotes") == ["[CLS]", "the", "remote", "##s", "[SEP]"]
    assert read("unaffable") == ["[CLS]", "un", "##aff", "##able", "[SEP]"]


def test_marks_stand_alone_and_accents_do_not_count() -> None:
    assert read("Don't, café") == ["[CLS]", "don", "'", "t", ",", "cafe", "[SEP]"]


def test_what_no_piece_fits_is_unknown_as_a_whole_word() -> None:
    assert read("the remotex 電") == ["[CLS]", "the", "[UNK]", "[UNK]", "[SEP]"]
    assert read("") == ["[CLS]", "[SEP]"]


def test_of_a_long_text_the_beginning_is_read_and_the_border_stays() -> None:
    assert read("the the the the", most=4) == ["[CLS]", "the", "the", "[SEP]"]
