"""Convert an ArticleDocument to the one piece of HTML that an editor works on, and back.

The form has no nesting: `<h2 data-id>` opens a section, `<p data-id data-kind>` is a paragraph, and
a `<p data-id="SECTION.byline" data-kind="byline">` is the section's byline. A text moved here from
a field beside the text is named `headline` or `standfirst`. Hand-made HTML is taken as well (other
headings, list items, quotations, bare text), since without scripts an editor edits this very HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from articles.documents import markup
from articles.documents.article.ids import Identifiers, PartsByText
from articles.documents.article.model import (
    ArticleDocument,
    Kind,
    Line,
    Paragraph,
    Section,
    SectionDraft,
)
from articles.documents.blocks import MOST_WORK
from articles.documents.messages import gettext

# The names of the two fields beside the text.
HEADLINE: Final = "headline"
STANDFIRST: Final = "standfirst"

# Far beyond any article, and little enough to be parsed in well under a second.
LONGEST_BODY: Final = 1_500_000
MOST_BLOCKS: Final = 5_000

_HEADING: Final = "heading"
_BYLINE: Final = "byline"
_KINDS: Final = {kind.value: kind for kind in Kind}
_KIND_OF_TAG: Final = {f"h{level}": _HEADING for level in range(1, 7)} | {
    "li": Kind.LIST_ITEM.value,
    "blockquote": Kind.QUOTE.value,
}
_BYLINE_SUFFIX: Final = ".byline"
_BLOCK_TAG: Final = re.compile(
    r"<(?P<close>/?)(?P<tag>p|h[1-6]|li|ul|ol|blockquote|div|section|article)"
    r"""(?P<attributes>(?:[\s/](?:[^<>"']|"[^"]*"|'[^']*')*)?)>""",
    re.IGNORECASE,
)
_ATTRIBUTE: Final = re.compile(
    r"""\bdata-(id|kind)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)


def byline_id(section_uid: str) -> str:
    """Return the identifier of a section's byline."""
    return f"{section_uid}{_BYLINE_SUFFIX}"


class BodyRejected(ValueError):
    """Raised for a body that cannot be saved; the message names the paragraph and the reason."""


def to_html(document: ArticleDocument) -> str:
    """Return the article's body for the editor, noise included, one element a line."""
    return "\n".join(_elements(document))


def _elements(document: ArticleDocument) -> Iterator[str]:
    for position, section in enumerate(document.sections):
        if section.heading or position:
            yield f'<h2 data-id="{section.uid}">{escape(section.heading.text, quote=False)}</h2>'
        if section.byline:
            text = escape(section.byline.text, quote=False)
            yield f'<p data-id="{byline_id(section.uid)}" data-kind="{_BYLINE}">{text}</p>'
        for p in section.paragraphs:
            yield f'<p data-id="{p.uid}" data-kind="{p.kind.value}">{p.markup}</p>'


@dataclass(frozen=True, slots=True)
class EditedBody:
    """The result of an edit: the sections, and what cleaning removed from them."""

    sections: tuple[Section, ...]
    removed: tuple[markup.Removal, ...]


def from_html(html: str, base: ArticleDocument) -> EditedBody:
    """Parse an editor's HTML back into sections.

    A part keeps its identifier and origin if the HTML names it, it is one of `base` and not used
    yet; else it gets those of a part of `base` with equal text; else it is new. Raises
    `BodyRejected`.
    """
    if len(html) > LONGEST_BODY:
        raise BodyRejected(
            gettext(
                "The text has {count:,} characters; {most:,} are the most that can be saved as one "
                "article. Split it into several."
            ).format(count=len(html), most=LONGEST_BODY)
        )
    elements = list(_parse(html))
    if len(elements) > MOST_BLOCKS:
        raise BodyRejected(
            gettext(
                "The text has {count:,} paragraphs; {most:,} are the most that can be saved as one "
                "article. Split it into several."
            ).format(count=len(elements), most=MOST_BLOCKS)
        )
    return _Rebuilding(base, elements).result()


@dataclass(frozen=True, slots=True)
class _Element:
    """A heading, byline or paragraph as the editor sent it back."""

    kind: str
    uid: str
    inner: str


@dataclass(frozen=True, slots=True)
class _Tag:
    """An open block tag; `kind` is the kind of the text inside it."""

    name: str
    kind: str = ""
    uid: str = ""


def _parse(html: str) -> Iterator[_Element]:
    """Yield the elements between block tags; text belongs to the nearest tag around it."""
    around: list[_Tag] = []
    current = _Tag("p")
    start = 0
    for match in _BLOCK_TAG.finditer(html):
        yield from _element(current, html[start : match.start()])
        start = match.end()
        if match["close"]:
            _close(match["tag"].lower(), around)
            # What follows inside the outer element is another part of it: it has no uid.
            current = _Tag("p", around[-1].kind) if around else _Tag("p")
        else:
            current = _opened(match["tag"].lower(), match["attributes"], around)
            around.append(current)
    yield from _element(current, html[start:])


def _opened(name: str, attributes: str, around: list[_Tag]) -> _Tag:
    found = {
        match[1].lower(): match[2] or match[3] or match[4] or ""
        for match in _ATTRIBUTE.finditer(attributes)
    }
    kind = found.get("kind") or _KIND_OF_TAG.get(name) or (around[-1].kind if around else "")
    return _Tag(name, kind, found.get("id", ""))


def _close(name: str, around: list[_Tag]) -> None:
    if any(tag.name == name for tag in around):
        while around.pop().name != name:
            pass


def _element(tag: _Tag, inner: str) -> Iterator[_Element]:
    if inner.strip():
        yield _Element(tag.kind, tag.uid, inner)


class _Rebuilding:
    """One body while its elements get their identifiers and origins back.

    First every part that the HTML names claims its own; only then may a nameless one look for an
    equal text, so a copy never takes the name of the original that follows it.
    """

    def __init__(self, base: ArticleDocument, elements: list[_Element]) -> None:
        self.origins = _origins(base)
        self.namesakes = PartsByText(base)
        self.nameless_first = base.sections[0].uid if _begins_nameless(base) else ""
        self.identifiers = Identifiers()
        self.elements = [
            replace(element, uid=element.uid if self._claims(element.uid) else "")
            for element in elements
        ]
        self.sections: list[SectionDraft] = []
        self.removed: list[markup.Removal] = []

    def result(self) -> EditedBody:
        self._check_work()
        for number, element in enumerate(self.elements, 1):
            cleaned = _cleaned(number, element.inner)
            self.removed.extend(cleaned.removed)
            if markup.is_visible(markup.visible_text(cleaned.markup)):
                self._add(element, cleaned.markup)
        return EditedBody(
            tuple(section.finished() for section in self.sections), tuple(self.removed)
        )

    def _check_work(self) -> None:
        """Refuse what would take long to clean, before any of it is cleaned."""
        inners = [element.inner for element in self.elements]
        # What the editor hands back is clean as a rule, and then costs next to nothing.
        if (
            sum(markup.complexity(inner) for inner in inners if not markup.is_clean(inner))
            > MOST_WORK
        ):
            raise BodyRejected(
                gettext(
                    "The text holds more markup than can be cleaned in one go. Paste less of it at "
                    "a time, or paste it as plain text."
                )
            )

    def _claims(self, uid: str) -> bool:
        return uid in self.origins and self.identifiers.claim(uid)

    def _add(self, element: _Element, clean: str) -> None:
        text = markup.visible_text(clean).replace("\n", " ")
        if element.kind == _HEADING:
            self._open_section(element.uid, text)
        elif element.kind == _BYLINE:
            self._add_byline(element.uid, text)
        else:
            self._add_paragraph(element.uid, _KINDS.get(element.kind, Kind.BODY), clean)

    def _open_section(self, uid: str, heading: str) -> None:
        origin = self.origins.get(uid)
        if not uid or _names_a_line(uid):
            before = self.namesakes.section(heading, self.identifiers)
            uid = before.uid if before else self.identifiers.make(_HEADING, heading)
            origin = before.heading.origin if before else origin
        self.sections.append(SectionDraft(uid, Line(heading, origin)))

    def _section(self) -> SectionDraft:
        """Return the section to add to; text before any heading makes the first, nameless one."""
        if not self.sections:
            uid = self.nameless_first if self._claims(self.nameless_first) else ""
            self._open_section(uid, "")
        return self.sections[-1]

    def _add_byline(self, uid: str, text: str) -> None:
        section = self._section()
        if section.byline:
            text = f"{section.byline.text}; {text}"
        origin = self.origins.get(uid or byline_id(section.uid))
        section.byline = Line(text, origin)

    def _add_paragraph(self, uid: str, kind: Kind, clean: str) -> None:
        section = self._section()
        origin = self.origins.get(uid)
        if not uid or _names_a_line(uid):
            before = self.namesakes.paragraph(clean, self.identifiers)
            uid = before.uid if before else self.identifiers.make(len(self.sections), clean)
            origin = before.origin if before else origin
        section.paragraphs.append(Paragraph(uid, kind, clean, origin))


def _names_a_line(uid: str) -> bool:
    """Return whether it names a line of the article, not a part of its own."""
    return uid in {HEADLINE, STANDFIRST} or uid.endswith(_BYLINE_SUFFIX)


def _origins(base: ArticleDocument) -> dict[str, int | None]:
    """Return the origin of each part, by the identifier under which the editor's HTML names it."""
    origins = {HEADLINE: base.headline.origin, STANDFIRST: base.standfirst.origin}
    origins |= {paragraph.uid: paragraph.origin for paragraph in base.paragraphs()}
    for section in base.sections:
        origins[section.uid] = section.heading.origin
        origins[byline_id(section.uid)] = section.byline.origin
    return origins


def _begins_nameless(base: ArticleDocument) -> bool:
    return bool(base.sections) and not base.sections[0].heading


def _cleaned(number: int, inner: str) -> markup.Cleaned:
    try:
        return markup.clean(inner)
    except markup.MarkupTooComplex as error:
        raise BodyRejected(
            gettext(
                "Paragraph {number} cannot be saved: it has {error}. Shorten it, or paste it as "
                "plain text."
            ).format(number=number, error=error)
        ) from error
