from __future__ import annotations

import pytest

from tests.documents.reading.received import refusal_of


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        ('<nitf version="-//IPTC//DTD NITF 3.6//EN"><head/></nitf>', "a.xml", "is NITF 3.6"),
        (
            '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" '
            'standardversion="2.30"/>',
            "a.xml",
            "is NewsML-G2 2.30 (newsItem)",
        ),
        ('<NewsML Version="1.2"/>', "a.xml", "is NewsML 1.2"),
        ("<urlset/>", "a.xml", "is a sitemap"),
        ('<x xmlns="urn:y"/>', "a.xml", "is XML with the root <x> of urn:y"),
        ("---\ntitle: a\n---\n\nText.", "a.md", "is Markdown"),
        ("%PDF-1.7", "a.xml", "is a PDF"),
        ("anything", "a.exe", "is in no format that is read here"),
    ],
)
def test_a_refusal_names_what_was_found(content: str, name: str, reason: str) -> None:
    refused = refusal_of(content, name)
    assert refused.reason == reason
    assert "Tools, Export" not in refused.hint
