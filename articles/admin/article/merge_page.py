"""The page that asks what is to stand where two people changed the same of an article.

It sends the whole form once more, with the answers: so nothing that was typed depends on a session,
and the same checks are made again. The text is kept as a working draft, too, for whoever leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.access import ArticleAccess, author_of
from articles.admin.article.changes_named import (
    authors_of,
    describe_changes,
    name_of_person,
    short_name,
)
from articles.admin.article.questions import SLUG, Question, is_of_question
from articles.admin.article.save import Joined, SavingForm
from articles.admin.conflicts.view import Column, columns_of_two, name_of_conflict
from articles.admin.page import desk_page
from articles.documents.revisions import manual_text
from articles.documents.revisions.diff import DiffRow, differences
from articles.documents.revisions.merge_edits import is_of_texts
from articles.documents.revisions.resolve import Surroundings, surroundings
from articles.models import Article, WorkingDraft

# The field that names the working draft of this opening of the form.
DRAFT_KEY: Final = "draft"


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as its page shows it."""

    question: Question
    name: str
    before: Column
    theirs: Column
    ours: Column
    surroundings: Surroundings
    is_line: bool
    is_list: bool


@dataclass(frozen=True, slots=True)
class MergedRow:
    """What one of them alone changed, and who."""

    row: DiffRow
    who: str


def merge_view(desk: ArticleAccess, request: HttpRequest, pk: int) -> HttpResponse:
    """Return the questions of a text that was kept as a working draft."""
    article = get_object_or_404(desk.get_queryset(request), pk=pk)
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    drafts = WorkingDraft.objects.of(author_of(request))
    draft = get_object_or_404(drafts, article=article, key=request.GET.get(DRAFT_KEY, ""))
    sent = _sent(draft)
    with transaction.atomic():
        form = desk.get_form(request, article, change=True)(sent, instance=article)
        form.is_valid()
    assert isinstance(form, SavingForm)
    if not form.asks:
        # Whatever stood against it is gone: it is offered where it was written.
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
    return merge_page(desk, request, pk, form, sent, draft.key)


def keep_questions(request: HttpRequest, article: Article, sent: QueryDict) -> str:
    """Keep what was sent as a working draft; return its key."""
    key = str(sent.get(DRAFT_KEY) or uuid4())[:36]
    fields = {name: values[0] if len(values) == 1 else values for name, values in _fields_of(sent)}
    WorkingDraft.objects.update_or_create(
        owner_id=author_of(request).pk,
        key=key,
        defaults={
            "article": article,
            "base": int(str(sent["base"])),
            "fields": fields | {DRAFT_KEY: key},
            "kept_at": timezone.now(),
        },
    )
    return key


def address_of_questions(article: Article, key: str) -> str:
    """Return the address of the page that asks about a working draft."""
    page = reverse("admin:articles_article_merge", args=[article.pk])
    return f"{page}?{urlencode({DRAFT_KEY: key})}"


def merge_page(
    desk: ArticleAccess,
    request: HttpRequest,
    pk: int,
    form: SavingForm,
    sent: QueryDict,
    key: str,
) -> HttpResponse:
    """Return the page that asks the questions of a form, and sends it again with the answers.

    `key` is that of the working draft which holds what was sent.
    """
    # That of the form holds what was sent.
    article = desk.get_queryset(request).get(pk=pk)
    people = _People(request, article, form.joined)
    number = len(form.questions)
    context = {
        "title": ngettext("One place to settle", "%(number)d places to settle", number)
        % {"number": number},
        "page_class": "merge-page",
        "style": "articles/desk/merge.css",
        "original": article,
        "language": form.document.language if form.document else article.language,
        "people": people,
        "views": [_view(form, question, people) for question in form.questions],
        "rows": list(_merged_rows(form, people)),
        "fields": [
            (DRAFT_KEY, key),
            *(
                (name, value)
                for name, values in _fields_of(sent)
                for value in values
                if name != DRAFT_KEY
            ),
        ],
        "next": form.version + 1,
        "error": any(question.error for question in form.questions),
    }
    return desk_page(desk, request, "article/merge.html", context)


