"""Convert an ArticleDocument to the one piece of HTML that an editor works on, and back.

The form is flat: `<h2 data-id>` opens a section, `<p data-id data-kind>` is a paragraph of text, a
`<p data-id="SECTION.byline" data-kind="byline">` is the section's byline. What is no text has an
element of its own: `<figure>` with a `<figcaption>` for pictures and embeds, `<table>`, `<pre>`,
`<hr>`. Attributes are `data-NAME`, under their names in `KINDS` (but for an embed's `id`, which is
`data-embed`); `data-noise` marks noise. A text moved here from a field beside the text is named
`headline` or `standfirst`. Hand-made HTML is taken as well (other headings, list items, quotations,
bare text), since without scripts an editor edits this very HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from articles.documents import markup
from articles.documents.article.attributes import Attributes
from articles.documents.article.ids import Identifiers, PartsByText
from articles.documents.article.kinds import (
    KINDS,
    TEXT_KINDS,
    AttributeType,
    Kind,
    attribute_words,
    cleaned_attributes,
    stands_by_itself,
)
from articles.documents.article.model import (
    ArticleDocument,
    Line,
    Paragraph,
    Section,
    SectionDraft,
)
from articles.documents.article.table import (
    MOST_COLUMNS,
    MOST_ROWS,
    Rows,
    heads_row,
    is_too_large,
    map_cells,
    markup_of,
    span_of,
)
from articles.documents.blocks import MOST_WORK
from articles.documents.editing.element import BYLINE, HEADING, HTML_NAMES, NOISE, Element
from articles.documents.editing.elements import elements_of
from articles.documents.messages import gettext

# The names of the two fields beside the text.
HEADLINE: Final = "headline"
STANDFIRST: Final = "standfirst"

# Far beyond any article, and little enough to be parsed in well under a second.
LONGEST_BODY: Final = 1_500_000
MOST_BLOCKS: Final = 5_000

_KINDS: Final = {kind.value: kind for kind in Kind}
_BYLINE_SUFFIX: Final = ".byline"


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
            yield f'<p data-id="{byline_id(section.uid)}" data-kind="{BYLINE}">{text}</p>'
        yield from map(_written, section.paragraphs)


def _written(p: Paragraph) -> str:
    named = f'data-id="{p.uid}" data-kind="{p.kind.value}"{_attributes(p)}'
    match p.kind:
        case Kind.PICTURE | Kind.EMBED:
            return f"<figure {named}><figcaption>{p.markup}</figcaption></figure>"
        case Kind.TABLE:
            caption = f"<caption>{p.markup}</caption>" if p.markup else ""
            return f"<table {named}>{caption}{_rows(p.attributes.get('rows', ()))}</table>"
        case Kind.PREFORMATTED:
            # A parser drops the first line break.
            return f"<pre {named}>\n{escape(p.attributes.get('text', ''), quote=False)}</pre>"
        case Kind.RULE:
            return f"<hr {named}>"
    return f"<p {named}>{p.markup}</p>"


def _attributes(p: Paragraph) -> str:
    found = [' data-noise=""'] if p.noise else []
    for name, value in p.attributes.items():
        match KINDS[p.kind].attributes[name].type:
            case AttributeType.ROWS:
                continue
            case AttributeType.FLAG:
                value = ""
            case AttributeType.POINT:
                value = " ".join(map(str, value))
            case AttributeType.LINES if p.kind is Kind.PREFORMATTED:
                continue
        found.append(f' data-{HTML_NAMES.get(name, name)}="{escape(str(value))}"')
    if p.kind is Kind.TABLE and "head" not in p.attributes:
        # Else a first row of nothing but headings would become one.
        found.append(' data-head=""')
    return "".join(found)


def _rows(rows: Rows) -> str:
    return "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)


def _cell(cell: str | Attributes) -> str:
    tag = "th" if heads_row(cell) else "td"
    spans = {"colspan": span_of(cell, "columns"), "rowspan": span_of(cell, "rows")}
    written = "".join(f' {name}="{number}"' for name, number in spans.items() if number > 1)
    return f"<{tag}{written}>{markup_of(cell)}</{tag}>"


@dataclass(frozen=True, slots=True)
class EditedBody:
    """The result of an edit: the sections, and what cleaning removed from them.

    `gone` are the parts of the base that are no text and are not in the sections any more.
    """

    sections: tuple[Section, ...]
    removed: tuple[markup.Removal, ...]
    gone: tuple[Paragraph, ...] = ()


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
    elements = list(elements_of(html))
    if len(elements) > MOST_BLOCKS:
        raise BodyRejected(
            gettext(
                "The text has {count:,} paragraphs; {most:,} are the most that can be saved as one "
                "article. Split it into several."
            ).format(count=len(elements), most=MOST_BLOCKS)
        )
    if any(is_too_large(each.rows) for each in elements):
        raise BodyRejected(
            gettext(
                "A table has more than {rows:,} rows or {columns:,} columns. Split it into several."
            ).format(rows=MOST_ROWS, columns=MOST_COLUMNS)
        )
    return _Rebuilding(base, elements).result()


class _Rebuilding:
    """One body while its elements get their identifiers and origins back.

    First every part that the HTML names claims its own; only then may a nameless one look for an
    equal text, so a copy never takes the name of the original that follows it.
    """

    def __init__(self, base: ArticleDocument, elements: list[Element]) -> None:
        self.origins = _origins(base)
        self.known = {paragraph.uid: paragraph for paragraph in base.paragraphs()}
        self.namesakes = PartsByText(base)
        self.nameless_first = base.sections[0].uid if _begins_nameless(base) else ""
        self.identifiers = Identifiers()
        # The names that the editor gave to new boxes, and what they are called now.
        self.boxes: dict[str, str] = {}
        self.written = [element.uid for element in elements]
        self.elements = [
            replace(element, uid=element.uid if self._claims(element.uid) else "")
            for element in elements
        ]
        self.sections: list[SectionDraft] = []
        self.removed: list[markup.Removal] = []

    def result(self) -> EditedBody:
        self._check_work()
        for number, element in enumerate(self.elements, 1):
            element = self._cleaned(number, element)
            if element.kind in _KINDS or markup.is_visible(markup.visible_text(element.inner)):
                self._add(element, self.written[number - 1])
        sections = tuple(self._finished(section) for section in self.sections)
        return EditedBody(sections, tuple(self.removed), self._gone(sections))

    def _finished(self, section: SectionDraft) -> Section:
        if self.boxes:
            section.paragraphs = [self._boxed(paragraph) for paragraph in section.paragraphs]
        return section.finished()

    def _boxed(self, paragraph: Paragraph) -> Paragraph:
        """Return the paragraph; it names its box as it is called now."""
        box = self.boxes.get(paragraph.attributes.get("box", ""))
        if box is None:
            return paragraph
        return replace(paragraph, attributes=paragraph.attributes.with_values(box=box))

    def _gone(self, sections: tuple[Section, ...]) -> tuple[Paragraph, ...]:
        left = {paragraph.uid for section in sections for paragraph in section.paragraphs}
        return tuple(
            paragraph
            for paragraph in self.known.values()
            if paragraph.kind not in TEXT_KINDS and paragraph.uid not in left
        )

    def _cleaned(self, number: int, element: Element) -> Element:
        """Return the element with clean markup, in the cells of a table too."""

        def clean(text: str) -> str:
            cleaned = _cleaned(number, text)
            self.removed.extend(cleaned.removed)
            return cleaned.markup

        return replace(element, inner=clean(element.inner), rows=map_cells(element.rows, clean))

    def _check_work(self) -> None:
        """Refuse what would take long to clean, before any of it is cleaned."""
        texts = [text for element in self.elements for text in element.markups()]
        # What the editor hands back is clean as a rule, and then costs next to nothing.
        if sum(markup.complexity(text) for text in texts if not markup.is_clean(text)) > MOST_WORK:
            raise BodyRejected(
                gettext(
                    "The text holds more markup than can be cleaned in one go. Paste less of it at "
                    "a time, or paste it as plain text."
                )
            )

    def _claims(self, uid: str) -> bool:
        return uid in self.origins and self.identifiers.claim(uid)

    def _add(self, element: Element, written: str) -> None:
        if element.kind == HEADING:
            self._open_section(element.uid, _line(element.inner))
        elif element.kind == BYLINE:
            self._add_byline(element.uid, _line(element.inner))
        else:
            self._add_paragraph(element, written)

    def _open_section(self, uid: str, heading: str) -> None:
        origin = self.origins.get(uid)
        if not uid or _names_a_line(uid):
            before = self.namesakes.section(heading, self.identifiers)
            uid = before.uid if before else self.identifiers.make(HEADING, heading)
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

    def _add_paragraph(self, element: Element, written: str) -> None:
        new = _with_words(self._paragraph(element))
        if not _is_there(new):
            return
        section = self._section()
        uid, origin = element.uid, self.origins.get(element.uid)
        if not uid or _names_a_line(uid):
            before = self.namesakes.paragraph(new, self.identifiers)
            uid = before.uid if before else self.identifiers.make(len(self.sections), new.identity)
            origin = before.origin if before else origin
        if new.kind is Kind.BOX and written:
            self.boxes[written] = uid
        section.paragraphs.append(replace(new, uid=uid, origin=origin))

    def _paragraph(self, element: Element) -> Paragraph:
        """Return what the element says; as noise of no kind, it is of the kind that it was."""
        known = self.known.get(element.uid)
        kind = _KINDS.get(element.kind, Kind.BODY)
        if element.kind == NOISE and known:
            kind = known.kind
        attributes = cleaned_attributes(kind, element.attributes)
        if element.rows:
            attributes = attributes.with_values(rows=element.rows)
        noise = element.kind == NOISE or NOISE in element.attributes
        return Paragraph("", kind, element.inner, None, attributes, noise)


def _with_words(paragraph: Paragraph) -> Paragraph:
    """Return the paragraph; of what lacks what makes it one, the words are text."""
    kind, attributes = paragraph.kind, paragraph.attributes
    if kind in TEXT_KINDS or stands_by_itself(kind, attributes):
        return paragraph
    words = [paragraph.markup, *map(escape, attribute_words(kind, attributes))]
    text = "<br>".join(filter(None, words))
    return replace(paragraph, kind=Kind.BODY, markup=text, attributes=Attributes())


def _is_there(paragraph: Paragraph) -> bool:
    """Return whether an editor sees anything of it."""
    if paragraph.kind in TEXT_KINDS:
        return markup.is_visible(paragraph.text)
    return stands_by_itself(paragraph.kind, paragraph.attributes)


def _line(clean: str) -> str:
    return markup.visible_text(clean).replace("\n", " ")


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
