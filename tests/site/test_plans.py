"""However many articles there are, an index leads to each row that a public page shows."""

from __future__ import annotations

from functools import partial

import pytest
from django.test import Client

from tests.bench.archive.fill import fill
from tests.bench.archive.pages import Page, pages_of_readers
from tests.bench.archive.writing import Writing
from tests.plans import plan_as_for_many, plans_of, slow_steps

pytestmark = pytest.mark.django_db

WRITTEN, ARTICLES = 400, 8_000


def test_an_index_leads_to_each_row_of_a_page(client: Client) -> None:
    fill(0, ARTICLES, written=WRITTEN)
    plan_as_for_many()
    front = ["/", f"/{client.get('/').context['older']}", "/?before="]
    for page in [*pages_of_readers(Writing().common), Page("older", front[1], 15)]:
        assert client.get(page.address).status_code == page.status, page.name
        assert slow_steps(partial(client.get, page.address)) == [], page.name
    for address in front:
        [plan] = plans_of(partial(client.get, address))
        assert "edition_live_newest_first" in plan, address
