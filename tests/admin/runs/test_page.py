"""The page of an import run: what became of every document."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from typing import Any

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import ImportRun, SourceDocument
from articles.models.import_run import Outcome
from articles.reporting import pages
from tests.make import (
    make_article,
    make_editor,
    make_item,
    make_run,
    make_running,
    make_source_document,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client: Client) -> Client:
    client.force_login(make_editor("view_importrun", "view_article", "view_sourcedocument"))
    return client


def address(run: ImportRun, rest: str = "change/") -> str:
    return f"/admin/articles/importrun/{run.pk}/{rest}"


def page(client: Client, run: ImportRun, query: str = "") -> str:
    return client.get(address(run) + query).content.decode()


def shown(client: Client, run: ImportRun, query: str = "") -> list[str]:
    """The keys of the documents on the page."""
    items = client.get(address(run) + query).context["items"]
    return [each.item.external_id for each in items]


def download(client: Client, run: ImportRun, name: str) -> tuple[str, StreamingHttpResponse]:
    response: Any = client.get(address(run, name))
    return b"".join(response).decode(), response


def test_it_tells_what_was_asked(operator: Client) -> None:
    run = make_run(arguments={"paths": ["wire/a", "wire/b"], "publish": True}, parser_version=7)
    text = page(operator, run)
    for told in ("wire/a", "wire/b", "Publish", "Parser version", "<dd>7</dd>"):
        assert told in text


def test_it_tells_what_cleaning_removed(operator: Client) -> None:
    run = make_run(removed={"tag": {"script": 12}, "attribute": {"a class": 4000}})
    text = page(operator, run)
    assert "Cleaning removed 4,000 attributes and 12 tags." in text
    assert text.index("attribute class of &lt;a&gt;") < text.index("&lt;script&gt;")


def test_a_run_with_endless_names_of_attributes_is_still_a_page(operator: Client) -> None:
    run = make_run(removed={"attribute": {f"a x{number}": 1 for number in range(500)}})
    assert page(operator, run).count("attribute x") == 50
    assert "And 450 more" in page(operator, run)


def test_documents_are_found_by_outcome_key_and_file(operator: Client) -> None:
    run = make_run()
    make_item(run, external_id="ferry")
    make_item(run, Outcome.REJECTED, external_id="bridge", file="wire/ferry.txt")
    assert shown(operator, run) == ["bridge", "ferry"]
    assert shown(operator, run, "?outcome=rejected") == ["bridge"]
    assert shown(operator, run, "?q=ferry") == ["bridge", "ferry"]
    assert shown(operator, run, "?q=ferry&outcome=created") == ["ferry"]
    assert "has “tram” in its key" in page(operator, run, "?q=tram")


def test_the_counts_are_links_to_their_documents(operator: Client) -> None:
    run = make_run(rejected=1234)
    text = page(operator, run, "?q=%26x")
    assert 'href="?outcome=rejected&amp;q=%26x#documents"' in text
    assert ">1,234</span>" in text


@pytest.mark.parametrize(
    "query",
    ["?outcome=lost", "?after=x", f"?after={'9' * 5000}", "?before=-1", "?after=²"],
)
def test_an_address_that_means_nothing_is_no_crash(operator: Client, query: str) -> None:
    run = make_run()
    make_item(run, external_id="ferry")
    assert shown(operator, run, query) == ["ferry"]


def test_one_walks_through_many_documents(
    operator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "SIZE", 2)
    run = make_run()
    for key in "abc":
        make_item(run, external_id=key)
    first = operator.get(address(run))
    assert "previous" not in first.context
    second = operator.get(address(run) + first.context["next"])
    assert [each.item.external_id for each in second.context["items"]] == ["c"]
    assert "next" not in second.context
    back = operator.get(address(run) + second.context["previous"])
    assert [each.item.external_id for each in back.context["items"]] == ["a", "b"]


def test_a_document_leads_to_its_article_and_its_source(operator: Client) -> None:
    run = make_run()
    article = make_article()
    source = make_source_document(external_id="ferry")
    SourceDocument.objects.filter(pk=source.pk).update(run=run)
    make_item(run, external_id="ferry", article=article)
    text = page(operator, run)
    assert f'href="/admin/articles/article/{article.pk}/change/"' in text
    assert article.headline in text
    assert f'href="/admin/articles/sourcedocument/{source.pk}/change/"' in text


def test_the_source_is_the_one_that_the_run_saw(operator: Client) -> None:
    earlier = make_source_document(external_id="ferry", digest="1")
    run = make_run()
    make_item(run, Outcome.UNCHANGED, external_id="ferry")
    make_item(run, Outcome.REJECTED, external_id="ferry")
    make_source_document(external_id="ferry", digest="2")
    sources = [each.source for each in operator.get(address(run)).context["items"]]
    assert sources == [earlier.pk, None]


def test_a_rejected_document_tells_where_why_and_what_to_do(operator: Client) -> None:
    run = make_run()
    make_item(
        run,
        Outcome.REJECTED,
        external_id="",
        file="a<b>.txt",
        position="line 3",
        reason="is <b>empty",
    )
    text = page(operator, run)
    for told in ("a&lt;b&gt;.txt", "line 3", "Is &lt;b&gt;empty. Remove it."):
        assert told in text


def test_the_rejected_are_downloaded_as_a_table(operator: Client) -> None:
    run = make_run()
    make_item(run)
    item = make_item(run, Outcome.REJECTED, reason="is Ünfit")
    text, response = download(operator, run, "rejected.csv")
    [row] = csv.DictReader(text.removeprefix("\ufeff").splitlines())
    assert (row["file"], row["reason"], row["remedy"]) == (item.file, "is Ünfit", "Remove it.")
    assert f"import-{run.pk}-rejected.csv" in response["Content-Disposition"]
    assert f'href="{address(run, "rejected.csv")}"' in page(operator, run)


def test_the_rejected_are_downloaded_as_json_lines(operator: Client) -> None:
    run = make_run()
    make_item(run)
    keys = [make_item(run, Outcome.REJECTED).external_id for _ in range(2)]
    text, _ = download(operator, run, "rejected.jsonl")
    assert [json.loads(line)["key"] for line in text.splitlines()] == keys
    assert f'href="{address(run, "rejected.jsonl")}"' in page(operator, run)


def test_a_running_run_tells_its_progress_to_a_script(operator: Client) -> None:
    run = make_running(total=10, created=3, rejected=1)
    found = operator.get(address(run, "progress/")).json()
    assert (found["is_running"], found["done"], found["total"]) == (True, 4, 10)
    assert found["parts"]["created"] == "3"
    assert "4 of 10 documents" in found["parts"]["summary"]
    text = page(operator, run)
    assert f'data-run="{address(run, "progress/")}"' in text
    assert 'max="10" value="4"' in text
    for part in found["parts"]:
        assert f'data-run-part="{part}"' in text


def test_a_run_that_has_ended_is_not_asked_after(operator: Client) -> None:
    run = make_run()
    assert operator.get(address(run, "progress/")).json()["is_running"] is False
    assert "data-run=" not in page(operator, run)


def test_a_run_that_was_killed_is_said_to_be_so(operator: Client) -> None:
    run = make_running(seen_at=timezone.now() - timedelta(hours=1))
    assert "probably killed" in page(operator, run)


@pytest.mark.parametrize("rest", ["change/", "progress/", "rejected.csv", "rejected.jsonl"])
def test_the_pages_of_a_run_need_its_right(client: Client, rest: str) -> None:
    client.force_login(make_editor("view_article", "view_sourcedocument"))
    there, not_there = make_run(), ImportRun(pk=10**6)
    assert client.get(address(there, rest)).status_code == 403
    assert client.get(address(not_there, rest)).status_code == 403


@pytest.mark.parametrize("rest", ["change/", "progress/", "rejected.csv", "rejected.jsonl"])
def test_a_run_that_is_not_there_is_not_found(operator: Client, rest: str) -> None:
    assert operator.get(f"/admin/articles/importrun/999999/{rest}").status_code == 404


def test_no_headline_is_told_to_those_who_may_not_see_articles(client: Client) -> None:
    client.force_login(make_editor("view_importrun"))
    run = make_run()
    article = make_article()
    make_item(run, external_id="ferry", article=article)
    make_source_document(external_id="ferry")
    text = page(client, run)
    assert "ferry" in text
    assert article.headline not in text
    assert "/admin/articles/sourcedocument/" not in text


def test_nobody_changes_a_run(admin_client: Client) -> None:
    run = make_run()
    admin_client.post(address(run), {"created": "5"})
    run.refresh_from_db()
    assert run.created == 0


def test_a_page_takes_as_many_queries_for_any_number_of_documents(
    operator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    run = make_run()
    for _ in range(2):
        for outcome in Outcome:
            make_source_document(
                external_id=make_item(run, outcome, article=make_article()).external_id
            )
        with django_assert_num_queries(10):
            operator.get(address(run))
