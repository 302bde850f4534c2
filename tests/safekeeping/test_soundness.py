"""A whole archive has no fault; whatever is lost or damaged is named by its row."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any, Final

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F

from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import Kind
from articles.documents.article.model import Line
from articles.documents.article.table import cell_of
from articles.erasure.erase import erase_passage
from articles.models import (
    Article,
    ArticleWords,
    Edition,
    EditionWords,
    ImportRun,
    Link,
    Paragraph,
    Picture,
    RunItem,
    Section,
    SourceDocument,
    Version,
)
from articles.models.edition import EditionLink
from articles.pictures.stored import original_name, picture_storage, rendition_name
from articles.pictures.use import set_article_pictures
from articles.safekeeping.soundness.check import ArchiveCheck
from articles.safekeeping.soundness.fault import Fault, in_batches
from tests.documents.make import SENTENCE, make_document, make_paragraph, make_section
from tests.erasure.everything import make_everything, make_told
from tests.make import make_article
from tests.pictures.make import make_picture

pytestmark = pytest.mark.django_db

LINKED: Final = f'See <a href="https://hesk.example/ferry">the timetable</a>. {SENTENCE}'


@pytest.fixture(autouse=True)
def _own_pictures(own_pictures: Path) -> None:
    """No file of another test's pictures is a stray here."""


def faults() -> list[Fault]:
    return [fault for row in ArchiveCheck() for fault in row]


def told(fault: Fault) -> str:
    return f"{fault.table}: {fault.what}"


def test_an_archive_that_holds_everything_is_whole() -> None:
    make_everything()
    assert list(map(str, faults())) == []


def test_it_looks_at_as_many_rows_as_it_said() -> None:
    make_told()
    check = ArchiveCheck()
    total = check.total
    assert len(list(check)) == total


EVERY_KIND: Final = (
    make_paragraph("p1", "The quay", kind=Kind.PICTURE, attributes=Attributes(
        source="https://p.example/a.jpg", alt="A boat", credit="Ann", focus=(0.5, 0.25)
    )),
    make_paragraph("p2", "Costs", kind=Kind.TABLE, attributes=Attributes(
        head=1, rows=(("Work", "Crowns"), (cell_of("<em>200</em>", columns=2),))
    )),
    make_paragraph("p3", "", kind=Kind.EMBED, attributes=Attributes(url="https://v.example/1")),
    make_paragraph("p4", "", kind=Kind.PREFORMATTED, attributes=Attributes(text="a\n  b")),
    make_paragraph("p5", "", kind=Kind.RULE),
    make_paragraph("p6", "In", kind=Kind.LIST_ITEM, attributes=Attributes(list="ol", level=2)),
    make_paragraph("p7", "No.", kind=Kind.QUOTE, attributes=Attributes(by="Ann", pull=True)),
    make_paragraph("p8", "How", kind=Kind.BOX),
    make_paragraph("p9", SENTENCE, attributes=Attributes(box="p8"), noise=True),
)  # fmt: skip


def test_every_kind_is_kept_as_its_version_says_it() -> None:
    article = make_article(document=make_document(make_section("s1", *EVERY_KIND)))
    assert list(map(str, faults())) == []
    table = article.paragraphs.get(kind="table")
    rows = [["Work", "Crowns"], ["<em>201</em>"]]
    Paragraph.objects.filter(pk=table.pk).update(attributes={"head": 1, "rows": rows})
    assert "its paragraphs" in told(faults()[0])


def raw(row: Any, field: str, stored: bytes) -> None:
    """Write bytes as a damaged disk would, past the field that packs them."""
    table, column = row._meta.db_table, connection.ops.quote_name(field)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [stored, row.pk])


def packed(data: bytes) -> bytes:
    return zlib.compress(data)


def other_bytes() -> None:
    source = SourceDocument.objects.get()
    raw(source, "content", packed(b"x" * source.size))


def lose_a_version() -> None:
    Version.objects.filter(number=1).delete()


def lose_paragraph_rows() -> None:
    Link.objects.all().delete()
    Paragraph.objects.filter(position=0).delete()


def another_headline() -> None:
    Article.objects.update(headline="Another")


def a_later_block() -> None:
    document = make_document(make_section("s1", make_paragraph("p1", origin=99)))
    version = Version.objects.get()
    version.content = document.to_json()
    version.save()


def of_another_article() -> None:
    other = make_article(make_document(headline=Line("Another")))
    Edition.objects.update(version=Version.objects.get(article=other))


def other_bytes_of_a_picture() -> None:
    name = original_name(make_picture().sha256)
    Path(picture_storage().path(name)).write_bytes(b"other")


def lose_a_picture() -> None:
    picture_storage().delete(original_name(make_picture().sha256))


def lose_a_rendition() -> None:
    picture_storage().delete(rendition_name(make_picture().sha256, 480, "avif"))


def lose_a_pictures_row() -> None:
    Picture.objects.filter(pk=make_picture().pk).delete()


