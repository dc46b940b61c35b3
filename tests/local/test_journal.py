"""The journal keeps what was acknowledged, whatever was cut short."""

from pathlib import Path

import pytest
from local.emulator.journal import Journal


def test_what_was_appended_is_replayed_in_order(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for number in range(3):
        journal.append({"number": number})

    assert [record["number"] for record in Journal(tmp_path).replay()] == [0, 1, 2]


def test_what_was_appended_after_a_restart_follows_what_was_there(tmp_path: Path) -> None:
    Journal(tmp_path).append("before")
    Journal(tmp_path).append("after")

    assert list(Journal(tmp_path).replay()) == ["before", "after"]


@pytest.mark.parametrize("cut_bytes", [1, 2, 10])
def test_a_record_that_was_cut_short_is_dropped_and_those_before_it_stay(tmp_path: Path, cut_bytes: int) -> None:
    journal = Journal(tmp_path)
    journal.append("acknowledged")
    journal.append("cut short by the crash")
    segment = next(tmp_path.glob("*.journal"))
    segment.write_bytes(segment.read_bytes()[:-cut_bytes])

    assert list(Journal(tmp_path).replay()) == ["acknowledged"]
    assert not list(tmp_path.glob("*.damaged"))


def test_a_damaged_segment_is_kept_beside(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for text in ("one", "two", "three"):
        journal.append(text)
    segment = next(tmp_path.glob("*.journal"))
    whole = segment.read_bytes().replace(b"two", b"tvo")
    segment.write_bytes(whole)

    assert list(Journal(tmp_path).replay()) == ["one"]
    assert next(tmp_path.glob("*.damaged")).read_bytes() == whole


def test_a_snapshot_drops_only_what_it_holds(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.append("in the snapshot")
    held = journal.start_segment()
    journal.append("while the snapshot was written")
    journal.drop_through(held)

    assert list(Journal(tmp_path).replay()) == ["while the snapshot was written"]
    assert journal.size_bytes == sum(path.stat().st_size for path in tmp_path.iterdir())


def test_a_snapshot_without_changes_drops_nothing_that_comes_later(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    first, second = journal.start_segment(), journal.start_segment()
    journal.append("later")
    journal.drop_through(max(first, second))

    assert list(Journal(tmp_path).replay()) == ["later"]


def test_a_folder_that_is_gone_raises_instead_of_losing_the_record(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    (tmp_path / "journal").rmdir()

    with pytest.raises(OSError, match="No such file"):
        journal.append("never acknowledged")
