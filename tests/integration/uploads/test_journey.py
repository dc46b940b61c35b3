"""The upload journey against real storage, step by step, also where it breaks."""

import os
import random
import subprocess
from collections import Counter
from datetime import timedelta
from pathlib import Path

import boto3
import pytest
from tests.integration.uploads.studio import BUCKET, Studio, decoded_policy, sound, talk, text_of

from mina.adapters.ffmpeg import executable
from mina.domain.errors import Conflict, Invalid, NotFound
from mina.domain.upload import MAX_UPLOAD_BYTES, UploadProblem, UploadStatus
from mina.services.uploads import door
from mina.services.uploads.sweep import sweep

WORDS = talk(24)


def test_seed_bug_1_a_session_is_found_right_after_its_creation(studio: Studio) -> None:
    ada = studio.user()

    for _ in range(20):
        upload = studio.new(ada)
        assert studio.address(ada, upload).form is not None
        assert door.own_upload(ada, upload.id, studio.desk).status is UploadStatus.AWAITING_UPLOAD


def test_seed_bug_2_updating_file_information_changes_that_and_nothing_else(studio: Studio) -> None:
    ada = studio.user()
    before = studio.new(ada, title="Board", language="en")

    address = door.upload_address(ada, before.id, door.FileInfo("Board meeting.mp3", "audio/mpeg", 1000), studio.desk)
    after = door.own_upload(ada, before.id, studio.desk)

    assert (after.filename, after.content_type) == ("Board meeting.mp3", "audio/mpeg")
    assert (after.id, after.title, after.language, after.created_at) == (before.id, "Board", "en", before.created_at)
    assert after.version == before.version + 1
    assert address.upload == after


def test_a_recording_becomes_a_meeting(studio: Studio) -> None:
    ada = studio.user()

    upload = studio.uploaded(ada, sound(WORDS), title="Retrospective")
    done = studio.run(upload)
    session = studio.desk.stores.sessions.get(upload.id)

    assert upload.status is UploadStatus.PROCESSING
    assert done.status is UploadStatus.COMPLETED
    assert done.problem is None
    assert studio.text(done) == text_of(WORDS)
    assert session is not None
    assert (session.title, session.status.value, session.revision) == ("Retrospective", "completed", 1)
    assert session.meeting_id == done.meeting_id is not None
    assert studio.keys(f"uploads/{upload.id}/") == [upload.key]


def test_each_step_tells_what_is_so(studio: Studio) -> None:
    ada = studio.user()
    upload = studio.new(ada)
    told = [door.own_upload(ada, upload.id, studio.desk).status]
    studio.address(ada, upload)
    told.append(door.own_upload(ada, upload.id, studio.desk).status)
    with pytest.raises(Conflict):
        door.complete_upload(ada, upload.id, (), studio.desk)
    told.append(door.own_upload(ada, upload.id, studio.desk).status)
    studio.send(upload, sound(WORDS))
    told.append(door.complete_upload(ada, upload.id, (), studio.desk).status)
    told.append(studio.run(upload).status)

    assert [str(status) for status in told] == [
        "created", "awaiting_upload", "awaiting_upload", "processing", "completed",
    ]  # fmt: skip


def test_the_caller_and_s3_may_tell_of_a_file_in_any_order_and_often(studio: Studio) -> None:
    ada = studio.user()
    upload = studio.new(ada)
    studio.address(ada, upload)
    studio.send(upload, sound(WORDS))

    first = studio.arrive(upload)
    again = [studio.arrive(upload), door.complete_upload(ada, upload.id, (), studio.desk), studio.arrive(upload)]
    done = studio.run(upload)
    late = [studio.arrive(upload), door.complete_upload(ada, upload.id, (), studio.desk), studio.run(upload)]

    assert first.attempt == 1
    assert all(one == first for one in again)
    assert all(one == done for one in late)
    assert studio.machine.names == {f"{upload.id}-a1"}
    assert studio.text(done) == text_of(WORDS)


def test_the_policy_takes_one_key_one_type_and_a_bounded_size_for_five_minutes(studio: Studio) -> None:
    ada = studio.user()
    upload = studio.new(ada)

    form = studio.address(ada, upload, "audio/mpeg").form
    assert form is not None
    conditions = decoded_policy(form.fields)["conditions"]

    assert form.fields["key"] == upload.key
    assert {"key": upload.key} in conditions
    assert ["eq", "$Content-Type", "audio/mpeg"] in conditions
    assert ["content-length-range", 1, MAX_UPLOAD_BYTES] in conditions


