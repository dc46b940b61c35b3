"""All routes of the HTTP API."""

from __future__ import annotations

from mina.edge.api.handlers import (
    account,
    analytics,
    comments,
    corrections,
    dashboards,
    exports,
    insights,
    meetings,
    search,
    sessions,
    shares,
    tasks,
    transcripts,
    workspaces,
)
from mina.edge.api.route import RouteTable

MODULES = (
    account,
    dashboards,
    meetings,
    transcripts,
    corrections,
    comments,
    tasks,
    search,
    analytics,
    shares,
    workspaces,
    insights,
    exports,
    sessions,
)
TABLE = RouteTable.of([route for module in MODULES for route in module.ROUTES])
