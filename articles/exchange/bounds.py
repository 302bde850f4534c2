"""What one upload may hold, so that its preview takes a few seconds whatever it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from articles.documents.messages import gettext_noop
from articles.documents.reading import Bounds
from articles.documents.reading.bounds import WorkbookBounds
from articles.documents.source import DocumentRejected

MOST_BYTES: Final = 2 * 2**20
# Of an archive most is pictures, which are not looked into for a preview.
MOST_BYTES_WITH_PICTURES: Final = 16 * 2**20
MOST_ARTICLES: Final = 50
# Sections and paragraphs, or strings of documents: what storing and comparing take their time for.
MOST_PARTS: Final = 8_000
# As `markup.complexity` estimates it: two seconds of cleaning.
MOST_WORK: Final = 40_000
TOO_LARGE: Final = (
    "Split it; or, for documents as a scraper saved them, ask an operator to run “python manage.py "
    "import_articles”, which takes any number of any size."
)
# Fifty articles of forty paragraphs unpack to 1.2 MB with 90,000 tags, and have 50,000 cells.
# Within these bounds no file takes openpyxl longer than two seconds.
WORKBOOK: Final = WorkbookBounds(
    unpacked=8 * 2**20,
    files=200,
    tags=400_000,
    tags_in_sheets=1_000_000,
    rows=20_000,
    columns=60,
    cells=400_000,
    hint=TOO_LARGE,
)
# No workbook is read from an archive, in which each would take as long as one by itself.
FILE: Final = Bounds(unpacked=16 * 2**20, closed=frozenset({"xlsx"}), workbook=WORKBOOK)
# For those who take a file of documents to the page of tables.
TO_DOCUMENTS: Final = gettext_noop(
    "Articles as a scraper saved them are imported under “Import documents”."
)


@dataclass(slots=True)
class Size:
    """Count how much of an upload was read so far."""

    articles: int = 0
    parts: int = 0
    work: int = 0

    def add(self, *, articles: int = 0, parts: int = 0, work: int = 0) -> None:
        """Add to it; raise `DocumentRejected` where that makes it too large."""
        self.articles += articles
        self.parts += parts
        self.work += work
        self.check()

    def check(self) -> None:
        """Raise `DocumentRejected` where it is too large."""
        if self.articles > MOST_ARTICLES:
            raise too_large(f"holds more than {MOST_ARTICLES} articles")
        if self.parts > MOST_PARTS:
            raise too_large(f"holds more than {MOST_PARTS:,} sections and paragraphs")
        if self.work > MOST_WORK:
            raise too_large(f"holds more than {MOST_WORK:,} tags and entities to be cleaned")


def too_large(what: str) -> DocumentRejected:
    """Return the rejection of an upload that is too large in some way."""
    return DocumentRejected(what, TOO_LARGE)
