"""Health and metrics of a site as it runs, whose processes count together."""

from __future__ import annotations

import json
from urllib.request import urlopen

from tests.served import Newsroom
from tests.warmed import PATIENCE


def test_its_processes_tell_how_much_they_served_together(site: Newsroom) -> None:
    with urlopen(f"{site.url}/health/readers", timeout=PATIENCE) as answer:
        assert json.load(answer)["status"] == "ok"
    urlopen(f"{site.url}/", timeout=PATIENCE).close()
    with urlopen(f"{site.url}/metrics", timeout=PATIENCE) as answer:
        told = answer.read().decode()
    counted = 'newsroom_requests_total{method="GET",route="front_page",status="200"}'
    assert counted in told
    # A figure of one process would carry its number.
    assert "pid=" not in told
