"""The one door through which stored markup enters a page unescaped."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from articles.documents.article.model import Paragraph
from articles.models.edition import Edition
from articles.publishing.render import reader_markup

register = template.Library()


@register.filter
def as_html(part: Paragraph | Edition) -> SafeString:
    """Return a paragraph's clean markup, or an edition's body, which was rendered from such."""
    # Both were cleaned by documents.markup on every way in; nothing else is let through here.
    return mark_safe(part.body if isinstance(part, Edition) else reader_markup(part))  # noqa: S308
