"""Prints web pages as labelled documents, to train the labels on: what is wanted of them, and not.

python -m tests.labelled_pages PAGES.jsonl.gz [FULL.jsonl] > FILE

PAGES holds a page a line: {"id", "url", "html" (Latin-1 keeps its bytes), "with", "without"}, the
last two snippets that an extraction must show and must not. What holds neither is optional, unless
FULL, a file of labelled documents with the URLs of pages in their "meta", has its label.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from articles.documents.labels.evaluation.corpus import LabelledDocument, row_of
from articles.documents.labels.evaluation.gold import Gold
from articles.documents.reading.fragments import letters_of
from articles.documents.reading.pages import html_page
from articles.documents.source import DocumentRejected, Piece

# Parts of a host that are no site's name: bbc.co.uk, cdc.gov.
_GENERAL = frozenset({"ac", "co", "com", "edu", "gov", "net", "or", "org"})
# Shorter ones occur by chance.
_SHORTEST = 6

Labels = Mapping[str, Gold]


def full_labels(lines: Iterable[str]) -> dict[str, Labels]:
    """Return the label of each string by its letters, by the URL of its page."""
    found: dict[str, Labels] = {}
    for line in lines:
        row = json.loads(line)
        htmls = [item if isinstance(item, str) else item["html"] for item in row["document"]]
        labels = zip(map(letters_of, htmls), map(Gold, row["gold"]), strict=True)
        found[row["meta"]["url"]] = dict(labels)
    return found


def labelled_pages(
    pages: Iterable[Mapping[str, Any]], full: Mapping[str, Labels]
) -> Iterator[LabelledDocument]:
    for page in pages:
        try:
            contents = html_page.parse(page["html"].encode("latin-1"))
        except DocumentRejected as rejected:
            print(rejected.at(page["id"]), file=sys.stderr)
            continue
        wanted, unwanted = (
            [each for each in map(letters_of, page[name]) if len(each) >= _SHORTEST]
            for name in ("with", "without")
        )
        known = full.get(page["url"], {})
        texts = tuple(piece for piece in contents.pieces if not piece.kind)
        gold = (_gold(piece, wanted, unwanted, known) for piece in texts)
        yield LabelledDocument(
            id=page["id"],
            pieces=texts,
            gold=tuple(gold),
            publisher=site_of_page(page["url"]) or page["id"],
            language=contents.metadata.language,
            variant="extract",
            kind="binary-human",
            metadata=contents.metadata,
        )


def _gold(piece: Piece, wanted: list[str], unwanted: list[str], known: Labels) -> Gold:
    letters = letters_of(piece.html)
    if known.get(letters) in {Gold.BODY, Gold.NOISE}:
        return known[letters]
    if piece.label or any(each in letters for each in wanted):
        return Gold.BODY
    if any(each in letters for each in unwanted):
        return Gold.NOISE
    return Gold.OPTIONAL


def site_of_page(url: str) -> str:
    """Return the name of a page's site without its country or kind: "bbc"."""
    parts = (urlsplit(url).hostname or "").split(".")
    while len(parts) > 1 and (len(parts[-1]) == 2 or parts[-1] in _GENERAL):
        parts.pop()
    return parts[-1]


def main(pages: Path, full: Path | None) -> None:
    known = full_labels(full.read_text(encoding="utf-8").splitlines()) if full else {}
    with gzip.open(pages, "rt", encoding="utf-8") as lines:
        for document in labelled_pages(map(json.loads, lines), known):
            print(json.dumps(row_of(document), ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
