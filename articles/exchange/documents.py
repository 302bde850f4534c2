"""A file of documents that is uploaded on the desk -> a preview of its import, then the import.

The documents go through the command's pipeline. The preview is a run that stores no article; what
would become of the articles on a page of it is worked out from the kept file when that page is
looked at.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.documents import markup
from articles.documents.article.model import ArticleDocument
from articles.documents.blocks import MOST_WORK
from articles.documents.messages import gettext_noop
from articles.documents.reading import contents_of, read_documents
from articles.documents.reading.reader import within
from articles.documents.reading.tables.workbook import is_workbook
from articles.documents.revisions.diff import DiffRow
from articles.documents.source import DocumentRejected, LeftOut, Rejection, Source
from articles.exchange.bounds import FILE, Size
from articles.exchange.json_file import is_export
from articles.exchange.uploads import claim
from articles.importing.pipeline import Pipeline, import_documents
from articles.importing.plan import IMPORT, IMPORT_PREVIEW, Options
from articles.importing.record import RunRecord, begin_run
from articles.importing.sources.beside.files import FilesBeside
from articles.importing.sources.file_keys import base_key
from articles.models import Article, ImportRun, RunItem, Upload
from articles.models.import_run import WRITTEN, Outcome, RunKind
from articles.tasks.current import tell_progress

# What `Upload.format` says of these files.
FORMAT: Final = "documents"


class FileGone(Exception):
    """Raised for a confirmed file that is not kept any more."""

    def __init__(self) -> None:
        super().__init__("The file is not kept any more. Upload it again.")


def read_upload(content: bytes, name: str) -> list[Source | Rejection]:
    """Return the documents of a file; raise DocumentRejected where nothing of it can be taken."""
    if is_export(content):
        raise DocumentRejected(
            gettext_noop("holds articles that the desk exported"),
            gettext_noop("Import it under “Import tables”, as json."),
        )
    size, found = Size(), []
    for item in _read(content, name):
        found.append(_counted(item, size) if isinstance(item, Source) else item)
        size.add(articles=0 if isinstance(item, LeftOut) else 1)
    match [item for item in found if not isinstance(item, LeftOut)] or found[:1]:
        case []:
            raise DocumentRejected(
                gettext_noop("holds no documents"), gettext_noop("Choose another file.")
            )
        case [Rejection() as only]:
            raise _of_whole_file(only, name)
    return found


def holds_documents(content: bytes, name: str) -> bool:
    """Return whether a file that is no workbook begins with a document that an import takes."""
    taken = (item for item in _read(content, name) if not isinstance(item, LeftOut))
    return not is_workbook(content) and isinstance(next(taken, None), Source)


def _read(content: bytes, name: str) -> Iterator[Source | Rejection]:
    return read_documents(io.BytesIO(content), name, bounds=FILE)


def _beside(upload: Upload) -> FilesBeside:
    """Return the files beside the documents of an upload: those of the archive that it is."""
    return FilesBeside(uploaded={upload.name: bytes(upload.content)}, bounds=FILE)


def _counted(source: Source, size: Size) -> Source | Rejection:
    """Add a document to the size of its upload, or reject it where it cannot be parsed."""
    try:
        pieces = contents_of(source).pieces
    except DocumentRejected as rejected:
        return rejected.at(source.file, within(source.position, rejected.position))
    work = sum(markup.complexity(piece.html) for piece in pieces)
    # More than a document may have costs nothing: it is rejected.
    size.add(parts=len(pieces), work=work if work <= MOST_WORK else 0)
    return source


def _of_whole_file(only: Rejection, name: str) -> DocumentRejected:
    """Return the rejection of a file by that of the one thing in it."""
    inside = only.file if only.file != name else ""
    position = ", ".join(filter(None, (inside, only.position)))
    return DocumentRejected(only.reason, only.hint, position)


def preview_upload(
    upload: Upload,
    documents: Sequence[Source | Rejection],
    by: User,
    *,
    section_pages: bool = False,
) -> ImportRun:
    """Keep a file with a preview of its import, and return that run; `documents` are the file's."""
    options = _options(upload, len(documents), by, section_pages=section_pages)
    previewing = import_documents(documents, options, IMPORT_PREVIEW, _beside(upload))
    for _result in previewing:
        pass
    assert previewing.run
    Upload.objects.expired().delete()
    upload.format, upload.preview = FORMAT, previewing.run
    upload.save()
    return previewing.run


def upload_of(preview: ImportRun, user: User) -> QuerySet[Upload]:
    """Return the file of a preview, while its user may still import it."""
    return Upload.objects.waiting_for(user).filter(preview=preview)


