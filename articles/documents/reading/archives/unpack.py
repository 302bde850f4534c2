"""Unpack a file into the plain files in it: itself, or those of the archive that it is."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, cast

from articles.documents.messages import gettext_noop
from articles.documents.reading.archives import compressed, tar_archive, zip_archive
from articles.documents.reading.archives.container import (
    MOST_MEMBERS,
    MOST_NESTED,
    NAME_CHARACTERS,
    Allowance,
    Bounds,
    Container,
    Counting,
    Member,
    Trouble,
    is_hidden,
    is_picture_file,
    member_path,
    stream_size,
)
from articles.documents.reading.bounds import DOCUMENT_BYTES, start_of
from articles.documents.reading.reader import STANDARD_INPUT, from_the_start, rejoined
from articles.documents.source import DocumentRejected, LeftOut, Rejection

CONTAINERS: Final[tuple[Container, ...]] = (zip_archive, tar_archive, compressed)

# Of a file by its name, or by what it holds.
NO_FORMAT: Final = gettext_noop("is in no format that is read here")
_CHUNK: Final = 2**16


@dataclass(frozen=True, slots=True)
class Plain:
    """A file that is no container, from its first byte; `head` is how it begins.

    `name` is its name without the container's, `file` how it is named to people; `is_inside` is set
    for members of a container.
    """

    stream: BinaryIO
    head: bytes
    name: str
    file: str
    is_inside: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """The files that are taken for documents: in an archive those with one of the `suffixes`.

    `is_document` recognises, by their first bytes, documents that look like containers.
    """

    suffixes: tuple[str, ...]
    is_document: Callable[[bytes], bool]

    def container_of(self, head: bytes) -> Container | None:
        """Return the kind of container that the first bytes show, None for a document."""
        if self.is_document(head):
            return None
        return next((each for each in CONTAINERS if each.recognise(head)), None)

    def takes(self, path: str) -> bool:
        """Return whether a member of this path is read."""
        return path.lower().endswith(self.suffixes) and not is_hidden(path)


def unpacked(
    stream: BinaryIO, name: str, choice: Choice, bounds: Bounds
) -> Iterator[Plain | Rejection]:
    """Yield each plain file, to be read before the next is asked for; its reader handles `Trouble`.

    Raises the stream's own OSError and nothing else.
    """
    head = start_of(stream)
    if choice.container_of(head) is None:
        # As most are: no more is asked of a file than has to be.
        yield Plain(from_the_start(stream, head), head, name, name, is_inside=False)
        return
    if stream.seekable():
        size = stream_size(stream)
        allowance = Allowance(bounds, lambda: size)
    else:
        counting = Counting(stream, len(head))
        allowance = Allowance(bounds, lambda: counting.count)
        stream = io.BufferedReader(counting, _CHUNK)
    yield from _Unpacking(choice, allowance).of(from_the_start(stream, head), name, name, depth=0)


class _Unpacking:
    """One file while it is unpacked, with the count of its members."""

    def __init__(self, choice: Choice, allowance: Allowance) -> None:
        self._choice = choice
        self._allowance = allowance
        self._members = 0

    def of(self, stream: BinaryIO, name: str, file: str, depth: int) -> Iterator[Plain | Rejection]:
        try:
            head, stream = _opening(stream)
            container = self._choice.container_of(head)
            if container is None:
                yield Plain(stream, head, name, file, is_inside=depth > 0)
            elif depth == MOST_NESTED:
                yield _too_deep().at(file)
            elif container.IS_ARCHIVE:
                yield from self._of_archive(container, stream, file, depth)
            else:
                yield from self._of_compressed(container, stream, name, file, depth)
        except Trouble as trouble:
            yield from trouble.rejections(file)

    def _of_compressed(
        self, container: Container, stream: BinaryIO, name: str, file: str, depth: int
    ) -> Iterator[Plain | Rejection]:
        for member in container.members(stream, name, self._allowance):
            path = STANDARD_INPUT if name == STANDARD_INPUT else member.path
            with member.open() as content:
                yield from self.of(content, path, file, depth + 1)

    def _of_archive(
        self, container: Container, stream: BinaryIO, file: str, depth: int
    ) -> Iterator[Plain | Rejection]:
        is_empty = True
        for member in container.members(stream, file, self._allowance):
            self._count()
            if self._choice.takes(member.path):
                is_empty = False
                yield from self._of_member(member, file, depth)
            elif not (is_hidden(member.path) or is_picture_file(member.path)):
                yield _left_out(member, file)
            if self._allowance.trouble:
                return
        if is_empty:
            yield self._nothing_in().at(file)

    def _of_member(self, member: Member, file: str, depth: int) -> Iterator[Plain | Rejection]:
        path = f"{file}/{member_path(member.path[:NAME_CHARACTERS])}"
        refused = _name_too_long() if len(member.path) > NAME_CHARACTERS else member.refused
        if refused:
            yield refused.at(path)
            return
        try:
            content = member.open()
        except Trouble as trouble:
            yield from trouble.rejections(path)
            return
        with content:
            yield from self.of(content, path, path, depth + 1)

    def _count(self) -> None:
        self._members += 1
        if self._members > MOST_MEMBERS:
            raise Trouble(
                DocumentRejected(
                    f"holds more than {MOST_MEMBERS:,} files, and is read no further",
                    gettext_noop(
                        "Make several archives of it, or unpack it and import the folder."
                    ),
                )
            )

    def _nothing_in(self) -> DocumentRejected:
        return DocumentRejected(
            gettext_noop("is an archive without documents"),
            f"Documents are found by their names: {', '.join(self._choice.suffixes)}.",
        )


def _left_out(member: Member, file: str) -> LeftOut:
    path = member_path(member.path[:NAME_CHARACTERS])
    hint = gettext_noop("Unpack it and name the file itself to have it read all the same.")
    return LeftOut(f"{file}/{path}", "", NO_FORMAT, hint)


def _too_deep() -> DocumentRejected:
    return DocumentRejected(
        f"is an archive inside {MOST_NESTED} others, the bound",
        gettext_noop("Unpack the outer ones and import the folder."),
    )


def _name_too_long() -> DocumentRejected:
    return DocumentRejected(
        f"has a name of more than {NAME_CHARACTERS:,} characters",
        gettext_noop("Give it a shorter name."),
    )


def _opening(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Return how a member begins, and a stream of all of it.

    If the member breaks off there, so does the stream, and what comes before can be read. Raises
    `Trouble` where nothing can.
    """
    chunks: list[bytes] = []
    left = DOCUMENT_BYTES + 1
    try:
        while left and (chunk := cast(io.BufferedReader, stream).read1(min(left, _CHUNK))):
            chunks.append(chunk)
            left -= len(chunk)
    except Trouble:
        if not chunks:
            raise
        left = 0
    head = b"".join(chunks)
    return head, io.BytesIO(head) if left else rejoined(head, stream)
