"""What a body is, said anew for the template that it is held to: what stands in what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Paragraph, Section
from articles.documents.article.providers import PROVIDER_LABELS, label_of_host
from articles.documents.article.table import Cell, Row, heads_row, markup_of, span_of
from articles.documents.urls.host import host_of, site_of
from articles.pictures.shown import ShownPicture, focus_classes
from articles.publishing.parts.players import player_of
from articles.publishing.render import reader_markup

Outline = dict[str, Any]
register = template.Library()


@register.filter
def named(paragraph: Paragraph, direction: str) -> SafeString:
    return mark_safe(f'id="p-{escape(paragraph.uid)}"{direction}')


@register.filter
def permalink(paragraph: Paragraph) -> SafeString:
    name = 'lang="en" aria-label="Link to this paragraph"'
    return mark_safe(f'<a class="permalink" href="#p-{escape(paragraph.uid)}" {name}></a>')


@register.filter
def marked_up(paragraph: Paragraph) -> SafeString:
    return mark_safe(reader_markup(paragraph))


@register.filter
def text(value: str) -> SafeString:
    """Text between tags, where quotation marks mean nothing."""
    return mark_safe(escape(value, quote=False))


@dataclass
class Outliner:
    pictures: Mapping[str, ShownPicture]
    first: str = ""

    def outline(self, document: ArticleDocument) -> list[Outline]:
        sections = document.shown_sections()
        texts = ["text" for s in sections[:1] if s.heading or s.byline]
        shown = [*texts, *(p for s in sections for p in s.content)]
        if shown and isinstance(shown[0], Paragraph) and shown[0].kind == "picture":
            self.first = shown[0].uid
        return [{"section": each, "boxes": list(self._boxes(each))} for each in sections]

    def _boxes(self, section: Section) -> Iterator[Outline]:
        subheadings = [each for each in section.content if each.kind == "subheading"]
        levels = sorted({each.attributes.get("level", 3) for each in subheadings})
        highest = 3 if section.heading else 2
        for name, group in groupby(section.content, _box):
            content = list(group)
            titled = content[0].uid if content[0].kind == "box" else ""
            parts = list(self._parts(content, levels, highest))
            yield {"is_box": bool(name), "titled": titled, "parts": parts}

    def _parts(
        self, content: Sequence[Paragraph], levels: list[int], highest: int
    ) -> Iterator[Outline]:
        for kind, group in groupby(content, lambda paragraph: paragraph.kind):
            paragraphs = list(group)
            match kind:
                case Kind.LIST_ITEM:
                    yield {"kind": kind, "lists": _lists(paragraphs)}
                case Kind.QUOTE:
                    yield {"kind": kind, "quotes": _quotes(paragraphs)}
                case Kind.PICTURE:
                    yield {"kind": kind, "galleries": self._galleries(paragraphs)}
                case _:
                    for each in paragraphs:
                        level = each.attributes.get("level", 3)
                        place = highest + (levels.index(level) if kind == "subheading" else 0)
                        about = {"level": level, "tag": f"h{place}", **_about(each)}
                        yield {"kind": kind, "paragraph": each, **about}

    def _galleries(self, paragraphs: Sequence[Paragraph]) -> list[Outline]:
        galleries = []
        for name, group in groupby(paragraphs, lambda each: each.attributes.get("gallery")):
            pictures = [each for each in group if not _names_only_a_file(each)]
            is_gallery = bool(name) and len(pictures) > 1
            outlines = [self._picture(each, is_gallery=is_gallery) for each in pictures]
            galleries.append({"is_gallery": is_gallery, "pictures": outlines})
        return galleries

    def _picture(self, paragraph: Paragraph, *, is_gallery: bool) -> Outline:
        said = paragraph.attributes
        shown = self.pictures.get(said.get("picture", ""))
        found: Outline = {"paragraph": paragraph, "credit": said.get("credit", "")}
        if shown is None:
            host = "" if "picture" in said else host_of(said.get("source", ""))
            return {**found, "host": host}
        kind, sizes = _shape(shown)
        alt = "" if said.get("decorative") else said.get("alt") or shown.alt
        return {
            **found,
            "shown": shown,
            "kind": "" if is_gallery else kind,
            "sizes": "(min-width: 48rem) 18rem, 100vw" if is_gallery else sizes,
            "alt": alt,
            "caption": shown.caption,
            "credit": found["credit"] or shown.credit,
            "focus": focus_classes(*said["focus"]) if "focus" in said else shown.focus,
            "is_first": paragraph.uid == self.first,
        }


def _names_only_a_file(paragraph: Paragraph) -> bool:
    return not paragraph.text and {*paragraph.attributes} & {"source", "file", "picture"} == {
        "file"
    }


def _shape(picture: ShownPicture) -> tuple[str, str]:
    if picture.width < 480:
        return "small", "100vw"
    if picture.height > picture.width:
        return "tall", "(min-width: 41rem) 30rem, 100vw"
    if picture.width >= 960 and picture.width / picture.height >= 1.2:
        return "wide", "(min-width: 60rem) 57rem, 100vw"
    return "", "(min-width: 41rem) 38rem, 100vw"


def _box(paragraph: Paragraph) -> Any:
    return paragraph.uid if paragraph.kind == "box" else paragraph.attributes.get("box", "")


def _about(paragraph: Paragraph) -> Outline:
    match paragraph.kind:
        case Kind.EMBED:
            return _embed(paragraph)
        case Kind.TABLE:
            return {"table": _table(paragraph)}
    return {}


def _embed(paragraph: Paragraph) -> Outline:
    said = paragraph.attributes
    player = player_of(paragraph, settings.PLAYERS)
    site = site_of(said.get("url", ""))
    provider = said.get("provider", "")
    known = PROVIDER_LABELS.get(provider.lower()) or label_of_host(site)
    name = f"Video, {player.name}" if player else known or provider or site
    lines = [line for line in said.get("text", "").split("\n") if line]
    return {"player": player, "provider": name, "site": site, "lines": lines}


def _table(paragraph: Paragraph) -> list[Outline]:
    rows, head = paragraph.attributes.get("rows", ()), paragraph.attributes.get("head", 0)
    body = rows[head:]
    spans = [span_of(cell, name) for row in body for cell in row for name in ("columns", "rows")]
    figures = set() if any(span > 1 for span in spans) else _figures(body)
    return [
        {"tag": tag, "scope": scope, "rows": _cells(part, is_head=tag == "thead", figures=figures)}
        for tag, scope, part in (("thead", "col", rows[:head]), ("tbody", "row", body))
    ]


def _figures(rows: Sequence[Row]) -> set[int]:
    found = set()
    for column in range(max(map(len, rows), default=0)):
        cells = [markup_of(row[column]).strip() for row in rows if column < len(row)]
        if any(cells) and all(re.fullmatch(r"|-?[\d., ]*\d[\d., ]*%?", cell) for cell in cells):
            found.add(column)
    return found


def _cells(rows: Sequence[Row], *, is_head: bool, figures: set[int]) -> list[list[Outline]]:
    return [
        [
            {
                "tag": "th" if is_head or heads_row(cell) else "td",
                "columns": span_of(cell, "columns"),
                "rows": min(span_of(cell, "rows"), len(rows) - place),
                "is_figure": column in figures,
                "paragraph": _cell(cell),
            }
            for column, cell in enumerate(row)
        ]
        for place, row in enumerate(rows)
    ]


def _cell(cell: Cell) -> Paragraph:
    return Paragraph("", Kind.BODY, markup_of(cell))


def _lists(paragraphs: Sequence[Paragraph]) -> list[Outline]:
    """Each item holds what is deeper until the next of its own level."""
    top: list[Outline] = []
    open_items: list[Outline] = []
    for each in paragraphs:
        attributes = each.attributes
        level = min(attributes.get("level", 1), len(open_items) + 1)
        if attributes.get("continued") and open_items:
            del open_items[attributes.get("level", 1) :]
            open_items[-1]["inside"].append({"paragraph": each})
            continue
        tag = attributes.get("list", "ul")
        number = attributes.get("start") if tag == "ol" else None
        del open_items[level - 1 :]
        around = open_items[-1]["inside"] if open_items else top
        item: Outline = {"paragraph": each, "value": None, "inside": []}
        if around and around[-1].get("tag") == tag:
            item["value"] = number
            around[-1]["items_of"].append(item)
        else:
            around.append({"tag": tag, "start": number, "items_of": [item]})
        open_items.append(item)
    return top


def _quotes(paragraphs: Sequence[Paragraph]) -> list[Outline]:
    quotes: list[Outline] = []
    for each in paragraphs:
        is_pull = bool(each.attributes.get("pull"))
        if not quotes or quotes[-1]["by"] or quotes[-1]["is_pull"] != is_pull:
            quotes.append({"is_pull": is_pull, "by": "", "paragraphs": []})
        quotes[-1]["paragraphs"].append(each)
        quotes[-1]["by"] = each.attributes.get("by", "")
    return quotes
