"""The article page's form where it is saved: merged with the current version, under a lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from articles.admin.article.comparison import changed_names
from articles.admin.article.form import EMPTY, ArticleForm
from articles.admin.article.questions import (
    THEIRS,
    Question,
    ask_of_slug,
    describe_questions,
    settle,
)
from articles.documents.article.model import ArticleDocument
from articles.documents.editing.origins import parts_by_origin
from articles.documents.revisions.merge_edits import merge_edits
from articles.models import Article, Version
from articles.slugs import taken_slugs


@dataclass(frozen=True, slots=True)
class Joined:
    """What others saved while a text was being written, which it is joined with.

    `base` is the document that it was made from, `theirs` the one of now; `versions` are those
    between, the newest last.
    """

    base: ArticleDocument
    theirs: ArticleDocument
    versions: tuple[Version, ...]


class SavingForm(ArticleForm):
    """`questions` are what this text and one that was saved meanwhile both changed.

    While there are any, the form is not valid; what only one of them changed is joined already.
    """

    # The warnings before going live that the page showed, beside the button.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = EMPTY
        self.version = 0
        self.slug_before = ""
        self.joined: Joined | None = None
        self.questions: tuple[Question, ...] = ()

    @property
    def changes(self) -> list[str]:
        """Return the names of what a save changes, the slug included."""
        assert self.document
        names = changed_names(self.before, self.document)
        return [*names, "slug"] if self.cleaned_data["slug"] != self.slug_before else names

    @property
    def asks(self) -> bool:
        """Return whether nothing but questions stands against saving it."""
        errors = list(self.errors.get(NON_FIELD_ERRORS) or ())
        return bool(self.questions and errors) and len(self.errors) == len(errors) == 1

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        # Locked, so that what is compared here is still current when it is saved.
        locked = Article.objects.for_change().filter(pk=self.instance.pk).first()
        if locked and self.document:
            self._join(locked, self.document)
        if "slug" in data:
            self._check_slug(locked, data["slug"])
        if self.questions and not self.errors:
            self.add_error(None, describe_questions(self.questions))
        return data

    def _join(self, article: Article, sent: ArticleDocument) -> None:
        """Join the document with what was saved since the form was opened."""
        number = self.cleaned_data["base"]
        self.version = article.version
        newer = article.versions.filter(number__gte=min(number, article.version))
        *_old, current = newer.select_related("created_by", "run").order_by("number")
        self.before = current.document()
        if article.version == number:
            return
        versions = tuple(version for version in (*_old, current) if version.number > number)
        merged = merge_edits(
            self.base_document,
            sent,
            self.before,
            same_source=not any(version.source_id for version in versions),
        )
        settled = settle(merged, self.before, self.data)
        self.document, self.questions = settled.document, settled.questions
        self.removed += settled.removed
        if sent not in (self.base_document, self.before):
            self.joined = Joined(self.base_document, self.before, versions)
        self._review_the_same_blocks_only(sent, settled.document)

    def _review_the_same_blocks_only(self, sent: ArticleDocument, now: ArticleDocument) -> None:
        """Keep of the reviewed blocks those that still read as the editor saw them."""
        before, after = parts_by_origin(sent), parts_by_origin(now)
        self.cleaned_data["reviewed"] = frozenset(
            origin
            for origin in self.cleaned_data.get("reviewed", ())
            if before.get(origin) == after.get(origin)
        )

    def _check_slug(self, article: Article | None, slug: str) -> None:
        """Keep the current slug where this editor left alone the one that was there at first."""
        opened = str(self.cleaned_data.get("opened_slug") or "")
        if article:
            self.slug_before = article.slug
        if article and slug in (opened, article.slug):
            self.cleaned_data["slug"] = article.slug
            return
        if article and opened != article.slug:
            question = ask_of_slug(opened, slug, article.slug, self.data)
            if question.take == THEIRS:
                self.cleaned_data["slug"] = article.slug
                return
            if not question.take:
                self.questions += (question,)
                return
        if slug in taken_slugs([slug], apart_from=article):
            self.add_error("slug", _("Another article has this slug, or is published under it."))
