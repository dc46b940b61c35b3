"""Files in S3."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from mina.adapters.dynamodb.base import connection
from mina.domain.errors import NotFound, StoreUnavailable
from mina.ports.uploads import Form, StoredObject
from mina.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import timedelta

MULTIPART_BYTES = 8 * 1024 * 1024
"""S3 takes parts from 5 MB up; two of these are the most that `write` holds."""
MISSING = frozenset({"404", "NoSuchKey", "NotFound", "NoSuchUpload"})
PATIENT = Config(
    connect_timeout=3,
    read_timeout=30,
    retries={"max_attempts": 4, "mode": "standard"},
    signature_version="s3v4",
    s3={"addressing_style": "path" if settings.local_endpoint else "virtual"},
)


@cache
def _client() -> Any:
    session = connection().session
    return session.create_client(
        "s3", region_name=settings.region, endpoint_url=settings.local_endpoint, config=PATIENT
    )


@contextmanager
def _answers() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if str(error.response.get("Error", {}).get("Code")) in MISSING:
            raise NotFound("There is no such file.") from error
        raise StoreUnavailable("The file store did not answer; try again.") from error
    except BotoCoreError as error:
        raise StoreUnavailable("The file store did not answer; try again.") from error


class S3Objects:
    def __init__(self, bucket: str) -> None:
        self._bucket = bucket

    def form(self, key: str, content_type: str, most_bytes: int, life: timedelta) -> Form:
        with _answers():
            answer = _client().generate_presigned_post(
                self._bucket,
                key,
                Fields={"Content-Type": content_type, "success_action_status": "201"},
                Conditions=[
                    ["eq", "$Content-Type", content_type],
                    ["eq", "$success_action_status", "201"],
                    ["content-length-range", 1, most_bytes],
                ],
                ExpiresIn=int(life.total_seconds()),
            )
        return Form(answer["url"], dict(answer["fields"]))

    def begin_multipart(self, key: str, content_type: str) -> str:
        with _answers():
            answer = _client().create_multipart_upload(Bucket=self._bucket, Key=key, ContentType=content_type)
            return str(answer["UploadId"])

    def part_links(self, key: str, multipart_id: str, count: int, life: timedelta) -> list[str]:
        with _answers():
            return [
                str(
                    _client().generate_presigned_url(
                        "upload_part",
                        Params={"Bucket": self._bucket, "Key": key, "UploadId": multipart_id, "PartNumber": number},
                        ExpiresIn=int(life.total_seconds()),
                    )
                )
                for number in range(1, count + 1)
            ]

    def complete_multipart(self, key: str, multipart_id: str, etags: Sequence[str]) -> None:
        parts = [{"PartNumber": number, "ETag": etag} for number, etag in enumerate(etags, 1)]
        with _answers():
            _client().complete_multipart_upload(
                Bucket=self._bucket, Key=key, UploadId=multipart_id, MultipartUpload={"Parts": parts}
            )

    def abort_multipart(self, key: str, multipart_id: str) -> None:
        try:
            with _answers():
                _client().abort_multipart_upload(Bucket=self._bucket, Key=key, UploadId=multipart_id)
        except NotFound:
            return  # it is over already

    def head(self, key: str) -> StoredObject | None:
        try:
            with _answers():
                answer = _client().head_object(Bucket=self._bucket, Key=key)
        except NotFound:
            return None
        return StoredObject(
            int(answer["ContentLength"]), str(answer.get("ContentType", "")), answer.get("Metadata", {})
        )

    def read(self, key: str, first: int = 0, count: int | None = None) -> bytes:
        return b"".join(self.stream(key, first, count, 256 * 1024)) if count != 0 else b""

    def stream(self, key: str, first: int, count: int | None, piece: int) -> Iterator[bytes]:
        span = (
            {}
            if count is None and not first
            else {"Range": f"bytes={first}-{'' if count is None else first + count - 1}"}
        )
        with _answers():
            body = _client().get_object(Bucket=self._bucket, Key=key, **span)["Body"]
            try:
                yield from iter(lambda: body.read(piece), b"")
            finally:
                body.close()

    def put(self, key: str, data: bytes, content_type: str) -> None:
        with _answers():
            _client().put_object(Bucket=self._bucket, Key=key, Body=data, ContentType=content_type)

    def write(self, key: str, pieces: Iterable[bytes], content_type: str) -> int:
        multipart_id = self.begin_multipart(key, content_type)
        try:
            etags, size = self._write_parts(key, multipart_id, pieces)
            if etags:
                self.complete_multipart(key, multipart_id, etags)
        except BaseException:
            self.abort_multipart(key, multipart_id)
            raise
        if not etags:
            self.abort_multipart(key, multipart_id)
            self.put(key, b"", content_type)
        return size

    def _write_parts(self, key: str, multipart_id: str, pieces: Iterable[bytes]) -> tuple[list[str], int]:
        etags: list[str] = []
        size = 0
        pending = bytearray()
        for piece in pieces:
            pending += piece
            if len(pending) >= MULTIPART_BYTES:
                etags.append(self._put_part(key, multipart_id, len(etags) + 1, bytes(pending)))
                size += len(pending)
                pending.clear()
        if pending:
            etags.append(self._put_part(key, multipart_id, len(etags) + 1, bytes(pending)))
            size += len(pending)
        return etags, size

    def _put_part(self, key: str, multipart_id: str, number: int, data: bytes) -> str:
        with _answers():
            answer = _client().upload_part(
                Bucket=self._bucket, Key=key, UploadId=multipart_id, PartNumber=number, Body=data
            )
            return str(answer["ETag"])

    def delete(self, keys: Iterable[str]) -> None:
        for key in keys:
            with _answers():
                _client().delete_object(Bucket=self._bucket, Key=key)

    def keys(self, prefix: str) -> list[str]:
        with _answers():
            pages = _client().get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
            return [str(item["Key"]) for page in pages for item in page.get("Contents", [])]

    def link(self, key: str, life: timedelta, content_type: str | None = None) -> str:
        kind = {"ResponseContentType": content_type} if content_type else {}
        params = {"Bucket": self._bucket, "Key": key, "ResponseContentDisposition": "inline", **kind}
        with _answers():
            return str(
                _client().generate_presigned_url("get_object", Params=params, ExpiresIn=int(life.total_seconds()))
            )
