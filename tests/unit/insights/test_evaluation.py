"""The scorers of `mina evaluate`, against values worked out by hand and by the original tools."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from mina_cli.evaluate import run
from mina_cli.evaluate.gold_items import GoldItem
from mina_cli.evaluate.items import FoundItem, gold_owner, score_items
from mina_cli.evaluate.porter import porter_stem
from mina_cli.evaluate.rouge import rouge
from mina_cli.evaluate.segmentation import boundary_f1, pk

ROUGE_CASES = json.loads((Path(__file__).parents[2] / "fixtures" / "rouge_score_0_1_2.json").read_text("utf-8"))


@pytest.mark.parametrize("case", ROUGE_CASES)
def test_rouge_agrees_with_the_package_that_papers_use(case: dict[str, object]) -> None:
    scores = rouge(str(case["reference"]), str(case["summary"]))

    assert [scores.r1, scores.r2, scores.rlsum] == pytest.approx(case["expected"], abs=1e-6)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("caresses", "caress"), ("ponies", "poni"), ("agreed", "agre"), ("plastered", "plaster"), ("hopping", "hop"),
        ("falling", "fall"), ("filing", "file"), ("happy", "happi"), ("relational", "relat"),
        ("electriciti", "electr"), ("adjustment", "adjust"), ("dying", "die"),
    ],
)  # fmt: skip
def test_words_are_stemmed_as_porter_does(word: str, stem: str) -> None:
    assert porter_stem(word) == stem


def test_an_item_near_a_linked_utterance_is_found_and_others_are_not() -> None:
    found = [FoundItem(frozenset([12]), "Marketing"), FoundItem(frozenset([40]))]
    gold = [GoldItem("The marketing expert will do a survey.", frozenset([10])), GoldItem("Nothing.", frozenset([80]))]

    scores = score_items([(found, gold)])

    assert (scores.precision, scores.recall, scores.f1) == (50.0, 50.0, 50.0)
    assert (scores.owners, scores.owners_counted) == (100.0, 1)


def test_the_gold_owner_is_the_role_before_the_predicate() -> None:
    assert gold_owner("The industrial designer will ask marketing.") == "Industrial Designer"
    assert gold_owner("The group will meet again.") == "*"
    assert gold_owner("A questionnaire will be sent.") is None


def test_pk_is_zero_for_the_right_boundaries_and_counts_wrong_pairs() -> None:
    assert pk([10], [10], 20) == 0.0
    assert pk([10], [], 20) == pytest.approx(100 * 5 / 15)


def test_a_gold_boundary_is_matched_once() -> None:
    assert boundary_f1([50], [45, 52]) == pytest.approx(200 / 3)
    assert boundary_f1([50], [61]) == 0.0


def test_unseen_meetings_in_the_same_format_are_scored_and_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    turns = [
        {"speaker": "Anna", "text": "We will paint the new office green ."},
        {"speaker": "Ben", "text": "Good ."},
    ] * 30
    row = {"id": "m1", "domain": "d", "turns": turns, "refs": ["The office will be green."],
           "topics": [{"topic": "Office colours", "spans": [[0, 29]]}]}  # fmt: skip
    utterances = [
        {
            "uid": f"u{i}",
            "speaker": "Anna",
            "start": i,
            "end": i + 0.9,
            "da": "s",
            "text": "I'll send the plan by Friday .",
        }
        for i in range(20)
    ]
    items = {"actions": [{"id": "a", "text": "Anna will send it.", "links": ["u3"], "ces": []}], "decisions": []}
    with gzip.open(tmp_path / "new_unseen.jsonl.gz", "wt", encoding="utf-8") as packed:
        packed.write(json.dumps(row) + "\n")
    (tmp_path / "other_unseen.jsonl").write_text(
        json.dumps({"id": "m2", "domain": "d", "utterances": utterances, "sections": items}) + "\n"
    )

    status = run(tmp_path, "unseen", tmp_path / "report.md")

    assert status == 0
    scores = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert scores["summaries"]["rouge"]["mina"]["r1"] > 0
    assert scores["items"]["action items"]["gold"] == 1
    assert "## To be read" in (tmp_path / "report.md").read_text("utf-8")
    assert "## Topics" in capsys.readouterr().out


def test_a_directory_without_that_split_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "val", None) == 2
    assert "no *_val.jsonl" in capsys.readouterr().err
