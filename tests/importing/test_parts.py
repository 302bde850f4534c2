"""What is no text, from a CMS's export to the desk and through a correction of the source."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from articles import store
from articles.documents import reading
from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Line, Paragraph
from articles.documents.source import Source
from articles.importing.pipeline import import_documents
from articles.importing.plan import IMPORT, Options
from articles.models import Article, Conflict
from articles.models.version import Reason
from tests.documents.make import SENTENCE
from tests.documents.reading.xml.make import export, item

pytestmark = pytest.mark.django_db

PICTURE = "https://paper.example/a.jpg"
BODY = (
    f"<p>{SENTENCE}</p>"
    f'<figure><img src="{PICTURE}" alt="A boat"><figcaption>%(caption)s</figcaption></figure>'
    "<h2>What it cost</h2>"
    "<table><caption>Costs</caption><tr><th>Work</th><th>Crowns</th></tr>"
    "<tr><td>Shaft</td><td>%(shaft)s</td></tr><tr><td>Paint</td><td>40</td></tr></table>"
    "<ol><li>First<ul><li>Inside</li></ul></li></ol>"
    "<blockquote><p>Never again.</p><cite>Ann Lee</cite></blockquote>"
    '<iframe src="https://v.example/1" title="Sailing"></iframe><hr>'
    "<pre>a\n  b</pre><details><summary>How to get there</summary><p>By tram.</p></details>"
)


def wxr(*, caption: str = "The quay", shaft: str = "200") -> bytes:
    body = BODY % {"caption": caption, "shaft": shaft}
    dated = item(f"<!-- wp:html -->{body}<!-- /wp:html -->", post_id="7")
    return export(dated.replace("<item>", "<item><title>A ferry</title>")).encode()


def ninjs(*, caption: str = "The quay", shaft: str = "200") -> bytes:
    item = {
        "guid": "urn:1", "type": "text", "pubstatus": "usable", "headline": "A ferry",
        "versioncreated": "2024-01-01T00:00:00Z",
        "body_html": BODY % {"caption": caption, "shaft": shaft},
    }  # fmt: skip
    return json.dumps(item).encode()


EXPORTS = pytest.mark.parametrize(
    ("written", "name"), [(wxr, "a.xml"), (ninjs, "a.json")], ids=["wxr", "ninjs"]
)
Written = Callable[..., bytes]


def run(content: bytes, name: str, **options: Any) -> list[str]:
    found = [each for each in reading.read_documents(io.BytesIO(content), name)]
    documents = [each for each in found if isinstance(each, Source)]
    return [
        result.outcome.value for result in import_documents(documents, Options(**options), IMPORT)
    ]


def document() -> ArticleDocument:
    return store.load(Article.objects.get())


def of_kind(kind: Kind) -> Paragraph:
    [found] = [each for each in document().paragraphs() if each.kind is kind]
    return found


def edit(changed: ArticleDocument) -> None:
    editor = get_user_model().objects.create_user("ilse")
    article = Article.objects.get()
    store.save(article.pk, changed, base=article.version, reason=Reason.EDIT, author=editor)


@EXPORTS
def test_every_kind_reaches_the_desk(written: Written, name: str) -> None:
    assert run(written(), name) == ["created"]
    kinds = [each.kind.value for each in document().paragraphs()]
    assert kinds == [
        *("body", "picture", "table", "list_item", "list_item", "quote", "embed", "rule"),
        *("preformatted", "box", "body"),
    ]
    last = list(document().paragraphs())[-1]
    assert last.attributes == {"box": of_kind(Kind.BOX).uid}
    assert of_kind(Kind.QUOTE).attributes == {"by": "Ann Lee"}


@EXPORTS
def test_importing_twice_changes_nothing(written: Written, name: str) -> None:
    run(written(), name)
    before = document()
    assert run(written(), name) == ["unchanged"]
    assert document() == before


@EXPORTS
def test_a_corrected_row_and_caption_arrive_under_an_editors_edits(
    written: Written, name: str
) -> None:
    run(written(), name)
    quote = of_kind(Kind.QUOTE)
    edited = document().with_paragraph(quote.uid, Kind.QUOTE, "Never, ever.")
    edit(replace(edited, headline=Line("Edited")))
    assert run(written(caption="The new quay", shaft="210"), name) == ["merged"]
    assert document().headline.text == "Edited"
    assert of_kind(Kind.QUOTE).markup == "Never, ever."
    assert of_kind(Kind.PICTURE).markup == "The new quay"
    assert of_kind(Kind.TABLE).attributes["rows"][1] == ("Shaft", "210")
    assert not Conflict.objects.open().exists()


@EXPORTS
def test_an_editors_row_stays_when_the_source_corrects_another(written: Written, name: str) -> None:
    run(written(), name)
    table = of_kind(Kind.TABLE)
    rows = (*table.attributes["rows"][:2], ("Paint", "45"))
    changed = replace(table, attributes=table.attributes.with_values(rows=rows))
    edit(document().with_each_paragraph(lambda each: changed if each.uid == table.uid else each))
    assert run(written(shaft="210"), name) == ["merged"]
    assert of_kind(Kind.TABLE).attributes["rows"][1:] == (("Shaft", "210"), ("Paint", "45"))


@EXPORTS
def test_an_editors_caption_stays_when_the_source_changes_the_picture(
    written: Written, name: str
) -> None:
    run(written(), name)
    picture = of_kind(Kind.PICTURE)
    changed = replace(picture, attributes=picture.attributes.with_values(alt="A ferry at a quay"))
    edit(document().with_each_paragraph(lambda each: changed if each.uid == picture.uid else each))
    run(written(caption="The new quay"), name)
    found = of_kind(Kind.PICTURE)
    assert (found.markup, found.attributes["alt"]) == ("The new quay", "A ferry at a quay")


def test_lines_around_a_text_come_to_readers_and_stay_an_editors() -> None:
    def sent(**lines: str) -> bytes:
        return json.dumps({**json.loads(ninjs()), "extra": lines}).encode()

    run(sent(kicker="Ferries", sign_off="Ann Lee"), "a.json", publish=True)
    edition = Article.objects.get().editions.get()
    assert (edition.kicker, edition.sign_off, edition.dateline) == ("Ferries", "Ann Lee", "")
    edit(replace(document(), metadata=replace(document().metadata, kicker="Boats")))
    assert run(sent(kicker="Ferries", sign_off="Ann Lee, Holm"), "a.json") == ["merged"]
    found = document().metadata
    assert (found.kicker, found.sign_off) == ("Boats", "Ann Lee, Holm")
