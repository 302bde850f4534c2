"""The one door through which stored markup enters a page unescaped."""

from __future__ import annotations

import json
from typing import Any, Final

from django import template
from django.utils.safestring import SafeString, mark_safe

from articles.documents.article.model import Paragraph
from articles.models.edition import Edition
from articles.models.masthead import StaticPage
from articles.publishing.language import font_of_script, site_direction, site_language
from articles.publishing.page import today
from articles.publishing.parts import PARTS
from articles.publishing.parts.writing import Writing
from articles.publishing.render import reader_markup
from articles.publishing.structured import site_facts

register = template.Library()

# What stands by itself tells its direction by its own first letter.
_ENDS_NOTHING: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_ALONE: Final = Writing(' dir="auto"')


register.filter(font_of_script)
register.filter(site_facts)
register.simple_tag(site_direction)
register.simple_tag(site_language)
register.simple_tag(today)


@register.filter
def as_html(part: Paragraph | Edition | StaticPage) -> SafeString:
    """Return a paragraph's clean markup, or a body or page, which was rendered from such."""
    # All were cleaned by documents.markup on every way in; nothing else is let through here.
    if isinstance(part, StaticPage):
        html = part.markup
    else:
        html = part.body if isinstance(part, Edition) else _shown(part)
    return mark_safe(html)  # noqa: S308


@register.filter
def as_json(value: Any) -> SafeString:
    """Return JSON for an element of a page that no browser runs: nothing in it ends that."""
    html = json.dumps(value, ensure_ascii=False).translate(_ENDS_NOTHING)
    return mark_safe(html)  # noqa: S308


def _shown(paragraph: Paragraph) -> str:
    if paragraph.is_text:
        return reader_markup(paragraph)
    return PARTS[paragraph.kind]((paragraph,), _ALONE)
