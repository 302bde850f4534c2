"""The page of a noise rule: an editor decides what a line is, and sees first what would change.

It is reached from a block of a source, wherever that is shown, and from the list of noise rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.access import author_of
from articles.admin.noise.preview import preview_articles
from articles.admin.numbers import integer
from articles.admin.part import ReadOnlyPage, may_decide_noise, may_see_articles
from articles.admin.source.links import decide_address
from articles.documents.pipeline import parse_document
from articles.documents.source import DocumentRejected
from articles.models import Article, ImportRun, NoiseRule, SourceDocument
from articles.models.import_run import Outcome, RunState
from articles.models.noise_rule import NoiseState
from articles.noise.decide import NoiseDecision, decide, occurrences_of
from articles.provenance import origin_of

A_PAGE: Final = 10
FORGET: Final = "forget"
_STATES: Final = {"noise": NoiseState.NOISE, "text": NoiseState.TEXT, FORGET: None}
_HERE, _EVERYWHERE = "publisher", "everywhere"


@dataclass(frozen=True, slots=True)
class Subject:
    """Hold the line that a page is about; `publisher` is that of the documents it was met in.

    `has_rule`: it came from the list, so for whom it holds is not asked.
    """

    text: str
    publisher: str
    has_rule: bool = False


class DecisionForm(forms.Form):
    """Take what an editor asks to see. All of it has defaults, so that it is always valid."""

    what = forms.ChoiceField(label=gettext_lazy("What is it?"), widget=forms.RadioSelect)
    where = forms.ChoiceField(
        label=gettext_lazy("Where?"), widget=forms.RadioSelect, required=False
    )

    def __init__(self, subject: Subject, request: HttpRequest) -> None:
        self.subject = subject
        here = _("Always, from %(publisher)s") % {"publisher": subject.publisher}
        where = [(_HERE, here)] if subject.publisher else []
        where = [] if subject.has_rule else [*where, (_EVERYWHERE, _("Everywhere"))]
        # What is confirmed is what the page said, whatever was decided since.
        wanted = request.POST or request.GET
        self.chosen_where = _among(wanted.get("where"), where)
        self.line = NoiseDecision(self.publisher, subject.text, None).line()
        what = _choices(self.line)
        self.chosen_what = _among(wanted.get("what"), what)
        super().__init__(initial={"what": self.chosen_what, "where": self.chosen_where})
        self.fields["what"].choices = what  # type: ignore[attr-defined]
        self.fields["where"].choices = where  # type: ignore[attr-defined]
        if not where:
            del self.fields["where"]

    @property
    def publisher(self) -> str:
        """Return the publisher whose documents it is to hold for; "" for all."""
        is_everywhere = self.chosen_where == _EVERYWHERE
        return "" if is_everywhere else self.subject.publisher

    @property
    def decision(self) -> NoiseDecision:
        return NoiseDecision(self.publisher, self.subject.text, _STATES[self.chosen_what])

    @property
    def current(self) -> str:
        """Return what is decided of the line already; "" if nothing is."""
        return self.line.state if self.line.decided_at else ""

    @property
    def sent_along(self) -> Mapping[str, str]:
        """Return what the button confirms; sent along, since the rule may be another by then."""
        return {
            "what": self.chosen_what,
            "where": self.chosen_where,
            "publisher": self.publisher,
            "current": self.current,
        }

    def confirmed(self, sent: Mapping[str, str]) -> NoiseDecision | None:
        """Return what was sent along; None where something else is decided of the line by now.

        Where the rule is as wanted already, as after a second click, nothing is lost.
        """
        if sent.get("what") not in _STATES or sent.get("publisher") != self.publisher:
            return None
        state = _STATES[sent["what"]]
        is_as_seen = self.current in (sent.get("current"), state or "")
        return replace(self.decision, state=state) if is_as_seen else None


def _among(wanted: str | None, choices: Sequence[tuple[str, str]]) -> str:
    """Return the one that is wanted; the first if it is none of them."""
    names = [name for name, _ in choices]
    return wanted if wanted in names and wanted else (names or [""])[0]


def _choices(line: NoiseRule) -> list[tuple[str, str]]:
    noise = ("noise", _("Always noise"))
    text = ("text", _("Always text, however often it recurs"))
    if not line.decided_at:
        return [noise, text]
    other = text if line.state == NoiseState.NOISE else noise
    same = noise if line.state == NoiseState.NOISE else text
    as_now = _("%(state)s, as it is now") % {"state": same[1]}
    return [(FORGET, _("Forget this rule")), other, (same[0], as_now)]


class NoisePages(ReadOnlyPage[NoiseRule]):
    def has_decide_permission(self, request: HttpRequest, obj: NoiseRule | None = None) -> bool:
        return may_decide_noise(request)

    def has_view_permission(self, request: HttpRequest, obj: NoiseRule | None = None) -> bool:
        return super().has_view_permission(request, obj) or may_decide_noise(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.decide_view)
        return [path("decide/", view, name="articles_noiserule_decide"), *super().get_urls()]

    def decide_view(self, request: HttpRequest) -> HttpResponse:
        """Show the page of a block (`?source=&block=`), or lead there (`?article=&part=`).

        It is for those alone who may decide; who may see a rule that is there sees its own page.
        """
        self._check(request)
        if not self.has_decide_permission(request):
            raise PermissionDenied
        if "part" in request.GET:
            return self._to_block(request)
        source = get_object_or_404(SourceDocument, pk=_number(request.GET.get("source", "")))
        text = _text_of(source, _number(request.GET.get("block", "")))
        return self._page(request, Subject(text, source.publisher))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        self._check(request)
        line = get_object_or_404(NoiseRule, pk=_number(unquote(object_id)))
        return self._page(request, Subject(line.text, line.publisher, has_rule=True))

    def _check(self, request: HttpRequest) -> None:
        """Raise unless the user may see articles: the page shows what drafts read, too."""
        if not (self.has_view_permission(request) and may_see_articles(request)):
            raise PermissionDenied

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        links = super().get_list_display_links(request, list_display)
        return links if may_see_articles(request) else None

    def _to_block(self, request: HttpRequest) -> HttpResponse:
        """Redirect to the block of a part: what came in counts, not what an editor made of it."""
        article = get_object_or_404(Article, pk=_number(request.GET.get("article", "")))
        origin = origin_of(article, request.GET["part"])
        if origin is None or origin.source is None or origin.block is None:
            text = _("No source has this line: it was written here, or is not saved yet.")
            self.message_user(request, text, messages.WARNING)
            page = reverse("admin:articles_article_change", args=[article.pk])
            return HttpResponseRedirect(page)
        return HttpResponseRedirect(decide_address(origin.source, origin.block))

    def _page(self, request: HttpRequest, subject: Subject) -> HttpResponse:
        form = DecisionForm(subject, request)
        if request.method == "POST":
            return self._confirmed(request, form)
        found = occurrences_of(form.decision)
        pages = Paginator(found.may_change, A_PAGE)
        page = pages.get_page(request.GET.get("page"))
        return TemplateResponse(
            request,
            "admin/articles/noiserule/decide.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Noise rule"),
                "opts": self.opts,
                "style": "articles/desk/noise.css",
                "page_class": "noise-page",
                "form": form,
                "line": form.line,
                "decision": form.decision,
                "found": found,
                "page": page,
                "query": _query_without_page(request),
                "preview": preview_articles(form.decision, found, list(page)),
                "others": len(found.articles) - len(found.may_change),
                "kept": _kept(request),
                **describe_decision(form.decision),
                "may_decide": self.has_decide_permission(request),
            },
        )

    def _confirmed(self, request: HttpRequest, form: DecisionForm) -> HttpResponse:
        """Decide what was on the page, and nothing else."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        if decision := form.confirmed(request.POST):
            return self._decide(request, decision)
        self.message_user(request, _LOOK_AGAIN, messages.WARNING)
        return HttpResponseRedirect(request.get_full_path())

    def _decide(self, request: HttpRequest, decision: NoiseDecision) -> HttpResponse:
        done = str(_DONE[decision.state])
        run = decide(decision, by=author_of(request))
        self.message_user(request, f"{done} {_describe_run(run)}", messages.SUCCESS)
        line = decision.line()
        if line.pk:
            self.log_change(request, line, done)
        if run and (_changed(run) or run.state is RunState.RUNNING):
            page = reverse("admin:articles_importrun_change", args=[run.pk])
            if request.user.has_perm("articles.view_importrun"):
                return HttpResponseRedirect(page)
        return HttpResponseRedirect(reverse("admin:articles_noiserule_changelist"))