@pytest.mark.parametrize("content_type", ["application/x-msdownload", "text/html", "image/png", "audio/*", ""])
def test_a_type_that_is_no_sound_gets_no_address(studio: Studio, content_type: str) -> None:
    ada = studio.user()
    upload = studio.new(ada)

    with pytest.raises(Invalid):
        studio.address(ada, upload, content_type)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", UploadProblem.EMPTY),
        (b"MZ\x90\x00" + bytes(500), UploadProblem.NOT_AUDIO),
        (b"\x7fELF" + bytes(500), UploadProblem.NOT_AUDIO),
        (b"#!/bin/sh\nrm -rf /\n", UploadProblem.NOT_AUDIO),
        (b"#EXTM3U\nhttp://169.254.169.254/\n", UploadProblem.NOT_AUDIO),
        (b"PK\x03\x04" + bytes(500), UploadProblem.NOT_AUDIO),
        (b"<html>", UploadProblem.NOT_AUDIO),
    ],
)
def test_a_file_that_is_no_sound_ends_the_upload_and_is_deleted(
    studio: Studio, data: bytes, problem: UploadProblem
) -> None:
    ada = studio.user()

    upload = studio.uploaded(ada, data)

    assert (upload.status, upload.problem) == (UploadStatus.FAILED, problem)
    assert studio.keys() == []
    assert studio.machine.names == set()


def test_what_begins_like_sound_and_is_none_is_unreadable(studio: Studio) -> None:
    upload = studio.uploaded(studio.user(), b"OggS" + bytes(range(256)) * 40)

    done = studio.run(upload)

    assert (done.status, done.problem) == (UploadStatus.FAILED, UploadProblem.UNREADABLE)


def test_silence_is_no_meeting(studio: Studio) -> None:
    done = studio.run(studio.uploaded(studio.user(), sound(WORDS)[:44] + bytes(64_000)))

    assert (done.status, done.problem) == (UploadStatus.FAILED, UploadProblem.NO_SOUND)


