"""Paragraphs: a list to search, and a page to change one without opening its whole article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import Case, F, QuerySet, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import store
from articles.admin.access import ChangesLogged, author_of
from articles.admin.lists.filters import ChoiceFilter
from articles.admin.lists.keyset_list import Order
from articles.admin.lists.search import of_articles
from articles.admin.part import PartPage, link_to, may_decide_noise
from articles.admin.source.links import decide_link, source_link
from articles.admin.typed import ModelForm
from articles.documents import markup
from articles.documents.article.kinds import TEXT_KINDS, Kind
from articles.documents.article.model import ArticleDocument
from articles.documents.labels.names import LABEL_NAMES
from articles.models import Article, Paragraph
from articles.models.article import KIND_CHOICES
from articles.models.version import Reason
from articles.reporting.removals import describe_removals


class ParagraphForm(ModelForm[Paragraph]):
    """`clean` makes the article's new document; it saves nothing."""

    base = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    class Meta:
        model = Paragraph
        fields = ("kind", "noise", "markup")
        widgets = {"markup": forms.Textarea(attrs={"rows": 3, "data-growing": ""})}  # noqa: RUF012
        help_texts = {  # noqa: RUF012
            "markup": gettext_lazy(
                "The paragraph’s HTML: text with tags such as <code>&lt;strong&gt;</code>, "
                "<code>&lt;em&gt;</code> and <code>&lt;a href&gt;</code>."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document: ArticleDocument | None = None
        self.removed: tuple[markup.Removal, ...] = ()
        self.is_change = False
        self.initial["base"] = self.instance.article.version
        if "kind" in self.fields:
            # As a text, a table or a picture would lose all that it holds.
            own = Kind(self.instance.kind)
            kinds = TEXT_KINDS if own in TEXT_KINDS else {own}
            choices = [(kind.value, _(LABEL_NAMES[kind])) for kind in Kind if kind in kinds]
            self.fields["kind"] = forms.ChoiceField(choices=choices, label=_("kind"))

    def clean_markup(self) -> str:
        try:
            cleaned = markup.clean(self.cleaned_data["markup"])
        except markup.MarkupTooComplex as error:
            raise forms.ValidationError(
                _("This cannot be saved: it has %(error)s.") % {"error": error}
            ) from error
        if self._needs_words() and not markup.visible_text(cleaned.markup).strip():
            raise forms.ValidationError(
                _("A paragraph needs text. To delete it, open the article’s page.")
            )
        self.removed = cleaned.removed
        return cleaned.markup

    def _needs_words(self) -> bool:
        return Kind(self.cleaned_data.get("kind", Kind.BODY)) in TEXT_KINDS

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        # Locked, so that what is checked here is still current when it is saved.
        article = Article.objects.for_change().get(pk=self.instance.article_id)
        current = store.load(article)
        if article.version == data["base"]:
            self.document = current.with_paragraph(
                self.instance.uid, Kind(data["kind"]), data["markup"], noise=data["noise"]
            )
        else:
            self.add_error(None, _stale(current, self.instance.uid, article.version))
        return data


class KindFilter(ChoiceFilter):
    title = gettext_lazy("kind")
    # As Django's own filters name it.
    parameter_name = "kind__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [(value, _(label)) for value, label in KIND_CHOICES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        if self.value() == Kind.BODY.value:
            # Most are: SQLite would take them for few, and sort them.
            return queryset.exclude(kind__in=[kind.value for kind in Kind if kind != Kind.BODY])
        # The index has all but those.
        return queryset.filter(kind=self.value()).exclude(kind=Kind.BODY.value)


class NoiseFilter(ChoiceFilter):
    title = gettext_lazy("noise")
    parameter_name = "noise__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [("1", _("Yes")), ("0", _("No"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(noise=self.value() == "1") if self.value() else queryset


@admin.register(Paragraph)
class ParagraphAdmin(ChangesLogged, PartPage[Paragraph]):
    form = ParagraphForm
    list_display = ("__str__", "kind", "noise", "in_article", "in_source")
    list_filter = (KindFilter, NoiseFilter)
    list_select_related = ("article",)
    search_fields = ("text", "article__headline")
    fields = ("in_article", "in_source", "once", "kind", "noise", "markup", "base")
    readonly_fields = ("in_article", "in_source", "once")
    ordering = ("-article", "position")
    keysets: ClassVar[Mapping[str, Order]] = {"article": ("-article_id", "position", "pk")}
    sortable_by = ("in_article",)

    class Media:
        js = (forms.Script("articles/editor/growing.js", type="module"),)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        if not search_term.strip():
            return queryset, False
        text = Case(When(unmarked="", then=F("markup")), default=F("unmarked"))
        rows = queryset.alias(said=text)
        return of_articles(rows, search_term, "article", "said"), False

    def get_list_display(self, request: HttpRequest) -> Any:
        columns = super().get_list_display(request)
        return [*columns, "once"] if may_decide_noise(request) else columns

    def get_fields(self, request: HttpRequest, obj: Paragraph | None = None) -> Any:
        hidden = set() if may_decide_noise(request) else {"once"}
        if not self.has_change_permission(request, obj):
            hidden.add("base")
        return [each for each in super().get_fields(request, obj) if each not in hidden]

    def has_change_permission(self, request: HttpRequest, obj: Paragraph | None = None) -> bool:
        return request.user.has_perm("articles.change_article")

    def save_model(
        self, request: HttpRequest, obj: Paragraph, form: ParagraphForm, change: bool
    ) -> None:
        assert form.document
        saved = store.save(
            obj.article_id,
            form.document,
            base=form.cleaned_data["base"],
            reason=Reason.EDIT,
            author=author_of(request),
        )
        form.is_change = saved.changed
        text = (
            _("Saved as version %(number)d of the article.") % {"number": saved.version}
            if saved.changed
            else _("Nothing was changed.")
        )
        self.message_user(request, text, messages.SUCCESS if saved.changed else messages.INFO)
        if removed := describe_removals(form.removed):
            self.message_user(request, removed, messages.WARNING)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        changed = form.is_change
        return super().construct_change_message(request, form, formsets, add) if changed else []

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        # Saving stays on the page as it is.
        context["show_save_and_continue"] = False
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Paragraph) -> HttpResponse:
        return HttpResponseRedirect(request.path)

    @admin.display(description=gettext_lazy("article"), ordering="article")
    def in_article(self, paragraph: Paragraph) -> SafeString:
        return link_to(paragraph.article)

    @admin.display(description=gettext_lazy("source"))
    def in_source(self, paragraph: Paragraph) -> SafeString | str:
        return source_link(paragraph.article, paragraph.uid, paragraph.origin)

    @admin.display(description=gettext_lazy("noise rule"))
    def once(self, paragraph: Paragraph) -> SafeString | str:
        return decide_link(paragraph.article, paragraph.uid)


def _stale(current: ArticleDocument, uid: str, version: int) -> SafeString:
    """Return why it was not saved, with the current text; the editor's own is in the field."""
    theirs = next((p.markup for p in current.paragraphs() if p.uid == uid), None)
    if theirs is None:
        text = _("Not saved: version {} of the article has no such paragraph.")
        return format_html(text, version)
    text = _(
        "Not saved: version {} of the article was saved meanwhile. There the paragraph reads: "
        "<q>{}</q> Your text is still in the field; reload the page to start from theirs."
    )
    return format_html(text, version, theirs)
