"""Items of lists -> lists, each in the item that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.documents.article.model import Paragraph
from articles.publishing.parts.writing import Writing, named, with_permalink


def written_list(paragraphs: Sequence[Paragraph], writing: Writing) -> str:
    """Return the lists of neighbouring items."""
    return "".join(_List(writing).of(paragraphs))


class _List:
    """A list while its items are written, with the lists inside it."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        # The tags of the open lists, from the outermost, each with an open item.
        self.open: list[str] = []

    def of(self, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
        for paragraph in paragraphs:
            if paragraph.attributes.get("continued") and self.open:
                yield from self._continued(paragraph)
            else:
                yield from self._item(paragraph)
        yield from self._close(0)

    def _continued(self, paragraph: Paragraph) -> Iterator[str]:
        yield from self._close(paragraph.attributes.get("level", 1))
        yield f"\n<p {named(paragraph, self.writing)}>{with_permalink(paragraph)}</p>\n"

    def _item(self, paragraph: Paragraph) -> Iterator[str]:
        attributes = paragraph.attributes
        tag = attributes.get("list", "ul")
        # A level without the one above it has no place to be in.
        level = min(attributes.get("level", 1), len(self.open) + 1)
        yield from self._close(level)
        if len(self.open) == level and self.open[-1] != tag:
            yield from self._close(level - 1)
        start = attributes.get("start") if tag == "ol" else None
        name, value = named(paragraph, self.writing), ""
        if len(self.open) == level:
            yield "</li>\n"
            value = "" if start is None else f' value="{start}"'
        else:
            yield "\n" if self.open else ""
            yield f"<{tag}>\n" if start is None else f'<{tag} start="{start}">\n'
            self.open.append(tag)
        yield f"<li {name}{value}>{with_permalink(paragraph)}"

    def _close(self, level: int) -> Iterator[str]:
        """Close the lists that are deeper."""
        while len(self.open) > level:
            yield f"</li>\n</{self.open.pop()}>\n"
