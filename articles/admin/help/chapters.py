"""The chapters of `articles/handbook`, in the order of its contents."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from markdown_it.tree import SyntaxTreeNode

from articles.admin.help.markdown import anchor_of, node_text, parse_markdown

HANDBOOK: Final = Path(__file__).parents[2] / "handbook"
PICTURES: Final = HANDBOOK / "pictures"
CONTENTS: Final = "README.md"


@dataclass(frozen=True, slots=True)
class ChapterSection:
    """A heading of a chapter with the words beneath it; `anchor` is empty at its beginning."""

    heading: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """`name` is its file without the ending, in the handbook: "editors/noise-rules"."""

    name: str
    about: str

    @cached_property
    def nodes(self) -> list[SyntaxTreeNode]:
        return parse_markdown((HANDBOOK / f"{self.name}.md").read_text(encoding="utf-8"))

    @cached_property
    def title(self) -> str:
        return node_text(self.nodes[0])

    @cached_property
    def sections(self) -> list[ChapterSection]:
        return list(_sections(self.title, self.nodes[1:]))

    def file_of(self, address: str) -> str:
        """Return which file of the handbook an address in this chapter means."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.name), address))


@dataclass(frozen=True, slots=True)
class Group:
    """The chapters for one kind of reader."""

    title: str
    chapters: tuple[Chapter, ...]


@cache
def groups() -> tuple[Group, ...]:
    """Return the chapters as the contents list them: a heading for each group, a link for each."""
    found: list[Group] = []
    title = ""
    for node in parse_markdown((HANDBOOK / CONTENTS).read_text(encoding="utf-8")):
        if node.type == "heading":
            title = node_text(node)
        elif node.type == "bullet_list":
            found.append(Group(title, tuple(map(_listed, node.children))))
    return tuple(found)


@cache
def chapters() -> dict[str, Chapter]:
    return {chapter.name: chapter for group in groups() for chapter in group.chapters}


def _listed(item: SyntaxTreeNode) -> Chapter:
    """`- [Title](editors/noise-rules.md): what it is about`."""
    link = next(node for node in item.walk() if node.type == "link")
    about = node_text(item).removeprefix(node_text(link)).removeprefix(":").strip()
    return Chapter(str(link.attrs["href"]).removesuffix(".md"), about)


def _sections(title: str, nodes: list[SyntaxTreeNode]) -> Iterator[ChapterSection]:
    heading, words = title, list[str]()
    for node in nodes:
        if node.type != "heading":
            words.append(node_text(node))
            continue
        yield _section(title, heading, words)
        heading, words = node_text(node), []
    yield _section(title, heading, words)


def _section(title: str, heading: str, words: list[str]) -> ChapterSection:
    return ChapterSection(heading, "" if heading == title else anchor_of(heading), " ".join(words))
