from __future__ import annotations

import pytest

from articles.documents.article.kinds import Kind
from articles.documents.source import DocumentRejected, Piece, Scope, SourceMetadata
from articles.documents.structure import LONGEST_HEADLINE, provisional_headline
from tests.documents.make import SENTENCE, labels_of, parse_strings, texts

OTHER = "Seven passengers and a dog were counted at the quay, and all wanted their money back."


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("A short one.", "A short one"),
        (
            "Russian grain has left the harbour of Tamwick, as a rapid thaw opens the river to "
            "ships of every size again.",
            "Russian grain has left the harbour of Tamwick",
        ),
        (
            "The council will spend 2,000,000 crowns on lamps for the streets of the old town "
            "and none on the new one this year.",
            "The council will spend 2,000,000 crowns on lamps for the streets of the old town "
            "and none on the…",
        ),
        ("山" * 40 + "，" + "水" * 80, "山" * 40),
        ("x" * 300, "x" * 99 + "…"),
    ],
)
def test_a_provisional_headline_ends_at_a_clause_or_at_a_word(text: str, headline: str) -> None:
    assert provisional_headline(text) == headline
    assert len(headline) <= LONGEST_HEADLINE


def test_a_title_in_the_metadata_is_the_headline_and_is_not_provisional() -> None:
    document = parse_strings(SENTENCE, metadata=SourceMetadata(title="Ferry on time")).document
    assert (document.headline.text, document.headline_provisional) == ("Ferry on time", False)


def test_a_title_is_text_not_markup_and_stands_on_one_line() -> None:
    title = "A &amp; B\n <b>C</b>"
    document = parse_strings(SENTENCE, metadata=SourceMetadata(title=title)).document
    assert document.headline.text == "A &amp; B <b>C</b>"


def test_the_pages_main_heading_is_the_headline() -> None:
    parsed = parse_strings(Piece("Ferry on time", "h1"), Piece(SENTENCE, "p"))
    assert labels_of(parsed) == ["headline", "body"]
    assert parsed.document.headline.origin == 0
    assert not parsed.document.headline_provisional


def test_a_title_beside_a_main_heading_loses_neither() -> None:
    parsed = parse_strings(
        Piece("Ferry on time", "h1"), SENTENCE, metadata=SourceMetadata(title="Hesk ferry leaves")
    )
    assert parsed.document.headline.text == "Hesk ferry leaves"
    assert "Ferry on time" in texts(parsed.document.paragraphs()) + [
        section.heading.text for section in parsed.document.sections
    ]


def test_tags_become_headings_list_items_and_quotes() -> None:
    parsed = parse_strings(
        Piece(SENTENCE, "p"),
        Piece("The quay", "h2"),
        Piece("Seven passengers waited there", "li"),
        Piece("I would not have believed it.", "blockquote"),
        Piece(OTHER, "p"),
    )
    assert labels_of(parsed) == ["body", "heading", "list_item", "quote", "body"]
    assert [p.kind for p in parsed.document.sections[1].paragraphs] == [
        Kind.LIST_ITEM,
        Kind.QUOTE,
        Kind.BODY,
    ]


def test_two_bylines_in_one_section_lose_no_word() -> None:
    parsed = parse_strings(
        SENTENCE,
        "<b>Behind the timetable</b>",
        "By Pia Lowen, transport correspondent",
        "By Ilse Corvane",
        OTHER,
    )
    section = parsed.document.sections[-1]
    assert section.byline.text == "By Pia Lowen, transport correspondent"
    assert texts(section.paragraphs) == ["By Ilse Corvane", OTHER]


def test_a_document_of_noise_alone_is_still_an_article() -> None:
    document = parse_strings("© 2026 The Verrow Courier", "Subscribe to our newsletter").document
    assert document.headline.text == "© 2026 The Verrow Courier"
    assert document.headline_provisional
    assert not document.shown_sections()


def test_a_document_without_visible_text_is_rejected_with_a_remedy() -> None:
    with pytest.raises(DocumentRejected, match="no visible text") as raised:
        parse_strings("", "  ", "<b></b>", "<img src=x>", "\u200b")
    assert raised.value.hint


def test_a_document_of_very_many_tags_is_rejected_before_it_is_cleaned() -> None:
    with pytest.raises(DocumentRejected, match="more markup than is cleaned"):
        parse_strings(*["<b>x</b> " * 400] * 60)


def test_parsing_the_same_twice_gives_equal_articles() -> None:
    strings = (SENTENCE, "<b>Heading</b>", OTHER, OTHER)
    assert parse_strings(*strings).document == parse_strings(*strings).document


def test_the_same_text_twice_has_two_identifiers() -> None:
    document = parse_strings(SENTENCE, "Yes.", "Yes.", OTHER).document
    assert len({p.uid for p in document.paragraphs()}) == 4


def test_a_link_in_a_heading_is_reported_since_a_heading_is_plain() -> None:
    parsed = parse_strings(
        SENTENCE, Piece('<a href="https://verrow.example/quay">The quay</a>', "h2"), OTHER
    )
    [removal] = parsed.blocks[1].block.removed
    assert (removal.what, removal.detail) == ("link", "https://verrow.example/quay")


@pytest.mark.parametrize(
    "text", ["\u2061\u2062", "\u180e", "\u2800", "\u3164", "\U000e0041", "\ufe0f"]
)
def test_characters_that_take_no_place_make_no_article(text: str) -> None:
    with pytest.raises(DocumentRejected, match="no visible text"):
        parse_strings(text)


def test_a_title_that_shows_nothing_is_no_headline() -> None:
    document = parse_strings(SENTENCE, metadata=SourceMetadata(title="\u200b")).document
    assert document.headline.text == SENTENCE.rstrip(".")


def test_what_stood_in_a_script_is_no_text() -> None:
    parsed = parse_strings(Piece("alert(1)", "script"), Piece(SENTENCE, "p"))
    assert [p.origin for p in parsed.document.paragraphs()] == [1]
    assert [(r.what, r.name, r.detail) for r in parsed.blocks[0].block.removed] == [
        ("tag", "script", "alert(1)")
    ]


def test_a_headline_made_from_text_is_one_line() -> None:
    assert provisional_headline("One stage:\ntwo stages") == ("One stage: two stages")


def test_what_is_in_a_box_names_it_by_its_paragraph() -> None:
    parsed = parse_strings(
        Piece("How to get there", kind="box", attributes={"box": "1"}),
        Piece(SENTENCE, "p", scope=Scope.TEXT, attributes={"box": "1"}),
        Piece(SENTENCE + " Nor why not.", "p", scope=Scope.TEXT, attributes={"box": "2"}),
    )
    title, inside, after = parsed.document.paragraphs()
    assert inside.attributes == {"box": title.uid}
    assert not title.attributes
    assert not after.attributes
