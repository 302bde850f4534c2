"""A file that was chosen on a form: taken as an upload of its user, or refused with a sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.documents.messages import gettext
from articles.documents.source import DocumentRejected
from articles.exchange.bounds import MOST_ARTICLES, MOST_BYTES, too_large
from articles.models import Upload


def describe_rejection(rejected: DocumentRejected) -> str:
    """Return why a file is rejected, and what to do."""
    where = f" ({rejected.position})" if rejected.position else ""
    text = _("The file %(reason)s%(where)s. %(hint)s")
    return text % {
        "reason": gettext(rejected.reason),
        "where": where,
        "hint": gettext(rejected.hint),
    }


def describe_bounds(most: int = MOST_BYTES) -> str:
    """Return the help of a field that takes a file of at most so many bytes."""
    text = _(
        "At most %(megabytes)d MB and %(articles)d articles. "
        "Nothing is stored before you have seen a preview and confirmed it."
    )
    return text % {"megabytes": most // 2**20, "articles": MOST_ARTICLES}


def taken_file(file: Any, user: User, most: int = MOST_BYTES) -> Upload:
    """Return an uploaded file as a row not stored yet; raise ValidationError if too large."""
    if (file.size or 0) > most:
        rejected = too_large(f"is larger than {most // 2**20} MB")
        raise forms.ValidationError(describe_rejection(rejected))
    return Upload(user=user, name=file.name or "upload", content=file.read())


class FilesInput(forms.FileInput):
    """Let several files be chosen, or dropped, at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Take several files as one: a ZIP of them, which is read as any that is sent."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = data if isinstance(data, (list, tuple)) else [data] if data else []
        files = [super(FilesField, self).clean(each, initial) for each in sent]
        if not files:
            return super().clean(None, initial)
        return files[0] if len(files) == 1 else packed(files)


def packed(files: Sequence[UploadedFile[Any]]) -> UploadedFile[Any]:
    """Return files as one ZIP, each under its own name; one that comes twice gets a number."""
    held = io.BytesIO()
    names: set[str] = set()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for number, file in enumerate(files, 1):
            name = PurePath(file.name or "upload").name
            if name in names:
                name = f"{number}/{name}"
            names.add(name)
            archive.writestr(name, file.read())
    title = ngettext("%(number)d file.zip", "%(number)d files.zip", len(files))
    return SimpleUploadedFile(title % {"number": len(files)}, held.getvalue())
