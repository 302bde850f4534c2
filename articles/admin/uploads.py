"""A file that was chosen on a form: taken as an upload of its user, or refused with a sentence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext as _

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
