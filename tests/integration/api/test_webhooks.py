"""Other programs are told what happened, until they say that they heard."""

import hashlib
import hmac
import json

import pytest
from tests.integration.api.house import House

from mina.edge.stream import stored_events
from mina.services.webhooks.delivering import Dispatcher

HOOK = {"url": "https://hooks.example.com/mina?a=1", "events": ["insights.ready"]}


def dispatch(house: House, session_id: str = "s-1") -> int:
    """As the table's stream would: every stored event once."""
    dispatcher = Dispatcher(house.stores, house.courier, house.clock)
    keys = [key.split() for key in house.items(f"SESSION#{session_id} EVT#")]
    records = [{"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": pk}, "sk": {"S": sk}}}} for pk, sk in keys]
    return sum(dispatcher.take(session, number) for session, number, _ in stored_events({"Records": records}))


def test_an_event_is_told_once_with_a_signature(house: House) -> None:
    ada = house.user()
    hook = house.call(ada, "POST", "/api/webhooks", HOOK).json
    meeting_id = house.meeting(ada, [("ana", "Hello.")])

    new, repeated = dispatch(house), dispatch(house)

    ((url, headers, body),) = house.courier.sent
    assert (new, repeated) == (1, 0)
    assert url == HOOK["url"]
    assert json.loads(body)["data"]["meeting_id"] == meeting_id
    stamp, _, digest = headers["mina-signature"].removeprefix("t=").partition(",v1=")
    expected = hmac.new(hook["secret"].encode(), f"{stamp}.{body}".encode(), hashlib.sha256).hexdigest()
    assert digest == expected
    (row,) = house.call(ada, "GET", f"/api/webhooks/{hook['id']}/deliveries").json["items"]
    assert (row["state"], row["attempts"], row["last_status"]) == ("delivered", 1, 204)


def test_what_did_not_arrive_is_tried_again_and_can_be_replayed(house: House) -> None:
    ada = house.user()
    hook = house.call(ada, "POST", "/api/webhooks", HOOK).json
    house.meeting(ada, [("ana", "Hello.")])
    house.courier.answers = [500, "timeout", 302, 200]
    dispatch(house)
    dispatcher = Dispatcher(house.stores, house.courier, house.clock)

    at_once = dispatcher.run_due(house.clock.now().replace(hour=23))
    house.clock.forward(minutes=1)
    second = dispatcher.run_due(house.clock.now().replace(hour=23))
    house.clock.forward(minutes=5)
    dispatcher.run_due(house.clock.now().replace(hour=23))
    house.clock.forward(minutes=30)
    last = dispatcher.run_due(house.clock.now().replace(hour=23))
    ada = house.user()
    path = f"/api/webhooks/{hook['id']}/deliveries"
    (row,) = house.call(ada, "GET", path).json["items"]
    replayed = house.call(ada, "POST", f"{path}/{row['id']}/replay")
    dispatcher.run_due(house.clock.now().replace(hour=23))

    assert at_once == {}
    assert second == {"pending": 1}
    assert last == {"delivered": 1}
    assert row["attempts"] == 4
    assert replayed.status == 202
    assert len({headers["mina-delivery"] for _, headers, _ in house.courier.sent}) == 1
    assert len(house.courier.sent) == 5


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/",
        "https://user:secret@hooks.example.com/",  # pragma: allowlist secret
        "https://hooks.example.com\\@127.0.0.1/",
        "ftp://hooks.example.com/",
        "https:///nowhere",
        "not an address",
    ],
)
def test_a_strange_address_is_refused(house: House, url: str) -> None:
    reply = house.call(house.user(), "POST", "/api/webhooks", {"url": url, "events": ["insights.ready"]})

    assert (reply.status, reply.json["code"]) == (400, "INVALID")
    assert url not in reply.content.decode()


def test_a_webhook_is_changed_and_removed(house: House) -> None:
    ada = house.user()
    hook = house.call(ada, "POST", "/api/webhooks", HOOK).json
    path = f"/api/webhooks/{hook['id']}"

    changed = house.call(ada, "PATCH", path, {"is_active": False, "events": ["meeting.completed"]}).json
    house.meeting(ada, [("ana", "Hello.")])
    told = dispatch(house)
    removed = house.call(ada, "DELETE", path)

    assert (changed["is_active"], changed["events"], "secret" in changed) == (False, ["meeting.completed"], False)
    assert told == 0
    assert removed.status == 204
    assert house.call(ada, "GET", "/api/webhooks").json["items"] == []
