"""A save without a new page: what the editor's script is answered, so that the text stays as it is.

The script sends the form as ever, and says that it accepts JSON alone.
"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from articles.admin.article.save import SavingForm
from articles.datetimes import format_recent
from articles.documents.article.metadata import METADATA_FIELDS
from articles.models import Article

# What the save itself changes; other fields come back as they were sent.
_TAKEN: Final = (
    "headline", "standfirst", "bylines", "language", "slug", "base", "opened_slug",
    *METADATA_FIELDS,
)  # fmt: skip


def is_in_place(request: HttpRequest) -> bool:
    """Return whether the form was sent by the script that takes the answer in."""
    return request.method == "POST" and request.headers.get("Accept") == "application/json"


def saved_answer(request: HttpRequest, article: Article) -> JsonResponse:
    """Return what is stored now, as far as it is not what was sent."""
    article = Article.objects.get(pk=article.pk)
    stored = SavingForm(instance=article)
    body = stored.initial["body"]
    return JsonResponse(
        {
            "saved": True,
            "version": article.version,
            "at": article.changed_at,
            "page": reverse("admin:articles_article_change", args=[article.pk]),
            "message": last_saved(article),
            "messages": _messages(request),
            "body": None if _same(body, request.POST.get("body", "")) else body,
            "fields": _changed_fields(stored, request),
            "errors": {},
            "questions": None,
        }
    )


def refused_answer(request: HttpRequest, form: SavingForm) -> JsonResponse:
    """Return why nothing was saved, by the names of the fields."""
    errors = {name: list(map(str, found)) for name, found in form.errors.items()}
    message = _("Not saved: something has to be put right first.")
    return _unsaved(form, message=message, messages=_messages(request), errors=errors)


def asked_answer(form: SavingForm, questions: str) -> JsonResponse:
    """Return the address of the page that asks what is to stand; what was sent is kept for it."""
    return _unsaved(form, questions=questions)


def _unsaved(form: SavingForm, **more: Any) -> JsonResponse:
    empty: dict[str, Any] = {"message": "", "messages": [], "errors": {}, "questions": None}
    answer: dict[str, Any] = {"saved": False, "version": form.version, "body": None, "fields": {}}
    return JsonResponse({**answer, **empty, **more})


def last_saved(article: Article) -> str:
    """Return when the article was saved last, in words."""
    values = {"moment": format_recent(article.changed_at), "number": article.version}
    return _("Saved %(moment)s, version %(number)d") % values


def _messages(request: HttpRequest) -> list[dict[str, str]]:
    return [
        {"level": each.level_tag, "text": strip_tags(str(each))}
        for each in messages.get_messages(request)
    ]


def _changed_fields(stored: SavingForm, request: HttpRequest) -> dict[str, str]:
    values = {name: str(stored[name].value() or "") for name in _TAKEN if name in stored.fields}
    return {
        name: value
        for name, value in values.items()
        if name in request.POST and not _same(value, request.POST[name])
    }


def _same(one: str, other: str) -> bool:
    return one == other.replace("\r\n", "\n")
