"""What editors decided once and for all, as documents are parsed by it."""

from __future__ import annotations

from articles.documents.labels import Label
from articles.documents.labels.site_rules import NoiseRules, SiteRules
from articles.documents.pipeline import ParsedDocument, parse_document, parse_documents
from articles.documents.source import Piece, SourceMetadata
from tests.documents.make import SENTENCE, labels_of, make_source

PROMO = "The harbour bell rings for you each morning, in seven minutes and in your letter box."
OTHER = "Nobody on the quay could remember a summer with so much rain and so few herrings in it."
VERROW = "The Verrow Courier"


def parsed(noise: NoiseRules, *strings: str | Piece, publisher: str = VERROW) -> ParsedDocument:
    pieces = strings or (SENTENCE, PROMO, OTHER)
    return parse_document(
        make_source(*pieces, metadata=SourceMetadata(publisher=publisher)), SiteRules(noise)
    )


def test_a_line_is_noise_for_its_publisher_alone() -> None:
    noise = NoiseRules(of_publisher={VERROW: frozenset({PROMO})})
    block = parsed(noise).blocks[1]
    assert (block.label, block.confidence, block.alternative) == (Label.NOISE, 1, None)
    assert block.reason == "an editor called this line noise, always from this publisher"
    assert labels_of(parsed(noise, publisher="The Hesk Post"))[1] == "body"
    assert labels_of(parsed(noise, publisher=""))[1] == "body"


def test_a_line_is_noise_everywhere() -> None:
    noise = NoiseRules(everywhere=frozenset({PROMO}))
    for publisher in (VERROW, ""):
        block = parsed(noise, publisher=publisher).blocks[1]
        assert block.label == "noise"
        assert block.reason == "an editor called this line noise, everywhere"


def test_the_same_words_in_other_markup_are_the_same_line() -> None:
    noise = NoiseRules(everywhere=frozenset({PROMO}))
    marked = f"<b>The harbour</b>{PROMO.removeprefix('The harbour')} "
    assert labels_of(parsed(noise, SENTENCE, marked, OTHER))[1] == "noise"


def test_other_words_are_another_line() -> None:
    noise = NoiseRules(everywhere=frozenset({PROMO}))
    for other in (PROMO.lower(), f"{PROMO} Ring!", PROMO.rstrip(".")):
        assert labels_of(parsed(noise, SENTENCE, other, OTHER))[1] == "body"


def test_a_format_that_calls_it_a_heading_is_no_reason_to_show_it() -> None:
    noise = NoiseRules(everywhere=frozenset({PROMO}))
    piece = Piece(PROMO, "h2", "heading")
    assert labels_of(parsed(noise, SENTENCE, piece, OTHER))[1] == "noise"


def test_what_was_decided_for_a_publisher_holds_over_what_holds_everywhere() -> None:
    noise = NoiseRules(
        everywhere=frozenset({PROMO}), text_of_publisher={VERROW: frozenset({PROMO})}
    )
    assert labels_of(parsed(noise))[1] == "body"
    assert labels_of(parsed(noise, publisher="The Hesk Post"))[1] == "noise"
    noise = NoiseRules(
        text_everywhere=frozenset({PROMO}), of_publisher={VERROW: frozenset({PROMO})}
    )
    assert labels_of(parsed(noise))[1] == "noise"


def test_a_line_that_is_text_may_recur() -> None:
    sources = [
        make_source(
            f"{SENTENCE} It was the {n}th.",
            PROMO,
            f"{OTHER} Or of {n}.",
            external_id=str(n),
            metadata=SourceMetadata(publisher=VERROW),
        )
        for n in range(4)
    ]
    noise = NoiseRules(text_of_publisher={VERROW: frozenset({PROMO})})
    for each in parse_documents(sources, SiteRules(noise)):
        assert isinstance(each, ParsedDocument)
        assert each.blocks[1].label == "body"
        assert (
            each.blocks[1].reason == "an editor called this line text, always from this publisher"
        )


def test_a_line_that_is_text_is_no_noise_whatever_it_looks_like() -> None:
    line = "© 2026 The Verrow Courier"
    before = parsed(NoiseRules(), SENTENCE, OTHER, line)
    assert labels_of(before)[2] == "noise"
    after = parsed(NoiseRules(text_everywhere=frozenset({line})), SENTENCE, OTHER, line)
    assert labels_of(after) == ["body", "body", "body"]
    assert after.blocks[2].reason == "an editor called this line text, everywhere"


def test_a_caption_that_is_text_is_of_the_article() -> None:
    rules = NoiseRules(text_everywhere=frozenset({OTHER}))
    block = parsed(rules, SENTENCE, Piece(OTHER, "figcaption"), PROMO).blocks[1]
    assert (block.label, block.confidence) == ("body", 1)


def test_a_main_heading_that_is_text_is_no_noise_beside_a_title() -> None:
    pieces = (Piece(OTHER, "h1"), SENTENCE, PROMO)
    metadata = SourceMetadata(title="Rain and herrings", publisher=VERROW)
    source = make_source(*pieces, metadata=metadata)
    assert labels_of(parse_document(source))[0] == "noise"
    rules = SiteRules(NoiseRules(text_of_publisher={VERROW: frozenset({OTHER})}))
    found = parse_document(source, rules)
    assert labels_of(found)[0] != "noise"
    texts = [p.text for p in found.document.paragraphs()]
    assert OTHER in [*texts, *(line.text for line in found.document.lines())]


def test_a_document_of_noise_alone_is_an_article_all_the_same() -> None:
    everything = frozenset({SENTENCE, PROMO})
    document = parsed(NoiseRules(everywhere=everything), SENTENCE, PROMO).document
    assert [p.noise for p in document.paragraphs()] == [True, True]
    assert document.headline


def test_neither_a_tag_nor_wording_is_a_reason_to_show_it() -> None:
    byline = Piece("By the Harbour Bell Letters Team")
    heading = Piece("Letters of the harbour bell", "h2")
    top = Piece("The Verrow Courier online", "h1")
    for line, place in ((byline, 1), (top, 0)):
        before: list[str | Piece] = [heading, byline] if line is byline else [top]
        pieces = [*before, SENTENCE, OTHER]
        assert labels_of(parsed(NoiseRules(), *pieces))[place] != "noise"
        rules = NoiseRules(everywhere=frozenset({line.html}))
        assert labels_of(parsed(rules, *pieces))[place] == "noise"


def test_another_headline_than_the_title_may_be_text() -> None:
    top = Piece("The harbour bell rings again", "h1")
    metadata = SourceMetadata(title="A bell", publisher=VERROW)
    source = make_source(top, SENTENCE, OTHER, metadata=metadata)
    assert labels_of(parse_document(source))[0] == "noise"
    rules = NoiseRules(text_of_publisher={VERROW: frozenset({top.html})})
    assert labels_of(parse_document(source, SiteRules(rules)))[0] != "noise"
