"""Files that were found -> the chunks of a run, each handed to whoever imports it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from articles.documents.reading import holds_many
from articles.documents.source import Rejection
from articles.importing.chunks.take import import_own, made_by
from articles.importing.pipeline import BATCH
from articles.importing.plan import Options
from articles.importing.record import begin_run
from articles.importing.sources.find import FoundFile
from articles.models import ImportRun, RunChunk
from articles.models.import_run import RunKind
from articles.models.run_chunk import OWN

# Five batches: enough to pay for handing it out, little enough to lose with a machine. Of fewer
# documents a chunk has a whole batch all the same, whose lines are looked at together.
FILES: Final = 1_000
_CHUNKS: Final = 30

Found = FoundFile | Rejection


class Cut(NamedTuple):
    """Files for another machine, or what this one has to deal with itself."""

    files: list[str]
    own: list[Found]


def distribute(
    findings: Iterable[Found], options: Options, hand_out: Callable[[int], object]
) -> Iterator[ImportRun]:
    """Make a run of what was found, and hand out the primary keys of its chunks.

    Yields the run as soon as it is there, then again for each chunk. What is on no disk, or cannot
    be read, is dealt with here, last: while that is open, the run cannot come to its end.
    """
    run = begin_run(RunKind.IMPORT, options)
    own = _chunk(run, OWN, [])
    yield run
    kept: list[Found] = []
    number = OWN
    for cut in _cut(findings, _size(options.total)):
        kept += cut.own
        if cut.files:
            number += 1
            hand_out(_chunk(run, number, cut.files).pk)
            yield run
    import_own(own, kept)


def _chunk(run: ImportRun, number: int, files: list[str]) -> RunChunk:
    return RunChunk.objects.create(run=run, number=number, files=files, made_by=made_by())


def _size(total: int | None) -> int:
    """Return how many files make a chunk, so that there are some for every machine."""
    if total is None:
        return FILES
    batches = -(-total // (_CHUNKS * BATCH))
    return min(FILES, batches * BATCH)


def _cut(findings: Iterable[Found], size: int) -> Iterator[Cut]:
    """Yield the files of a chunk at a time; one that may hold any number of documents is one."""
    files: list[str] = []
    own: list[Found] = []
    for found in findings:
        if isinstance(found, Rejection) or not _is_everywhere(found):
            own.append(found)
        elif holds_many(found.name):
            yield Cut([found.name], [])
        else:
            files.append(found.name)
            if len(files) == size:
                yield Cut(files, [])
                files = []
    yield Cut(files, own)


def _is_everywhere(file: FoundFile) -> bool:
    """Return whether another machine finds it by its name: no stream, no bytes that are no text."""
    return file.path == file.name
