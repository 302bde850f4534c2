"""What can be seen of a block without reading it: its length, its bold, its links, how it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from articles.documents import markup
from articles.documents.article import BULLETS
from articles.documents.blocks import Block

HEADING_TAGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BULLET: Final = re.compile(rf"{BULLETS}\s+\S")
_SENTENCE_END: Final = re.compile(r"""[.!?:;…。！？؟।۔]["'”’»«›‹)\]」』]*$""")
_SENTENCE_BORDER: Final = re.compile(r"""[.!?؟]["'”’»)\]]*\s+\S|[。！？](?=.)""")
# Chinese, Japanese and Korean say in one character what takes two or three in an alphabet.
_WIDE: Final = re.compile("[\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True)
class Features:
    block: Block

    @property
    def tag(self) -> str:
        return self.block.tag

    @property
    def text(self) -> str:
        return self.block.text

    @cached_property
    def size(self) -> float:
        """The length in characters of an alphabet."""
        text = self.block.text
        return len(text) if text.isascii() else len(text) + 1.5 * len(_WIDE.findall(text))

    @cached_property
    def is_heading_tag(self) -> bool:
        return self.tag in HEADING_TAGS

    @cached_property
    def ends_a_sentence(self) -> bool:
        return _SENTENCE_END.search(self.text) is not None

    @property
    def has_several_sentences(self) -> bool:
        return _SENTENCE_BORDER.search(self.text) is not None

    @cached_property
    def wholly_bold(self) -> bool:
        if "<strong>" not in self.block.markup:
            return False
        plain = "".join(
            run.text
            for run in markup.runs(self.block.markup)
            if all(mark.tag != "strong" for mark in run.marks)
        )
        return len(plain.strip()) <= 1

    @cached_property
    def linked_share(self) -> float:
        """The share of the text that stands inside links, 0 to 1."""
        linked = sum(len(link.text) for link in markup.links(self.block.markup))
        return linked / max(1, len(self.text))

    @cached_property
    def is_long_sentence(self) -> bool:
        """Running text beyond doubt: long, ended like a sentence, not mostly links."""
        return (
            self.size >= 80
            and self.ends_a_sentence
            and self.linked_share < 0.5
            and not self.is_heading_tag
        )
