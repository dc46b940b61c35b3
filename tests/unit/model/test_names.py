from __future__ import annotations

import pytest

from mina.services.insights.names import NameSense, are_named, capitals_mean_names, known_words, links_in, name_sense


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Send the report to Ana Miller", {"ana", "miller"}),
        ("Bob will send the report", {"bob"}),
        ("Ada Lovelace reviews it", {"ada", "lovelace"}),
        ("The team will meet. They agreed.", set()),
        ("Send the report. Review it.", set()),
        ("I think I'll do it", set()),
        ("Ana's slides for the API", {"ana", "api"}),
        ("NASA pays", {"nasa"}),
        ("Meet on Friday", {"friday"}),
        ("", set()),
    ],
)
def test_names_are_the_words_with_a_capital_that_grammar_does_not_ask_for(text: str, names: set[str]) -> None:
    assert NameSense(people=known_words(["Ana"])).names_in(text, is_imperative=True) == names


def test_a_known_person_is_a_name_in_any_case_and_place() -> None:
    known = known_words(["Ana Miller", "Speaker 2"])

    assert NameSense(people=known).names_in("ana goes first") == {"ana"}
    assert "speaker" not in known


def test_a_name_that_is_also_a_word_needs_its_capital() -> None:
    sense = name_sense(["let's mark the page, Mark", "yes"], ["Mark", "ana"])

    assert sense.names_in("They mark the page") == set()
    assert sense.names_in("They tell Mark and ana") == {"mark", "ana"}


def test_only_english_sentences_begin_with_words_that_must_be_known() -> None:
    french = name_sense(["nous avons parlé du budget et des délais pour le projet"], ["Zoé"])

    assert french.names_in("Validation reportée. Zoé a parlé à Acme.") == {"zoé", "acme"}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("tvs", "a TV", True),
        ("bayes-net", "the Bayes nets", True),
        ("олега", "сказал Олег", True),
        ("анну", "тут Анна", True),
        ("олега", "сказала Ольга", False),
        ("anna", "Anne", False),
        ("acme", "", False),
    ],
)
def test_a_name_is_named_in_its_parts_and_endings(name: str, text: str, expected: bool) -> None:
    assert are_named([name], text) is expected


def test_german_nouns_are_not_names() -> None:
    german = ["Wir haben gestern den Termin mit dem Kunden verschoben, weil die Planung der Abteilung fehlte."] * 3
    english = ["We have moved the meeting with the customer to Friday, because the plan was not ready yet."] * 3

    assert not capitals_mean_names(german)
    assert capitals_mean_names(english)
    assert name_sense(german, ["Ana"]).names_in("Zebedee verschiebt den Termin mit Ana") == {"ana"}


def test_a_subject_that_nobody_spoke_of_is_a_name() -> None:
    sense = name_sense(["we asked Acme about the budget"], ["Ana"])

    assert sense.names_in("Zebedee chose it. Acme pays. Budget talks went on. Besides, it ended.") == {
        "zebedee",
        "acme",
    }
    assert sense.names_in("Discussions ended. Meanwhile it rained. Lastly, Acme paid.") == {"acme"}
    assert sense.names_in("Organise it", is_imperative=True) == set()


def test_addresses_are_found_in_any_writing() -> None:
    assert links_in("See HTTPS://Evil.example/x or www.evil.example, mail a@b.example, javascript:alert(1)") == {
        "https://evil.example/x",
        "www.evil.example,",
        "a@b.example",
        "javascript:alert(1)",
    }
    assert not links_in("at 10:30 we ship v1.2, e.g. tomorrow")
