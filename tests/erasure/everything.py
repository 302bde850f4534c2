"""A site that holds one name everywhere it can, and a look into every table for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.sessions.backends.db import SessionStore
from django.db import models

from articles import store
from articles.documents.article.kinds import Kind
from articles.documents.article.model import Line
from articles.documents.redaction import Redaction, compared_words, passage_mark
from articles.documents.source import SourceMetadata
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import (
    Article,
    Correction,
    Job,
    Picture,
    ReleaseSet,
    Tombstone,
    Upload,
    WorkingDraft,
)
from articles.models.version import Reason
from articles.pictures.withdraw import withdraw_picture
from articles.publishing.publish import publish
from tests.documents.make import SENTENCE, make_document, make_paragraph, make_section, make_source
from tests.make import (
    make_article,
    make_change,
    make_editor,
    make_item,
    make_label_review,
    make_noise_line,
    make_run,
)
from tests.pictures.make import make_picture, make_picture_address
from tests.tasks import chores

NAME: Final = "Ann Sjöberg"
SEEN: Final = f"https://hesk.example/{NAME}.jpg"
KEY: Final = "https://hesk.example/ann-sjoberg-saw-it"
TOLD: Final = f"{SENTENCE} Only <b>Ann</b> Sj&ouml;berg said that she saw it."
METADATA: Final = SourceMetadata(
    title=f"{NAME} saw it",
    url=KEY,
    authors=(NAME,),
    topics=(NAME, "Ferries"),
    publisher=f"The {NAME} Post",
)


def make_redaction(*passages: str, key: bytes = b"k" * 32) -> Redaction:
    marks: dict[int, set[str]] = {}
    for words in map(compared_words, passages):
        marks.setdefault(len(words), set()).add(passage_mark(key, words))
    return Redaction(key, {number: frozenset(found) for number, found in marks.items()})


def make_told(*more: str, **fields: Any) -> Article:
    """An article that came in with the name in all that a document says."""
    values: dict[str, Any] = {"external_id": KEY, "metadata": METADATA, "file": f"{NAME}.json"}
    values |= fields
    source = make_source(TOLD, SENTENCE, *more, **values)
    [result] = import_documents([source], Options(publish=True))
    return Article.with_deleted.get(pk=result.article or 0)


def make_everything() -> Article:
    """The same, edited, corrected by its source, published, asked about and logged."""
    article = make_told()
    editor = make_editor()
    document = store.load(article)
    pictured = make_paragraph(
        "p8",
        f"{NAME}.",
        kind=Kind.PICTURE,
        attributes={"picture": _picture().sha256, "source": SEEN},
    )
    again = make_paragraph("p9", f"{NAME} again.")
    named = make_document(
        *document.sections,
        make_section("s9", again, pictured, heading=Line(f"On {NAME}")),
        headline=Line(f"What {NAME} saw"),
        standfirst=Line(NAME),
        bylines=(NAME,),
        metadata=document.metadata,
    )
    store.save(article.pk, named, base=1, reason=Reason.EDIT, author=editor)
    store.rename(article.pk, "ann-sjoberg")
    article.refresh_from_db()
    Correction.objects.create(
        article=article,
        note=f"{NAME} saw it.",
        quotes=[[NAME, ""]],
        before_number=1,
        after_number=2,
    )
    publish(article)
    ReleaseSet.objects.create(name=f"{NAME} comes back")
    make_told(f"A correction on {NAME}.")
    article.refresh_from_db()
    side = [["p1", "body", TOLD, 0]]
    make_change(article, part="paragraph:p1", base=side, theirs=side)
    make_label_review(article, 99, reason=f"Begins with {NAME}")
    make_noise_line(f"By {NAME}")
    make_item(article=article, external_id=KEY, reason=f"says {NAME}", hint=NAME, file=NAME)
    make_run(arguments={"paths": [f"{NAME}.json"]}, removed={"tag": {NAME: 1}})
    Tombstone.objects.create(external_id=f"{KEY}2", headline=NAME, deleted_at=article.created_at)
    Upload.objects.create(user=editor, name=NAME, format="json", content=NAME.encode())
    LogEntry.objects.log_actions(
        editor.pk, [article], CHANGE, f"Renamed {NAME}", single_object=True
    )
    chores.refuse.enqueue(NAME)
    Job.objects.update(status="FAILED", traceback=f"ValueError: {NAME}", return_value=NAME)
    session = SessionStore()
    session["_messages"] = f"“{NAME} saw it” is saved."
    session.save()
    fields = {"headline": NAME, "body": f"<p>{TOLD}</p>"}
    WorkingDraft.objects.create(owner=editor, article=article, key="1", fields=fields)
    make_picture_address(SEEN, host=NAME, problem=f"Says {NAME}")
    make_article()
    return article


def _picture() -> Picture:
    texts = ("name", "alt", "caption", "credit", "copyright", "source", "licence", "fetched_from")
    words: dict[str, Any] = dict.fromkeys(texts, NAME)
    picture = make_picture(**words)
    withdraw_picture(picture, f"{NAME} asked for it")
    return picture


def holders(redaction: Redaction) -> set[str]:
    """The fields of all tables that hold a passage in any row."""
    return {
        label
        for label, value in _texts()
        if redaction.is_in(value.decode("utf-8", "replace") if isinstance(value, bytes) else value)
    }


def _texts() -> Iterator[tuple[str, str | bytes]]:
    kinds: Any = models.CharField | models.TextField | models.JSONField | models.BinaryField
    for model in apps.get_models(include_auto_created=True):
        names = [each.name for each in model._meta.concrete_fields if isinstance(each, kinds)]
        for row in model._base_manager.all():
            for name in names:
                value = getattr(row, name)
                if name == "session_data":
                    value = row.get_decoded()  # type: ignore[attr-defined]
                is_bytes = isinstance(value, bytes | memoryview)
                yield f"{model._meta.label}.{name}", bytes(value) if is_bytes else str(value)
