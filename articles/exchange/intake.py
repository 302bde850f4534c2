"""Values out of somebody's file -> parts of an article, checked and cleaned one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from articles.documents import markup
from articles.documents.article.attributes import NO_ATTRIBUTES, Attributes
from articles.documents.article.kinds import (
    TEXT_KINDS,
    InvalidAttribute,
    Kind,
    checked_attributes,
    cleaned_attributes,
    stands_by_itself,
)
from articles.documents.article.metadata import (
    METADATA_FIELDS,
    Metadata,
    values_of,
)
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.article.table import map_cells
from articles.documents.blocks import MOST_WORK
from articles.documents.markup import Removal
from articles.documents.metadata.fields import InvalidMetadata, with_written
from articles.documents.metadata.language import language_tag
from articles.documents.reading import LONGEST_EXTERNAL_ID, STRINGS
from articles.documents.reading.bounds import check_text
from articles.documents.source import DocumentRejected
from articles.exchange.bounds import Size

LONGEST_LINE: Final = 60_000
# The largest number that both databases keep in a positive integer column.
LARGEST_NUMBER: Final = 2**31 - 1

# Identifiers stand in attributes of the editor's HTML and in addresses: nothing else is let in.
_UID: Final = re.compile(r"[0-9A-Za-z_-]{1,32}")
_NOISE: Final = "noise"
_AS_EXPORTED: Final = "Leave the attributes as they were exported, or take them out."
_SLUG: Final = re.compile(r"[-\w]{1,120}")


@contextmanager
def standing_at(position: str) -> Iterator[None]:
    """Add this position to a rejection from inside it, unless it has a closer one."""
    try:
        yield
    except DocumentRejected as rejected:
        raise DocumentRejected(
            rejected.reason, rejected.hint, rejected.position or position
        ) from rejected


class Intake:
    """Check and clean the parts of one article; `removed` collects what cleaning removed.

    What they cost is added to the size of the upload before it is spent. Every method raises
    `DocumentRejected` for a value that no article can have.
    """

    def __init__(self, size: Size) -> None:
        self.removed: list[Removal] = []
        self._upload = size
        self._size = Size()
        self._has_section = False

    def key(self, value: object) -> str:
        """Return the external id of the article's source, "" for none."""
        return self._text(value, "key", LONGEST_EXTERNAL_ID)

    def slug(self, value: object) -> str:
        """Return a slug, "" where one is to be made."""
        slug = self._text(value, "slug", LONGEST_LINE)
        if slug and not _SLUG.fullmatch(slug):
            raise DocumentRejected(
                f"has the slug {slug[:120]!r}",
                "Write letters, digits, - and _ only, 120 at most; or leave it empty.",
            )
        return slug

    def version(self, value: object) -> int | None:
        """Return the version that was exported."""
        return self._number(value, "version")

    def language(self, value: object) -> str:
        """Return a BCP 47 tag, "" for none."""
        text = self._text(value, "language", LONGEST_LINE)
        tag = language_tag(text) if text else ""
        if tag is None:
            raise DocumentRejected(
                f"has the language {text[:60]!r}", "Write a tag such as en-GB or ar, or nothing."
            )
        return tag

    def bylines(self, values: object) -> tuple[str, ...]:
        """Return the names that are not empty, each as one line."""
        if not isinstance(values, list | tuple):
            raise DocumentRejected("has bylines that are no list", "Write a list of names.")
        return tuple(filter(None, (self._one_line(value, "byline") for value in values)))

    def metadata(self, texts: Mapping[str, Sequence[object]]) -> Metadata:
        """Return the metadata of the texts of each field, by its name."""
        known = Metadata()
        for name, own in texts.items():
            lines = [self._one_line(text, name) for text in own]
            try:
                known = with_written(known, name, lines)
            except InvalidMetadata as error:
                raise DocumentRejected(
                    f"has a wrong {name}: {lines[0][:60]!r}", str(error)
                ) from error
        return known

    def provisional(self, value: object) -> bool:
        """Return whether the headline is provisional."""
        if not isinstance(value, bool):
            raise DocumentRejected(
                f"has {value!r} for a provisional headline", "Write true or false."
            )
        return value

    def headline(self, text: object, origin: object) -> Line:
        """Return a line that is not empty."""
        headline = self.line(text, origin, "headline")
        if not headline:
            raise DocumentRejected("has no headline", "Write one on the article's first row.")
        return headline

    def heading(self, text: object, origin: object) -> Line:
        """Return the heading of the next section; only the first may be without."""
        heading = self.line(text, origin, "heading")
        if self._has_section and not heading:
            raise DocumentRejected(
                "is a section without a heading, which only an article's first may be",
                "Write its heading, or put its paragraphs into the section above.",
            )
        self._has_section = True
        return heading

    def line(self, text: object, origin: object, name: str) -> Line:
        """Return a clean line with its origin; `name` is what a rejection calls it."""
        return Line(self._one_line(text, name), self._number(origin, f"origin of the {name}"))

    def uid(self, value: object) -> str:
        """Return the identifier of a section or paragraph, which is counted by it."""
        if not isinstance(value, str) or not _UID.fullmatch(value):
            raise DocumentRejected(
                f"has the identifier {value!r:.60}",
                "Leave the identifiers as they were exported; empty for what is new.",
            )
        self._size.parts += 1
        if self._size.parts > STRINGS:
            raise DocumentRejected(
                f"has more than {STRINGS:,} sections and paragraphs", "Split it into several."
            )
        self._upload.add(parts=1)
        return value

    def paragraph(
        self,
        uid: object,
        kind: object,
        html: object,
        origin: object,
        attributes: Mapping[str, Any] = NO_ATTRIBUTES,
        *,
        noise: bool = False,
    ) -> Paragraph:
        """Return a paragraph with clean markup and attributes."""
        # Tables of before noise was a mark have it as a kind.
        found = Kind.BODY if kind == _NOISE else self._kind(kind)
        checked = self._attributes(found, attributes)
        text = self._clean(html)
        if not (text if found in TEXT_KINDS else stands_by_itself(found, checked)):
            raise DocumentRejected(
                "is a paragraph without text",
                "Write its text; to take the paragraph out, delete it altogether.",
            )
        number = self._number(origin, "origin")
        return Paragraph(self.uid(uid), found, text, number, checked, noise or kind == _NOISE)

    def _kind(self, value: object) -> Kind:
        if value not in list(Kind):
            raise DocumentRejected(f"is of the kind {value!r:.60}", f"Write {', '.join(Kind)}.")
        return Kind(str(value))

    def _attributes(self, kind: Kind, values: Mapping[str, Any]) -> Attributes:
        try:
            known = checked_attributes(kind, values)
        except InvalidAttribute as error:
            raise DocumentRejected(str(error), _AS_EXPORTED) from error
        if "rows" in known:
            known = known.with_values(rows=map_cells(known["rows"], self._clean))
        cleaned = cleaned_attributes(kind, known)
        if lost := [name for name in known if name not in cleaned]:
            raise DocumentRejected(f"has no {lost[0]!r} that can be kept", _AS_EXPORTED)
        return cleaned

    def _clean(self, html: object) -> str:
        if not isinstance(html, str):
            raise DocumentRejected("has markup that is no text", "Write it as a string.")
        work = 0 if markup.is_clean(html) else markup.complexity(html)
        self._size.work += work
        if self._size.work > MOST_WORK:
            raise DocumentRejected(
                f"brings its article to more than {MOST_WORK:,} tags and entities",
                "No article has so many: strip the markup.",
            )
        self._upload.add(work=work)
        try:
            cleaned = markup.clean(html)
        except markup.MarkupTooComplex as error:
            raise DocumentRejected(f"has {error}", "Split the paragraph.") from error
        self.removed.extend(cleaned.removed)
        return cleaned.markup

    def _one_line(self, value: object, name: str) -> str:
        text = self._text(value, name, LONGEST_LINE)
        line = markup.one_line(text)
        lost = sorted(letter for letter in set(text) - set(line) if not letter.isspace())
        self.removed.extend(Removal("character", f"U+{ord(letter):04X}") for letter in lost)
        return line

    def _text(self, value: object, name: str, longest: int) -> str:
        if not isinstance(value, str):
            raise DocumentRejected(f"has a {name} that is no text", "Write it as a string.")
        if len(value) > longest:
            raise DocumentRejected(
                f"has a {name} of {len(value):,} characters", f"Cut it to {longest:,}."
            )
        check_text(value, "")
        return value

    def _number(self, value: object, name: str) -> int | None:
        if value is None:
            return None
        if (
            not isinstance(value, int)
            or isinstance(value, bool)
            or not 0 <= value <= LARGEST_NUMBER
        ):
            raise DocumentRejected(
                f"has the {name} {value!r:.60}", "Write a whole number from 0 on, or nothing."
            )
        return value


