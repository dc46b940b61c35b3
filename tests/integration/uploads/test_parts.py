"""Transcription part by part: seams, failures, retries, speakers, what the service is and is not asked."""

import pytest
from tests.integration.uploads.studio import Studio, sound, talk, text_of

from mina.domain.upload import UploadProblem, UploadStatus
from mina.services.uploads import door
from mina.sound import cutting

WORDS = talk(160)


@pytest.fixture(autouse=True)
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of ten seconds, so that a minute of sound has seams."""
    monkeypatch.setattr(
        cutting.parts_of, "__kwdefaults__", {"with_speakers": False, "shortest_ms": 8_000, "longest_ms": 12_000}
    )


def test_no_word_is_doubled_or_lost_at_a_seam(studio: Studio) -> None:
    done = studio.run(studio.uploaded(studio.user(), sound(WORDS)))

    assert done.parts > 5
    assert studio.text(done) == text_of(WORDS)


def test_no_word_is_doubled_or_lost_where_nobody_ever_stops(studio: Studio) -> None:
    breathless = talk(160, pause_ms=40, sentence=1000)

    done = studio.run(studio.uploaded(studio.user(), sound(breathless, noise=0)))

    assert done.parts > 3
    assert studio.text(done) == text_of(breathless)


def test_times_go_on_across_the_seams(studio: Studio) -> None:
    done = studio.run(studio.uploaded(studio.user(), sound(WORDS)))
    batches = studio.desk.stores.segments.batches(done.id)
    segments = [segment for stored in batches for segment in stored.batch.segments]
    starts = {word.start_ms for word in WORDS}

    assert [s.start_ms for s in segments] == sorted(s.start_ms for s in segments)
    assert all(any(abs(s.start_ms - start) < 80 for start in starts) for s in segments)


def test_speakers_keep_their_labels_across_the_seams(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "SPEAKER_PAD_MS", 6_000)
    monkeypatch.setattr(
        cutting.parts_of, "__kwdefaults__", {"with_speakers": True, "shortest_ms": 8_000, "longest_ms": 12_000}
    )
    studio.model = "gpt-4o-transcribe-diarize"

    done = studio.run(studio.uploaded(studio.user(), sound(WORDS)))
    batches = studio.desk.stores.segments.batches(done.id)
    said = {w.text: w.speaker for w in WORDS}
    labels = {
        (said[word], segment.speaker)
        for stored in batches
        for segment in stored.batch.segments
        for word in segment.text.split()
    }

    assert studio.text(done) == text_of(WORDS)
    assert len(labels) == 3
    assert {label for _, label in labels} == {"Speaker 1", "Speaker 2", "Speaker 3"}


def test_a_part_that_fails_costs_no_other_and_is_tried_again_alone(studio: Studio) -> None:
    ada = studio.user()
    upload = studio.uploaded(ada, sound(WORDS))
    studio.service.script.play(["ok", {"behaviour": "500", "times": 2}])

    partial = studio.run(upload)
    known = studio.text(partial)
    studio.service.script.forget()
    retried = door.retry(ada, upload.id, studio.desk)
    whole = studio.run(retried)
    again = door.own_upload(ada, upload.id, studio.desk)

    assert (partial.status, partial.problem) == (UploadStatus.COMPLETED, UploadProblem.PARTS_FAILED)
    assert partial.failed_parts == (2,)
    assert 0 < len(known) < len(text_of(WORDS))
    assert studio.service.script.log()["total"] == 1
    assert (whole.status, whole.problem, whole.failed_parts) == (UploadStatus.COMPLETED, None, ())
    assert studio.text(whole) == text_of(WORDS)
    session = studio.desk.stores.sessions.get(upload.id)
    assert session is not None
    assert session.revision == 2
    assert not again.is_retryable


def test_where_every_part_fails_there_is_no_meeting_and_another_try(studio: Studio) -> None:
    ada = studio.user()
    upload = studio.uploaded(ada, sound(WORDS))
    studio.service.script.play([{"behaviour": "500", "forever": True}])

    failed = studio.run(upload)
    nothing = studio.desk.stores.sessions.get(upload.id)
    studio.service.script.play([])
    whole = studio.run(door.retry(ada, upload.id, studio.desk))

    assert (failed.status, failed.problem) == (UploadStatus.FAILED, UploadProblem.TRANSCRIPTION_FAILED)
    assert nothing is None
    assert whole.status is UploadStatus.COMPLETED
    assert studio.text(whole) == text_of(WORDS)


@pytest.mark.parametrize("behaviour", ["no_verbose_json"])
def test_a_service_without_times_gives_its_words_all_the_same(studio: Studio, behaviour: str) -> None:
    studio.service.script.play([{"behaviour": behaviour, "forever": True}])

    done = studio.run(studio.uploaded(studio.user(), sound(WORDS)))

    assert done.status is UploadStatus.COMPLETED
    assert studio.text(done) == text_of(WORDS)


def test_progress_is_told_part_by_part(studio: Studio) -> None:
    done = studio.run(studio.uploaded(studio.user(), sound(WORDS)))
    told = [f for f in studio.listener.frames if f["type"] == "upload_progress"]

    counts = [f["parts"]["done"] for f in told]
    assert counts == sorted(counts)
    assert set(range(done.parts + 1)) == set(counts)
    assert told[-1]["status"] == "completed"
    assert all("text" not in frame for frame in told)
