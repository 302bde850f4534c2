"""Words with their changes, as elements that show them."""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from articles.documents.revisions.marked_words import (
    LINK,
    DiffWords,
    earlier_words,
    later_words,
)
from articles.documents.revisions.said import said_of

register = template.Library()

register.filter(said_of)
register.filter(earlier_words)
register.filter(later_words)


@register.filter
def as_marked(words: DiffWords) -> SafeString:
    """Return words in the elements of their styles and of their change; a space stays before it."""
    text = words.text.lstrip(" ")
    space = " " if len(text) < len(words.text) else ""
    if not text:
        return conditional_escape(words.text)
    shown = conditional_escape(text)
    for tag in reversed(words.styles):
        shown = _within(tag, shown)
    if words.mark:
        shown = _within(words.mark.value, shown)
    return format_html("{}{}", space, shown)


def _within(tag: str, inner: SafeString) -> SafeString:
    """Return it in an element; a link leads nowhere here, its address stands beside the words."""
    if tag == LINK:
        return format_html('<span class="diff-link">{}</span>', inner)
    return format_html("<{tag}>{inner}</{tag}>", tag=tag, inner=inner)
