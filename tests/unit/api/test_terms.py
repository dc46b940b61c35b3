"""Texts as terms: the same way for what is indexed and for what is looked for."""

import pytest

from mina.domain.postings import Unit, buckets_of, follow_each_other, places
from mina.domain.terms import BUCKETS, bucket_of, terms_of
from mina.services.search.find import Clause, clauses_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Good Morning, everybody!", ["good", "morning", "everybody"]),
        ("Café CAFÉ cafe\u0301", ["cafe", "cafe", "cafe"]),
        ("Straße don’t ﬁne", ["strasse", "dont", "fine"]),
        ("会議です ok", ["会", "議", "で", "す", "ok"]),
        ("हिन्दी ไทย", ["हिन्दी", "ไ", "ท", "ย"]),
        ("3.5 % of 2026-11-21", ["3", "5", "of", "2026", "11", "21"]),
        ("\u202e\x00 —", []),
        ("x" * 100, ["x" * 40]),
    ],
)
def test_words_are_folded_alike(text: str, terms: list[str]) -> None:
    assert terms_of(text) == terms


def test_terms_that_begin_alike_share_a_bucket() -> None:
    assert bucket_of("postpone") == bucket_of("po") == bucket_of("postponed")
    assert 0 <= bucket_of("会") < BUCKETS


def test_a_phrase_is_found_where_its_words_follow_each_other() -> None:
    units = [Unit(0, "we postpone the launch"), Unit(1, "the launch we postpone the launch"), Unit(2, "launch the")]
    postings = {term: row for bucket in buckets_of(units).values() for term, row in bucket.items()}

    found = follow_each_other([places(postings["the"]), places(postings["launch"])])

    assert found == {0: 1, 1: 2}


def test_a_question_is_words_phrases_and_beginnings() -> None:
    assert clauses_of('offer "postpone the launch" acm* x* 会議') == [
        Clause(("offer",)),
        Clause(("postpone", "the", "launch"), is_needed=True),
        Clause(("acm",), is_prefix=True),
        Clause(("x",)),
        Clause(("会", "議")),
    ]
