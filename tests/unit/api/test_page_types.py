"""The page's types are made from `web/openapi.json`, which is the API's description as it is served."""

import json
from pathlib import Path

from mina.edge.api.openapi import document
from mina.edge.api.table import all_routes

KEPT = Path(__file__).parents[3] / "web" / "openapi.json"


def test_the_description_that_the_page_is_typed_by_is_the_one_that_is_served() -> None:
    served = json.loads(json.dumps(document(all_routes())))

    assert json.loads(KEPT.read_text()) == served, "Save GET /api/openapi.json and `npm run types`"