_LOOK_AGAIN: Final = gettext_lazy(
    "Nothing was done: somebody changed the rule for this line after you opened the page. Look at "
    "it again."
)
_DONE: Final = {
    NoiseState.NOISE: gettext_lazy("From now on this line is noise."),
    NoiseState.TEXT: gettext_lazy("From now on this line is text."),
    None: gettext_lazy("The rule is forgotten."),
}


def _changed(run: ImportRun) -> int:
    return sum(n for outcome, n in run.counts.items() if outcome is not Outcome.UNCHANGED)


def _describe_run(run: ImportRun | None) -> str:
    if run and run.state is RunState.RUNNING:
        words = _("%(run)s is looking at %(number)s articles now.")
        return words % {"run": run.name, "number": f"{run.total or 0:,}"}
    number = _changed(run) if run else 0
    if not run or not number:
        return _("No article had to be changed.")
    words = ngettext(
        "%(number)s article was changed by %(run)s.",
        "%(number)s articles were changed by %(run)s.",
        number,
    )
    return words % {"number": f"{number:,}", "run": run.name_in_sentence}


def describe_decision(decision: NoiseDecision) -> dict[str, str]:
    """Return what the page says of a decision: over its preview, on its button, and beside it."""
    names = {"publisher": decision.publisher}
    if decision.state is None:
        forget = _("Forget this rule")
        return {
            "heading": forget,
            "imports": _(
                "From now on imports decide for themselves, in every document from %(publisher)s "
                "that has the very same words."
            )
            % names
            if decision.publisher
            else _(
                "From now on imports decide for themselves, in every document that has the very "
                "same words."
            ),
            "button": forget,
            "way_back": _("To go back, decide it once more."),
        }
    words = _HEADINGS[decision.state, bool(decision.publisher)]
    return {
        "heading": words.heading % names,
        "imports": words.imports % names,
        # In full: a choice that was changed but not shown yet is not what this stores.
        "button": words.button % names,
        "way_back": _("To go back, forget the rule: the lines return as they were."),
    }


