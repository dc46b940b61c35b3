"""The HTTP API of `docs/http-api.md`, as far as a client needs it. Problem documents become typed errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from types import TracebackType
from typing import Any, BinaryIO
from urllib.parse import quote

import httpx

from mina_client.credentials import Credentials
from mina_client.errors import Unreachable, problem
from mina_client.frames import PipelineEvent, event_from

TIMEOUT = httpx.Timeout(30.0, connect=5.0)
PAGE_SIZE = 200


def http_client(transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """A client for addresses that are given outright: no proxy from the environment, no redirects."""
    return httpx.AsyncClient(timeout=TIMEOUT, transport=transport, trust_env=False)


class Api:
    """One server and one caller. Every method raises Unreachable, or a ProblemError that names its status."""

    def __init__(self, http: httpx.AsyncClient, base_url: str, credentials: Credentials) -> None:
        self._http = http
        self._base_url = base_url.rstrip("/")
        self._credentials = credentials

    async def __aenter__(self) -> Api:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def health(self) -> dict[str, Any]:
        return await self._json("GET", "/api/health")

    async def ws_ticket(self) -> str:
        """A ticket for one socket, good for 30 seconds."""
        return str((await self._json("POST", "/api/ws-ticket", json={}))["ticket"])

    async def meetings(self, *, most: int = 50, **filters: str | None) -> AsyncIterator[dict[str, Any]]:
        """Meeting rows, newest first; filters as the route names them (`q`, `status`, `type`, `from`, `to`)."""
        async for row in self._pages("/api/meetings", filters | {"limit": str(min(most, PAGE_SIZE))}, most):
            yield row

    async def meeting(self, meeting_id: str) -> dict[str, Any]:
        return await self._json("GET", f"/api/meetings/{_part(meeting_id)}")

    async def transcript(self, meeting_id: str, view: str = "raw") -> AsyncIterator[dict[str, Any]]:
        """Every segment, in seq order."""
        path = f"/api/meetings/{_part(meeting_id)}/transcript"
        async for segment in self._pages(path, {"view": view, "limit": str(PAGE_SIZE)}):
            yield segment

    async def export(self, meeting_id: str, file_format: str) -> bytes:
        """The file's bytes, whether the API sends them or an address for them."""
        answer = await self._send("GET", f"/api/meetings/{_part(meeting_id)}/export/{_part(file_format)}")
        is_link = answer.headers.get("content-type", "").startswith("application/json") and file_format != "json"
        if is_link:
            return await self._download(answer.json()["url"])
        if file_format == "json" and set(answer.json()) == {"url", "expires_at"}:
            return await self._download(answer.json()["url"])
        return answer.content

    async def session(self, session_id: str) -> dict[str, Any]:
        return await self._json("GET", f"/api/sessions/{_part(session_id)}")

    async def events(self, session_id: str, after: int = 0) -> list[PipelineEvent]:
        """Every event after that id, in order."""
        path = f"/api/sessions/{_part(session_id)}/events"
        return [event_from(item) async for item in self._pages(path, {"after": str(after)})]

    async def segments(self, session_id: str, after: int = 0) -> AsyncIterator[dict[str, Any]]:
        """Segments by seq, also while the session is live."""
        path = f"/api/sessions/{_part(session_id)}/segments"
        async for segment in self._pages(path, {"after": str(after), "limit": str(PAGE_SIZE)}):
            yield segment

    async def finalize(self, session_id: str, last_seq: int, *, is_forced: bool = False) -> tuple[bool, dict[str, Any]]:
        """Finalizes over HTTP. True and the `finalized` body, or False and the `finalize_pending` body."""
        body = {"last_seq": last_seq} | ({"force": True} if is_forced else {})
        answer = await self._send("POST", f"/api/sessions/{_part(session_id)}/complete", json=body)
        return answer.status_code == httpx.codes.OK, answer.json()

    async def run_insights(self, meeting_id: str, steps: list[str]) -> dict[str, Any]:
        """Runs steps again; answers `{"run", "execution"}`."""
        return await self._json("POST", f"/api/meetings/{_part(meeting_id)}/insights", json={"steps": steps})

    async def backfill(self, dry_run: bool, cursor: str | None) -> dict[str, Any]:
        """One page of the caller's recordings without a workspace, linked unless `dry_run`: a list answer."""
        query = {"cursor": cursor} if cursor else {}
        return await self._json("POST", "/api/backfill", params=query, json={"dry_run": dry_run})

    async def import_transcript(self, content: bytes, filename: str, **said: str | None) -> dict[str, Any]:
        """A transcript of another program as a meeting; `said`: `title`, `started_at`, `time_zone`, `meeting_type`."""
        parameters = _given({"filename": filename, **said})
        return await self._json("POST", "/api/imports", params=parameters, content=content)

    async def new_upload(self, **said: str | None) -> dict[str, Any]:
        """A session that waits for its recording."""
        return await self._json("POST", "/api/v1/sessions", json=_given(dict(said)))

    async def upload(self, session_id: str, file: BinaryIO, filename: str, content_type: str) -> dict[str, Any]:
        """Sends the file straight to the store and says so; answers the session."""
        path = f"/api/v1/sessions/{_part(session_id)}"
        asked = {"filename": filename, "content_type": content_type}
        form = await self._json("POST", f"{path}/upload-url", json=asked)
        try:
            answer = await self._http.post(
                form["url"], data=form["fields"], files={"file": (filename, file, content_type)}, timeout=None
            )
        except httpx.HTTPError as error:
            raise Unreachable("the file could not be sent") from error
        if answer.is_error:
            raise _problem(answer)
        return await self._json("POST", f"{path}/upload-complete", json={})

    async def upload_status(self, session_id: str) -> dict[str, Any]:
        return await self._json("GET", f"/api/v1/sessions/{_part(session_id)}")

    async def _pages(
        self, path: str, parameters: dict[str, str | None], most: int | None = None
    ) -> AsyncIterator[dict[str, Any]]:
        cursor: str | None = None
        count = 0
        while True:
            page = await self._json("GET", path, params=_given(parameters | {"cursor": cursor}))
            for item in page["items"]:
                yield item
                count += 1
                if count == most:
                    return
            cursor = page.get("next_cursor")
            if not cursor:
                return

    async def _json(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        content: dict[str, Any] = (await self._send(method, path, **options)).json()
        return content

    async def _send(self, method: str, path: str, **options: Any) -> httpx.Response:
        answer = await self._send_once(method, path, **options)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._credentials.forget()
            answer = await self._send_once(method, path, **options)
        if answer.is_error:
            raise _problem(answer)
        return answer

    async def _send_once(self, method: str, path: str, **options: Any) -> httpx.Response:
        authorization = await self._credentials.authorization()
        headers = {"Authorization": authorization} if authorization else {}
        try:
            return await self._http.request(method, f"{self._base_url}{path}", headers=headers, **options)
        except httpx.HTTPError as error:
            raise Unreachable(f"nothing answers at {self._base_url}") from error

    async def _download(self, url: str) -> bytes:
        try:
            answer = await self._http.get(url)
        except httpx.HTTPError as error:
            raise Unreachable("the file cannot be fetched") from error
        if answer.is_error:
            raise _problem(answer)
        return answer.content


def _problem(answer: httpx.Response) -> Exception:
    try:
        body = answer.json()
        detail = body.get("detail") or body.get("title") or body.get("message") or answer.reason_phrase
        return problem(answer.status_code, body.get("code", ""), detail, body.get("reference", ""))
    except (ValueError, AttributeError):
        return problem(answer.status_code, "", f"{answer.status_code} {answer.reason_phrase}")


def _given(parameters: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in parameters.items() if value is not None}


def _part(value: str) -> str:
    return quote(value, safe="")
