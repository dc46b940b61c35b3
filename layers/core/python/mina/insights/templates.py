"""The shape of a summary, by the kind of meeting."""

from __future__ import annotations

_NAMES = {
    "standup": "stand_up",
    "daily": "stand_up",
    "dailystandup": "stand_up",
    "onetoone": "one_to_one",
    "oneonone": "one_to_one",
    "1to1": "one_to_one",
    "1on1": "one_to_one",
    "11": "one_to_one",
    "customercall": "customer_call",
    "salescall": "customer_call",
    "customer": "customer_call",
    "sales": "customer_call",
}


def template_of(meeting_type: str) -> str:
    """general, stand_up, one_to_one or customer_call, however the type is written ("Stand-up", "1:1")."""
    return _NAMES.get("".join(filter(str.isalnum, meeting_type.casefold())), "general")
