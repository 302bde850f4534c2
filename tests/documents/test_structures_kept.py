"""Promise 1 for structure: what a source's text holds is in the article once, as what it was.

A text of random structures is written in each format that carries them. Each structure has a word
of its own, by which it is found again: a table as one table with all cells, a list as its items, a
picture and an embed by their addresses. Whatever is not there, a removal has to name.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from typing import Final, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.documents.article.kinds import Kind
from articles.documents.article.model import Paragraph
from articles.documents.pipeline import ParsedDocument, parse_document
from articles.documents.source import Rejection
from tests.documents.reading.received import documents_of
from tests.documents.reading.xml.make import export, item

HERE: Final = "https://coast.example"


class Structure(NamedTuple):
    """What a text holds: how sources write it, and what it is in an article, with its words."""

    html: str
    kind: Kind
    words: tuple[str, ...]


def text(word: str) -> str:
    return (
        f"<p>The ferry {word} sailed to Holm on Saturday at seven, with forty cars and one horse "
        f"on its deck, and Captain {word} said that the sea had been as calm as a pond.</p>"
    )


def table(word: str) -> Structure:
    cells = tuple(f"{word}{letter}" for letter in "abcd")
    row = "<tr><td>{}</td><td>{}</td></tr>"
    head = row.format(*cells[:2]).replace("td>", "th>")
    return Structure(f"<table>{head}{row.format(*cells[2:])}</table>", Kind.TABLE, cells)


def figure_of_table(word: str) -> Structure:
    made = table(word)
    caption = f"<figcaption>The seats {word}e</figcaption>"
    return Structure(
        f"<figure>{made.html}{caption}</figure>", Kind.TABLE, (*made.words, f"{word}e")
    )


def picture(word: str) -> Structure:
    html = f'<p><img src="{HERE}/img/{word}.jpg" alt="A boat {word}a"></p>'
    return Structure(html, Kind.PICTURE, (f"{word}.jpg", f"{word}a"))


def figure(word: str) -> Structure:
    html = (
        f'<figure><img src="{HERE}/img/{word}.jpg"><figcaption>The pier {word}a</figcaption>'
        "</figure>"
    )
    return Structure(html, Kind.PICTURE, (f"{word}.jpg", f"{word}a"))


def frame(word: str) -> Structure:
    html = f'<iframe src="https://tube.example/embed/{word}" width="640" height="360"></iframe>'
    return Structure(html, Kind.EMBED, (word,))


def post(word: str) -> Structure:
    html = (
        f'<blockquote class="twitter-tweet"><p>Late again {word}a</p>— Ann '
        f'<a href="https://twitter.com/{word}/status/20">May 1</a></blockquote>'
    )
    return Structure(html, Kind.EMBED, (f"{word}/status/20", f"{word}a"))


def nested_list(word: str) -> Structure:
    html = (
        f"<ol><li>Three oars {word}a<ul><li>of ash {word}b</li></ul></li>"
        f"<li>Four oars {word}c</li></ol>"
    )
    return Structure(html, Kind.LIST_ITEM, (f"{word}a", f"{word}b", f"{word}c"))


def quotation(word: str) -> Structure:
    html = (
        f"<blockquote><p>We were wrong about the shaft, {word}a, she said to all.</p></blockquote>"
    )
    return Structure(html, Kind.QUOTE, (f"{word}a",))


def code(word: str) -> Structure:
    return Structure(
        f"<pre>a = {word}a\n  b = {word}b</pre>", Kind.PREFORMATTED, (f"{word}a\n  b",)
    )


def box(word: str) -> Structure:
    html = (
        f"<aside><h3>What we know {word}a</h3><p>The shaft {word}b broke in December, which "
        "nobody had thought of before.</p></aside>"
    )
    return Structure(html, Kind.BOX, (f"{word}a",))


MAKERS: Final = (
    *(table, figure_of_table, picture, figure, frame, post),
    *(nested_list, quotation, code, box),
)


@st.composite
def bodies(draw: st.DrawFn) -> tuple[list[str], list[Structure]]:
    """The parts of a text in order, and which of them are structures."""
    parts, found = [text("wz0"), text("wz1")], []
    makers = draw(st.lists(st.sampled_from(MAKERS), min_size=1, max_size=6))
    for number, make in enumerate(makers):
        structure = make(f"wx{number}y")
        found.append(structure)
        parts.append(structure.html)
        if draw(st.booleans()):
            parts.append(text(f"wv{number}y"))
    return [*parts, text("wz2"), text("wz3")], found


def as_page(parts: list[str]) -> tuple[str, str]:
    body = "".join(parts)
    html = (
        f"<!doctype html><html><head><title>Ferry sails</title><link rel=canonical href={HERE}/f>"
        f"</head><body><main><article><h1>Ferry sails</h1>{body}</article></main></body></html>"
    )
    return html, "a.html"


def as_wxr(parts: list[str]) -> tuple[str, str]:
    return export(item("\n\n".join(parts), post_id="1")), "a.xml"


def as_ninjs(parts: list[str]) -> tuple[str, str]:
    body = {"contenttype": "application/xhtml+xml", "value": "".join(parts)}
    story = {"uri": f"{HERE}/f", "type": "text", "headlines": [{"value": "Ferry"}]}
    return json.dumps({**story, "bodies": [body]}), "a.json"


def as_old_ninjs(parts: list[str]) -> tuple[str, str]:
    story = {"uri": f"{HERE}/f", "type": "text", "headline": "Ferry", "pubstatus": "usable"}
    return json.dumps({**story, "body_xhtml": "".join(parts)}), "a.json"


def as_rss(parts: list[str]) -> tuple[str, str]:
    xml = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Coast</title><link>{HERE}</link><item><title>Ferry</title><link>{HERE}/f</link>"
        f"<content:encoded><![CDATA[{''.join(parts)}]]></content:encoded></item></channel></rss>"
    )
    return xml, "a.xml"


def as_atom(parts: list[str]) -> tuple[str, str]:
    xml = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Coast</title><entry>'
        f'<title>Ferry</title><id>{HERE}/f</id><link href="{HERE}/f"/>'
        f'<content type="html">{escape("".join(parts))}</content></entry></feed>'
    )
    return xml, "a.atom"


def as_strings(parts: list[str]) -> tuple[str, str]:
    """As scrapers hand them over: paragraphs without their tag, all else as it is."""
    strings = [part.removeprefix("<p>").removesuffix("</p>") for part in parts]
    return json.dumps(strings), "a.json"


def as_literal(parts: list[str]) -> tuple[str, str]:
    return repr(json.loads(as_strings(parts)[0])), "a.txt"


def as_flat_json(parts: list[str]) -> tuple[str, str]:
    return json.dumps(
        {"title": "Ferry", "url": f"{HERE}/f", "content_html": "".join(parts)}
    ), "a.json"


def as_table(parts: list[str]) -> tuple[str, str]:
    cell = "".join(parts).replace('"', '""')
    return f'id,title,html\n1,Ferry,"{cell}"\n', "a.csv"


WAYS: Final = (
    *(as_page, as_wxr, as_ninjs, as_old_ninjs, as_rss, as_atom),
    *(as_strings, as_literal, as_flat_json, as_table),
)


def parsed(written: str, name: str) -> ParsedDocument:
    [found] = documents_of(written, name)
    assert not isinstance(found, Rejection), found
    return parse_document(found[0])


def holds(paragraph: Paragraph, word: str) -> bool:
    said = paragraph.attributes
    places = (paragraph.text, said.get("source", ""), said.get("url", ""), said.get("text", ""))
    return any(word in place for place in places)


@pytest.mark.parametrize("write", WAYS, ids=lambda write: write.__name__)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=bodies())
def test_each_structure_of_a_text_is_in_the_article_once(
    write: Callable[[list[str]], tuple[str, str]], body: tuple[list[str], list[Structure]]
) -> None:
    parts, structures = body
    found = parsed(*write(parts))
    shown = [each for each in found.document.paragraphs() if not each.noise]
    for structure in structures:
        for word in structure.words:
            holders = [each.kind for each in shown if holds(each, word)]
            assert holders == [structure.kind], (word, holders)
    tables = [each for each in shown if each.kind is Kind.TABLE]
    assert len(tables) == sum(each.kind is Kind.TABLE for each in structures)
    assert [each.kind for each in shown if holds(each, "wz3")] == [Kind.BODY]
