from __future__ import annotations

import json
from typing import Any

import pytest

from articles.documents.reading.xml.wordpress.elementor import html_of_elementor


@pytest.mark.parametrize("odd", [[], {}, 1, None])
def test_values_of_any_type_hide_no_words(odd: Any) -> None:
    widget = {"widgetType": odd, "settings": {"title": "A ferry", "header_size": odd}}
    assert html_of_elementor(json.dumps([widget])) == "<p>A ferry</p>"
