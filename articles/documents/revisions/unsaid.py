"""A correction that leaves something out -> the correction with what was known of it before.

What a source does not say is not emptied; what it has, but empty, is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from articles.documents.article.metadata import METADATA_FIELDS, Metadata, values_of
from articles.documents.article.model import ArticleDocument, Line

# What the fields of a source's metadata are called in an article, where that is another name.
_TITLE: Final = "title"
_AUTHORS: Final = "authors"
_LANGUAGE: Final = "language"


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What a source document leaves open.

    `emptied` names the fields of its metadata that it has, but empty. A language that was detected
    is not what it says.
    """

    emptied: frozenset[str] = frozenset()
    is_language_detected: bool = False

    def filled_in(self, theirs: ArticleDocument, known: ArticleDocument) -> ArticleDocument:
        """Return the article of the document, with what was known where it says nothing.

        `known` is the article of the version that came before it.
        """
        headline, provisional = self._headline(theirs, known)
        language = theirs.language
        if not self._empties(_LANGUAGE) and (self.is_language_detected or not language):
            language = known.language or language
        bylines = theirs.bylines or (() if self._empties(_AUTHORS) else known.bylines)
        return replace(
            theirs,
            headline=headline,
            headline_provisional=provisional,
            language=language,
            bylines=bylines,
            metadata=self._metadata(theirs.metadata, known.metadata),
        )

    def _headline(self, theirs: ArticleDocument, known: ArticleDocument) -> tuple[Line, bool]:
        is_lost = theirs.headline_provisional and not known.headline_provisional
        if is_lost and known.headline and not self._empties(_TITLE):
            # Its block was one of the version before.
            return replace(known.headline, origin=None), False
        return theirs.headline, theirs.headline_provisional

    def _metadata(self, theirs: Metadata, known: Metadata) -> Metadata:
        kept = {
            name: getattr(known, name)
            for name in METADATA_FIELDS
            if not values_of(theirs, name) and values_of(known, name) and not self._empties(name)
        }
        if _is_redated(theirs, known):
            kept["published"] = known.published
        return replace(theirs, **kept) if kept else theirs

    def _empties(self, name: str) -> bool:
        return name in self.emptied


def _is_redated(theirs: Metadata, known: Metadata) -> bool:
    """Return whether it is dated by its last change alone, and was published before.

    Formats with one date of a version give it for both: that moves no article's publication.
    """
    is_of_its_change = theirs.published == theirs.updated
    # In ISO 8601 and UTC their order is that of the letters.
    return is_of_its_change and bool(known.published) and known.published < theirs.published
