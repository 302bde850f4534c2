"""Pictures that articles name by their addresses: fetched from a run's page and from the library.

A worker fetches them in a run of its own, whose page shows how far it is and what did not come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.admin.numbers import integer
from articles.admin.runs.page import RunPage
from articles.importing.pictures.bring_in import (
    NotStarted,
    begin_pictures,
    run_at_work,
    site_manners,
)
from articles.importing.pictures.offer import MOST_COUNTED, Offer, ask_again, pictures_at_source
from articles.importing.pictures.wanted import EVERYTHING, Whose
from articles.importing.plan import Options
from articles.importing.work import hand_over_pictures
from articles.models import ImportRun, Policy
from articles.models.import_run import STORING, RunState
from articles.models.policy import Pictures

_BEGUN: Final = gettext_lazy(
    "Pictures are fetched in the background; this page need not stay open."
)
_NO_RIGHT: Final = gettext_lazy("Whoever may fetch pictures can do it here.")


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """Hold what a page says of pictures at their source, in sentences; "" for what there is not.

    `why_not` says why they cannot be fetched now; `policies` is the address where it is allowed.
    """

    due: str
    forbidden: str
    failed: str
    why_not: str
    policies: str
    at_work: ImportRun | None
    run: int | None


class PictureRuns(RunPage):
    """Add the acts to an admin of runs, and what there is to fetch to a run's page."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.fetch_view))
        return [path("pictures/", view, name="articles_importrun_pictures"), *super().get_urls()]

    def run_view(
        self, request: HttpRequest, run: ImportRun, extra_context: dict[str, Any]
    ) -> HttpResponse:
        has_ended = run.kind in STORING and run.state is not RunState.RUNNING
        offer = offered_pictures(request, Whose(run=run.pk)) if has_ended else None
        return super().run_view(request, run, {"offer": offer, **extra_context})

    def fetch_view(self, request: HttpRequest) -> HttpResponse:
        """Begin a run, for the articles of another or for all; `again` asks for what failed."""
        if not may_fetch(request):
            raise PermissionDenied
        of = self._of(request)
        again = "again" in request.POST
        named = {"retry" if again else "of": of.pk} if of else {}
        try:
            site_manners()
            if again:
                ask_again(Whose.of(named))
            run = begin_pictures(Options(started_by=_user(request), arguments=named))
        except NotStarted as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(self._back(request, of))
        hand_over_pictures(run)
        self.message_user(request, str(_BEGUN), messages.SUCCESS)
        return HttpResponseRedirect(self._back(request, run))

    def _of(self, request: HttpRequest) -> ImportRun | None:
        """Return the run whose articles are meant, if one is; it has to be one that is seen."""
        number = integer(request.POST.get("of", ""))
        if number is None:
            return None
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(ImportRun, pk=number, kind__in=STORING)

    def _back(self, request: HttpRequest, run: ImportRun | None) -> str:
        if run and self.has_view_permission(request):
            return reverse("admin:articles_importrun_change", args=[run.pk])
        return reverse("admin:articles_picture_changelist")


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def may_fetch(request: HttpRequest) -> bool:
    return request.user.has_perm("articles.fetch_picture")


def offered_pictures(request: HttpRequest, whose: Whose = EVERYTHING) -> ShownOffer | None:
    """Return what a page says of the pictures of these articles; None where none is missing."""
    offer = pictures_at_source(whose)
    if not (offer.due or offer.forbidden or offer.failed):
        return None
    at_work = run_at_work()
    return ShownOffer(
        due=_due(offer),
        forbidden=_forbidden(offer),
        failed=_failed(offer),
        why_not="" if at_work else _why_not(request),
        policies=_policies(request, offer),
        at_work=at_work,
        run=whose.run,
    )


def _due(offer: Offer) -> str:
    if not offer.due:
        return ""
    text = ngettext(
        "%(number)s picture is at its source.",
        "%(number)s pictures are at their source.",
        offer.due,
    )
    return text % {"number": _number(offer.due, offer)}


def _forbidden(offer: Offer) -> str:
    if not offer.forbidden:
        return ""
    text = ngettext(
        "%(number)s picture is at its source, and no policy allows to fetch it.",
        "%(number)s pictures are at their source, and no policy allows to fetch them.",
        offer.forbidden,
    )
    return text % {"number": _number(offer.forbidden, offer)}


def _failed(offer: Offer) -> str:
    if not offer.failed:
        return ""
    text = ngettext(
        "%(number)s picture was asked for and did not come.",
        "%(number)s pictures were asked for and did not come.",
        offer.failed,
    )
    return text % {"number": _number(offer.failed, offer)}


def _number(number: int, offer: Offer) -> str:
    """Return a number, which is the least where not all were counted."""
    if offer.is_more:
        return _("At least %(number)s") % {"number": f"{min(number, MOST_COUNTED):,}"}
    return f"{number:,}"


def _why_not(request: HttpRequest) -> str:
    if not may_fetch(request):
        return str(_NO_RIGHT)
    try:
        site_manners()
    except NotStarted as error:
        return str(error)
    return ""


def _policies(request: HttpRequest, offer: Offer) -> str:
    """Return where it is allowed: the policy of the one publisher it is about, or all of them."""
    user = request.user
    if not (offer.forbidden and user.has_perm("articles.view_policy")):
        return ""
    if len(offer.publishers) == 1 and offer.publishers[0]:
        [publisher] = offer.publishers
        own = Policy.objects.filter(publisher=publisher, external_ids="").first()
        if own:
            return reverse("admin:articles_policy_change", args=[own.pk])
        if user.has_perm("articles.add_policy"):
            given = {"publisher": publisher, "pictures": Pictures.FETCHED.value}
            return f"{reverse('admin:articles_policy_add')}?{urlencode(given)}"
    return reverse("admin:articles_policy_changelist")