def test_a_truncated_file_gives_what_is_there_and_says_so(studio: Studio) -> None:
    whole = sound(WORDS)
    upload = studio.uploaded(studio.user(), whole[: len(whole) * 2 // 3])

    done = studio.run(upload)

    assert (done.status, done.problem) == (UploadStatus.COMPLETED, UploadProblem.TRUNCATED)
    assert text_of(WORDS).startswith(studio.text(done))
    assert len(studio.text(done)) > 20


def test_after_a_failure_a_new_file_may_come(studio: Studio) -> None:
    ada = studio.user()
    upload = studio.uploaded(ada, b"MZ" + bytes(100))

    studio.address(ada, upload)
    studio.send(upload, sound(WORDS))
    done = studio.run(door.complete_upload(ada, upload.id, (), studio.desk))

    assert done.status is UploadStatus.COMPLETED
    assert studio.text(done) == text_of(WORDS)


def test_an_upload_that_never_came_expires_and_may_be_begun_again(studio: Studio) -> None:
    ada = studio.user()
    upload = studio.new(ada)
    studio.address(ada, upload)

    studio.clock.forward(minutes=10)
    assert sweep(studio.desk) == {}
    studio.clock.forward(hours=1)
    assert sweep(studio.desk) == {"expired": 1}
    expired = door.own_upload(ada, upload.id, studio.desk)
    studio.address(ada, upload)

    assert (expired.status, expired.problem) == (UploadStatus.EXPIRED, UploadProblem.NEVER_UPLOADED)
    assert door.own_upload(ada, upload.id, studio.desk).status is UploadStatus.AWAITING_UPLOAD


def test_a_file_whose_event_was_lost_is_found_by_the_sweeper(studio: Studio) -> None:
    ada = studio.user()
    upload = studio.new(ada)
    studio.address(ada, upload)
    studio.send(upload, sound(WORDS))

    studio.clock.forward(hours=2)
    done = sweep(studio.desk)

    assert done == {"begun": 1}
    assert studio.machine.names == {f"{upload.id}-a1"}


def test_a_machine_that_died_is_started_again_and_given_up_at_last(studio: Studio) -> None:
    ada = studio.user()
    upload = studio.uploaded(ada, sound(WORDS))

    swept = []
    for _ in range(3):
        studio.clock.forward(minutes=80)
        swept += list(sweep(studio.desk))
    after = door.own_upload(ada, upload.id, studio.desk)

    assert swept == ["restarted", "restarted", "given_up"]
    assert studio.machine.names == {f"{upload.id}-a{n}" for n in (1, 2, 3)}
    assert after.problem is UploadProblem.TRANSCRIPTION_FAILED


def test_a_failed_file_is_deleted_a_day_later_and_nobody_looks_again(studio: Studio) -> None:
    studio.has_service = False
    upload = studio.run(studio.uploaded(studio.user(), sound(WORDS)))

    studio.clock.forward(hours=25)
    swept = [sweep(studio.desk), sweep(studio.desk)]

    assert upload.problem is UploadProblem.NO_TRANSCRIBER
    assert swept == [{"cleared": 1}, {}]
    assert studio.keys() == []


def test_a_recording_that_nobody_wants_kept_goes_when_its_words_are_stored(studio: Studio) -> None:
    done = studio.run(studio.uploaded(studio.user(), sound(WORDS), recording_enabled=False))

    assert done.status is UploadStatus.COMPLETED
    assert studio.keys() == []


def test_another_workspace_s_upload_is_not_found(studio: Studio) -> None:
    ada, eve = studio.user(), studio.user("Eve Moneypenny")
    upload = studio.uploaded(ada, sound(WORDS))

    with pytest.raises(NotFound):
        door.own_upload(eve, upload.id, studio.desk)
    with pytest.raises(NotFound):
        studio.address(eve, upload)
    with pytest.raises(NotFound):
        door.complete_upload(eve, upload.id, (), studio.desk)
    with pytest.raises(NotFound):
        door.retry(eve, upload.id, studio.desk)


def test_a_file_that_is_being_processed_cannot_be_replaced(studio: Studio) -> None:
    ada = studio.user()
    upload = studio.uploaded(ada, sound(WORDS))

    with pytest.raises(Conflict):
        studio.address(ada, upload)
    assert studio.keys("uploads/") == [upload.key]


def test_an_old_meeting_keeps_its_date_and_its_length(studio: Studio) -> None:
    ada = studio.user()
    held = studio.clock.now() - timedelta(days=30)
    done = studio.run(studio.uploaded(ada, sound(WORDS), started_at=held))

    meeting = studio.desk.stores.meetings.get(done.meeting_id or "")

    assert meeting is not None
    assert meeting.actual_start == held
    assert meeting.duration_seconds == pytest.approx(WORDS[-1].end_ms / 1000, abs=0.1)


def test_a_large_file_may_come_in_parts(studio: Studio) -> None:
    ada = studio.user()
    upload = studio.new(ada)
    address = studio.address(ada, upload, is_multipart=True, size=150 * 1024 * 1024)
    multipart_id = address.upload.multipart_id
    assert multipart_id is not None
    data = sound(WORDS)
    sent = boto3.client("s3").upload_part(Bucket=BUCKET, Key=upload.key, UploadId=multipart_id, PartNumber=1, Body=data)

    taken = door.complete_upload(ada, upload.id, [sent["ETag"]], studio.desk)
    again = door.complete_upload(ada, upload.id, [sent["ETag"]], studio.desk)
    done = studio.run(taken)

    assert address.form is None
    assert len(address.part_links) == 3
    assert again == taken
    assert studio.text(done) == text_of(WORDS)


@pytest.mark.parametrize("count", [int(os.environ.get("MINA_FUZZED_FILES", "20"))])
def test_damaged_files_each_come_to_an_end(studio: Studio, count: int) -> None:
    """Of every kind that the sniffing lets through. 200 with MINA_FUZZED_FILES=200, which takes a minute."""
    ada = studio.user()
    chance = random.Random(7)
    seeds = [b"ID3\x04", b"\x00\x00\x00\x20ftypM4A ", b"\x1aE\xdf\xa3", b"OggS\x00\x02", b"fLaC\x00", b"#!AMR\n"]
    seeds += [sound(WORDS[:4])[:4_000], b"FORM\x00\x00\x10\x00AIFF", b"caff\x00\x01"]
    ends: Counter[str] = Counter()

    for number in range(count):
        seed = seeds[number % len(seeds)]
        data = bytearray(seed + chance.randbytes(chance.randrange(1, 3_000)))
        for _ in range(chance.randrange(6)):
            data[chance.randrange(len(seed), len(data))] = chance.randrange(256)
        upload = studio.uploaded(ada, bytes(data))
        done = upload if upload.is_over else studio.run(upload)
        ends[f"{done.status} {done.problem}"] += 1

    assert sum(ends.values()) == count
    assert set(ends) <= {
        "completed None", "completed TRUNCATED", "failed UNREADABLE", "failed NO_SOUND", "failed NOT_AUDIO",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("talk.mp3", ["-c:a", "libmp3lame", "-b:a", "48k"]),
        ("talk.m4a", ["-c:a", "aac", "-b:a", "64k"]),
        ("talk.webm", ["-c:a", "libopus", "-b:a", "32k"]),
        ("talk.ogg", ["-c:a", "libvorbis", "-ar", "44100", "-ac", "2"]),
        ("talk.flac", ["-ar", "48000"]),
        ("film.mp4", ["-f", "lavfi", "-i", "color=size=64x64:rate=5", "-shortest", "-c:a", "aac", "-b:a", "64k"]),
    ],
)
def test_every_usual_format_is_heard(studio: Studio, tmp_path: Path, name: str, options: list[str]) -> None:
    (tmp_path / "talk.wav").write_bytes(sound(WORDS))
    made = tmp_path / name
    command = [str(executable()), "-loglevel", "error", "-i", str(tmp_path / "talk.wav"), *options, str(made)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)

    done = studio.run(studio.uploaded(studio.user(), made.read_bytes()))

    assert (done.status, done.problem) == (UploadStatus.COMPLETED, None)
    assert studio.text(done) == text_of(WORDS)
