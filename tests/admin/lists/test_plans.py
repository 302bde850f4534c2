"""However many articles there are, an index leads to each row that a list of the desk shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any, Final

import pytest
from django.db import connection
from django.db.models import F, Value
from django.test import Client
from django.utils import timezone

from articles import store
from articles.admin.lists.values import indexed_values
from articles.documents.article.kinds import Kind
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import Line
from articles.documents.article.rows import article_rows
from articles.models import Article, LabelReview, SourceDocument
from articles.models.article import Beginning
from articles.models.version import Reason
from articles.publishing.publish import publish_new
from articles.publishing.states import keep_states
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_editor, make_run
from tests.plans import plan_as_for_many, plans_of, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.long]

ARTICLES: Final = 2500
BIG: Final = "|".join(
    f"articles_{name}"
    for name in (
        "article", "paragraph", "section", "link", "sourcedocument", "version", "edition",
        "labelreview", "articlewords",
    )
)  # fmt: skip
# What reads all of such a table, or sorts all that it found: SQLite's words, then PostgreSQL's.
# Ties in an index may be sorted, and are few.
SLOW: Final = re.compile(
    rf"^SCAN (?:{BIG})$|USE TEMP B-TREE FOR (?:ORDER BY|DISTINCT|GROUP BY)$"
    rf"|Seq Scan on (?:{BIG})\b|(?<!Incremental )\bSort  \(",
    re.MULTILINE,
)
# Rows that are named by their keys are no more than a page's, or a few thousand.
NAMED: Final = re.compile(r" IN \((?:%s|\d)")
# SQLite's tables are in the order of their keys: such a scan ends with its page.
BY_KEY: Final = re.compile(r'ORDER BY "\w+"\."id" (?:DESC|ASC) LIMIT')
# Whether few texts have a word: an index finds these, and of others the first make enough.
FEW: Final = re.compile(r'^SELECT "\w+"\."place" AS "pk" FROM "\w+" WHERE [^()]* LIMIT \d+$')
MOST: Final = ("kind__exact=body", "noise__exact=0", "heading=no")
OF_BIG: Final = re.compile(rf'FROM "(?:{BIG})"')
LISTS: Final = {
    "article": (
        "", "o=2", "o=-2", "o=3", "o=-3", "o=4", "o=-4", "o=6", "o=-6", "before=", "o=2&before=",
        "state=live", "state=draft", "state=withdrawn", "state=changed", "look=needed",
        "look=none", "source_updates=waiting", "source_updates=none", "duplicates=waiting",
        "duplicates=none", "headline=provisional", "headline=confirmed", "changed=week",
        "mine=1", "language=ar", "publisher=Post+7", "publisher=Post+7&state=live",
        "q=ferry", "q=ferry&best=1", "q=ferry&state=live", "q=nothing",
    ),
    "paragraph": ("", "before=", "kind__exact=quote", "kind__exact=body", "noise__exact=1",
                  "noise__exact=0", "o=4", "q=ferry"),
    "section": ("", "before=", "heading=yes", "heading=no", "q=ferry"),
    "link": ("", "before=", "host=x7.example", "q=x7.example", "q=ferry"),
    "sourcedocument": ("", "before=", "o=0", "format=ninjs", "q=wire-7", "q=ferry"),
}  # fmt: skip


def documents() -> Iterator[store.NewArticle]:
    for index in range(ARTICLES):
        linked = f'The ferry. <a href="https://x{index % 9}.example/{index}">More</a>'
        parts = [
            make_paragraph("p1", linked),
            make_paragraph("p2", "A quotation.", kind=Kind.QUOTE),
            make_paragraph("p3", "Advertisement", noise=True),
        ]
        sections = [make_section("s1", *parts[:2]), make_section("s2", parts[2], heading=Line("X"))]
        document = make_document(
            *sections,
            headline=Line(f"Headline {index}"),
            headline_provisional=index % 20 == 0,
            language=("en", "ar")[index % 10 == 0],
            metadata=Metadata(publisher=f"Post {index % 20}"),
        )
        yield store.NewArticle(article_rows(document), f"slug-{index}")


@pytest.fixture
def filled(desk: Client) -> Client:
    """An archive: of five articles two are drafts, and each other state has some."""
    keys = store.create_many(list(documents()), reason=Reason.IMPORT)
    publish_new([key for key in keys if key % 5 > 1])
    Article.objects.annotate(rest=F("id") % 50).filter(rest=2).update(version=2)
    now = timezone.now()
    for number, key in enumerate(keys[:: ARTICLES // 250]):
        moment = now - timedelta(hours=number)
        Article.objects.filter(pk=key).update(changed_at=moment)
    run = make_run()
    sources = SourceDocument.objects.bulk_create(
        SourceDocument(
            external_id=f"wire-{index}", digest="0", format=("literal", "ninjs")[index % 50 == 0],
            content=b"x", size=1, run=run, parser_version=1,
        )
        for index in range(ARTICLES)
    )  # fmt: skip
    LabelReview.objects.bulk_create(
        LabelReview(
            article_id=key, source=source, origin=0, label="body", alternative="noise",
            confidence=0.5,
        )
        for key, source in zip(keys, sources, strict=True)
    )  # fmt: skip
    Article.objects.filter(pk__in=keys[::30]).update(changed_by=make_editor())
    keep_states(keys)
    plan_as_for_many()
    if connection.vendor == "postgresql":
        # So few rows it would read and sort sooner than look up: what is asked is whether it could.
        with connection.cursor() as cursor:
            for way in ("seqscan", "bitmapscan", "sort", "hashjoin", "mergejoin"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    return desk


def slow_queries(address: str, desk: Client) -> list[str]:
    """The steps that read or sort a big table, each with its query."""
    ask = partial(desk.get, address)
    assert desk.get(address).status_code == 200
    asked = [sql for sql, _ in queries_of(ask)]
    return [
        f"{step}: {sql[:400]}"
        for sql, plan in zip(asked, plans_of(ask), strict=True)
        if OF_BIG.search(sql) and not NAMED.search(sql) and not FEW.search(sql)
        # Of what most rows are, the first that are read make enough to count.
        if not (address.endswith(MOST) and "COUNT(*)" in sql)
        for step in SLOW.findall(plan)
        if not (step.startswith("SCAN") and BY_KEY.search(sql))
    ]


def test_no_list_reads_a_whole_table_or_sorts_one(filled: Client) -> None:
    found = {
        address: steps
        for name, queries in LISTS.items()
        for query in queries
        if (address := f"/admin/articles/{name}/?{query}")
        and (steps := slow_queries(address, filled))
    }
    assert found == {}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("column", ["language", Beginning("publisher")])
def test_values_are_looked_up_one_after_the_other(column: Any) -> None:
    plans: list[str] = []

    def explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        with connection.cursor() as cursor:
            word = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
            if not sql.startswith("EXPLAIN"):
                cursor.execute(f"{word} {sql}", params)
                plans.append("\n".join(str(row[-1]) for row in cursor.fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        assert len(indexed_values(Article.objects.all(), column)) in (2, 20)
    [plan] = plans
    assert SLOW.findall(plan) == []
    assert "article_by_" in plan


def test_it_is_told_where_a_list_would_read_a_whole_table(filled: Client) -> None:
    """That the pattern finds what it is for."""
    odd = Article.objects.annotate(odd=Value("x")).order_by("standfirst")
    [plan] = plans_of(lambda: list(odd[:5]))
    assert SLOW.findall(plan)
