"""The page where an editor decides what a source changed in an article that was edited here."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles import store
from articles.admin.access import ArticleAccess, author_of
from articles.admin.article.conflict import Refused, name_of, questions_of
from articles.admin.log import ChangesLogged
from articles.admin.numbers import integer
from articles.documents.revisions import manual_text
from articles.documents.revisions.conflict import describe_conflicts
from articles.documents.revisions.resolve import current_passages
from articles.models import Article, Conflict
from articles.models.article import State
from articles.models.conflict import Resolution
from articles.reporting.removals import describe_removals

# States of articles that readers see, or will, as they were before a decision.
_PUBLIC: Final = (State.LIVE, State.CHANGED, State.SCHEDULED)
_CHOICES: Final = (Resolution.OURS, Resolution.THEIRS, Resolution.MANUAL)


def waiting(article: Article) -> str:
    """ "headline, 2 paragraphs": what of an article waits for a decision; "" for nothing."""
    return describe_conflicts(
        map(store.conflict_of, Conflict.objects.open().filter(article=article))
    )


class SourceChangesPage(ChangesLogged, ArticleAccess):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.source_changes_view)
        address = "<int:pk>/source-changes/"
        return [path(address, view, name="articles_article_source_changes"), *super().get_urls()]

    def source_changes_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if request.method != "POST":
            return self._changes_page(request, article)
        choice = request.POST.get("choice", "")
        if not self.has_change_permission(request, article) or choice not in _CHOICES:
            raise PermissionDenied
        number = integer(request.POST.get("base", "")) or 0
        if "change" not in request.POST:
            return self._decide_all(request, article, Resolution(choice), number)
        return self._decide(request, article, Resolution(choice), number)

    def _changes_page(
        self, request: HttpRequest, article: Article, refused: Refused | None = None
    ) -> HttpResponse:
        changes = list(Conflict.objects.open().filter(article=article).select_related("run"))
        document = store.load(article)
        imported = store.imported_document(article) or document
        questions = questions_of(changes, document, imported, refused)
        is_asked = any(question.is_written for question in questions)
        return TemplateResponse(
            request,
            "admin/articles/article/source_changes.html",
            {
                **self.admin_site.each_context(request),
                "title": "Source changed",
                "opts": self.opts,
                "article": article,
                "questions": questions,
                # Written for a part that nobody asks of any more: to be copied.
                "left_over": refused.manual if refused and not is_asked else "",
                "may_decide": self.has_change_permission(request, article),
            },
        )

    def _decide(
        self, request: HttpRequest, article: Article, choice: Resolution, base: int
    ) -> HttpResponse:
        change = get_object_or_404(Conflict, article=article, pk=integer(request.POST["change"]))
        text = request.POST.get("manual", "").replace("\r\n", "\n")
        try:
            manual = self._manual(article, change, text) if choice is Resolution.MANUAL else None
            saved = store.resolve_conflict(
                change,
                choice,
                base=base,
                author=author_of(request),
                manual=manual.passages if manual else (),
            )
        except manual_text.ManualTextRejected as rejected:
            return self._changes_page(request, article, Refused(change.part, text, str(rejected)))
        except store.AlreadyResolved as decided:
            self.message_user(request, _decided_meanwhile(decided.change), messages.WARNING)
        except store.StaleSave as stale:
            self.message_user(request, _stale(stale), messages.WARNING)
        else:
            self._tell_decision(request, article, choice, [change], saved)
            if manual and (removed := describe_removals(manual.removed)):
                self.message_user(request, removed, messages.WARNING)
            return self._to_what_is_left(article)
        refused = Refused(change.part, text) if choice is Resolution.MANUAL else None
        return self._changes_page(request, self.get_queryset(request).get(pk=article.pk), refused)

    def _manual(self, article: Article, change: Conflict, text: str) -> manual_text.ManualText:
        conflict = store.conflict_of(change)
        return manual_text.from_text(
            text, conflict, current_passages(store.load(article), conflict)
        )

    def _decide_all(
        self, request: HttpRequest, article: Article, choice: Resolution, base: int
    ) -> HttpResponse:
        if choice is Resolution.MANUAL:
            raise PermissionDenied
        try:
            saved, changes = store.resolve_conflicts(
                article.pk, choice, base=base, author=author_of(request)
            )
        except store.StaleSave as stale:
            self.message_user(request, _stale(stale), messages.WARNING)
            return HttpResponseRedirect(request.path)
        if changes:
            self._tell_decision(request, article, choice, changes, saved)
        return self._to_what_is_left(article)

    def _tell_decision(
        self,
        request: HttpRequest,
        article: Article,
        choice: Resolution,
        changes: list[Conflict],
        saved: store.Saved,
    ) -> None:
        about = describe_conflicts(map(store.conflict_of, changes))
        done = Resolution(choice).label
        self.log_change(request, article, f"Source changed: {done.lower()} ({about}).")
        text = f"{done}: {about}."
        if saved.changed:
            text += f" Saved as version {saved.version}."
            if article.state in _PUBLIC:
                text += " Readers see it only when it is published."
        self.message_user(request, text, messages.SUCCESS)
        if not Conflict.objects.open().filter(article=article).exists():
            text = f"Nothing of “{article.headline}” waits for a decision any more."
            self.message_user(request, text, messages.SUCCESS)

    def _to_what_is_left(self, article: Article) -> HttpResponse:
        """To what is left of this article; after its last, to the others."""
        if Conflict.objects.open().filter(article=article).exists():
            page = reverse("admin:articles_article_source_changes", args=[article.pk])
            return HttpResponseRedirect(page)
        return HttpResponseRedirect(reverse("admin:articles_conflict_changelist"))


def _stale(stale: store.StaleSave) -> str:
    return (
        f"Not decided yet: version {stale.article.version} of the article was saved meanwhile. "
        "This is how it stands now; decide once more."
    )


def _decided_meanwhile(change: Conflict) -> str:
    by = f" by {change.resolved_by}" if change.resolved_by else ""
    what = f"{name_of(change)}: {change.get_resolution_display().lower()}"
    return f"This was decided meanwhile{by} ({what}). Yours was not saved."


def decided(article: Article) -> list[dict[str, Any]]:
    """What editors decided of an article, the latest first, for its history."""
    changes = Conflict.objects.resolved_by_editor().filter(article=article)
    latest = changes.select_related("resolved_by", "run").order_by("-resolved_at", "-pk")
    return [{"change": change, "name": name_of(change)} for change in latest]
