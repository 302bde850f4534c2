"""The article page's form <-> ArticleDocument."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_lazy

from articles.admin.article.label_review import ReviewedField, ticked
from articles.admin.article.widget import editor_widget
from articles.admin.typed import ModelForm
from articles.documents import markup
from articles.documents.article.metadata import (
    METADATA_FIELDS,
    Metadata,
    MetadataField,
    MetadataKind,
)
from articles.documents.article.model import ArticleDocument, Line, Paragraph
from articles.documents.editing.html import BodyRejected, from_html, to_html
from articles.documents.editing.origins import with_origins_of
from articles.documents.metadata.fields import InvalidMetadata, with_written
from articles.documents.metadata.language import language_tag
from articles.models import Article, Version
from articles.publishing.publish import PublishRefused, check_end, check_moment
from articles.slugs import new_slug
from articles.store import load

EMPTY: Final = ArticleDocument(headline=Line())


# As tall as its text, which runs in the direction of its first letter.
GROWING: Final = {"rows": 1, "data-growing": "", "dir": "auto"}


def _growing(placeholder: Any) -> forms.Textarea:
    return forms.Textarea(attrs={**GROWING, "placeholder": placeholder})


URL_INPUT: Final = forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"})
DATETIME_HELP: Final = gettext_lazy("Such as 2024-05-31T09:30:00Z; in UTC where no zone is given.")


def _help(field: str) -> Any:
    return Article._meta.get_field(field).help_text  # type: ignore[union-attr]


def _zone_help() -> str:
    zone = timezone.get_current_timezone_name()
    return gettext("Time zone: %(zone)s.") % {"zone": zone}


ZONE_HELP: Final = lazy(_zone_help, str)()


class LinesField(forms.CharField):
    """A list of texts, edited one per line."""

    widget = forms.Textarea(attrs=GROWING)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = map(markup.one_line, (super().to_python(value) or "").split("\n"))
        return [line for line in lines if line]


def _metadata_field(field: MetadataField) -> forms.Field:
    label = gettext_lazy(field.label)
    match field.kind:
        case MetadataKind.TEXTS:
            help_text = _help(field.column) or gettext_lazy("One topic per line.")
            return LinesField(required=False, label=label, help_text=help_text)
        case MetadataKind.DATETIME:
            return forms.CharField(required=False, label=label, help_text=DATETIME_HELP)
        case MetadataKind.URL:
            return forms.CharField(
                required=False, label=label, widget=URL_INPUT, help_text=_help(field.column)
            )
    return forms.CharField(required=False, label=label, help_text=_help(field.column))


def _moment_field(label: Any, help_text: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        required=False,
        label=label,
        help_text=help_text,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class ArticleForm(ModelForm[Article]):
    """`clean` makes the new document; it looks at no newer version, and saves nothing.

    `base_document` is what the form was opened with.
    """

    headline = forms.CharField(strip=False, widget=_growing(gettext_lazy("Headline")))
    headline_confirmed = forms.BooleanField(
        required=False,
        label=gettext_lazy("Provisional headline: confirm it"),
        help_text=gettext_lazy(
            "The import made it from the text: write a better one, if you can. "
            "Editing it confirms it, too."
        ),
    )
    standfirst = forms.CharField(
        required=False,
        strip=False,
        widget=_growing(gettext_lazy("Standfirst")),
    )
    body = forms.CharField(
        required=False, strip=False, label=gettext_lazy("Text"), widget=editor_widget()
    )
    bylines = LinesField(
        required=False,
        widget=_growing(gettext_lazy("Bylines, one name per line")),
    )
    language = forms.CharField(
        required=False,
        help_text=Article._meta.get_field("language").help_text,
    )
    publish_at = _moment_field(gettext_lazy("Goes live"), ZONE_HELP)
    publish_until = _moment_field(
        gettext_lazy("Ends"), gettext_lazy("Readers see it until then. Empty for no end.")
    )
    # What the form was opened with.
    base = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    opened_slug = forms.CharField(required=False, widget=forms.HiddenInput)
    # What the editor's script adds to it.
    reviewed = ReviewedField(required=False, initial="[]")

    class Meta:
        model = Article
        fields = ("headline", "standfirst", "bylines", "language", "slug")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base_document = EMPTY
        self.document: ArticleDocument | None = None
        self.removed: tuple[markup.Removal, ...] = ()
        self.gone: tuple[Paragraph, ...] = ()
        self.ticked = ticked(self.data)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if self.is_bound:
            self.fields["body"].widget.attrs["data-unsaved"] = ""
        elif self.instance.pk:
            self.base_document = load(self.instance)
            self.initial.update(_initial(self.base_document.metadata))
            self.initial["body"] = to_html(self.base_document)
            self.initial["base"] = self.instance.version
            self.initial["opened_slug"] = self.instance.slug

    def clean_headline(self) -> str:
        headline: str = self.cleaned_data["headline"]
        if not markup.one_line(headline):
            raise forms.ValidationError(gettext("An article needs a headline."))
        return headline

    def clean_language(self) -> str:
        text: str = self.cleaned_data["language"]
        tag = language_tag(text) if text else ""
        if tag is None:
            raise forms.ValidationError(gettext("Enter a language tag such as en-GB or ar."))
        return tag

    def clean_publish_at(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["publish_at"]
        if "_publish" in self.data:
            try:
                check_moment(moment)
            except PublishRefused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return moment

    def clean_publish_until(self) -> datetime | None:
        """Return when it ends, which is after it begins, and not past."""
        end: datetime | None = self.cleaned_data["publish_until"]
        begin: datetime | None = self.cleaned_data.get("publish_at")
        if "_publish" in self.data or "_publish_now" in self.data:
            try:
                check_end(end, None if "_publish_now" in self.data else begin)
            except PublishRefused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return end

    def clean_reviewed(self) -> frozenset[int]:
        """Return the reviewed blocks, by the script and by the list without it."""
        reviewed: frozenset[int] = self.cleaned_data["reviewed"]
        return reviewed | self.ticked

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        base = self._base_document()
        if base is not None:
            self.base_document, self.document = base, self._made_from(base)
        if not data.get("slug") and "slug" not in self.errors:
            data["slug"] = self._slug()
        return data

    def _base_document(self) -> ArticleDocument | None:
        if not self.instance.pk:
            return EMPTY
        number = self.cleaned_data.get("base") or 0
        version = Version.objects.filter(article=self.instance, number=number).first()
        if version is None:
            self.add_error(
                None, gettext("The form came back incomplete. Reload the page and try again.")
            )
            return None
        return version.document()

    def _made_from(self, base: ArticleDocument) -> ArticleDocument | None:
        """Return the document that the form describes; what it does not touch equals `base`."""
        data = self.cleaned_data
        try:
            body = from_html(data.get("body", ""), base)
        except BodyRejected as rejected:
            self.add_error("body", str(rejected))
            return None
        self.removed, self.gone = body.removed, body.gone
        headline = _line(data.get("headline", ""), base.headline)
        confirmed = data.get("headline_confirmed") or headline.text != base.headline.text
        document = ArticleDocument(
            headline=headline,
            headline_provisional=base.headline_provisional and not confirmed,
            standfirst=_line(data.get("standfirst", ""), base.standfirst),
            bylines=_kept(tuple(data.get("bylines", ())), base.bylines),
            language=data.get("language", ""),
            metadata=self._metadata(base.metadata),
            sections=body.sections,
        )
        return with_origins_of(document, base)

    def _metadata(self, before: Metadata) -> Metadata:
        """Keep each as it was, if its field still reads so: it may be no valid value of today."""
        known = before
        for name, shown in _initial(before).items():
            sent = self.cleaned_data.get(name, shown)
            if sent == shown:
                continue
            try:
                known = with_written(known, name, sent if isinstance(sent, list) else [sent])
            except InvalidMetadata as error:
                self.add_error(name, str(error))
        return known

    def _slug(self) -> str:
        if self.instance.pk:
            return str(self.initial["slug"])
        return new_slug(markup.one_line(self.cleaned_data.get("headline", "")), uuid4().hex)


# Each as it is declared beside the document that they are of.
ArticleForm.declared_fields.update(
    {name: _metadata_field(field) for name, field in METADATA_FIELDS.items()}
)
# A line of the sheet, as headline and standfirst are.
ArticleForm.declared_fields["kicker"].widget = _growing(METADATA_FIELDS["kicker"].label)
ArticleForm.base_fields.update(ArticleForm.declared_fields)


def _line(text: str, before: Line) -> Line:
    line = markup.one_line(text)
    if line == markup.one_line(before.text):
        return before
    return Line(line, before.origin) if line else Line()


def _initial(known: Metadata) -> dict[str, list[str] | str]:
    """Return what the fields of the metadata show."""
    values = {name: getattr(known, name) for name in METADATA_FIELDS}
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items()
    }


def _kept(lines: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    return before if lines == tuple(map(markup.one_line, before)) else lines