def checked(document: ArticleDocument, intake: Intake) -> ArticleDocument:
    """Return the document with every part checked and cleaned by `intake`."""
    return replace(
        document,
        headline=intake.headline(document.headline.text, document.headline.origin),
        headline_provisional=intake.provisional(document.headline_provisional),
        standfirst=intake.line(document.standfirst.text, document.standfirst.origin, "standfirst"),
        bylines=intake.bylines(document.bylines),
        language=intake.language(document.language),
        metadata=intake.metadata(
            {name: values_of(document.metadata, name) for name in METADATA_FIELDS}
        ),
        sections=tuple(
            _checked_section(section, number, intake)
            for number, section in enumerate(document.sections, start=1)
        ),
    )


def _checked_section(section: Section, number: int, intake: Intake) -> Section:
    with standing_at(f"section {number}"):
        return Section(
            uid=intake.uid(section.uid),
            heading=intake.heading(section.heading.text, section.heading.origin),
            byline=intake.line(section.byline.text, section.byline.origin, "byline"),
            paragraphs=tuple(
                _checked_paragraph(paragraph, f"section {number}, paragraph {index}", intake)
                for index, paragraph in enumerate(section.paragraphs, start=1)
            ),
        )


def _checked_paragraph(paragraph: Paragraph, position: str, intake: Intake) -> Paragraph:
    with standing_at(position):
        p = paragraph
        return intake.paragraph(p.uid, p.kind, p.markup, p.origin, p.attributes, noise=p.noise)
