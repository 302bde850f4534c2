"""Tags of public pages, and the one door through which stored markup enters one unescaped."""

from __future__ import annotations

import json
from typing import Any, Final

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

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
# Frames of pages, at addresses that they lead to; names of the same people and topics.
_MOST_KNOWN: Final = 256


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


class RenderedOnce(template.Node):
    """Render what it holds once in each language for values of the words that it is made of."""

    child_nodelists = ()

    def __init__(self, words: list[FilterExpression], held: NodeList) -> None:
        self._words = words
        self._held = held
        self._known: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        made_of = (get_language(), *(word.resolve(context) for word in self._words))
        found = self._known.get(made_of)
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            found = self._known[made_of] = self._held.render(context)
        return found


@register.tag
def rendered_once(parser: Parser, token: Token) -> RenderedOnce:
    """Remember what stands until `endrendered_once` by the words that follow, which it shows."""
    words = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    held = parser.parse(("endrendered_once",))
    parser.delete_first_token()
    return RenderedOnce(words, held)


def _shown(paragraph: Paragraph) -> str:
    if paragraph.is_text:
        return reader_markup(paragraph)
    return PARTS[paragraph.kind]((paragraph,), _ALONE)
