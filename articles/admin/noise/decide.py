"""The page where an editor decides what a line is, once: what would change first, then the button.

It is reached from a block of a source, wherever that is shown, and from the list of noise lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles.admin.access import author_of
from articles.admin.noise.preview import previewed
from articles.admin.numbers import integer
from articles.admin.part import ReadOnlyPage, may_decide_noise, may_see_articles
from articles.admin.source.links import block_ruling
from articles.documents.pipeline import parse_document
from articles.documents.source import DocumentRejected
from articles.importing.background import NotStarted
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
    """The line that a page is about; `publisher` is that of the documents it was met in.

    `is_kept`: it came from the list, so for whom it holds is not asked.
    """

    text: str
    publisher: str
    is_kept: bool = False


class RulingForm(forms.Form):
    """What an editor asks to see. All of it has defaults, so that it is always valid as a whole."""

    what = forms.ChoiceField(label="What is it?", widget=forms.RadioSelect)
    where = forms.ChoiceField(label="Where?", widget=forms.RadioSelect, required=False)

    def __init__(self, subject: Subject, request: HttpRequest) -> None:
        self.subject = subject
        where = [(_HERE, f"Always, from {subject.publisher}")] if subject.publisher else []
        where = [] if subject.is_kept else [*where, (_EVERYWHERE, "Everywhere")]
        # What is confirmed is what the page said, whatever was decided since.
        wanted = request.POST or request.GET
        self.chosen_where = _among(wanted.get("where"), where)
        self.line = NoiseDecision(self.publisher, subject.text, None).line()
        what = _decisions(self.line)
        self.chosen_what = _among(wanted.get("what"), what)
        super().__init__(initial={"what": self.chosen_what, "where": self.chosen_where})
        self.fields["what"].choices = what  # type: ignore[attr-defined]
        self.fields["where"].choices = where  # type: ignore[attr-defined]
        if not where:
            del self.fields["where"]

    @property
    def publisher(self) -> str:
        """For whose documents it is to hold."""
        is_everywhere = self.chosen_where == _EVERYWHERE
        return "" if is_everywhere else self.subject.publisher

    @property
    def ruling(self) -> NoiseDecision:
        return NoiseDecision(self.publisher, self.subject.text, _STATES[self.chosen_what])

    @property
    def stands(self) -> str:
        """What is decided of the line already; "" if nothing is."""
        return self.line.state if self.line.decided_at else ""

    @property
    def shown(self) -> Mapping[str, str]:
        """What the button confirms; it is sent along, since what stands may be another by then."""
        return {
            "what": self.chosen_what,
            "where": self.chosen_where,
            "publisher": self.publisher,
            "stands": self.stands,
        }

    def confirmed(self, sent: Mapping[str, str]) -> NoiseDecision | None:
        """What was sent along; None where something else is decided of the line by now.

        Where it stands as is wanted, as after a second click, nothing is lost by deciding it again.
        """
        if sent.get("what") not in _STATES or sent.get("publisher") != self.publisher:
            return None
        state = _STATES[sent["what"]]
        is_as_seen = self.stands in (sent.get("stands"), state or "")
        return replace(self.ruling, state=state) if is_as_seen else None


def _among(wanted: str | None, choices: Sequence[tuple[str, str]]) -> str:
    """The one that is wanted; the first if it is none of them."""
    names = [name for name, _ in choices]
    return wanted if wanted in names and wanted else (names or [""])[0]


def _decisions(line: NoiseRule) -> list[tuple[str, str]]:
    noise, text = ("noise", "Always noise"), ("text", "Text, however often it recurs")
    if not line.decided_at:
        return [noise, text]
    other = text if line.state == NoiseState.NOISE else noise
    same = noise if line.state == NoiseState.NOISE else text
    return [(FORGET, "Forget this rule"), other, (same[0], f"{same[1]}, as it is now")]


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
        """A block: `?source=` and `?block=`, or `?article=` and its `?part=`, which leads there."""
        self._check(request)
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
        return self._page(request, Subject(line.text, line.publisher, is_kept=True))

    def _check(self, request: HttpRequest) -> None:
        """The page shows what articles read, drafts as well."""
        if not (self.has_view_permission(request) and may_see_articles(request)):
            raise PermissionDenied

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        links = super().get_list_display_links(request, list_display)
        return links if may_see_articles(request) else None

    def _to_block(self, request: HttpRequest) -> HttpResponse:
        """An editor may have written over the line, so it is what came in that counts."""
        article = get_object_or_404(Article, pk=_number(request.GET.get("article", "")))
        origin = origin_of(article, request.GET["part"])
        if origin is None or origin.source is None or origin.block is None:
            text = "No document holds this line: it was written here, or is not saved yet."
            self.message_user(request, text, messages.WARNING)
            page = reverse("admin:articles_article_change", args=[article.pk])
            return HttpResponseRedirect(page)
        return HttpResponseRedirect(block_ruling(origin.source, origin.block))

    def _page(self, request: HttpRequest, subject: Subject) -> HttpResponse:
        form = RulingForm(subject, request)
        if request.method == "POST":
            return self._confirmed(request, form)
        found = occurrences_of(form.ruling)
        pages = Paginator(found.may_change, A_PAGE)
        page = pages.get_page(request.GET.get("page"))
        return TemplateResponse(
            request,
            "admin/articles/noiserule/decide.html",
            {
                **self.admin_site.each_context(request),
                "title": "Noise, once",
                "opts": self.opts,
                "form": form,
                "line": form.line,
                "ruling": form.ruling,
                "found": found,
                "page": page,
                "query": _query_without_page(request),
                "preview": previewed(form.ruling, found, list(page)),
                "others": len(found.articles) - len(found.may_change),
                "kept": _kept(request),
                **words_of(form.ruling),
                "may_decide": self.has_decide_permission(request),
            },
        )

    def _confirmed(self, request: HttpRequest, form: RulingForm) -> HttpResponse:
        """Nothing is decided that was not on the page."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        if ruling := form.confirmed(request.POST):
            return self._decide(request, ruling)
        self.message_user(request, _LOOK_AGAIN, messages.WARNING)
        return HttpResponseRedirect(request.get_full_path())

    def _decide(self, request: HttpRequest, ruling: NoiseDecision) -> HttpResponse:
        done, run = _DONE[ruling.state], None
        try:
            run = decide(ruling, by=author_of(request))
        except NotStarted as error:
            self.message_user(request, f"{done}. {error}", messages.WARNING)
        else:
            self.message_user(request, f"{done}. {_changes(run)}", messages.SUCCESS)
        line = ruling.line()
        if line.pk:
            self.log_change(request, line, f"{done}.")
        if run and (_changed(run) or run.state is RunState.RUNNING):
            page = reverse("admin:articles_importrun_change", args=[run.pk])
            if request.user.has_perm("articles.view_importrun"):
                return HttpResponseRedirect(page)
        return HttpResponseRedirect(reverse("admin:articles_noiserule_changelist"))


