"""What every store of words promises."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import NOON, a_batch, a_segment, an_interim

from mina.domain.segment import Batch
from mina.ports.stored import PutOutcome
from mina.ports.stores import Stores


def test_a_batch_is_stored_once_and_a_repeat_is_known_by_its_content(stores: Stores) -> None:
    batch = a_batch(1)

    assert stores.segments.put("s", batch, 1, NOON) is PutOutcome.STORED
    assert stores.segments.put("s", batch, 2, NOON) is PutOutcome.REPEATED
    assert stores.segments.put("s", a_batch(1, text="other"), 1, NOON) is PutOutcome.CONFLICT
    assert [stored.batch for stored in stores.segments.batches("s")] == [batch]


def test_batches_come_back_whole_and_in_order(stores: Stores) -> None:
    full = a_segment(8, "ünï \x00 text", speaker=None, confidence=0.25, language="de", start_ms=0, end_ms=0)
    batches = [a_batch(1, 5), a_batch(6, 2), Batch(8, (full,)), a_batch(100, 1)]

    for batch in reversed(batches):
        stores.segments.put("s", batch, 1, NOON)
    stores.segments.put("another", a_batch(1), 1, NOON)

    assert [stored.batch for stored in stores.segments.batches("s")] == batches
    assert stores.segments.ranges("s") == ((1, 8), (100, 100))
    assert stores.segments.last_seq("s") == 100
    assert stores.segments.last_seq("nobody") == 0
    assert stores.segments.ranges("nobody") == ()


def test_a_page_starts_after_a_seq_even_inside_a_batch(stores: Stores) -> None:
    batches = [a_batch(1, 5), a_batch(6, 5), a_batch(11, 5)]
    for batch in batches:
        stores.segments.put("s", batch, 1, NOON)

    assert stores.segments.page("s", after_seq=0, limit=5) == batches[:1]
    assert stores.segments.page("s", after_seq=3, limit=3) == batches[:2]
    assert stores.segments.page("s", after_seq=10, limit=50) == batches[2:]
    assert stores.segments.page("s", after_seq=15, limit=5) == []


def test_only_the_very_batch_of_the_very_epoch_is_withdrawn(stores: Stores) -> None:
    stores.segments.put("s", a_batch(1), 2, NOON)

    stores.segments.withdraw("s", a_batch(1), 1)
    stores.segments.withdraw("s", a_batch(1, text="other"), 2)
    assert stores.segments.ranges("s") == ((1, 5),)

    stores.segments.withdraw("s", a_batch(1), 2)
    stores.segments.withdraw("s", a_batch(1), 2)
    assert stores.segments.ranges("s") == ()


def test_a_batch_that_is_held_is_not_withdrawn(stores: Stores) -> None:
    stores.segments.put("s", a_batch(1), 1, NOON)

    assert not stores.segments.hold("s", a_batch(1, text="other"))
    assert not stores.segments.hold("s", a_batch(6))
    assert stores.segments.hold("s", a_batch(1))
    stores.segments.withdraw("s", a_batch(1), 1)

    assert stores.segments.ranges("s") == ((1, 5),)
    assert stores.segments.put("s", a_batch(1), 1, NOON) is PutOutcome.REPEATED


def test_a_batch_intrudes_where_it_takes_seqs_of_an_earlier_epoch(stores: Stores) -> None:
    stores.segments.put("s", a_batch(10, 5), 1, NOON)
    stores.segments.put("s", a_batch(15, 2), 1, NOON)
    for first_seq, size in [(11, 5), (6, 5), (16, 5), (5, 5), (17, 5)]:
        stores.segments.put("s", a_batch(first_seq, size), 2, NOON)

    assert stores.segments.intrudes("s", a_batch(11, 5))
    assert stores.segments.intrudes("s", a_batch(6, 5))
    assert stores.segments.intrudes("s", a_batch(16, 5))
    assert not stores.segments.intrudes("s", a_batch(5, 5)), "what overlaps within one epoch is its client's fault"
    assert not stores.segments.intrudes("s", a_batch(17, 5))
    assert not stores.segments.intrudes("s", a_batch(10, 5)), "the earlier one stays"
    assert not stores.segments.intrudes("nobody", a_batch(10, 5))


def test_a_guess_is_withdrawn_unless_a_later_one_took_its_place(stores: Stores) -> None:
    stores.segments.put_interim("s", an_interim("u-1", rev=2), NOON)

    stores.segments.withdraw_interim("s", an_interim("u-1", rev=1))
    assert len(stores.segments.interims("s")) == 1

    stores.segments.withdraw_interim("s", an_interim("u-1", rev=2))
    assert stores.segments.interims("s") == []


def test_a_guess_is_replaced_by_a_later_one_only(stores: Stores) -> None:
    assert stores.segments.put_interim("s", an_interim("u-1", rev=2, text="hello"), NOON)
    assert not stores.segments.put_interim("s", an_interim("u-1", rev=2, text="again"), NOON)
    assert not stores.segments.put_interim("s", an_interim("u-1", rev=1, text="hell"), NOON)
    assert stores.segments.put_interim("s", an_interim("u-2", rev=0, text=""), NOON)

    assert stores.segments.interims("s") == [an_interim("u-1", 2, "hello"), an_interim("u-2", 0, "")]


def test_kept_guesses_are_those_that_were_promoted(stores: Stores) -> None:
    stores.segments.put_interim("s", an_interim("u-1"), NOON)
    stores.segments.put_interim("s", an_interim("u-2", speaker="Bo"), NOON)

    stores.segments.keep_interims("s", ["u-2", "u-9"])

    assert stores.segments.kept_interims("s") == [an_interim("u-2", speaker="Bo")]
    assert len(stores.segments.interims("s")) == 2


def test_the_last_sign_of_life_is_the_newest_word_or_guess(stores: Stores) -> None:
    assert stores.segments.last_sign_of_life("s") is None

    stores.segments.put("s", a_batch(1), 1, NOON)
    stores.segments.put("s", a_batch(6), 1, NOON + timedelta(minutes=2))
    assert stores.segments.last_sign_of_life("s") == NOON + timedelta(minutes=2)

    stores.segments.put_interim("s", an_interim(), NOON + timedelta(minutes=3))
    assert stores.segments.last_sign_of_life("s") == NOON + timedelta(minutes=3)