def of_another_section() -> None:
    other = make_article(make_document(headline=Line("Another")))
    Section.objects.filter(article=other).update(position=5)
    paragraph = Paragraph.objects.exclude(article=other).order_by("pk")[:1]
    Paragraph.objects.filter(pk__in=paragraph.values("pk")).update(
        section=Section.objects.get(article=other), position=77
    )


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (other_bytes, "articles.SourceDocument: its content is not what came in"),
        (
            lambda: SourceDocument.objects.update(size=F("size") + 1),
            "articles.SourceDocument: its content has",
        ),
        (
            lambda: raw(SourceDocument.objects.get(), "content", b"no zlib"),
            "articles.SourceDocument: its content cannot be unpacked",
        ),
        (
            lambda: SourceDocument.objects.update(url_hash=5),
            "articles.SourceDocument: the number of its address",
        ),
        (
            lambda: raw(Version.objects.get(), "content", packed(b"{}")),
            "articles.Version: its content is no article: schema None",
        ),
        (
            lambda: raw(Version.objects.get(), "imported", packed(b"[")),
            "articles.Version: its imported is no article",
        ),
        (lose_a_version, "articles.Article: not all of its versions 1 to 1 are here"),
        (lose_paragraph_rows, "articles.Article: its paragraphs are not those of its version 1"),
        (another_headline, "articles.Article: its lines are not those of its version 1"),
        (
            lambda: Article.objects.update(topics=["Trains"]),
            "articles.Article: its metadata are not those of its version 1",
        ),
        (
            lambda: Section.objects.update(heading="Another"),
            "articles.Article: its sections are not those of its version 1",
        ),
        (
            lambda: Link.objects.update(title="Another"),
            "articles.Article: its links are not those of its version 1",
        ),
        (a_later_block, "articles.Article: a part of it comes from block 99 of source document"),
        (of_another_article, "articles.Edition: its version is one of another article"),
        (
            lambda: raw(Edition.objects.get(), "body", b""),
            "articles.Edition: its body cannot be unpacked",
        ),
        (
            lambda: EditionLink.objects.all().delete(),
            "articles.Edition: not all links of its body are known",
        ),
        (
            lambda: Article.objects.update(kept_state="draft"),
            "articles.Article: lists show it as “Draft”, but its editions say “Live”",
        ),
        (other_bytes_of_a_picture, "articles.Picture: its original is not what came in"),
        (lose_a_picture, "articles.Picture: its original is missing"),
        (lose_a_rendition, "articles.Picture: its renditions/"),
        (lose_a_pictures_row, "articles.Picture: no picture is known by this name"),
        (
            lambda: set_article_pictures({Article.objects.get().pk: ["1" * 64]}),
            "articles.Article: it is not recorded which pictures it has",
        ),
        (lambda: ImportRun.objects.update(created=2), "articles.ImportRun: it counts 2 documents"),
        (
            lambda: RunItem.objects.update(after=3),
            "articles.RunItem: version 3 of its article is not here",
        ),
        (of_another_section, "articles.Paragraph: its section is one of another article"),
    ],
)
def test_what_is_damaged_is_named(damage: Callable[[], object], expected: str) -> None:
    make_told(LINKED)
    if damage is lose_a_version:
        Edition.objects.all().delete()
    damage()
    found = list(map(told, faults()))
    assert [each for each in found if each.startswith(expected)], found


@pytest.mark.django_db(transaction=True)
def test_a_reference_to_what_is_gone_is_named() -> None:
    article = make_told()
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE articles_article DISABLE TRIGGER ALL")
        cursor.execute("UPDATE articles_article SET source_id = 999")
        found = list(map(str, faults()))
        cursor.execute("UPDATE articles_article SET source_id = NULL")
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE articles_article ENABLE TRIGGER ALL")
    wanted = f"articles.Article {article.pk}: its source is 999, which is not there. "
    assert f"{wanted}Restore a back-up of before." in found


def test_what_was_redacted_has_no_digest_to_be_held_to() -> None:
    article = make_told()
    erase_passage("Ann Sjöberg", article, ground="4 O 17/26")
    assert list(map(str, faults())) == []


def test_what_no_search_finds_is_named_and_found_again() -> None:
    article = make_told()
    ArticleWords.objects.all().delete()
    EditionWords.objects.all().delete()

    assert [told(fault) for fault in faults()] == [
        "articles.Edition: no search finds it: it has no words",
        "articles.Article: no search finds it: it has no words",
    ]

    call_command("rebuild_search", stdout=StringIO())
    assert faults() == []
    assert ArticleWords.objects.get().article_id == article.pk


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="an index of PostgreSQL is part of its table"
)
def test_an_index_that_is_not_in_line_is_named_and_made_anew() -> None:
    make_told()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO articles_articlewords_index (rowid, words) VALUES (7, 'stray')")

    [fault] = faults()

    assert fault.what == "it has 1 rows, but its index 2"
    call_command("rebuild_search", "--all", stdout=StringIO())
    assert faults() == []


def test_batches_hold_every_row_once() -> None:
    for _number in range(5):
        make_article()
    batches = list(in_batches(Article.objects.values_list("pk", "slug"), 2))
    assert [len(batch) for batch in batches] == [2, 2, 1]
    assert len({key for batch in batches for key, _slug in batch}) == 5
