"""Addresses and numbers of people are taken out before a model reads the text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mina import bootstrap
from mina.domain.redaction import redact
from mina.ports.language_model import ModelAnswer, ModelRequest
from mina.services.insights.redacting_model import RedactingModel
from mina.settings import settings


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Write to ada.l+work@mail.example.org, please", "Write to [e-mail], please"),
        ("call +49 30 901820-12 today", "call [phone] today"),
        ("(030) 901 820 12", "[phone]"),
        ("030/90182012.", "[phone]."),
        ("555-867-5309 ext", "555-867-5309 ext".replace("555-867-5309", "[phone]")),
        ("4111 1111 1111 1111", "[card]"),
        ("card 5500-0055-5555-5559, ok", "card [card], ok"),
    ],
)
def test_what_finds_a_person_is_taken_out(said: str, read: str) -> None:
    assert redact(said) == read


@pytest.mark.parametrize(
    "said",
    [
        "[12] Ana: on 2026-11-21 at 09:00",
        "from 2026-11-21 to 2026-11-23",
        "21.11.2026 and 1.000.000.000 euros",
        "1 000 000 000 people",
        "order 123456789",
        "25% of 4,000,000",
        "room 4 5 6",
        "name@home",
        "会議は 3 時から",
    ],
)
def test_dates_sums_and_lines_stay(said: str) -> None:
    assert redact(said) == said


@given(st.text())
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    once = redact(text)

    assert redact(once) == once


@dataclass
class Ear:
    heard: list[ModelRequest] = field(default_factory=list)

    def complete(self, request: ModelRequest) -> ModelAnswer:
        self.heard.append(request)
        return ModelAnswer({}, "ear")


def test_no_part_of_a_question_reaches_the_model_unredacted() -> None:
    ear = Ear()
    said = "ada@example.org +49 30 901820 12"
    question = ModelRequest(said, said, said, "reading", {}, 10, 1.0)

    RedactingModel(ear).complete(question)

    assert "ada@" not in repr(ear.heard)
    assert "901820" not in repr(ear.heard)


def test_where_it_is_asked_for_the_model_of_the_insights_is_a_redacting_one(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = replace(settings, model_base_url="http://127.0.0.1:9/v1", redact_before_model=True)
    monkeypatch.setattr("mina.bootstrap.settings", wanted)
    bootstrap.language_model.cache_clear()

    model = bootstrap.language_model()
    bootstrap.language_model.cache_clear()

    assert isinstance(model, RedactingModel)
