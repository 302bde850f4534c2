"""How fast documents come in: the operators' own command on real files, into an empty site."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TypeVar

import bleach
from django.core.management import call_command
from django.db import transaction

from articles.documents.blocks import blocks_of
from articles.documents.labels.labelling import UnlabelledDocument, label_documents
from articles.documents.markup.inline import MARKS
from articles.documents.pipeline import parse_documents
from articles.documents.reading import contents_of
from articles.documents.source import Source
from articles.importing.sources.find import find, read_all
from articles.models import Article, TellingSentence
from articles.publishing.publish import publish_new
from articles.review.duplicates import look_for_duplicates, stored_texts
from tests.bench.documents import change_some, make_folder
from tests.bench.rows import database_size, time_rows
from tests.bench.timing import Timing, timed

_BATCH = 200

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ImportTimings:
    """What an import does by the command, its parts taken alone, and what no import can beat.

    `size` is that of the database in bytes after the first import. `one` and `two` are imports of
    as many other documents, by one process and with two workers.
    """

    first: Timing
    size: int
    again: Timing
    reparsed: Timing
    changed: Timing
    publish: Timing
    one: Timing
    two: Timing
    read: Timing
    clean: Timing
    label: Timing
    parse: Timing
    literals: Timing
    bleach: Timing
    rows: Timing
    duplicates: Timing


def measure(folder: Path, count: int) -> ImportTimings:
    """Measure with the documents of a folder and as many more beside it."""
    documents = [item for item in read_all(find([folder])) if isinstance(item, Source)]
    import_folder(_few(folder))  # what is made once, such as tables of characters
    empty = database_size()
    first = timed(lambda: import_folder(folder))
    size = database_size() - empty
    rows = time_rows()
    duplicates = _time_duplicates()
    again = timed(lambda: import_folder(folder))
    reparsed = timed(parse_again)
    change_some(folder, every=10)
    return ImportTimings(
        first=first,
        size=size,
        again=again,
        reparsed=reparsed,
        changed=timed(lambda: import_folder(folder)),
        publish=timed(_publish_all),
        one=_time_more(folder, count, processes=1),
        two=_time_more(folder, count, processes=2),
        read=timed(lambda: [contents_of(item) for item in _sources(folder)]),
        clean=timed(lambda: [blocks_of(contents_of(item).pieces) for item in documents]),
        label=_time_labels(documents),
        parse=timed(lambda: [parse_documents(batch) for batch in _batches(documents)]),
        literals=timed(lambda: _read_literals(folder)),
        bleach=_time_bleach(documents),
        rows=rows,
        duplicates=duplicates,
    )


def import_folder(folder: Path, processes: int = 1) -> None:
    call_command("import_articles", folder, processes=processes, stdout=StringIO())


def parse_again() -> None:
    call_command("reparse", apply=True, processes=1, stdout=StringIO())


def _few(folder: Path) -> Path:
    few = folder.with_name("few")
    make_folder(few, 10, first=900_000)
    return few


def _time_more(folder: Path, count: int, processes: int) -> Timing:
    more = folder.with_name(f"by-{processes}")
    make_folder(more, count, first=processes * count)
    return timed(lambda: import_folder(more, processes))


def _publish_all() -> None:
    keys = list(Article.objects.values_list("pk", flat=True))
    for batch in _batches(keys):
        publish_new(batch)


def _sources(folder: Path) -> Iterable[Source]:
    return (item for item in read_all(find([folder])) if isinstance(item, Source))


def _time_labels(documents: Sequence[Source]) -> Timing:
    """Label what is read and cleaned already."""
    cleaned = [UnlabelledDocument(blocks_of(contents_of(source).pieces)) for source in documents]
    return timed(lambda: [label_documents(batch) for batch in _batches(cleaned)])


def _time_duplicates() -> Timing:
    """Compare what is stored as if it came in now; nothing of that stays."""
    texts = stored_texts(Article.objects.values_list("pk", flat=True))
    with transaction.atomic():
        TellingSentence.objects.all().delete()
        taken = timed(lambda: _look(texts))
        transaction.set_rollback(True)
    return taken


def _look(texts: Mapping[int, Sequence[str]]) -> None:
    for batch in _batches(list(texts)):
        look_for_duplicates({key: texts[key] for key in batch}, are_new=True)


def _batches(items: Sequence[T]) -> list[Sequence[T]]:
    return [items[start : start + _BATCH] for start in range(0, len(items), _BATCH)]


def _read_literals(folder: Path) -> None:
    for path in folder.iterdir():
        literal_eval(path.read_text(encoding="utf-8"))


def _time_bleach(documents: Sequence[Source]) -> Timing:
    """Clean what is marked up as anybody would, with bleach."""
    marked = [
        piece.html
        for source in documents
        for piece in contents_of(source).pieces
        if "<" in piece.html or "&" in piece.html
    ]
    cleaner = bleach.Cleaner(list(MARKS), {tag: list(names) for tag, names in MARKS.items()})
    return timed(lambda: [cleaner.clean(html) for html in marked])
