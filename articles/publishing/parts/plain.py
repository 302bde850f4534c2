"""Subheadings, titles of boxes, lines between paragraphs, and text whose spaces count."""

from __future__ import annotations

from html import escape

from articles.documents.article.model import Paragraph
from articles.publishing.parts.writing import Writing, escaped_uid, named, with_permalink


def written_subheading(paragraph: Paragraph, writing: Writing) -> str:
    """Return a subheading at the level at which it stands on the page."""
    level = paragraph.attributes.get("level", 3)
    tag, kind = f"h{writing.headings[level]}", f"sub-{level}"
    text = with_permalink(paragraph)
    return f'<{tag} class="{kind}" {named(paragraph, writing)}>{text}</{tag}>\n'


def written_box_title(paragraph: Paragraph, writing: Writing) -> str:
    """Return the title of a box."""
    tag = f"h{writing.box}"
    text = with_permalink(paragraph)
    return f'<{tag} class="box-title" {named(paragraph, writing)}>{text}</{tag}>\n'


def written_rule(paragraph: Paragraph, writing: Writing) -> str:
    """Return a line between paragraphs."""
    return f'<hr id="p-{escaped_uid(paragraph)}">\n'


def written_preformatted(paragraph: Paragraph, writing: Writing) -> str:
    """Return a text whose spaces and lines count, which scrolls where it is too wide."""
    text = escape(paragraph.attributes.get("text", ""), quote=False)
    return f'<pre id="p-{escaped_uid(paragraph)}" dir="auto" tabindex="0">\n{text}</pre>\n'
