"""Documents that are uploaded on the desk: a file is chosen, its import looked at, then done.

The file is kept for its user, who alone sees the preview. What the preview shows of articles is
worked out from the kept file when a page of it is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.admin.access import may_import
from articles.admin.runs.changes import ShownChange, changes_context
from articles.admin.runs.page import MOST_REMOVED, RunPage, parts_of
from articles.admin.uploads import FilesField, describe_bounds, describe_rejection, taken_file
from articles.documents.article.model import ArticleDocument
from articles.documents.revisions.diff import differences
from articles.documents.source import DocumentRejected
from articles.exchange.bounds import MOST_BYTES_WITH_PICTURES
from articles.exchange.documents import (
    ForeseenArticle,
    confirm_upload,
    discard_upload,
    foresee,
    import_upload,
    preview_upload,
    read_upload,
    upload_of,
)
from articles.exchange.work import import_documents_of_upload
from articles.importing.work import wait_for_worker
from articles.models import Article, ImportRun, RunItem, Upload
from articles.models.import_run import WRITTEN, Outcome, RunKind
from articles.reporting import words
from articles.reporting.removals import describe_run_removals, list_counted, removals_of

# What a request has time for, two seconds or so.
MOST_AT_ONCE: Final = 200
# The largest take a second or two each, where they come in.
MOST_PICTURES_AT_ONCE: Final = 2
_GONE: Final = gettext_lazy(
    "This upload was confirmed already, or it is over an hour old. "
    "Nothing was imported; upload the file again."
)
_GOES_ON: Final = gettext_lazy(
    "The import goes on in the background; this page need not stay open."
)
_READS_THE_SAME: Final = gettext_lazy("It reads the same; only what is kept of its source differs.")


class DocumentsForm(forms.Form):
    """Take one file or several, and read what they hold."""

    file = FilesField(label=gettext_lazy("Files"))

    section_pages = forms.BooleanField(
        required=False,
        label=gettext_lazy("Section pages, too"),
        help_text=gettext_lazy(
            "Takes web pages that lead to others and seem to have no text of their own. Without, "
            "they are left out."
        ),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["file"].help_text = describe_bounds(MOST_BYTES_WITH_PICTURES)

    def clean_file(self) -> Upload:
        """Return the file as an upload of this user, not stored yet; read its documents."""
        upload = taken_file(self.cleaned_data["file"], self.user, MOST_BYTES_WITH_PICTURES)
        try:
            self.cleaned_data["documents"] = read_upload(bytes(upload.content), upload.name)
        except DocumentRejected as rejected:
            raise forms.ValidationError(describe_rejection(rejected)) from rejected
        return upload


class ImportPages(RunPage):
    """Add the pages to an admin of runs: for all who may import, each with their own previews."""

    def get_urls(self) -> list[URLPattern]:
        seen = self.admin_site.admin_view
        name = "articles_importrun_import"
        return [
            path("import/", seen(self.import_view), name=name),
            path("import/<int:pk>/", seen(self.preview_view), name=f"{name}_preview"),
            path(
                "import/<int:pk>/confirm/",
                seen(require_POST(self.confirm_view)),
                name=f"{name}_confirm",
            ),
            path(
                "import/<int:pk>/discard/",
                seen(require_POST(self.discard_view)),
                name=f"{name}_discard",
            ),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"may_import": may_import(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def run_view(
        self, request: HttpRequest, run: ImportRun, extra_context: dict[str, Any]
    ) -> HttpResponse:
        if run.kind == RunKind.IMPORT_PREVIEW:
            return HttpResponseRedirect(_preview_address(run))
        return super().run_view(request, run, {"foreseen": _foreseen(run), **extra_context})

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Show the form; keep the file that was chosen, and lead to the preview of its import."""
        user = _importing_user(request)
        is_sent = request.method == "POST"
        form = DocumentsForm(*((request.POST, request.FILES) if is_sent else ()), user=user)
        if is_sent and form.is_valid():
            preview = preview_upload(
                form.cleaned_data["file"],
                form.cleaned_data["documents"],
                user,
                section_pages=form.cleaned_data["section_pages"],
            )
            return HttpResponseRedirect(_preview_address(preview))
        context = {
            **self._about(request, _("Import documents")),
            "page_class": "import-page",
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/importrun/import.html", context)

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what an import of the file would do now, a page of articles at a time."""
        user = _importing_user(request)
        preview = _own_preview(user, pk)
        upload = upload_of(preview, user).select_related("preview").first()
        changing = sum(preview.counts[outcome] for outcome in WRITTEN)
        removed = removals_of(preview)
        context = {
            **self._about(request, _title(changing if upload else 0)),
            "page_class": "run-page",
            "run": preview,
            "name": preview.arguments["upload"],
            "documents": words.format_documents(preview.done),
            "pictures": words.describe_pictures(preview.pictures, is_dry=True),
            "parts": parts_of(preview),
            "upload": upload,
            "changing": changing,
            "imported": _imported(preview),
            "sees_runs": self.has_view_permission(request),
            "removed": removed[:MOST_REMOVED],
            "removed_rest": max(len(removed) - MOST_REMOVED, 0),
            "removals_summary": describe_run_removals(removed),
            **changes_context(request, preview, partial(_shown, upload)),
        }
        return TemplateResponse(request, "admin/articles/importrun/import_preview.html", context)

    def confirm_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Import the file, once, and lead to what became of it."""
        user = _importing_user(request)
        preview = _own_preview(user, pk)
        is_large = preview.done > MOST_AT_ONCE or preview.pictures > MOST_PICTURES_AT_ONCE
        run = confirm_upload(preview, user) if is_large else import_upload(preview, user)
        if run is None:
            self.message_user(request, str(_GONE), messages.ERROR)
            return HttpResponseRedirect(_preview_address(preview))
        if is_large:
            wait_for_worker(run)
            import_documents_of_upload.enqueue(run=run.pk)
            self.message_user(request, str(_GOES_ON), messages.SUCCESS)
            return HttpResponseRedirect(self._run_address(request, run))
        text = _("Import finished: %(summary)s.") % {"summary": words.format_counts(run.counts)}
        self.message_user(request, text, messages.SUCCESS)
        if self.has_view_permission(request):
            return HttpResponseRedirect(reverse("admin:articles_importrun_change", args=[run.pk]))
        # There is no page of the run for them.
        for item in run.items.filter(outcome=Outcome.REJECTED).order_by("pk"):
            self.message_user(
                request, f"{item.where}: {item.reason}. {item.hint}", messages.WARNING
            )
        if foreseen := _foreseen(run):
            self.message_user(request, foreseen, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete the file and its preview."""
        user = _importing_user(request)
        preview = _own_preview(user, pk)
        if discard_upload(preview, user):
            self.message_user(request, _("Discarded. Nothing was imported."), messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:articles_importrun_import"))
        self.message_user(request, str(_GONE), messages.ERROR)
        return HttpResponseRedirect(_preview_address(preview))

    def _run_address(self, request: HttpRequest, run: ImportRun) -> str:
        """Return the address of the run's page; for whom there is none, of its preview's."""
        if self.has_view_permission(request) or run.preview is None:
            return reverse("admin:articles_importrun_change", args=[run.pk])
        return _preview_address(run.preview)

    def _about(self, request: HttpRequest, title: str) -> dict[str, Any]:
        """Return what each of the pages needs; its trail leads to a list that the user may see."""
        opts = self.opts if self.has_view_permission(request) else Article._meta
        site = self.admin_site.each_context(request)
        return {**site, "title": title, "opts": opts, "media": self.media}


def _importing_user(request: HttpRequest) -> User:
    if not may_import(request):
        raise PermissionDenied
    assert isinstance(request.user, User)
    return request.user


def _own_preview(user: User, pk: int) -> ImportRun:
    return get_object_or_404(ImportRun, pk=pk, kind=RunKind.IMPORT_PREVIEW, started_by=user)


def _preview_address(preview: ImportRun) -> str:
    return reverse("admin:articles_importrun_import_preview", args=[preview.pk])


def _title(changing: int) -> str:
    if not changing:
        return _("Preview of an import")
    text = ngettext("Import %(number)s article?", "Import %(number)s articles?", changing)
    return text % {"number": f"{changing:,}"}


def _imported(preview: ImportRun) -> ImportRun | None:
    """Return the import that a preview was confirmed with."""
    return ImportRun.objects.filter(preview=preview).first()


def _foreseen(run: ImportRun) -> str:
    """Return, in a sentence, what a run's preview showed, where that is not what became of it."""
    if run.preview is None or run.preview.counts == run.counts:
        return ""
    text = _("Articles were changed after the preview, which had shown: %(summary)s.")
    return text % {"summary": words.format_counts(run.preview.counts)}


def _shown(upload: Upload | None, items: Sequence[RunItem]) -> Iterator[ShownChange]:
    """Yield what would become of each now, which may not be what would when it was looked at."""
    found = foresee(upload, items) if upload else {}
    for item in items:
        foreseen = found.get(item.pk)
        yield _change(item, foreseen) if foreseen else ShownChange(item)


def _change(item: RunItem, foreseen: ForeseenArticle) -> ShownChange:
    is_new = foreseen.outcome is Outcome.CREATED
    rows = differences(foreseen.before, foreseen.after) if foreseen.before else ()
    note = ""
    if foreseen.outcome != item.outcome:
        text = _("Articles have changed since: by now it would be %(outcome)s.")
        note = text % {"outcome": words.format_outcome(foreseen.outcome)}
    elif not (is_new or rows or foreseen.disputed):
        note = str(_READS_THE_SAME)
    return ShownChange(
        item,
        rows,
        note,
        foreseen.after if is_new else None,
        _about(foreseen) if is_new else "",
        list_counted(foreseen.removed),
        foreseen.disputed,
    )


def _about(foreseen: ForeseenArticle) -> str:
    """Return what a new article holds: "2 sections, 12 paragraphs, 1 of them noise"."""
    document: ArticleDocument = foreseen.after
    sections = len(document.sections)
    paragraphs = [paragraph.noise for paragraph in document.paragraphs()]
    noise = sum(paragraphs)
    parts = [
        ngettext("%(number)d section", "%(number)d sections", sections) % {"number": sections},
        ngettext("%(number)d paragraph", "%(number)d paragraphs", len(paragraphs))
        % {"number": len(paragraphs)},
    ]
    if noise:
        parts.append(_("%(number)d of them noise") % {"number": noise})
    if unsure := foreseen.unsure:
        text = ngettext("%(number)d label to review", "%(number)d labels to review", unsure)
        parts.append(text % {"number": unsure})
    return ", ".join(parts)
