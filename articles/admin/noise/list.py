"""The list of noise rules: what editors decided, and the lines that wait for a decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.access import author_of
from articles.admin.noise.decide import NoisePages
from articles.datetimes import format_datetime
from articles.models import NoiseRule
from articles.models.noise_rule import NoiseState
from articles.noise.decide import NoiseDecision, keep_decision

EVERYWHERE = "-"


class RulePublisherFilter(admin.SimpleListFilter):
    """Filter by the publisher that a rule is for."""

    title = gettext_lazy("publisher")
    parameter_name = "publisher"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        names = NoiseRule.objects.order_by("publisher").values_list("publisher", flat=True)
        return [(name or EVERYWHERE, name or _("Everywhere")) for name in names.distinct()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        return queryset.filter(publisher="" if self.value() == EVERYWHERE else self.value())


@admin.register(NoiseRule)
class NoiseRuleAdmin(NoisePages):
    list_display = ("line", "whose_", "state_mark", "found_in", "decided")
    list_filter = ("state", RulePublisherFilter)
    list_select_related = ("decided_by",)
    search_fields = ("text", "publisher")
    sortable_by = ()
    actions = ("call_text",)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        # Sorted by what is worked out, and few beside the articles.
        return ChangeList

    def get_queryset(self, request: HttpRequest) -> QuerySet[NoiseRule]:
        return NoiseRule.objects.deciding_first()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("is_decided", "-as_text", "-documents", "pk")

    @admin.display(description=gettext_lazy("line"))
    def line(self, line: NoiseRule) -> SafeString:
        return format_html('<span class="noise-line" dir="auto">{}</span>', _shortened(line.text))

    @admin.display(description=gettext_lazy("publisher"), ordering="publisher")
    def whose_(self, line: NoiseRule) -> str:
        return line.whose

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_mark(self, line: NoiseRule) -> SafeString:
        name = line.get_state_display()
        return format_html('<span class="state noise-{}">{}</span>', line.state, name)

    @admin.display(description=gettext_lazy("found in"), empty_value="–")
    def found_in(self, line: NoiseRule) -> str | None:
        """Return where it was found to recur."""
        if not line.documents:
            return None
        names = {"number": f"{line.documents:,}", "as_text": f"{line.as_text:,}"}
        if line.as_text:
            return _("%(number)s articles, as text in %(as_text)s") % names
        return _("%(number)s articles, as noise") % names

    @admin.display(description=gettext_lazy("decided"), empty_value="–")
    def decided(self, line: NoiseRule) -> str | None:
        if not line.decided_at:
            return None
        when = format_datetime(line.decided_at)
        if not line.decided_by:
            return when
        return _("%(date)s, by %(user)s") % {"date": when, "user": line.decided_by}

    @admin.action(
        description=gettext_lazy("Always text: refuse what is proposed"), permissions=["decide"]
    )
    def call_text(self, request: HttpRequest, queryset: QuerySet[NoiseRule]) -> None:
        """Refuse many proposals at once; articles that have them as noise are left as they are."""
        refused = list(queryset.filter(decided_at=None))
        for line in refused:
            decision = NoiseDecision(line.publisher, line.text, NoiseState.TEXT)
            keep_decision(decision, by=author_of(request))
            self.log_change(request, line, _("Decided: always text."))
        words = ngettext(
            "Refused: %(number)s proposed line. Imports label it text.",
            "Refused: %(number)s proposed lines. Imports label them text.",
            len(refused),
        )
        self.message_user(request, words % {"number": f"{len(refused):,}"}, messages.SUCCESS)


def _shortened(text: str) -> str:
    return f"{text[:140]}…" if len(text) > 140 else text
