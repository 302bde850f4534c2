"""Split tokens of HTML into texts and what is no text: pictures, tables, embeds, rules, boxes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from articles.documents.article.kinds import Kind
from articles.documents.markup import escape
from articles.documents.markup.tags import HIDDEN, MARKED
from articles.documents.reading.bounds import STRINGS
from articles.documents.reading.fragments import embeds, frames, pictures, tables
from articles.documents.reading.fragments.lists import OF_LISTS, ListItems
from articles.documents.reading.fragments.preformatted import preformatted_of
from articles.documents.reading.fragments.splitting import CALLED, DEEPEST, Splitting
from articles.documents.reading.fragments.tokens import Token, tag_attributes
from articles.documents.source import Piece, Scope

_FRAMES: Final = frozenset({"aside", "figure", "blockquote", "details"})
# Around a picture's own tag, for the same picture in other sizes.
_AROUND_PICTURES: Final = frozenset({"picture", "source"})
# Whose end tags have to be inside what is taken as one thing, or outside of it.
_NESTING: Final = MARKED | _FRAMES | {"ol", "ul", "table", "pre"}
# Captions and credits by their class, as WordPress and others write them.
_CAPTION: Final = re.compile(r"(?i)caption-?_?text|(?:^|[\s_-])(?<!wp-)caption(?:\s|$)")
# An entry of an accordion is a box, which a reader opens.
_BOX: Final = re.compile(r"(?i)\bclass=[\"']?[^\"'<>]{0,300}\baccordion-item\b")
_CREDIT: Final = re.compile(r"(?i)(?:^|[\s_-])(?:credits?|copyright|photographer)(?:\s|$)")
# Deeper ones are no text's own, and each is looked through once for all that are around it.
_NESTED: Final = 8
# A fragment without any of these tags is nothing but texts.
_TELLING: Final = embeds.PLAYERS | pictures.TAGS | _FRAMES | {
    *("hr", "li", "noscript", "pre", "script", "table"),
}  # fmt: skip


def has_shapes(html: str, found: Sequence[Token]) -> bool:
    """Return whether a fragment, by its tokens, may hold anything else than texts."""
    return not _TELLING.isdisjoint({token.name for token in found}) or "accordion-item" in html


@dataclass(slots=True)
class _Frame:
    """An open tag around pieces, and how many there were before it."""

    tag: Token
    start: int


class Shaping(Splitting):
    """Tokens on their way to pieces of every kind."""

    def __init__(self, tokens: list[Token], scope: Scope, blank_lines: bool, base: str) -> None:
        super().__init__(tokens, scope, blank_lines)
        self._base = base
        self._frames: list[_Frame] = []
        self._boxes = count(1)
        self._lists = ListItems()
        # What blocks are called by their class, or by the frame that they are in; by their depth.
        self._roles: dict[int, str] = {}
        # What stands amid the text of a block follows it.
        self._after: list[Piece] = []
        self._has_words = False
        self._has_missed_picture = False

    def result(self) -> tuple[Piece, ...]:
        """Return the pieces in reading order."""
        super().result()
        while self._frames:
            self._close_frame()
        return tuple(self._pieces[: STRINGS + 1])

    def _takes_whole(self, token: Token) -> bool:
        match token.name:
            case "table" | "pre" | "blockquote":
                return self._takes_block(token)
            case "script":
                embed = embeds.embed_of_script(token.text, self._scope)
            case "noscript":
                embed = self._hidden_picture(token)
            case name if name in embeds.PLAYERS:
                embed = embeds.embed_of_player(self._inside(token), self._base, self._scope)
            case _:
                embed = None
        if embed is None:
            return super()._takes_whole(token)
        self._place(embed)
        return True

    def _takes_block(self, token: Token) -> bool:
        """Take what is no text and stands between blocks."""
        found: Sequence[Piece] | Piece | None = None
        if self._blocks.count(token.name) > _NESTED or len(self._blocks) >= DEEPEST:
            return False
        match token.name:
            case "table":
                found = tables.table_of(self._inside(token), self._base, self._scope)
            case "pre":
                found = preformatted_of(self._inside(token), self._scope)
            case _ if embeds.is_post(token.text):
                found = embeds.embed_of_post(self._inside(token), self._scope)
        if found is None or not _is_whole(self._inside(token)):
            return False
        self._end_block()
        self._pieces += [found] if isinstance(found, Piece) else found
        return True

    def _hidden_picture(self, token: Token) -> Piece | None:
        """Return the picture for readers without scripts, where no other was there to be seen."""
        if not self._has_missed_picture:
            return None
        tags = (each.text for each in self._inside(token) if each.name in pictures.TAGS)
        found = (pictures.picture_of(tag, self._base, self._scope) for tag in tags)
        return next(filter(None, found), None)

    def _take_text(self, text: str) -> None:
        super()._take_text(text)
        self._has_words = self._has_words or bool(text.strip())

    def _take_other(self, token: Token) -> None:
        if token.name in _AROUND_PICTURES:
            return
        if token.name not in pictures.TAGS or token.is_end:
            super()._take_other(token)
            return
        words = pictures.words_of_picture(token.text)
        picture = None if words else pictures.picture_of(token.text, self._base, self._scope)
        self._has_missed_picture = not (words or picture)
        if picture:
            self._place(picture)
        else:
            self._add(escape(words) if words else token.text)

    def _take_block(self, token: Token) -> None:
        super()._take_block(token)
        if token.is_end:
            if self._frames and self._frames[-1].tag.mate == self._at:
                self._close_frame()
        elif token.name == "hr":
            self._add_rule()
        else:
            self._open(token)

    def _open(self, token: Token) -> None:
        depth = len(self._blocks) - 1
        if self._roles:
            self._roles.pop(depth, None)
        if token.name in OF_LISTS:
            self._lists.open(token, depth)
        if token.mate >= 0 and len(self._frames) < DEEPEST and _is_frame(token):
            self._frames.append(_Frame(token, len(self._pieces)))
        elif role := self._role(token):
            self._roles[depth] = role

    def _role(self, token: Token) -> str:
        around = self._frames[-1].tag.name if self._frames else ""
        if (token.name, around) == ("footer", "blockquote"):
            return frames.FOOTER
        if (token.name, around) == ("summary", "details"):
            return frames.SUMMARY
        if "class" not in token.text or token.name in CALLED:
            return ""
        written = tag_attributes(token.text).get("class", "")
        if _CAPTION.search(written):
            return frames.CAPTION
        return frames.CREDIT if _CREDIT.search(written) else ""

    def _close_frame(self) -> None:
        frame = self._frames.pop()
        inside = self._pieces[frame.start :]
        match frame.tag.name:
            case "figure":
                inside = frames.figure(inside, frame.tag.text)
            case "blockquote":
                inside = frames.quotation(inside, frame.tag.text)
            case "aside":
                inside = frames.aside(inside, frame.tag.text, str(next(self._boxes)))
            case "details":
                inside = frames.details(inside, frame.tag.text, str(next(self._boxes)))
            case _:
                inside = frames.box(inside, str(next(self._boxes)))
        self._pieces[frame.start :] = inside

    def _add_rule(self) -> None:
        if not self._pieces or self._pieces[-1].kind != Kind.RULE.value:
            self._pieces.append(Piece("", "", "", self._scope, Kind.RULE.value))

    def _place(self, piece: Piece) -> None:
        """Add a picture or an embed: at once before the text of its block, else after it."""
        if self._has_words:
            self._after.append(piece)
        else:
            self._pieces.append(piece)

    def _end_block(self) -> None:
        super()._end_block()
        self._has_words = False
        if self._after:
            self._pieces += self._after
            self._after = []

    def _emit(self, piece: Piece) -> None:
        if piece.tag == "li":
            attributes = self._lists.attributes_of_item(self._blocks, self._pieces)
            piece = piece._replace(attributes=attributes) if attributes else piece
        elif piece.tag in (frames.CAPTION, frames.CREDIT) and not self._is_in_figure():
            piece = self._captioning(piece)
        if piece.html or piece.kind:
            self._pieces.append(piece)

    def _is_in_figure(self) -> bool:
        return any(frame.tag.name == "figure" for frame in self._frames)

    def _captioning(self, piece: Piece) -> Piece:
        """Return a caption by its class with the picture before it, which it replaces."""
        if piece.tag == frames.CAPTION and not {"caption", "figcaption"}.isdisjoint(self._blocks):
            return piece
        before = self._pieces[-1] if self._pieces else None
        if before and before.kind == Kind.PICTURE.value:
            self._pieces.pop()
            return frames.with_caption(before, [piece])
        return piece._replace(tag="p")

    def _called(self) -> str:
        if not self._roles:
            return super()._called()
        for depth in range(len(self._blocks) - 1, -1, -1):
            if called := self._roles.get(depth) or CALLED.get(self._blocks[depth]):
                return called
        return "p"


def _is_frame(token: Token) -> bool:
    return token.name in _FRAMES or (token.name == "div" and bool(_BOX.search(token.text)))


def _is_whole(found: Sequence[Token]) -> bool:
    """Return whether what is open inside ends inside, and nothing else does."""
    if any(token.name in HIDDEN and token.mate < 0 for token in found if not token.is_end):
        return False
    open_tags: Counter[str] = Counter()
    for token in found:
        if token.name in _NESTING:
            open_tags[token.name] += -1 if token.is_end else 1
            if open_tags[token.name] < 0:
                return False
    return not any(open_tags[name] for name in _FRAMES)
