"""What is no text in the posts of WordPress: both editors' pictures, galleries, tables, embeds."""

from __future__ import annotations

from typing import Any

import pytest

from articles.documents import markup
from articles.documents.source import Contents
from tests.documents.reading.received import contents_of
from tests.documents.reading.xml.make import contents_of_first, export, item

FERRY = "https://paper.example/wp-content/uploads/ferry.jpg"
PIER = "https://paper.example/wp-content/uploads/pier.jpg"


def attachment(
    number: str, address: str, caption: str = "", alt: str = "", parent: str = ""
) -> str:
    said = item(post_id=number, post_parent=parent, post_type="attachment", attachment_url=address)
    told = f"<excerpt:encoded><![CDATA[{caption}]]></excerpt:encoded>" if caption else ""
    meta = (
        "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{alt}]]></wp:meta_value></wp:postmeta>"
    )
    return said.replace("<item>", f"<item>{told}").replace(
        "</item>", f"{meta if alt else ''}</item>"
    )


def featured(body: str, number: str) -> str:
    meta = (
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>"
        f"<wp:meta_value>{number}</wp:meta_value></wp:postmeta>"
    )
    return item(body, post_id="7").replace("</item>", f"{meta}</item>")


def parts(body: str) -> list[tuple[Any, ...]]:
    return short(contents_of(export(item(body)), "a.xml"))


def short(contents: Contents) -> list[tuple[Any, ...]]:
    return [(p.kind or p.tag, p.html, *filter(None, [p.attributes])) for p in contents.pieces]


def block(name: str, html: str) -> str:
    return f"<!-- wp:{name} -->\n{html}\n<!-- /wp:{name} -->\n\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            block(
                'image {"id":40}',
                f'<figure class="wp-block-image size-large"><img src="{FERRY}" alt="Boat" '
                'class="wp-image-40"/><figcaption class="wp-element-caption">At the <em>pier</em>'
                "</figcaption></figure>",
            ),
            [("picture", "At the <em>pier</em>", {"source": FERRY, "alt": "Boat"})],
        ),
        (
            block(
                "list",
                '<ul class="wp-block-list"><!-- wp:list-item --><li>a'
                '<!-- wp:list {"ordered":true} --><ol><!-- wp:list-item --><li>b</li>'
                "<!-- /wp:list-item --></ol><!-- /wp:list --></li><!-- /wp:list-item --></ul>",
            ),
            [("li", "a"), ("li", "b", {"list": "ol", "level": 2})],
        ),
        (
            block(
                "quote", '<blockquote class="wp-block-quote"><p>a</p><cite>B</cite></blockquote>'
            ),
            [("blockquote", "a", {"by": "B"})],
        ),
        (
            block(
                'embed {"url":"https://v.example/1"}',
                '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n'
                "https://v.example/1\n</div><figcaption>a</figcaption></figure>",
            ),
            [("embed", "a", {"url": "https://v.example/1"})],
        ),
        (
            block("code", '<pre class="wp-block-code"><code>if a:\n    b</code></pre>'),
            [("preformatted", "", {"text": "if a:\n    b"})],
        ),
        (block("separator", '<hr class="wp-block-separator"/>'), [("rule", "")]),
        (
            block(
                "details", "<details><summary>a</summary><!-- wp:paragraph --><p>b</p></details>"
            ),
            [("box", "a", {"box": "1"}), ("p", "b", {"box": "1"})],
        ),
        (
            block(
                "accordion",
                '<div class="wp-block-accordion"><div class="wp-block-accordion-item"><h3>'
                '<button><span>a</span><span aria-hidden="true">+</span></button></h3>'
                '<div class="wp-block-accordion-panel"><p>b</p></div></div></div>',
            ),
            [("box", "<button><span>a</span></button>", {"box": "1"}), ("p", "b", {"box": "1"})],
        ),
        (
            block(
                "media-text",
                f'<div class="wp-block-media-text"><figure><img src="{FERRY}" alt=""/></figure>'
                '<div class="wp-block-media-text__content"><p>a</p></div></div>',
            ),
            [("picture", "", {"source": FERRY}), ("p", "a")],
        ),
        (
            block("columns", block("column", "<div><p>a</p></div>") + block("column", "<p>b</p>")),
            [("p", "a"), ("p", "b")],
        ),
        (
            f'[caption id="attachment_4" width="300"]<a href="/x"><img src="{FERRY}" /></a> At '
            "the pier[/caption]\n\nb",
            [("picture", "At the pier", {"source": FERRY}), ("p", "b")],
        ),
        (
            "a\nhttps://youtu.be/dQw4\nb",
            [("p", "a"), ("embed", "", {"url": "https://youtu.be/dQw4"}), ("p", "b")],
        ),
        ("a\n\nhttps://paper.example/report", [("p", "a"), ("p", "https://paper.example/report")]),
        (
            '[video width="640" mp4="https://paper.example/a.mp4"][/video]',
            [("embed", "", {"url": "https://paper.example/a.mp4"})],
        ),
    ],
)
def test_what_is_no_text_stays_what_it_is(body: str, expected: list[Any]) -> None:
    assert parts(body) == expected


