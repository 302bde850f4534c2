"""A chunk -> stored articles, by whichever worker takes it, from where the last one got to."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from articles.documents.labels import model
from articles.documents.pipeline import PARSER_VERSION
from articles.documents.source import Rejection, Source
from articles.importing.chunks.record import ChunkLost, ChunkRecord, close_run
from articles.importing.pipeline import Pipeline, UndoneMeanwhile
from articles.importing.plan import IMPORT, Options
from articles.importing.sources.beside.files import FilesBeside
from articles.importing.sources.find import FoundFile, read_all
from articles.importing.sources.remote import is_remote
from articles.models import ImportRun, RunChunk

# A chunk that has ended so many workers, or failed so often, is given up.
MOST_ATTEMPTS: Final = 5


class NotOnThisMachine(Exception):
    """This machine cannot do a chunk, though another may."""


class OtherMaker(NotOnThisMachine):
    """This machine reads documents otherwise than the one that made the run."""

    def __init__(self, chunk: RunChunk) -> None:
        super().__init__(
            f"{chunk} is to be read by {chunk.made_by}, but this machine has {made_by()}. Install "
            "the same release and the same NEWSROOM_LABEL_MODEL on every machine."
        )


class NoFiles(NotOnThisMachine):
    """This machine has none of the files of a chunk."""

    def __init__(self, chunk: RunChunk) -> None:
        super().__init__(
            f"{chunk}: none of its files is on this machine, {chunk.files[0]} for one. Every "
            "machine of a shared import finds them under the same paths."
        )


@cache
def _digest_of(path: str) -> str:
    with open(path, "rb") as file:
        return sha256(file.read()).hexdigest()[:16]


def made_by() -> str:
    """Return what documents are read by here: equal names make equal articles."""
    return f"parser {PARSER_VERSION}, model {_digest_of(str(model.path_in_use()))}"


def do_chunk(pk: int, worker: str) -> None:
    """Import what is left of a chunk; nothing, where it is done or another worker takes it over.

    Raises `NotOnThisMachine`, and what an import raises: it is to be tried again, here or
    elsewhere, and is given up after `MOST_ATTEMPTS`.
    """
    chunk = RunChunk.objects.select_related("run").get(pk=pk)
    if chunk.finished_at:
        return
    if chunk.made_by != made_by():
        raise OtherMaker(chunk)
    if not any(map(_is_here, chunk.files)):
        raise NoFiles(chunk)
    if chunk.attempts >= MOST_ATTEMPTS:
        give_up(chunk, f"It has ended {chunk.attempts} workers, perhaps for want of memory.")
    elif chunk.take(worker):
        _import(chunk, [FoundFile(name, name) for name in chunk.files])


def _is_here(file: str) -> bool:
    """Return whether a file of a chunk is there; whether one of a store is, shows the reading."""
    return is_remote(file) or os.path.exists(file)


def import_own(chunk: RunChunk, findings: Iterable[FoundFile | Rejection]) -> None:
    """Import what cannot be handed to another machine, here and now, into the same run."""
    if not chunk.take("here"):
        return
    try:
        _import(chunk, findings)
    except Exception as error:
        # Nobody else has them, so nobody would try again.
        give_up(chunk, f"{type(error).__name__}: {error}")
        raise


def _import(chunk: RunChunk, findings: Iterable[FoundFile | Rejection]) -> None:
    """Import files, read as the run was asked to read them."""
    record, asked = ChunkRecord(chunk), chunk.run.arguments
    types = frozenset(asked.get("post_types", ()))
    documents = read_all(findings, asked.get("format"), asked.get("publisher", ""), types)
    left = _left(documents, _done(chunk)) if chunk.attempts > 1 else documents
    try:
        options, beside = _options(chunk.run), FilesBeside(asked.get("paths", ()))
        for _result in Pipeline(left, IMPORT, options, record=record, beside=beside):
            pass
    except ChunkLost:
        return
    except UndoneMeanwhile as error:
        give_up(chunk, str(error))
    except Exception as error:
        if chunk.attempts >= MOST_ATTEMPTS:
            give_up(chunk, f"{type(error).__name__}: {error}")
        raise


def _options(run: ImportRun) -> Options:
    asked = run.arguments
    return Options(
        publish=asked.get("publish", False),
        max_loss=asked.get("max_loss"),
        section_pages=asked.get("section_pages", False),
        started_by=run.started_by,
    )


def _done(chunk: RunChunk) -> Counter[str]:
    """Return how many documents of each file were stored by whoever had the chunk before."""
    items = chunk.run.items.filter(chunk=chunk.number).order_by()
    return Counter(dict(items.values_list("file").annotate(Count("pk"))))


def _left(
    documents: Iterable[Source | Rejection], done: Counter[str]
) -> Iterator[Source | Rejection]:
    """Yield the documents but for those that are done: of each file, the first."""
    for each in documents:
        if done[each.file] > 0:
            done[each.file] -= 1
        else:
            yield each


def stop_chunks(run: ImportRun, problem: str = "It was stopped.") -> None:
    """Stop a shared run: what is stored stays, and no worker stores more of it."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        run.chunks.open().update(problem=problem, finished_at=timezone.now())
        close_run(run)


def give_up(chunk: RunChunk, problem: str) -> None:
    """Close a chunk that nobody will do, and with the last of them its run."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=chunk.run_id)
        chunk.give_up(problem)
        close_run(run)
