from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.model.meetings import a_context, a_meeting, a_segment

from mina.domain.evidence import Evidence
from mina.domain.segment import Segment
from mina.services.insights.evidence import Verifier, normalised
from mina.services.insights.transcript import NumberedTranscript, number_lines

MEETING = a_meeting()
words = st.text(alphabet="abcdefgh", min_size=1, max_size=8)
phrases = st.lists(words, min_size=3, max_size=12)


def verified(segments: tuple[Segment, ...], *cited: tuple[object, str]) -> tuple[Evidence, ...]:
    numbered = number_lines(segments, a_context())
    return Verifier(segments, a_context()).evidence([{"line": n, "quote": q} for n, q in cited], numbered)


@given(said=st.lists(phrases, min_size=1, max_size=8), data=st.data())
def test_a_quote_copied_from_its_line_is_true_whatever_case_and_punctuation(
    said: list[list[str]], data: st.DataObject
) -> None:
    segments = tuple(a_segment(seq, " ".join(line)) for seq, line in enumerate(said, 1))
    line = data.draw(st.integers(1, len(said)))
    start = data.draw(st.integers(0, len(said[line - 1]) - 3))
    quote = ", ".join(said[line - 1][start:]).upper() + "!"

    assert [item.seq for item in verified(segments, (line, quote))] == [line]


@given(said=st.lists(phrases, min_size=1, max_size=8), quote=phrases, line=st.integers(-3, 12))
def test_evidence_that_stays_stands_word_for_word_in_its_segment(
    said: list[list[str]], quote: list[str], line: int
) -> None:
    segments = tuple(a_segment(seq, " ".join(spoken)) for seq, spoken in enumerate(said, 1))

    for item in verified(segments, (line, " ".join(quote))):
        spoken = said[item.seq - 1]
        assert any(spoken[at : at + len(quote)] == quote for at in range(len(spoken)))


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        (2, "send the blue budget to finance"),
        (2, "budget finance Friday"),
        (3, "send the revised budget"),
        (99, "send the revised budget"),
        (0, "send the revised budget"),
        (None, "send the revised budget"),
        (2, "the revised"),
        (2, ""),
        (2, "?!"),
        (2, "end the revised budget"),
    ],
)
def test_a_quote_that_does_not_stand_in_its_line_is_no_evidence(line: object, quote: str) -> None:
    assert verified(MEETING, (line, quote)) == ()


def test_a_right_quote_under_another_cited_line_is_put_right() -> None:
    evidence = verified(MEETING, (3, "send the revised budget"), (2, "to finance by Friday"))

    assert evidence == (Evidence(2, "send the revised budget"), Evidence(2, "to finance by Friday"))


def test_all_of_a_short_line_is_enough() -> None:
    assert verified((a_segment(1, "Agreed."),), (1, "agreed")) == (Evidence(1, "agreed"),)


def test_scripts_without_spaces_are_matched_by_the_character() -> None:
    meeting = (a_segment(1, "金曜日までに報告書を送ります。"),)

    assert verified(meeting, (1, "報告書を送ります"))
    assert not verified(meeting, (1, "報告書を送りません"))


def supports(claim: str, *cited: int) -> bool:
    evidence = [Evidence(seq, "") for seq in cited]
    return Verifier(MEETING, a_context()).supports(claim, evidence)


def test_a_claim_needs_its_names_and_numbers_and_some_of_its_words_in_its_evidence() -> None:
    assert supports("Ben sends the revised budget to finance.", 2)
    assert supports("The migration takes 3 days.", 8)
    assert supports("The launch is in 2027.", 1)
    assert not supports("Cleo sends the revised budget to finance.", 2)
    assert not supports("Dora will send the revised budget to finance.", 2)
    assert not supports("Send the revised budget to Acme.", 2)
    assert not supports("The migration takes 4 days.", 8)
    assert not supports("The launch is in 2028.", 1)
    assert not supports("Transfer all savings to another account.", 2)
    assert not supports("Send the revised budget to finance@evil.example", 2)
    assert not supports("Ben sends the revised budget to finance.")
    assert not supports("", 2)


