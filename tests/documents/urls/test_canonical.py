"""Addresses: one spelling of one page, links resolved, one number for a page."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.documents.urls.canonical import canonical_url, resolved_url, url_hash

PAGE = "https://www.harbour.example/news/ferry.html?page=2"
# Stored: another would part links from what they lead to.
NUMBER = 5832101231253456472


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://harbour.example/ferry", "https://harbour.example/ferry"),
        (" HTTPS://WWW.Harbour.Example/Ferry ", "https://www.harbour.example/Ferry"),
        ("http://harbour.example", "http://harbour.example/"),
        ("http://harbour.example:80/a", "http://harbour.example/a"),
        ("https://harbour.example:80/a", "https://harbour.example:80/a"),
        ("//harbour.example/a", "https://harbour.example/a"),
        ("https://harbour.example/a/./b/../c", "https://harbour.example/a/c"),
        ("https://harbour.example/a/b/..", "https://harbour.example/a/"),
        ("https://harbour.example/../../a", "https://harbour.example/a"),
        ("https://harbour.example/a\\b", "https://harbour.example/a/b"),
        ("https://harbour.example/a b", "https://harbour.example/a%20b"),
        ("https://harbour.example/a?id=7&utm_source=x#top", "https://harbour.example/a?id=7"),
        ("https://user:secret@harbour.example/a", "https://harbour.example/a"),
        ("https://[::1]:8000/a", "https://[::1]:8000/a"),
        ("https://hafen.example/Fähre", "https://hafen.example/Fähre"),
        ("mailto:desk@harbour.example", ""),
        ("https://harbour.example\\@other.example/a", "https://harbour.example/@other.example/a"),
        ("https://harbour.example\\@%", "https://harbour.example/@%"),
        ("javascript:alert(1)", ""),
        ("ftp://harbour.example/a", ""),
        ("https://harbour.example:99999/a", ""),
        ("https://[harbour.example/a", ""),
        ("https://", ""),
        ("ferry.html", ""),
        ("", ""),
    ],
)
def test_a_page_has_one_spelling(written: str, address: str) -> None:
    assert canonical_url(written) == address


@example("\\@%")
@given(st.text(alphabet="/.?#&=a%\\ :@[]é\n", max_size=30))
def test_the_one_spelling_is_its_own(end: str) -> None:
    address = canonical_url(f"https://harbour.example{end}")
    assert canonical_url(address) == address


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("/sport", "https://www.harbour.example/sport"),
        ("crew.html", "https://www.harbour.example/news/crew.html"),
        ("../sport", "https://www.harbour.example/sport"),
        ("?page=3", "https://www.harbour.example/news/ferry.html?page=3"),
        ("#crew", f"{PAGE}#crew"),
        ("\\sport\\a?b\\c", "https://www.harbour.example/sport/a?b\\c"),
        ("https://other.example/../a", "https://other.example/../a"),
        ("mailto:desk@harbour.example", "mailto:desk@harbour.example"),
        ("", ""),
    ],
)
def test_a_link_leads_from_its_documents_address(link: str, leads_to: str) -> None:
    assert resolved_url(link, PAGE) == leads_to


@pytest.mark.parametrize("link", ["/sport", "#crew", "crew.html"])
def test_a_link_stays_where_the_documents_address_is_not_known(link: str) -> None:
    assert resolved_url(link, "") == link


@pytest.mark.parametrize(
    "other",
    [
        "http://www.harbour.example/Fähre/",
        "https://harbour.example/F%C3%A4hre#crew",
        "https://HARBOUR.example:443/F%c3%a4hre?utm_source=x",
    ],
)
def test_spellings_of_one_page_share_a_number(other: str) -> None:
    assert url_hash(other) == url_hash("https://harbour.example/Fähre")


@pytest.mark.parametrize(
    "other",
    [
        "https://harbour.example/fähre",
        "https://harbour.example/Fähre?id=7",
        "https://m.harbour.example/Fähre",
        "https://harbour.example:8080/Fähre",
    ],
)
def test_other_pages_have_other_numbers(other: str) -> None:
    assert url_hash(other) != url_hash("https://harbour.example/Fähre")


def test_a_host_has_one_number_in_its_own_script_and_in_that_of_the_network() -> None:
    own, network = "https://fähre.example/a", "https://xn--fhre-loa.example/a"
    assert url_hash(own) == url_hash(network)


def test_what_is_no_address_has_no_number() -> None:
    assert [url_hash(url) for url in ("mailto:a@b.example", "/a", "", "https://[/a")] == (
        [None] * 4
    )


def test_a_number_is_the_same_on_every_machine_and_fits_a_column() -> None:
    number = url_hash("https://harbour.example/ferry")
    assert number == NUMBER
    assert -(2**63) <= NUMBER < 2**63
