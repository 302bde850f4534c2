"""The rows of articles -> the rows of their new documents, touching only what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import F

from articles.bulk import insert, reserve_keys, update
from articles.documents.article.rows import ArticleRows, has_links, link_rows
from articles.models import Link, Paragraph, Section
from articles.store.create import LINK_FIELDS, PARAGRAPH_FIELDS, SECTION_FIELDS

# What a row is known by: its article and identifier.
Name = tuple[int, str]


class SectionValues(NamedTuple):
    """The values of a section's row, its place first, in the order of `SECTION_FIELDS`."""

    position: int
    heading: str
    heading_origin: int | None
    byline: str
    byline_origin: int | None


class ParagraphValues(NamedTuple):
    """The values of a paragraph's row, its place first, in the order of `PARAGRAPH_FIELDS`."""

    section: int
    position: int
    kind: str
    markup: str
    unmarked: str
    origin: int | None
    attributes: str
    noise: bool


Values = TypeVar("Values", bound=tuple[Any, ...])


class StoredRow(NamedTuple, Generic[Values]):
    """A row's primary key and its values."""

    key: int
    values: Values


def sync_rows(articles: Mapping[int, ArticleRows]) -> None:
    """Insert, update and delete the sections, paragraphs and links of articles, by primary key.

    Paragraphs go before the sections that go: one may have moved out of a section to be deleted.
    """
    sections = _Rows(Section, 1, SECTION_FIELDS, SectionValues, articles)
    section_keys = sections.write(
        {
            (article, section[0]): SectionValues(position, *section[1:])
            for article, rows in articles.items()
            for position, section in enumerate(rows.sections)
        }
    )
    paragraphs = _Rows(Paragraph, 2, PARAGRAPH_FIELDS, ParagraphValues, articles)
    wanted = {
        (article, uid): ParagraphValues(
            section_keys[article, rows.sections[section][0]],
            position,
            kind,
            markup,
            unmarked,
            origin,
            attributes,
            noise,
        )
        for article, rows in articles.items()
        for position, (section, uid, kind, markup, unmarked, origin, attributes, noise) in (
            enumerate(rows.paragraphs)
        )
    }
    keys = paragraphs.write(wanted)
    paragraphs.delete_others(wanted)
    sections.delete_others(section_keys)
    _write_links(paragraphs.found, wanted, keys)


def _write_links(
    found: Mapping[Name, StoredRow[ParagraphValues]],
    wanted: Mapping[Name, ParagraphValues],
    keys: Mapping[Name, int],
) -> None:
    """Write the links of paragraphs that say something else now."""
    texts = {name: (values.markup, values.attributes) for name, values in wanted.items()}
    before = {name: (row.values.markup, row.values.attributes) for name, row in found.items()}
    changed = [name for name, text in texts.items() if before.get(name) != text]
    had_links = [keys[name] for name in changed if name in before and has_links(*before[name])]
    if had_links:
        Link.objects.filter(paragraph__in=had_links).delete()
    insert(
        Link,
        LINK_FIELDS,
        [(keys[name], *link) for name in changed for link in link_rows(*texts[name])],
    )


class _Rows(Generic[Values]):
    """The rows of one model that some articles have; `found` has those that are stored."""

    def __init__(
        self,
        model: type[Section] | type[Paragraph],
        places: int,
        fields: Sequence[str],
        values_of: Callable[..., Values],
        articles: Iterable[int],
    ) -> None:
        self.model: Any = model
        # Of "id", "article", places …, "uid", content …
        self.places = fields[2 : 2 + places]
        self.content = fields[3 + places :]
        self.fields = fields
        names = [f"{name}_id" if name == "section" else name for name in self.places]
        rows = self.model.objects.filter(article__in=list(articles)).values_list(
            "pk", "article_id", "uid", *names, *self.content
        )
        self.found: dict[Name, StoredRow[Values]] = {
            (article, uid): StoredRow(key, values_of(*values))
            for key, article, uid, *values in rows
        }

    def write(self, wanted: Mapping[Name, Values]) -> dict[Name, int]:
        """Make the rows so; return the key of each. Rows that are not wanted step aside."""
        places = len(self.places)
        old = {name: self.found[name] for name in wanted if name in self.found}
        moved = [n for n, (_, values) in old.items() if values[:places] != wanted[n][:places]]
        changed = [n for n, (_, values) in old.items() if values[places:] != wanted[n][places:]]
        leaving = [name for name in self.found if name not in wanted]
        self._step_aside([self.found[name].key for name in (*moved, *leaving)])
        update(self.model, self.places, [(*wanted[n][:places], old[n].key) for n in moved])
        update(self.model, self.content, [(*wanted[n][places:], old[n].key) for n in changed])
        new = [name for name in wanted if name not in old]
        keys = dict(zip(new, reserve_keys(self.model, len(new)), strict=True))
        insert(
            self.model,
            self.fields,
            [
                (keys[name], name[0], *wanted[name][:places], name[1], *wanted[name][places:])
                for name in new
            ],
        )
        return keys | {name: key for name, (key, _) in old.items()}

    def delete_others(self, wanted: Mapping[Name, Any]) -> None:
        """Delete the rows that are not wanted."""
        gone = [key for name, (key, _) in self.found.items() if name not in wanted]
        if gone:
            self.model.objects.filter(pk__in=gone).delete()

    def _step_aside(self, keys: Sequence[int]) -> None:
        """Move rows beyond every position there is: none may be held twice even for a moment."""
        if keys:
            # No article has so many parts (`editing.MOST_BLOCKS`, `reading.STRINGS`).
            self.model.objects.filter(pk__in=keys).update(position=F("position") + 1_000_000)
