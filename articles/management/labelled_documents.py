"""PATH... -> the labelled documents in the files that they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from articles.documents.labels.evaluation.corpus import SUFFIXES, LabelledDocument, read_labelled
from articles.documents.source import Rejection
from articles.importing.sources.find import FoundFile, unreadable
from articles.management.arguments import look_up


def labelled_documents(paths: Sequence[str]) -> Iterator[LabelledDocument | Rejection]:
    """Yield the documents, and why one was refused; raise `CommandError` where there are none."""
    findings = look_up(paths)
    files = [file for file in findings.files if _is_labelled(file, paths)]
    if not files:
        names = ", ".join(SUFFIXES)
        words = _("There are no labelled documents; they are found by names in %(names)s.")
        raise CommandError(words % {"names": names})
    yield from findings.rejections
    for file in files:
        yield from _read(file)


def _is_labelled(file: FoundFile, paths: Sequence[str]) -> bool:
    """Return whether a file is meant: one of a folder by its name, one that is named always."""
    named = file.path is None or file.name in paths
    return named or file.name.lower().endswith(SUFFIXES) or not _is_in(file, paths)


def _is_in(file: FoundFile, folders: Sequence[str]) -> bool:
    return any(PurePath(folder) in PurePath(file.name).parents for folder in folders)


def _read(file: FoundFile) -> Iterator[LabelledDocument | Rejection]:
    try:
        with file.open() as stream:
            yield from read_labelled(stream, file.name)
    except OSError as error:
        yield unreadable(file.name, error)