_LOOK_AGAIN: Final = (
    "Nothing was done: what is decided of this line is not what it was when you opened the page. "
    "Look at it again."
)
_DONE: Final = {
    NoiseState.NOISE: "From now on this line is noise",
    NoiseState.TEXT: "From now on this line is text",
    None: "The rule is forgotten",
}


def _changed(run: ImportRun) -> int:
    return sum(n for outcome, n in run.counts.items() if outcome is not Outcome.UNCHANGED)


def _changes(run: ImportRun | None) -> str:
    if run and run.state is RunState.RUNNING:
        return f"{run.total or 0:,} articles are looked at by {run.name_in_sentence} now."
    number = _changed(run) if run else 0
    if not run or not number:
        return "No article had to be changed."
    articles = "1 article was" if number == 1 else f"{number:,} articles were"
    return f"{articles} changed by {run.name_in_sentence}."


def words_of(ruling: NoiseDecision) -> dict[str, str]:
    """What the page says of a ruling: over its preview, of imports, on and by the button."""
    whose = f"from {ruling.publisher}" if ruling.publisher else "of every publisher"
    holding = f"every document {whose} that has the very same words"
    if ruling.state is None:
        return {
            "heading": "Forget this rule",
            "imports": f"From now on imports judge it for themselves in {holding}.",
            "button": "Forget this rule",
            "way_back": "To go back, decide it once more.",
        }
    is_noise = ruling.state is NoiseState.NOISE
    what, again = ("noise", "") if is_noise else ("text", ", and nobody is asked again")
    heading = f"Always {what}, {whose}"
    return {
        "heading": heading,
        "imports": f"From now on imports take it for {what} in {holding}{again}.",
        # In full: a choice that was changed but not shown yet is not what this stores.
        "button": f"Confirm: {heading[0].lower()}{heading[1:]}",
        "way_back": "To go back, forget the rule: the lines return as they were.",
    }


def _text_of(source: SourceDocument, block: int) -> str:
    try:
        blocks = parse_document(source.received()).blocks
    except DocumentRejected as rejected:
        raise Http404(str(rejected)) from rejected
    text = blocks[block].block.text if block < len(blocks) else ""
    if not text:
        raise Http404("The source has no such block, or nothing of it is visible.")
    return text


def _number(text: str) -> int:
    number = integer(text)
    if number is None:
        raise Http404("No such line.")
    return number


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form of the choice sends on: which line it is about."""
    return [(name, request.GET[name]) for name in ("source", "block") if name in request.GET]


def _query_without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