def import_upload(preview: ImportRun, by: User) -> ImportRun | None:
    """Import the file of a preview and return the run; None if it was confirmed or has expired.

    In one transaction, which begins with the claim: nobody can import the file a second time, and
    where the import fails, the file waits on.
    """
    with transaction.atomic():
        upload = claim(upload_of(preview, by))
        if upload is None:
            return None
        documents = read_upload(bytes(upload.content), upload.name)
        section_pages = _takes_section_pages(preview)
        options = _options(upload, len(documents), by, section_pages=section_pages)
        importing = import_documents(documents, options, beside=_beside(upload))
        for _result in importing:
            pass
        assert importing.run
        importing.run.preview = preview
        importing.run.save(update_fields=["preview"])
        _log(importing.run)
        return importing.run


def confirm_upload(preview: ImportRun, by: User) -> ImportRun | None:
    """Begin the import of a preview's file, for `import_confirmed` to do; return its run.

    None if it was confirmed or has expired.
    """
    with transaction.atomic():
        upload = upload_of(preview, by).select_for_update().first()
        if upload is None:
            return None
        section_pages = _takes_section_pages(preview)
        options = _options(upload, preview.done, by, section_pages=section_pages)
        upload.run = begin_run(RunKind.IMPORT, options)
        upload.run.preview = preview
        upload.run.save(update_fields=["preview"])
        upload.save(update_fields=["run"])
        return upload.run


def import_confirmed(run: ImportRun) -> None:
    """Import the file of a run that was begun, or the rest of it, and let go of the file.

    Raises `FileGone` where an erasure has let go of it before.
    """
    upload = Upload.objects.filter(run=run).first()
    if upload is None:
        if run.finished_at:
            return
        raise FileGone
    if not run.finished_at:
        documents = read_upload(bytes(upload.content), upload.name)
        section_pages = _takes_section_pages(run.preview)
        options = _options(upload, len(documents), upload.user, section_pages=section_pages)
        # In the order of the file, as they were counted.
        left = documents[run.done :]
        record = RunRecord.gone_on_with(run)
        importing = Pipeline(left, IMPORT, options, record=record, beside=_beside(upload))
        for number, _result in enumerate(importing, start=run.done + 1):
            tell_progress(number, options.total)
    with transaction.atomic():
        _log(run)
        upload.delete()


def _log(run: ImportRun) -> None:
    """Keep in the desk's log which articles were added and changed."""
    assert run.started_by_id
    text = _("Imported from %(upload)s.") % {"upload": run.arguments["upload"]}
    for flag, outcomes in ((ADDITION, {Outcome.CREATED}), (CHANGE, {*WRITTEN} - {Outcome.CREATED})):
        articles = Article.objects.filter(run_items__run=run, run_items__outcome__in=outcomes)
        LogEntry.objects.log_actions(run.started_by_id, articles, flag, text)


def discard_upload(preview: ImportRun, by: User) -> bool:
    """Delete a preview with its file; return False if that was confirmed or has expired."""
    with transaction.atomic():
        if claim(upload_of(preview, by)) is None:
            return False
        preview.delete()
        return True


def _options(upload: Upload, total: int, by: User, *, section_pages: bool) -> Options:
    return Options(
        started_by=by,
        section_pages=section_pages,
        arguments={"upload": upload.name, **({"section_pages": True} if section_pages else {})},
        total=total,
    )


def _takes_section_pages(preview: ImportRun | None) -> bool:
    return preview is not None and bool(preview.arguments.get("section_pages"))


@dataclass(frozen=True, slots=True)
class ForeseenArticle:
    """What an import would make of an article now.

    `before` is the article as it is; None for a new one, and where it would read the same, when
    `after` is the document as it came in. `removed` counts what cleaning removed from the
    document, by sort and name; `unsure` is how many labels would wait for a review; `disputed` is
    what would wait for a decision, since an editor changed it, too.
    """

    outcome: Outcome
    before: ArticleDocument | None
    after: ArticleDocument
    removed: Counter[tuple[str, str]]
    unsure: int
    disputed: tuple[DiffRow, ...] = ()


def foresee(upload: Upload, items: Iterable[RunItem]) -> dict[int, ForeseenArticle]:
    """Return what would become of articles now, by the primary keys of a preview's items."""
    wanted = {_place(item): item.pk for item in items if item.outcome in WRITTEN}
    if not wanted:
        return {}
    documents = _read(bytes(upload.content), upload.name)
    sources = [x for x in documents if isinstance(x, Source) and _place(x) in wanted]
    options = Options(section_pages=_takes_section_pages(upload.preview))
    foreseeing = import_documents(sources, options, IMPORT.dry(), _beside(upload))
    found: dict[int, ForeseenArticle] = {}
    for source, result in zip(sources, foreseeing, strict=True):
        prepared, changed = foreseeing.prepared(result), foreseeing.changed(result)
        if prepared is None:
            continue
        article = ForeseenArticle(
            result.outcome,
            changed.before if changed else None,
            changed.after if changed else prepared.document,
            prepared.removed,
            len(prepared.unsure_labels),
            foreseeing.disputed(result),
        )
        # A second one at the same place is no article of its own.
        found.setdefault(wanted[_place(source)], article)
    return found


def _place(one: RunItem | Source) -> tuple[str, str, str]:
    return one.file, one.position, base_key(one.external_id, one.file)
