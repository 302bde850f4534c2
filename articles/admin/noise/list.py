"""The list of noise lines: what was decided once and for all, and what waits for a decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.access import author_of
from articles.admin.noise.decide import NoisePages
from articles.formats import format_datetime
from articles.models import NoiseRule
from articles.models.noise_rule import NoiseState
from articles.noise.decide import NoiseDecision, keep_decision

EVERYWHERE = "-"


class PublisherFilter(admin.SimpleListFilter):
    """The publishers that lines are of."""

    title = "publisher"
    parameter_name = "publisher"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        names = NoiseRule.objects.order_by("publisher").values_list("publisher", flat=True)
        return [(name or EVERYWHERE, name or "Everywhere") for name in names.distinct()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        return queryset.filter(publisher="" if self.value() == EVERYWHERE else self.value())


@admin.register(NoiseRule)
class NoiseLineAdmin(NoisePages):
    list_display = ("line", "whose_", "state_mark", "stood", "decided")
    list_filter = ("state", PublisherFilter)
    list_select_related = ("decided_by",)
    search_fields = ("text", "publisher")
    sortable_by = ()
    actions = ("call_text",)  # type: ignore[assignment]
    waiting_template = "admin/articles/noiserule/waiting.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[NoiseRule]:
        return NoiseRule.objects.deciding_first()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("is_decided", "-as_text", "-documents", "pk")

    def waiting(self) -> int:
        """How many lines wait for a decision, for the links to this page."""
        return NoiseRule.objects.proposed().count()

    @admin.display(description="line")
    def line(self, line: NoiseRule) -> SafeString:
        return format_html('<span class="noise-line" dir="auto">{}</span>', _shortened(line.text))

    @admin.display(description="publisher", ordering="publisher")
    def whose_(self, line: NoiseRule) -> str:
        return line.whose

    @admin.display(description="state", ordering="state")
    def state_mark(self, line: NoiseRule) -> SafeString:
        name = line.get_state_display()
        return format_html('<span class="state noise-{}">{}</span>', line.state, name)

    @admin.display(description="stood in", empty_value="–")
    def stood(self, line: NoiseRule) -> str | None:
        """Where it was found to recur."""
        if not line.documents:
            return None
        articles = f"{line.documents:,} articles"
        return (
            f"{articles}, as text in {line.as_text:,}" if line.as_text else f"{articles}, as noise"
        )

    @admin.display(description="decided", empty_value="–")
    def decided(self, line: NoiseRule) -> str | None:
        if not line.decided_at:
            return None
        when = format_datetime(line.decided_at)
        return f"{when}, by {line.decided_by}" if line.decided_by else when

    @admin.action(description="Is text: refuse what is proposed", permissions=["decide"])
    def call_text(self, request: HttpRequest, queryset: QuerySet[NoiseRule]) -> None:
        """For many at once; articles that have them as noise are left as they are."""
        refused = list(queryset.filter(decided_at=None))
        for line in refused:
            ruling = NoiseDecision(line.publisher, line.text, NoiseState.TEXT)
            keep_decision(ruling, by=author_of(request))
            self.log_change(request, line, "Called text.")
        number = f"{len(refused):,} proposed line{'' if len(refused) == 1 else 's'}"
        self.message_user(
            request, f"Refused: {number}. Imports take them for text.", messages.SUCCESS
        )


def _shortened(text: str) -> str:
    return f"{text[:140]}…" if len(text) > 140 else text
