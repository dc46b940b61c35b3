"""What was used, what it cost, and what is refused when a day's share is used up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.integration.api.house import House

from mina.domain.prices import AS_OF
from mina.domain.quota import DEFAULT_LIMITS, limits_from

LINES = [("Ana", "Good morning everybody."), ("Ben", "I will send the offer to Acme by Friday.")]


def test_a_meeting_s_cost_is_an_estimate_at_dated_prices(house: House) -> None:
    ada = house.user()
    meeting_id = house.meeting(ada, LINES)

    cost = house.call(ada, "GET", f"/api/meetings/{meeting_id}/cost").json

    assert cost["messages"] == 6
    assert cost["write_units"] == 41
    assert 0 < cost["estimated_dollars"] < 0.01
    assert cost["prices_as_of"] == AS_OF.isoformat()


def test_a_cost_is_erased_with_its_meeting(house: House) -> None:
    ada = house.user()
    meeting_id = house.meeting(ada, LINES)
    assert any("COST#" in key for key in house.items("s-1"))

    house.call(ada, "DELETE", f"/api/meetings/{meeting_id}")

    assert not [key for key in house.items("s-1") if "COST#" in key]


def test_the_workspace_sees_what_it_has_used_and_bounds_its_month(house: House) -> None:
    ada = house.user()
    house.meeting(ada, LINES)

    before = house.call(ada, "GET", "/api/workspace/usage").json
    after = house.call(ada, "PUT", "/api/workspace/budget", {"dollars": 12.5}).json

    assert before["today"]["speech_minutes"] == pytest.approx(0.07, abs=0.01)
    assert before["month"]["budget_dollars"] is None
    assert before["limits"]["meetings"] == DEFAULT_LIMITS.workspace.meetings
    assert after["month"]["budget_dollars"] == 12.5
    assert house.call(ada, "GET", "/api/workspace/usage").json == after


@pytest.mark.parametrize("dollars", [-1, 1e9, "much"])
def test_a_budget_is_a_sum_of_money(house: House, dollars: object) -> None:
    assert house.call(house.user(), "PUT", "/api/workspace/budget", {"dollars": dollars}).status == 400


def test_an_export_too_many_is_refused_with_the_time_when_there_are_more(house: House) -> None:
    ada = house.user()
    meeting_id = house.meeting(ada, LINES)
    house.api = replace(house.api, limits=lambda: limits_from({"workspace": {"exports": 1}}))
    assert house.call(ada, "GET", f"/api/meetings/{meeting_id}/export/txt").status == 200

    refused = house.call(ada, "GET", f"/api/meetings/{meeting_id}/export/txt")

    assert (refused.status, refused.json["code"]) == (429, "QUOTA")
    assert 0 < int(refused.headers["retry-after"]) <= 86_400


def test_somebody_else_s_meeting_has_no_cost(house: House) -> None:
    meeting_id = house.meeting(house.user(), LINES)

    assert house.call(house.user("Bo Diddley"), "GET", f"/api/meetings/{meeting_id}/cost").status == 404