def test_the_pictures_of_a_gallery_are_those_that_it_names() -> None:
    content = export(
        item('a\n\n[gallery columns="2" ids="9,40,3"]', post_id="7"),
        attachment("3", FERRY, "At the <em>pier</em>", 'A "boat"'),
        attachment("9", PIER),
    )
    _, pier, ferry = short(contents_of_first(content))
    assert pier[:2] == ("picture", "")
    assert ferry[:2] == ("picture", "At the <em>pier</em>")
    assert (ferry[2]["source"], ferry[2]["alt"]) == (FERRY, 'A "boat"')
    assert pier[2]["gallery"] == ferry[2]["gallery"]


def test_a_gallery_that_names_none_has_the_pictures_of_its_post() -> None:
    content = export(
        item("[gallery]", post_id="7"),
        attachment("3", FERRY, parent="7"),
        attachment("4", "https://paper.example/a.pdf", parent="7"),
        attachment("9", PIER, parent="8"),
    )
    assert [part[2]["source"] for part in short(contents_of_first(content))] == [FERRY]


def test_a_gallery_of_pictures_that_the_export_lacks_stays_noise() -> None:
    [piece] = contents_of(export(item('[gallery ids="1,2"]')), "a.xml").pieces
    assert (piece.html, piece.label) == ('[gallery ids="1,2"]', "noise")


def test_the_featured_picture_comes_before_the_text() -> None:
    content = export(featured("a", "3"), attachment("3", FERRY, "At the pier", "Boat"))
    contents = contents_of_first(content)
    assert contents.metadata.picture == FERRY
    assert short(contents) == [
        ("picture", "At the pier", {"source": FERRY, "alt": "Boat"}),
        ("p", "a"),
    ]


def test_a_featured_picture_that_the_text_shows_does_not_come_twice() -> None:
    body = f'<img src="{FERRY.replace(".jpg", "-300x200.jpg")}">'
    content = export(featured(body, "3"), attachment("3", FERRY))
    assert [part[0] for part in short(contents_of_first(content))] == ["picture"]


def test_the_line_above_a_headline_is_in_a_field_of_its_own() -> None:
    meta = (
        "<wp:postmeta><wp:meta_key>_kicker</wp:meta_key>"
        "<wp:meta_value><![CDATA[Ferries &amp; boats]]></wp:meta_value></wp:postmeta>"
    )
    content = export(item("a").replace("</item>", f"{meta}</item>"))
    assert contents_of_first(content).metadata.kicker == "Ferries & boats"


def test_a_caption_is_its_own_pictures_in_whatever_order_an_item_says_it() -> None:
    first, second = (
        item(
            post_id=number,
            post_type="attachment",
            attachment_url=f"https://x.example/{number}.jpg",
        ).replace("</item>", f"<excerpt:encoded><![CDATA[{name}]]></excerpt:encoded></item>")
        for number, name in (("8", "One"), ("9", "Two"))
    )
    pieces = contents_of_first(export(item('[gallery ids="8,9"]'), first, second)).pieces
    assert [piece.html for piece in pieces] == ["One", "Two"]


def test_the_button_of_a_file_does_not_run_into_its_name() -> None:
    link = '<a href="https://x.example/a.pdf"{}>{}</a>'
    button = link.format(' class="wp-block-file__button wp-element-button" download', "Download")
    body = f'<div class="wp-block-file">{link.format("", "The report")}{button}</div>'
    [piece] = contents_of_first(export(item(body))).pieces
    assert markup.visible_text(markup.clean(piece.html).markup) == "The report Download"
