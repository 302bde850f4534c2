"""Pictures and films that a news item carries beside its text."""

from __future__ import annotations

import json
from typing import Any

from tests.documents.reading.received import contents_of

HERE = "https://agency.example"


def renditions(name: str, *widths: int) -> dict[str, Any]:
    return {
        f"r{width}": {"href": f"{HERE}/{name}-r{width}.jpg", "width": width} for width in widths
    }


def picture(name: str, **said: Any) -> dict[str, Any]:
    return {"type": "picture", "renditions": renditions(name, 800), **said}


def parts(body: str, associations: Any, named: str = "body_html") -> list[tuple[Any, ...]]:
    document = {
        "guid": "urn:1", "type": "text", "pubstatus": "usable", "versioncreated": "2024-01-01",
        "headline": "A", named: body, "associations": associations,
    }  # fmt: skip
    pieces = contents_of(json.dumps(document)).pieces
    return [(p.kind or p.tag, p.html, *filter(None, [p.attributes])) for p in pieces]


def test_the_feature_media_leads_with_caption_credit_and_alternative() -> None:
    feature = picture(
        "a", description_text="At the <pier> & on", byline="Ann Lee", body_text="A boat"
    )
    other = picture("b", headline="No caption")
    assert parts("<p>a</p>", {"embed1": other, "featuremedia": feature}) == [
        (
            "picture",
            "At the &lt;pier&gt; &amp; on",
            {"source": f"{HERE}/a-r800.jpg", "alt": "A boat", "credit": "Ann Lee"},
        ),
        ("p", "a"),
        ("picture", "", {"source": f"{HERE}/b-r800.jpg"}),
    ]


def test_the_widest_rendition_that_a_page_needs_is_taken() -> None:
    [found, _] = parts(
        "<p>a</p>", {"x": {"type": "picture", "renditions": renditions("a", 100, 1500, 6000)}}
    )
    assert found[2] == {"source": f"{HERE}/a-r1500.jpg"}


def test_what_the_text_shows_does_not_come_twice_and_has_its_credit() -> None:
    image = f'<img src="{HERE}/a-r800.jpg" alt="Mine">'
    body = f"<figure>{image}<figcaption>b</figcaption></figure><p>c</p>"
    assert parts(body, {"editor_0": picture("a", byline="Ann", body_text="Theirs")}) == [
        ("picture", "b", {"source": f"{HERE}/a-r800.jpg", "alt": "Mine", "credit": "Ann"}),
        ("p", "c"),
    ]


def test_a_picture_of_the_text_without_a_caption_has_that_of_its_association() -> None:
    known = picture("a", description_text="The <ship>")
    [_text, shown] = parts(f'<p>c</p><img src="{HERE}/a-r800.jpg">', {"editor_0": known})
    assert shown[:2] == ("picture", "The &lt;ship&gt;")


def test_a_caption_may_be_the_body_of_a_picture() -> None:
    known = picture("a", bodies=[{"role": "caption", "value": "The ship"}])
    assert parts("<p>c</p>", {"featuremedia": known})[0][:2] == ("picture", "The ship")


def test_the_names_of_later_versions_are_read() -> None:
    [found, _] = parts(
        "<p>a</p>",
        [
            {
                "name": "main",
                "type": "picture",
                "by": "Ann",
                "descriptions": [
                    {"role": "short", "value": "No"},
                    {"role": "caption", "value": "The pier"},
                ],
                "renditions": [{"name": "web", "href": f"{HERE}/a.jpg"}],
            }
        ],
    )
    assert found == ("picture", "The pier", {"source": f"{HERE}/a.jpg", "credit": "Ann"})


def test_a_film_is_embedded() -> None:
    film = {"type": "video", "headline": "Sailing", "renditions": {"a": {"href": f"{HERE}/a.mp4"}}}
    assert parts("<p>a</p>", {"film": film})[1] == (
        "embed",
        "",
        {"url": f"{HERE}/a.mp4", "title": "Sailing"},
    )


def test_the_media_of_nitf_are_pictures_and_its_tables_tables() -> None:
    nitf = (
        "<nitf><body><body.head></body.head><body.content><p>a</p>"
        '<media media-type="image">'
        '<media-reference source="https://agency.example/s.jpg" width="90"/>'
        '<media-reference source="https://agency.example/l.jpg" width="900" alternate-text="Boat"/>'
        "<media-caption>The <em>pier</em></media-caption>"
        "<media-producer>Ann</media-producer></media><table><caption>T</caption>"
        "<tr><th>b</th><th>c</th></tr><tr><td>1</td><td>2</td></tr></table>"
        "<bq><block><p>q</p></block><credit>Bo</credit></bq>"
        '<media media-type="video"><media-reference source="https://agency.example/v.mp4"/></media>'
        "</body.content></body></nitf>"
    )
    assert parts(nitf, None, "body_nitf") == [
        ("p", "a"),
        (
            "picture",
            "The <em>pier</em>",
            {"source": f"{HERE}/l.jpg", "alt": "Boat", "credit": "Ann"},
        ),
        ("table", "T", {"head": 1, "rows": (("b", "c"), ("1", "2"))}),
        ("blockquote", "q", {"by": "Bo"}),
        ("embed", "", {"url": f"{HERE}/v.mp4"}),
    ]
