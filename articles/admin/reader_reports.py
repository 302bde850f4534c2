"""The list "Reported errors": what readers say is wrong, what is open first; a click decides."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.access import author_of
from articles.admin.lists.filters import ChoiceFilter
from articles.admin.waiting import WaitingList
from articles.models import ReaderReport
from articles.models.reader_report import ReportState

_LONGEST = 300
_DECISIONS = (ReportState.DONE, ReportState.DISMISSED)


class ReportStateFilter(ChoiceFilter):
    """Show what is open, unless another state is asked for."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in ReportState.choices]

    def choices(self, changelist: Any) -> Any:
        _all, *choices = super().choices(changelist)
        if self.value() is None:
            choices[0]["selected"] = True
        yield from choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(state=self.value() or ReportState.OPEN)


@admin.register(ReaderReport)
class ReaderReportAdmin(WaitingList[ReaderReport]):
    list_display = ("what", "about", "since", "decision")
    list_display_links = None
    list_select_related = ("article", "decided_by")
    list_filter = (ReportStateFilter,)
    search_fields = ("article__headline", "text", "quoted")
    actions = ("mark_done", "dismiss")

    def page_of(self, row: Any) -> str:
        """Return the article's page on the desk, where it is corrected."""
        return reverse("admin:articles_article_change", args=[row.article_id])

    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(self.decide_view)
        own = path("<int:pk>/decide/", decide, name="articles_readerreport_decide")
        return [own, *super().get_urls()]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.change_article")

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide one as posted, and lead back to the list."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        state = request.POST.get("state", "")
        if not self.has_decide_permission(request) or state not in _DECISIONS:
            raise PermissionDenied
        self._decide(request, ReaderReport.objects.filter(pk=pk), ReportState(state))
        return HttpResponseRedirect(reverse("admin:articles_readerreport_changelist"))

    @admin.display(description=gettext_lazy("what is wrong"))
    def what(self, report: ReaderReport) -> SafeString:
        quoted = Truncator(report.quoted).chars(_LONGEST)
        quote = format_html('<blockquote dir="auto">{}</blockquote>', quoted) if quoted else ""
        return format_html('<p class="said" dir="auto">{}</p>{}', report.text, quote)

    @admin.display(description=gettext_lazy("article"), ordering="article__headline")
    def about(self, report: ReaderReport) -> SafeString:
        headline = Truncator(report.article.headline).chars(90)
        place = f"#p-{report.paragraph}" if report.paragraph else ""
        return format_html(
            '<a href="{}">{}</a><br><a href="{}{}">{}</a>',
            self.page_of(report),
            headline,
            reverse("article", args=[report.article.slug]),
            place,
            _("As readers see it"),
        )

    @admin.display(description=gettext_lazy("decision"))
    def decision(self, report: ReaderReport) -> SafeString | str:
        if report.state != ReportState.OPEN:
            return report.get_state_display()
        correct = format_html(
            '<a class="button" href="{}?report={}">{}</a>',
            reverse("admin:articles_article_correction", args=[report.article_id]),
            report.pk,
            _("Correct this"),
        )
        choices = ((ReportState.DONE, _("Done")), (ReportState.DISMISSED, _("Dismiss")))
        address = reverse("admin:articles_readerreport_decide", args=[report.pk])
        # Buttons of the list's own form, which has its token.
        buttons = [
            format_html(
                '<button class="button" name="state" value="{}" formaction="{}">{}</button>',
                state,
                address,
                name,
            )
            for state, name in choices
        ]
        return format_html("{} {} {}", correct, *buttons)

    @admin.action(description=gettext_lazy("Mark as done"), permissions=["decide"])
    def mark_done(self, request: HttpRequest, queryset: QuerySet[ReaderReport]) -> None:
        self._decide(request, queryset, ReportState.DONE)

    @admin.action(description=gettext_lazy("Dismiss"), permissions=["decide"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet[ReaderReport]) -> None:
        self._decide(request, queryset, ReportState.DISMISSED)

    def _decide(
        self, request: HttpRequest, reports: QuerySet[ReaderReport], state: ReportState
    ) -> None:
        """Decide those that are open; what somebody else decided meanwhile stays so."""
        keys = list(reports.order_by().values_list("pk", flat=True))
        still_open = ReaderReport.objects.open().filter(pk__in=keys)
        number = still_open.update(
            state=state, decided_at=timezone.now(), decided_by=author_of(request).pk
        )
        text = ngettext("%(number)d report: %(state)s.", "%(number)d reports: %(state)s.", number)
        self.message_user(
            request, text % {"number": number, "state": state.label}, messages.SUCCESS
        )
