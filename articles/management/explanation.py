"""What became of every string of a document, for a person or a program to check."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from django.utils.translation import gettext as _

from articles.documents import markup
from articles.documents.article.metadata import METADATA_FIELDS, values_of
from articles.documents.article.model import ArticleDocument, Section
from articles.documents.blocks import Block
from articles.documents.labels import LabelledBlock
from articles.documents.markup import Removal
from articles.documents.pipeline import ParsedDocument
from articles.reporting.removals import REMARKS

_WIDTH: Final = 100


def explanation_json(parsed: ParsedDocument) -> dict[str, Any]:
    """Return a JSON object: the outline of the article, then a block for every string, in order."""
    document = parsed.document
    return {
        "key": parsed.source.external_id,
        "file": parsed.source.file,
        "position": parsed.source.position,
        "headline": document.headline.text,
        "headline_provisional": document.headline_provisional,
        "standfirst": document.standfirst.text,
        "bylines": list(document.bylines),
        "language": document.language,
        "details": {
            field.key: list(values_of(document.metadata, name))
            for name, field in METADATA_FIELDS.items()
        },
        "removed": [asdict(removal) for removal in parsed.removed],
        "sections": [_section(section) for section in document.shown_sections()],
        "blocks": [_block(labelled) for labelled in parsed.blocks],
        "links": list(_links(parsed)),
    }


def format_explanation(parsed: ParsedDocument) -> str:
    """Return the same for a terminal: a line for each string under the article's headline."""
    document = parsed.document
    mark = f" ({_('provisional')})" if document.headline_provisional else ""
    source = parsed.source
    where = f"{source.file}, {source.position}" if source.position else source.file
    lines = [f"{where}  key {source.external_id}", f"{document.headline.text}{mark}"]
    lines += _metadata_lines(document)
    lines += map(_removal_line, parsed.removed)
    return "\n".join([*lines, "", *(_row(labelled) for labelled in parsed.blocks), ""])


def _metadata_lines(document: ArticleDocument) -> Iterator[str]:
    """Yield a line for each thing that the document says of itself."""
    known = {"bylines": document.bylines, "language": (document.language,)}
    known |= {
        field.key: values_of(document.metadata, name) for name, field in METADATA_FIELDS.items()
    }
    for name, texts in known.items():
        if any(texts):
            yield f"{name}: {', '.join(texts)}"


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading.text,
        "byline": section.byline.text,
        "paragraphs": [
            {
                "origin": p.origin,
                "kind": p.kind.value,
                "markup": p.markup,
                **({"attributes": p.attributes} if p.attributes else {}),
                **({"noise": True} if p.noise else {}),
            }
            for p in section.paragraphs
        ],
    }


def _block(labelled: LabelledBlock) -> dict[str, Any]:
    return {
        "index": labelled.block.index,
        "label": labelled.label.value,
        "reason": labelled.reason,
        "confidence": round(labelled.confidence, 3),
        "alternative": labelled.alternative.value if labelled.alternative else None,
        "markup": labelled.block.markup,
        **_shape(labelled.block),
        "removed": [asdict(removal) for removal in labelled.block.removed],
    }


def _shape(block: Block) -> dict[str, Any]:
    """Return the kind and the attributes of what is no text, or has some."""
    kind = {"kind": block.kind.value} if block.kind else {}
    return {**kind, **({"attributes": block.attributes} if block.attributes else {})}


def _links(parsed: ParsedDocument) -> Iterator[dict[str, Any]]:
    for paragraph in parsed.document.paragraphs():
        for link in markup.links_in(paragraph.markup):
            yield {"origin": paragraph.origin, "url": link.url, "text": link.text}


def _row(labelled: LabelledBlock) -> str:
    block = labelled.block
    text = textwrap.shorten(block.text, _WIDTH, placeholder=" …") or _("(nothing visible)")
    lines = [labelled.reason + _unsure(labelled), *_shape_lines(block)]
    lines += map(_removal_line, block.removed)
    under = "".join(f"\n{'':17}{line}" for line in lines)
    return f"{block.index:>4}  {labelled.label:<10} {text}{under}"


def _shape_lines(block: Block) -> Iterator[str]:
    """Yield a line for the kind of what is no text, with what it says beside its words."""
    said = [_said(name, value) for name, value in block.attributes.items()]
    if block.kind:
        said.insert(0, block.kind.value)
    if said:
        yield f"{_('kind')}: {', '.join(said)}"


def _said(name: str, value: Any) -> str:
    if name == "rows":
        widest = max(map(len, value))
        return _("%(rows)d rows of %(cells)d cells") % {"rows": len(value), "cells": widest}
    text = name if value is True else f"{name} {value}"
    return textwrap.shorten(text, _WIDTH, placeholder=" …")


def _removal_line(removal: Removal) -> str:
    word = _("to be known") if removal.what in REMARKS else _("removed")
    return f"{word}: {removal.what} {removal.name} {removal.detail}".rstrip()


def _unsure(labelled: LabelledBlock) -> str:
    if not labelled.is_unsure:
        return ""
    names = {"confidence": f"{labelled.confidence:.0%}", "label": labelled.alternative}
    return f" ({_('%(confidence)s sure; otherwise %(label)s') % names})"
