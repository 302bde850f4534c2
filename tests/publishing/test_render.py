"""Stored markup -> what a reader's page carries."""

from __future__ import annotations

import pytest

from articles.documents.article.kinds import Kind
from articles.publishing.render import reader_markup
from tests.documents.make import make_paragraph


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("• Bread", "Bread"),
        ("<strong><em>• Bread</em></strong> and salt", "<strong><em>Bread</em></strong> and salt"),
        ("• • Bread", "• Bread"),
        ("Bread • salt", "Bread • salt"),
        ("•Bread", "•Bread"),
    ],
)
def test_a_list_item_shows_its_own_bullet_once(markup: str, shown: str) -> None:
    assert reader_markup(make_paragraph(markup=markup, kind=Kind.LIST_ITEM)) == shown


@pytest.mark.parametrize("kind", [Kind.BODY, Kind.QUOTE])
def test_a_text_that_begins_with_a_bullet_keeps_it(kind: Kind) -> None:
    assert reader_markup(make_paragraph(markup="• Bread", kind=kind)) == "• Bread"
