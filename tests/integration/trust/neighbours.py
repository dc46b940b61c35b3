"""Who lives in the matrix, and what is theirs."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from local.places import ROOT
from tests.integration.api.house import House

from mina.domain.connection import Connection
from mina.domain.principal import Anonymous, Principal, User
from mina.domain.session import Role
from mina.services.join import JoinRequest, join

WORD = "zanzibar"
"""Said in everything of Ada's, and nowhere else: whoever reads it has read what is hers."""


@dataclass(frozen=True)
class Caller:
    """`claims` is what the authorizer found in a token; `header` what the request itself carries."""

    user: User | None = None
    header: str | None = None


@dataclass
class Neighbours:
    house: House
    ada: User
    eve: User
    meeting: str
    capability: str
    read_capability: str
    other_capability: str
    ids: dict[str, str]

    @classmethod
    def move_in(cls, house: House) -> Neighbours:
        ada, eve = house.user(f"Ada {WORD.title()}"), house.user("Eve Stranger")
        lines = [("Ada", f"We go to {WORD} in March."), ("Ben", f"I will book {WORD} by Friday.")]
        meeting = house.meeting(ada, lines, "s-done", WORD)
        house.record(ada, lines, "s-live", WORD)
        house.record(None, lines, "s-anonymous", WORD)
        secret = _join_anonymously(house, "s-nobody")
        other = _join_anonymously(house, "s-other")
        new = cls(house, ada, eve, meeting, secret[0], secret[1], other[0], {})
        new.ids = new._things()
        house.call(eve, "GET", "/api/me")
        return new

    def _things(self) -> dict[str, str]:
        """Something of every kind that a path may name, all Ada's."""

        def made(path: str, body: object) -> dict[str, Any]:
            reply = self.house.call(self.ada, "POST", path, body)
            assert reply.status in (200, 201), (path, reply.content)
            answer: dict[str, Any] = reply.json
            return answer

        below = f"/api/meetings/{self.meeting}"
        share = made(f"{below}/share", {"sections": ["summary", "transcript"]})
        invitation = made("/api/workspace/invitations", {"max_uses": 50})
        hook = made("/api/webhooks", {"url": "https://hooks.example/mina", "events": ["meeting.completed"]})
        return {
            "comment_id": made(f"{below}/comments", {"seq": 1, "text": WORD})["id"],
            "task": made("/api/tasks", {"title": WORD})["id"],
            "share_id": share["id"],
            "token": share["token"],
            "webhook": hook["id"],
            "invitation": invitation["token"],
            "invitation_id": invitation["id"],
            "workspace_id": self.house.call(self.ada, "GET", "/api/workspace").json["id"],
        }

    def ask(self, caller: Caller, method: str, path: str, body: object = None, **query: str) -> tuple[int, str]:
        """Call the function that the template has for this path. Answers the status and the body."""
        event = self._event(caller, method, path, body, query)
        handler, route = handler_of_route(method, path)
        if handler is None:
            from mina.edge.api.dispatch import dispatch

            answer = dispatch(event, self.house.api)
        else:
            event |= {"routeKey": route[0], "pathParameters": route[1]}
            answer = handler(event, None)
        return int(answer["statusCode"]), str(answer.get("body", ""))

    def _event(self, caller: Caller, method: str, path: str, body: object, query: Mapping[str, str]) -> dict[str, Any]:
        headers = {"content-type": "application/json"}
        if caller.header:
            headers["authorization"] = caller.header
        context: dict[str, Any] = {"http": {"method": method, "path": path}, "requestId": "ref-1"}
        if caller.user:
            user = caller.user
            claims = {"sub": user.id, "name": user.name, "email": user.email, "exp": int(user.expires_at.timestamp())}
            context["authorizer"] = {"lambda": claims}
        return {
            "version": "2.0",
            "rawPath": path,
            "headers": headers,
            "queryStringParameters": dict(query) or None,
            "requestContext": context,
            "body": json.dumps(body) if body is not None else None,
            "isBase64Encoded": False,
        }

    def connection(self, principal: Principal, session_id: str | None, role: Role = Role.RECORDER) -> str:
        """An open socket, as the connections' store knows it; joined where a session is named."""
        stores, clock = self.house.stores, self.house.clock
        name = f"c-{len(self.house.items('CONN#'))}"
        connection = Connection(name, principal, clock.now())
        stores.connections.join(connection)
        if session_id:
            capability = principal.capability if isinstance(principal, Anonymous) else None
            request = JoinRequest(session_id, "tab-9", role, capability=capability)
            join(request, connection, stores, clock)
        return name

    def say(self, connection_id: str, frame: dict[str, Any]) -> dict[str, Any]:
        """Send a frame by the route that the template has for its action; answers the reply, {} where there is none."""
        event = {
            "requestContext": {
                "connectionId": connection_id,
                "requestId": "ref-1",
                "routeKey": frame["action"],
                "connectedAt": int(self.house.clock.now().timestamp() * 1000),
            },
            "body": json.dumps({"v": 1, **frame}),
        }
        answer = handler_of_action(frame["action"])(event, None)
        reply: dict[str, Any] = json.loads(answer.get("body") or "{}")
        return reply


