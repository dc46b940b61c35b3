"""Opens the API as the local user, or as nobody."""

from __future__ import annotations

import httpx

from mina_cli.endpoints import Endpoints
from mina_client.api import Api, http_client
from mina_client.credentials import Anonymous, CognitoUser
from mina_client.errors import NotFound


def api_of_user(endpoints: Endpoints) -> Api:
    """The API as the user whom `make run` created."""
    http = http_client()
    return Api(http, endpoints.http, user_of(endpoints, http))


def api_of_nobody(endpoints: Endpoints) -> tuple[Api, Anonymous]:
    """The API without an account; the second takes the session's capability once it is known."""
    nobody = Anonymous()
    return Api(http_client(), endpoints.http, nobody), nobody


def user_of(endpoints: Endpoints, http: httpx.AsyncClient) -> CognitoUser:
    """The local user's credentials."""
    e = endpoints
    return CognitoUser(http, e.cognito_endpoint, e.client_id, e.username, e.password)


async def access_token(endpoints: Endpoints) -> str:
    """A fresh access token of the local user."""
    async with http_client() as http:
        return await user_of(endpoints, http).access_token()


async def meeting_id_of(api: Api, any_id: str) -> str:
    """The meeting of an id that may be a meeting's or a session's. Raises NotFound."""
    try:
        await api.meeting(any_id)
    except NotFound:
        session = await api.session(any_id)
        if not session.get("meeting_id"):
            raise
        return str(session["meeting_id"])
    return any_id


async def session_id_of(api: Api, any_id: str) -> str:
    """The session of an id that may be a session's or a meeting's. Raises NotFound."""
    try:
        return str((await api.session(any_id))["id"])
    except NotFound:
        meeting = await api.meeting(any_id)
        if not meeting.get("session_id"):
            raise
        return str(meeting["session_id"])