class _Words(NamedTuple):
    heading: Any
    imports: Any
    button: Any


# By what the line is to be, and whether of one publisher alone.
_HEADINGS: Final = {
    (NoiseState.NOISE, True): _Words(
        gettext_lazy("Always noise, from %(publisher)s"),
        gettext_lazy(
            "From now on imports label it noise in every document from %(publisher)s that has the "
            "very same words."
        ),
        gettext_lazy("Confirm: always noise, from %(publisher)s"),
    ),
    (NoiseState.NOISE, False): _Words(
        gettext_lazy("Always noise, of every publisher"),
        gettext_lazy(
            "From now on imports label it noise in every document of every publisher that has the "
            "very same words."
        ),
        gettext_lazy("Confirm: always noise, of every publisher"),
    ),
    (NoiseState.TEXT, True): _Words(
        gettext_lazy("Always text, from %(publisher)s"),
        gettext_lazy(
            "From now on imports label it text in every document from %(publisher)s that has the "
            "very same words, and nobody is asked again."
        ),
        gettext_lazy("Confirm: always text, from %(publisher)s"),
    ),
    (NoiseState.TEXT, False): _Words(
        gettext_lazy("Always text, of every publisher"),
        gettext_lazy(
            "From now on imports label it text in every document of every publisher that has the "
            "very same words, and nobody is asked again."
        ),
        gettext_lazy("Confirm: always text, of every publisher"),
    ),
}


def _text_of(source: SourceDocument, block: int) -> str:
    try:
        blocks = parse_document(source.received()).blocks
    except DocumentRejected as rejected:
        raise Http404(str(rejected)) from rejected
    text = blocks[block].block.text if block < len(blocks) else ""
    if not text:
        raise Http404(_("The source has no such block, or nothing of it is visible."))
    return text


def _number(text: str) -> int:
    number = integer(text)
    if number is None:
        raise Http404(_("There is no such line."))
    return number


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what the form of the choice sends on: which line it is about."""
    return [(name, request.GET[name]) for name in ("source", "block") if name in request.GET]


def _query_without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