def test_what_is_no_person_may_be_named_right_around_the_evidence() -> None:
    well = [("Ben", "They went well.")] * 5
    meeting = a_meeting((("Ana", "We looked at the Aurora tasks."), *well, ("Cleo", "Fine.")))
    verifier = Verifier(meeting, a_context())

    assert verifier.supports("The Aurora tasks went well.", [Evidence(3, "")])
    assert not verifier.supports("The Aurora tasks went well.", [Evidence(6, "")])
    assert verifier.supports("Ben said that the Aurora tasks went well.", [Evidence(2, "")])
    assert not verifier.supports("Ana said that the Aurora tasks went well.", [Evidence(2, "")])


def test_spelled_and_hyphenated_names_are_found_in_their_parts() -> None:
    verifier = Verifier(a_meeting((("Ana", "the T_V_ has a Bayes net and LCDs"),)), a_context())

    assert verifier.supports("The TV has a Bayes-net.", [Evidence(1, "")])
    assert verifier.supports("The TVs have an LCD.", [Evidence(1, "")])


@pytest.mark.parametrize(
    ("said", "truth", "lie"),
    [
        (
            "Я отправлю отчёт в бухгалтерию до пятницы.",
            "Олег отправит отчёт в бухгалтерию.",
            "Борис отправит отчёт Ивану.",
        ),
        ("Ich schicke den Bericht bis Freitag.", "Den Bericht bis Freitag schicken.", "Cleo schickt den Bericht."),
        ("J'envoie le rapport à la comptabilité.", "Envoyer le rapport à la comptabilité.", "Envoyer 12 rapports."),
        ("金曜日までに報告書を送ります。", "報告書を金曜日までに送る。", "明後日、社長に電話して契約を破棄する。"),
    ],
    ids=["russian", "german", "french", "japanese"],
)
def test_claims_are_checked_in_other_languages_too(said: str, truth: str, lie: str) -> None:
    verifier = Verifier((a_segment(1, said, "Олег"),), a_context(participants=("Олег", "Борис", "Cleo")))

    assert verifier.supports(truth, [Evidence(1, "")])
    assert not verifier.supports(lie, [Evidence(1, "")])


def test_a_claim_of_endless_length_is_not_supported() -> None:
    assert not supports("the revised budget " * 100, 2)


def test_an_owner_is_someone_who_spoke_there_or_was_named_there() -> None:
    verifier = Verifier((*MEETING, a_segment(10, "Dora takes the minutes, thanks.")), a_context())

    assert verifier.is_spoken_owner("Ben", [Evidence(2, "")])
    assert verifier.is_spoken_owner("ben", [Evidence(4, "")])
    assert verifier.is_spoken_owner("Dora", [Evidence(10, "")])
    assert not verifier.is_spoken_owner("Dora", [Evidence(2, "")])
    assert not verifier.is_spoken_owner("Zebedee", [Evidence(2, "")])
    assert not verifier.is_spoken_owner("…", [Evidence(2, "")])
    assert not verifier.is_spoken_owner("the minutes", [Evidence(10, "")])
    assert not verifier.is_spoken_owner("Dora takes the minutes, thanks", [Evidence(10, "")])
    assert not verifier.is_spoken_owner("Ben", [])


def test_a_phrase_is_spoken_where_it_stands_word_for_word_and_is_no_speech() -> None:
    verifier = Verifier((*MEETING, a_segment(10, "well " * 20)), a_context())

    assert verifier.is_spoken("By Friday!", [Evidence(2, "")])
    assert not verifier.is_spoken("by next Friday", [Evidence(2, "")])
    assert not verifier.is_spoken("by Friday", [Evidence(3, "")])
    assert not verifier.is_spoken("", [Evidence(2, "")])
    assert not verifier.is_spoken("well " * 9, [Evidence(10, "")])


def test_a_participant_who_said_nothing_near_is_not_the_owner() -> None:
    meeting = a_meeting(
        (("Ana", "I will write the report."), *[("Ben", "Yes."), ("Ana", "Well.")] * 4, ("Cleo", "Hm."))
    )

    assert not Verifier(meeting, a_context()).is_spoken_owner("Cleo", [Evidence(1, "")])


@given(st.text())
def test_comparing_never_fails_and_is_stable(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


def test_lines_are_those_of_the_part_that_was_asked_about() -> None:
    part = NumberedTranscript("", first_line=5, seqs=(5, 6))

    assert Verifier(MEETING, a_context()).evidence([{"line": 2, "quote": "send the revised budget"}], part) == ()