def _join_anonymously(house: House, session_id: str) -> tuple[str, str]:
    connection = Connection(f"c-{session_id}", Anonymous(), house.clock.now())
    joined = join(JoinRequest(session_id, "tab-1", Role.RECORDER), connection, house.stores, house.clock)
    assert joined.capability
    assert joined.read_capability
    return joined.capability, joined.read_capability


def expired(user: User, house: House) -> User:
    return User(user.id, user.name, user.email, house.clock.now() - timedelta(seconds=1))


@cache
def template() -> dict[str, Any]:
    from local.template import read_template

    return read_template(ROOT / "template.yaml")


def http_routes() -> dict[tuple[str, str], str]:
    """(method, path) → logical id of the function, of every HTTP event in the template."""
    return {
        (event["Properties"]["Method"], event["Properties"]["Path"]): name
        for name, resource in template()["Resources"].items()
        for event in resource["Properties"].get("Events", {}).values()
        if resource["Type"] == "AWS::Serverless::Function" and event["Type"] == "HttpApi"
    }


def handler_of_route(method: str, path: str) -> tuple[Any, tuple[str, dict[str, str]]]:
    """The handler, its route key and path parameters; None for what the table of `mina.edge.api` answers."""
    parts = path.strip("/").split("/")
    for (route_method, pattern), name in http_routes().items():
        names = pattern.strip("/").split("/")
        if route_method != method or len(names) != len(parts) or name == "DashboardFunction":
            continue
        if all(n.startswith("{") or n == p for n, p in zip(names, parts, strict=True)):
            values = {n.strip("{}"): p for n, p in zip(names, parts, strict=True) if n.startswith("{")}
            return _handler(name), (f"{method} {pattern}", values)
    return None, ("", {})


def handler_of_action(action: str) -> Any:
    """The function behind a frame's action; those without a route go to `$default`."""
    resources = template()["Resources"]
    routes = {r["Properties"]["RouteKey"]: r["Properties"] for r in resources.values() if r["Type"].endswith("::Route")}
    integration = routes.get(action, routes["$default"])["Target"]["Fn::Sub"].split("${")[1].rstrip("}")
    _, names = resources[integration]["Properties"]["IntegrationUri"]["Fn::Sub"]
    return _handler(names["Alias"]["Ref"].removesuffix(".Alias"))


@cache
def _handler(name: str) -> Any:
    properties = template()["Resources"][name]["Properties"]
    module, attribute = properties["Handler"].split(".")
    path = ROOT / properties["CodeUri"] / f"{module}.py"
    spec = importlib.util.spec_from_file_location(f"handlers_{path.parent.name}_{module}", path)
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return getattr(loaded, attribute)
