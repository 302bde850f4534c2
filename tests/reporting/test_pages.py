"""The documents of a run, a page at a time."""

from __future__ import annotations

import pytest
from django.db import connection

from articles.models import ImportRun
from articles.models.import_run import Outcome
from articles.reporting import pages
from articles.reporting.pages import Page, Wanted, page_of
from tests.make import make_item, make_run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SIZE", 2)


def run_of(*keys: str, outcome: Outcome = Outcome.CREATED) -> ImportRun:
    run = make_run()
    for key in keys:
        make_item(run, outcome, external_id=key)
    make_item(make_run(), outcome, external_id="of another run")
    return run


def keys(page: Page) -> list[str]:
    return [item.external_id for item in page.items]


def walk(run: ImportRun, outcome: Outcome | None = None) -> list[Page]:
    """The pages from the first to the last."""
    found = [page_of(run, Wanted(outcome))]
    while found[-1].next:
        found.append(page_of(run, Wanted(outcome, after=found[-1].items[-1].pk)))
    return found


def test_all_outcomes_come_in_the_order_of_keys() -> None:
    run = run_of("d", "b", "a", "c", "e")
    found = walk(run)
    assert [keys(page) for page in found] == [["a", "b"], ["c", "d"], ["e"]]
    assert [page.previous for page in found] == [False, True, True]


def test_documents_without_a_key_are_neither_lost_nor_doubled() -> None:
    run = run_of("", "", "", "", "a")
    seen = [item.pk for page in walk(run) for item in page.items]
    assert seen == list(run.items.order_by("external_id", "pk").values_list("pk", flat=True))


def test_one_outcome_comes_in_the_order_of_the_import() -> None:
    run = run_of("d", "b", "a")
    make_item(run, Outcome.REJECTED, external_id="z")
    assert [keys(page) for page in walk(run, Outcome.CREATED)] == [["d", "b"], ["a"]]
    assert [keys(page) for page in walk(run, Outcome.REJECTED)] == [["z"]]


@pytest.mark.parametrize("outcome", [None, Outcome.CREATED])
def test_it_goes_back_as_it_came(outcome: Outcome | None) -> None:
    run = run_of("a", "", "b", "", "", "c", "d")
    there = walk(run, outcome)
    page, back = there[-1], [there[-1]]
    while page.previous:
        page = page_of(run, Wanted(outcome, before=page.items[0].pk))
        back.append(page)
    assert [keys(page) for page in back] == [keys(page) for page in reversed(there)]
    assert all(page.next for page in back[1:])


def test_it_finds_by_key_and_by_file() -> None:
    run = run_of("the-ferry", "the-bridge")
    other = make_item(run, external_id="x", file="wire/FERRY.jsonl")
    assert keys(page_of(run, Wanted(term="ferry"))) == ["the-ferry", other.external_id]
    assert keys(page_of(run, Wanted(Outcome.REJECTED, "ferry"))) == []


@pytest.mark.parametrize("wanted", [Wanted(after=10**17), Wanted(before=10**17)])
def test_a_document_that_is_not_there_leads_to_the_first_page(wanted: Wanted) -> None:
    assert keys(page_of(run_of("a", "b", "c"), wanted)) == ["a", "b"]


def test_neither_order_is_made_by_sorting() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL sorts so few rows, whatever the index")
    items = run_of("a").items
    edge = items.get()
    for rows in (
        items.after(edge, by_key=True).order_by("external_id", "pk"),
        items.before(edge, by_key=True).order_by("-external_id", "-pk"),
        items.filter(outcome=Outcome.CREATED).after(edge, by_key=False).order_by("pk"),
    ):
        plan = rows.explain()
        assert "USING INDEX run_item_" in plan
        assert "TEMP B-TREE" not in plan