def describe_joined(joined: Joined, pk: int, reader: AbstractBaseUser) -> SafeString:
    """Return whose changes came in with a save, and what they are, with a link to them."""
    page = reverse("admin:articles_article_version", args=[pk, joined.versions[-1].number])
    text = _("Joined with what %(who)s changed meanwhile: %(what)s.") % {
        "who": authors_of(joined.versions, reader),
        "what": describe_changes(joined.base, joined.theirs) or _("nothing that shows"),
    }
    return format_html('{} <a href="{}">{}</a>', text, page, _("See it"))


class _People:
    """Who saved meanwhile, as the page calls them; and when."""

    def __init__(self, request: HttpRequest, article: Article, joined: Joined | None) -> None:
        self.versions = joined.versions if joined else ()
        self.last = self.versions[-1] if self.versions else None
        changed_by = [article.changed_by] if article.changed_by else []
        found = [version.created_by for version in self.versions] or changed_by
        people = {person.pk: person for person in found if person}
        self.names = authors_of(self.versions, author_of(request))
        if not self.versions:
            self.names = ", ".join(map(name_of_person, people.values())) or _("somebody")
        self.short = self._short(people, request)

    def _short(self, people: dict[Any, Any], request: HttpRequest) -> str:
        """Return what the other text is called beside "Yours"."""
        if len(people) != 1 or any(version.created_by is None for version in self.versions):
            return _("Theirs") if people else _("The import’s")
        [person] = people.values()
        if person.pk == request.user.pk:
            return _("Yours, saved in another tab")
        return _("%(name)s’s") % {"name": short_name(person)}

    @property
    def who(self) -> str:
        """Return what they are called beside what is merged already."""
        return self.short if self.last is None else self.names.rstrip(",")


def _view(form: SavingForm, question: Question, people: _People) -> QuestionView:
    conflict = question.conflict
    titles = (_("Before"), _("Yours"), people.short)
    deleted = (_("You deleted it."), _("Deleted."))
    before, ours, theirs = columns_of_two(conflict, titles, deleted)
    around = Surroundings()
    if question.part != SLUG and is_of_texts(conflict) and form.document:
        around = surroundings(form.document, conflict, form.before)
    return QuestionView(
        question,
        _("Address") if question.part == SLUG else name_of_conflict(conflict),
        before,
        theirs,
        ours,
        around,
        is_line=manual_text.is_line(question.part),
        is_list=manual_text.is_list(question.part),
    )


def _merged_rows(form: SavingForm, people: _People) -> Iterator[MergedRow]:
    """Yield what is merged already, without what is asked about."""
    joined = form.joined
    if joined is None or form.document is None:
        return
    asked = set(_keys(form.questions))
    theirs = {row.key for row in differences(joined.base, joined.theirs)}
    for row in differences(joined.base, form.document):
        if row.key not in asked:
            yield MergedRow(row, people.who if row.key in theirs else _("You"))


def _keys(questions: Iterable[Question]) -> Iterator[str]:
    for question in questions:
        conflict = question.conflict
        yield conflict.part
        yield from (f"p.{uid}" for uid in conflict.uids)
        sides = (*conflict.base, *conflict.ours, *conflict.theirs)
        yield from (f"p.{passage.uid}" for passage in sides)


def _fields_of(sent: QueryDict) -> Iterator[tuple[str, list[str]]]:
    """Yield the fields of the form itself, as they were sent."""
    for name, values in sent.lists():
        is_button = name.startswith("_")
        if not is_button and name != "csrfmiddlewaretoken" and not is_of_question(name):
            yield name, [str(value) for value in values]


def _sent(draft: WorkingDraft) -> QueryDict:
    sent = QueryDict(mutable=True)
    for name, value in draft.fields.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    sent["base"] = str(draft.base)
    return sent
