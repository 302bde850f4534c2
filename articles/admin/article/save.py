"""The article page's form where it is saved: checked against the current version, under a lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from articles.admin.article.comparison import Stretch, changed_names, side_by_side
from articles.admin.article.form import EMPTY, ArticleForm
from articles.documents.article.model import ArticleDocument
from articles.documents.editing.origins import parts_by_origin
from articles.models import Article, Version
from articles.slugs import taken_slugs
from articles.store import with_origins_of_source


@dataclass(frozen=True, slots=True)
class StaleText:
    """Someone saved while this text was being written: the current version beside what was sent."""

    base: int
    current: Version
    stretches: list[Stretch]


class SavingForm(ArticleForm):
    # Sent by the checkbox that a stale text shows; its value is the one version it may overwrite.
    overwrite = forms.IntegerField(required=False, widget=forms.HiddenInput)

    # The warnings before going live that the page showed, beside the button.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = EMPTY
        self.version = 0
        self.slug_before = ""
        self.stale: StaleText | None = None

    @property
    def changes(self) -> list[str]:
        """Return the names of what a save changes, the slug included."""
        assert self.document
        names = changed_names(self.before, self.document)
        return [*names, "slug"] if self.cleaned_data["slug"] != self.slug_before else names

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        # Locked, so that what is compared here is still current when it is saved.
        locked = Article.objects.for_change().filter(pk=self.instance.pk).first()
        if locked and self.document:
            self._check_base(locked, self.document)
        if "slug" in data:
            self._check_slug(locked, data["slug"])
        return data

    def _check_base(self, article: Article, document: ArticleDocument) -> None:
        current = article.versions.select_related("created_by").get(number=article.version)
        self.before = current.document()
        self.version = article.version
        number = self.cleaned_data["base"]
        if article.version == number:
            return
        if article.version == self.cleaned_data.get("overwrite"):
            self.document = with_origins_of_source(article, document, number)
            return
        if document in (self.base_document, self.before):
            self.document = self.before
            self._review_the_same_blocks_only()
            return
        self.stale = StaleText(number, current, side_by_side(self.before, document))
        self.add_error(
            None,
            _(
                "Version %(number)d was saved while you were writing. "
                "Nothing is lost: your text is below, not saved yet."
            )
            % {"number": article.version},
        )

    def _review_the_same_blocks_only(self) -> None:
        """Keep of the reviewed blocks those that still read as the editor saw them."""
        saw, now = parts_by_origin(self.base_document), parts_by_origin(self.before)
        self.cleaned_data["reviewed"] = frozenset(
            origin
            for origin in self.cleaned_data.get("reviewed", ())
            if saw.get(origin) == now.get(origin)
        )

    def _check_slug(self, article: Article | None, slug: str) -> None:
        """Keep the current slug where this editor left alone the one that was there at first."""
        if article:
            self.slug_before = article.slug
        opened = self.cleaned_data.get("opened_slug")
        if article and slug in (opened, article.slug):
            self.cleaned_data["slug"] = article.slug
        elif article and opened != article.slug:
            self.data = dict(self.data.items()) | {"opened_slug": article.slug}
            self.add_error(
                "slug",
                _(
                    "It was changed to “%(slug)s” while you were writing. "
                    "Save again to put yours in its place, or write that one to keep it."
                )
                % {"slug": article.slug},
            )
        elif slug in taken_slugs([slug], apart_from=article):
            self.add_error("slug", _("Another article has this slug, or is published under it."))
