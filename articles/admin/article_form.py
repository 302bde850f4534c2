"""The article page's form <-> ArticleDocument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.core.validators import RegexValidator

from articles.admin import editor_widget
from articles.admin.comparison import Stretch, changed_names, compare
from articles.admin.typed import ModelForm
from articles.documents import editing, markup
from articles.documents.article import ArticleDocument, Line
from articles.models import Article, Version
from articles.slugs import free_slug, slug_from
from articles.store import load

_EMPTY: Final = ArticleDocument(headline=Line())

_is_language_tag = RegexValidator(
    r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z", "Enter a language tag such as en-GB or ar."
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Someone saved while this text was being written: what stands now beside what was sent."""

    base: int
    standing: Version
    stretches: list[Stretch]


class LinesField(forms.CharField):
    """A list of texts, edited one a line."""

    widget = forms.Textarea(attrs={"rows": 1, "data-growing": ""})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = map(markup.one_line, (super().to_python(value) or "").split("\n"))
        return [line for line in lines if line]


class ArticleForm(ModelForm[Article]):
    """`clean` makes the new document and checks what it was made from; it saves nothing."""

    headline = forms.CharField(
        strip=False, widget=forms.Textarea(attrs={"rows": 1, "data-growing": ""})
    )
    headline_confirmed = forms.BooleanField(
        required=False,
        label="Provisional headline: confirm it",
        help_text="The import made it from the text. Editing it confirms it, too.",
    )
    standfirst = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 1, "data-growing": ""}),
    )
    body = forms.CharField(required=False, strip=False, label="Text", widget=editor_widget.widget())
    bylines = LinesField(required=False, help_text="One name a line.")
    language = forms.CharField(
        required=False,
        max_length=35,
        validators=[_is_language_tag],
        help_text=Article._meta.get_field("language").help_text,
    )
    publish_at = forms.DateTimeField(
        required=False,
        label="Publish later, at",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    base = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    # Sent by the checkbox that a conflict shows; its value is the one version it may overwrite.
    overwrite = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Article
        fields = ("headline", "standfirst", "bylines", "language", "slug")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document: ArticleDocument | None = None
        self.before = _EMPTY
        self.version = 0
        self.removed: tuple[markup.Removal, ...] = ()
        self.conflict: Conflict | None = None
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if self.is_bound:
            self.fields["body"].widget.attrs["data-unsaved"] = ""
        elif self.instance.pk:
            self.initial["body"] = editing.to_html(load(self.instance))
            self.initial["base"] = self.instance.version

    @property
    def new_slug(self) -> str:
        """The slug to write; empty if it stays."""
        slug = self.cleaned_data["slug"]
        return "" if slug == self.initial.get("slug") else slug

    @property
    def changes(self) -> list[str]:
        """The names of what a save changes, the slug included."""
        assert self.document
        names = changed_names(self.before, self.document)
        return [*names, "slug"] if self.new_slug else names

    def clean_headline(self) -> str:
        headline: str = self.cleaned_data["headline"]
        if not markup.one_line(headline):
            raise forms.ValidationError("An article needs a headline.")
        return headline

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        base = self._base_document()
        if base is None:
            return data
        self.document = self._made_from(base)
        if self.document and self.instance.pk:
            self._check_base(base, self.document)
        if not data.get("slug") and "slug" not in self.errors:
            data["slug"] = self._slug()
        return data

    def _base_document(self) -> ArticleDocument | None:
        if not self.instance.pk:
            return _EMPTY
        number = self.cleaned_data.get("base") or 0
        version = Version.objects.filter(article=self.instance, number=number).first()
        if version is None:
            self.add_error(None, "The form came back incomplete. Reload the page and try again.")
            return None
        return version.document()

    def _made_from(self, base: ArticleDocument) -> ArticleDocument | None:
        """The document that the form describes; what it does not touch stays equal to `base`."""
        data = self.cleaned_data
        try:
            body = editing.from_html(data.get("body", ""), base)
        except editing.BodyRejected as rejected:
            self.add_error("body", str(rejected))
            return None
        self.removed = body.removed
        headline = _line(data.get("headline", ""), base.headline)
        confirmed = data.get("headline_confirmed") or headline.text != base.headline.text
        return ArticleDocument(
            headline=headline,
            headline_provisional=base.headline_provisional and not confirmed,
            standfirst=_line(data.get("standfirst", ""), base.standfirst),
            bylines=_kept(tuple(data.get("bylines", ())), base.bylines),
            language=data.get("language", ""),
            sections=body.sections,
        )

    def _check_base(self, base: ArticleDocument, document: ArticleDocument) -> None:
        """Lock the article, so that what is compared here still stands when it is saved."""
        article = Article.objects.select_for_update().get(pk=self.instance.pk)
        standing = article.versions.select_related("created_by").get(number=article.version)
        self.before = standing.document()
        self.version = article.version
        number = self.cleaned_data["base"]
        if article.version in (number, self.cleaned_data.get("overwrite")):
            return
        if document in (base, self.before):
            self.document = self.before
            return
        self.conflict = Conflict(number, standing, compare(self.before, document))
        self.add_error(
            None,
            f"Version {article.version} was saved while you were writing. "
            "Nothing is lost: your text stands below, not saved yet.",
        )

    def _slug(self) -> str:
        if self.instance.pk:
            return str(self.initial["slug"])
        headline = markup.one_line(self.cleaned_data.get("headline", ""))
        taken = Article.objects.filter(slug=slug_from(headline)).values_list("slug", flat=True)
        return free_slug(headline, uuid4().hex, taken)


def _line(text: str, before: Line) -> Line:
    line = markup.one_line(text)
    if line == markup.one_line(before.text):
        return before
    return Line(line, before.origin) if line else Line()


def _kept(lines: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    return before if lines == tuple(map(markup.one_line, before)) else lines
