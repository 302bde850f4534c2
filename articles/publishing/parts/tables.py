"""Tables -> a region that scrolls where a screen is narrower than they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articles.documents.article.model import Paragraph
from articles.documents.article.table import Cell, Row, Rows, heads_row, markup_of, span_of
from articles.publishing.parts.writing import Writing, escaped_uid, named, permalink
from articles.publishing.render import outside_links, reader_markup

# Figures stand under each other: a sum, a share, a rank, with or without a currency or a unit.
_FIGURE: Final = re.compile(r"[+−–-]?\W{0,2}\d[\d.,'’ \u00a0\u202f]*\W{0,3}[^\W\d]{0,3}")


def written_table(paragraph: Paragraph, writing: Writing) -> str:
    """Return a table, named by its caption."""
    rows: Rows = paragraph.attributes.get("rows", ())
    head = paragraph.attributes.get("head", 0)
    uid = escaped_uid(paragraph)
    caption, name = "", ' role="group"'
    if paragraph.markup:
        caption = f'<caption id="c-{uid}">{reader_markup(paragraph)}</caption>\n'
        name = f' role="region" aria-labelledby="c-{uid}"'
    figures = _columns_of_figures(rows[head:])
    return (
        f'<div class="table" {named(paragraph, writing)}{name} tabindex="0">\n'
        f"<table>\n{caption}"
        f"{_part('thead', rows[:head], figures)}{_part('tbody', rows[head:], figures)}"
        f"</table>\n{permalink(uid)}</div>\n"
    )


def _columns_of_figures(rows: Rows) -> frozenset[int]:
    """Return which columns hold figures and nothing else; none where cells span several."""
    if any(span_of(cell, "columns") + span_of(cell, "rows") > 2 for row in rows for cell in row):
        return frozenset()
    width = max(map(len, rows), default=0)
    columns = {place: [row[place] for row in rows if place < len(row)] for place in range(width)}
    return frozenset(place for place, cells in columns.items() if _are_figures(cells))


def _are_figures(cells: list[Cell]) -> bool:
    texts = [text for cell in cells if (text := markup_of(cell).strip())]
    return bool(texts) and all(map(_FIGURE.fullmatch, texts))


def _part(tag: str, rows: Rows, figures: frozenset[int]) -> str:
    if not rows:
        return ""
    written = "".join(_rows(rows, "col" if tag == "thead" else "row", figures))
    return f"<{tag}>\n{written}</{tag}>\n"


def _rows(rows: Rows, scope: str, figures: frozenset[int]) -> Iterator[str]:
    for place, row in enumerate(rows):
        yield f"<tr>{''.join(_cells(row, scope, figures, len(rows) - place))}</tr>\n"


def _cells(row: Row, scope: str, figures: frozenset[int], rows_left: int) -> Iterator[str]:
    for column, cell in enumerate(row):
        # Beyond its part of the table no cell reaches.
        spans = {
            "colspan": span_of(cell, "columns"),
            "rowspan": min(span_of(cell, "rows"), rows_left),
        }
        more = "".join(f' {name}="{number}"' for name, number in spans.items() if number > 1)
        if column in figures:
            more += ' class="number"'
        text = outside_links(markup_of(cell))
        if scope == "col" or heads_row(cell):
            yield f'<th scope="{scope}"{more}>{text}</th>'
        else:
            yield f"<td{more}>{text}</td>"
