"""Markdown -> HTML for the desk. Each tag is written here; all text is escaped by Django."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

# An address as a chapter writes it -> the address on the desk.
Resolve = Callable[[str], str]

# CommonMark with tables, and HTML read as plain text.
_PARSER: Final = MarkdownIt("js-default").disable("strikethrough")
# What is one run of words: its pieces are joined without a space.
_RUNS: Final = {"inline", "strong", "em", "link"}


def parse_markdown(text: str) -> list[SyntaxTreeNode]:
    """Return the blocks of a Markdown text: headings, paragraphs, lists, tables and code."""
    return SyntaxTreeNode(_PARSER.parse(text)).children


def node_text(node: SyntaxTreeNode) -> str:
    """Return a node's words in the order of reading; a picture has those that describe it."""
    if node.type in {"softbreak", "hardbreak"}:
        return " "
    if node.children and node.type != "image":
        return ("" if node.type in _RUNS else " ").join(map(node_text, node.children))
    return node.content


def anchor_of(heading: str) -> str:
    """Return a heading's place in its page, as code hosts derive it."""
    return slugify(heading, allow_unicode=True)


def as_page(nodes: list[SyntaxTreeNode], resolve: Resolve) -> SafeString:
    """Return the HTML of nodes, with their addresses led to pages of the desk."""
    return format_html_join("", "{}", ((_html(node, resolve),) for node in nodes))


def _html(node: SyntaxTreeNode, resolve: Resolve) -> SafeString:
    if node.type in _LEAVES:
        return _LEAVES[node.type](node, resolve)
    inner = as_page(node.children, resolve)
    if node.type == "inline" or node.hidden:
        return inner
    if node.type == "heading":
        anchor = anchor_of(node_text(node))
        return format_html('<{0} id="{1}">{2}</{0}>\n', node.tag, anchor, inner)
    if node.type == "link":
        return format_html('<a href="{}">{}</a>', resolve(str(node.attrs["href"])), inner)
    if node.type == "table":
        # Of several on a page each is called by its columns.
        columns = ", ".join(filter(None, map(node_text, node.children[0].children[0].children)))
        return _wide("table", inner, _("Table: %(columns)s") % {"columns": columns})
    return format_html("<{0}>{1}</{0}>", node.tag, inner)


def _picture(node: SyntaxTreeNode, resolve: Resolve) -> SafeString:
    source = resolve(str(node.attrs["src"]))
    return format_html('<a href="{0}"><img src="{0}" alt="{1}"></a>', source, node.content)


def _wide(tag: str, inner: SafeString | str, label: str) -> SafeString:
    """What may be wider than a telephone scrolls in a box that the keyboard reaches."""
    box = '<div class="help-wide" tabindex="0" role="region" aria-label="{2}"><{0}>{1}</{0}></div>'
    return format_html(box, tag, inner, label)


def _commands(node: SyntaxTreeNode, _resolve: Resolve) -> SafeString:
    first = node.content.strip().partition("\n")[0]
    return _wide("pre", node.content, _("Commands: %(first)s") % {"first": first})


_LEAVES: Final[dict[str, Callable[[SyntaxTreeNode, Resolve], SafeString]]] = {
    "text": lambda node, _resolve: format_html("{}", node.content),
    "code_inline": lambda node, _resolve: format_html("<code>{}</code>", node.content),
    "code_block": _commands,
    "fence": _commands,
    "softbreak": lambda _node, _resolve: format_html("{}", "\n"),
    "image": _picture,
}
