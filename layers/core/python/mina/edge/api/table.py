"""All routes of the HTTP API."""

from __future__ import annotations

from mina.edge.api.handlers import (
    account,
    analytics,
    archives,
    audit,
    backfill,
    comments,
    corrections,
    costs,
    dashboards,
    description,
    elsewhere,
    exports,
    insights,
    invitations,
    meetings,
    members,
    model,
    search,
    sessions,
    shares,
    tasks,
    transcripts,
    uploads,
    webhooks,
    workspaces,
)
from mina.edge.api.route import RouteTable

MODULES = (
    account,
    description,
    dashboards,
    meetings,
    transcripts,
    corrections,
    comments,
    tasks,
    search,
    analytics,
    shares,
    webhooks,
    workspaces,
    members,
    model,
    invitations,
    audit,
    archives,
    insights,
    exports,
    backfill,
    sessions,
    costs,
)
TABLE = RouteTable.of([route for module in MODULES for route in module.ROUTES])
"""The routes that `functions/dashboard` answers."""
ALL_ROUTES = (*TABLE.routes, *elsewhere.ROUTES, *uploads.ROUTES)
"""With those of other functions."""
