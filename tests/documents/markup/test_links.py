"""Links of a document as they are stored: resolved, without tracking, and each removal told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.documents import markup
from articles.documents.article.model import Paragraph
from articles.documents.labels.site_rules import SiteRules
from articles.documents.markup import Cleaned, Removal
from articles.documents.markup.links import resolved_links
from articles.documents.pipeline import ParsedDocument, parse_document
from articles.documents.source import SourceMetadata
from articles.documents.urls.tracking import ParameterRule, TrackingParameters
from tests.documents.make import SENTENCE, make_source, parse_strings

PAGE = "https://harbour.example/news/ferry"


def link(url: str, text: str = "the crew") -> str:
    return f'<a href="{url}">{text}</a>'


def paragraphs(parsed: ParsedDocument) -> list[Paragraph]:
    return list(parsed.document.paragraphs())


def removals(parsed: ParsedDocument) -> list[Removal]:
    return [removal for item in parsed.blocks for removal in item.block.removed]


def test_a_relative_link_leads_to_the_publishers_page() -> None:
    html = f"{SENTENCE} {link('../crew')}"
    parsed = parse_strings(html, metadata=SourceMetadata(url=PAGE))
    assert link("https://harbour.example/crew") in paragraphs(parsed)[0].markup


def test_a_relative_link_stays_where_the_document_has_no_address() -> None:
    parsed = parse_strings(f"{SENTENCE} {link('../crew')}")
    assert link("../crew") in paragraphs(parsed)[0].markup


def test_each_tracking_parameter_is_told_with_the_address_that_had_it() -> None:
    url = "https://a.example/?utm_source=x&amp;id=7&amp;ns_fee=0"
    parsed = parse_strings(f"{SENTENCE} {link(url)}")
    assert link("https://a.example/?id=7") in paragraphs(parsed)[0].markup
    whole = "https://a.example/?utm_source=x&id=7&ns_fee=0"
    assert removals(parsed) == [
        Removal("parameter", "utm_source", whole),
        Removal("parameter", "ns_fee", whole),
    ]


def test_what_the_documents_own_address_loses_is_told_too() -> None:
    metadata = SourceMetadata(url=f"{PAGE}?utm_source=rss", picture="/a.jpg?fbclid=1")
    parsed = parse_strings(SENTENCE, metadata=metadata)
    assert [(each.what, each.name) for each in parsed.removed] == [
        ("parameter", "utm_source"),
        ("parameter", "fbclid"),
    ]
    assert parsed.document.metadata.url == PAGE
    assert parsed.document.metadata.picture == "https://harbour.example/a.jpg"


def test_the_sites_rule_holds_for_links_and_for_the_documents_address() -> None:
    tracking = TrackingParameters((ParameterRule("ref"), ParameterRule("utm_*", keep=True)))
    source = make_source(
        f"{SENTENCE} {link('/a?ref=1&amp;utm_id=2')}",
        metadata=SourceMetadata(url=f"{PAGE}?ref=1&utm_id=2"),
    )
    parsed = parse_document(source, SiteRules(tracking=tracking))
    assert link("https://harbour.example/a?utm_id=2") in paragraphs(parsed)[0].markup
    assert parsed.document.metadata.url == f"{PAGE}?utm_id=2"


def test_links_in_noise_are_tidied_as_well() -> None:
    parsed = parse_strings(SENTENCE, f"Read more: {link('/a?utm_source=x')}")
    assert all("utm_" not in paragraph.markup for paragraph in paragraphs(parsed))


def test_two_links_side_by_side_that_lead_to_one_place_are_one() -> None:
    written = link("/a?utm_id=1", "<em>the</em>") + link("/a?utm_id=2", "<em> crew</em>")
    assert markup.clean(written).markup == written
    assert resolved_links(written, "").markup == link("/a", "<em>the crew</em>")


@pytest.mark.parametrize(
    "written",
    [
        link("mailto:desk@harbour.example?subject=a"),
        link("https://a.example/?q=%22a%22&amp;b=&lt;"),
        link("?utm_source=x"),
        'No link: &lt;a href="/a?utm_source=x"&gt;',
    ],
)
def test_nothing_changes_where_nothing_has_to(written: str) -> None:
    assert resolved_links(written, "") == Cleaned(written)


URLS = st.text(alphabet="/.?#&=;aé\\ :\"'<", max_size=12).map(
    lambda end: markup.safe_url(f"https://a.example/{end}&utm_id=1") or "/"
)
TEXTS = st.sampled_from(["the", " ", "<em>crew</em>", "a &amp; b", "<br>"])


@given(st.lists(st.tuples(URLS, TEXTS), min_size=1, max_size=5))
def test_clean_markup_stays_clean_and_reads_the_same(links: list[tuple[str, str]]) -> None:
    html = "".join(f'<a href="{markup.escape(url)}">{text}</a>' for url, text in links)
    cleaned = markup.clean(html).markup
    tidied = resolved_links(cleaned, PAGE).markup
    assert markup.clean(tidied) == Cleaned(tidied)
    assert markup.visible_text(tidied) == markup.visible_text(cleaned)
    assert resolved_links(tidied, PAGE) == Cleaned(tidied)
