"""Duplicates: two articles that carry the same story, until an editor decides, and ever after."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.import_run import ImportRun


class TellingSentence(models.Model):
    """Index a long sentence of an article by its number, as `documents.copies` numbers them."""

    pk = models.CompositePrimaryKey("article_id", "number")
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="+", db_index=False
    )
    number = models.BigIntegerField()

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        indexes: ClassVar = [models.Index(fields=["number"], name="telling_sentence_number")]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.number}"


class CopyVerdict(models.TextChoices):
    """Name what an editor decided of two articles that carry the same story."""

    BOTH = "both", _("Both are kept")
    EARLIER = "earlier", _("The earlier one stands")
    LATER = "later", _("The later one stands")
    DIFFERENT = "different", _("Not the same story")


class DuplicateQuerySet(models.QuerySet["Duplicate"]):
    def open(self) -> Self:
        """Return those that wait for an editor; what is in the trash can wait."""
        return self.filter(verdict="").out_of_trash()

    def out_of_trash(self) -> Self:
        # Not by joins: a PostgreSQL that has not seen how many articles there are, as after a first
        # import, would go through every pair of them. The trash has an index of its own.
        articles: Any = self.model._meta.get_field("earlier").related_model
        trashed = articles.with_deleted.in_trash().order_by().values("pk")
        return self.exclude(earlier__in=trashed).exclude(later__in=trashed)

    def of(self, article_ids: Collection[int]) -> Self:
        """Return those that have one of these articles, or both of whose are among them."""
        return self.filter(Q(earlier__in=article_ids) | Q(later__in=article_ids))

    def won_by(self, article_ids: Collection[int]) -> Self:
        """Return those in which one of these articles stands, with its primary key."""
        stands = Case(
            When(verdict=CopyVerdict.EARLIER, then=F("earlier")),
            When(verdict=CopyVerdict.LATER, then=F("later")),
        )
        return self.annotate(article_id=stands).filter(article_id__in=article_ids)


class Duplicate(models.Model):
    """Hold two articles that carry the same story: the one that was here first, and the other.

    An open one goes by itself where the texts are no longer alike; a decided one is kept, so that
    nobody is asked twice.
    """

    earlier = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="+", db_index=False,
        verbose_name=_("earlier article"),
    )  # fmt: skip
    later = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="+", verbose_name=_("later article")
    )
    shared = models.PositiveSmallIntegerField(
        _("in common"),
        validators=[MaxValueValidator(100)],
        help_text=_("How many per cent of the shorter text the other has as well."),
    )
    run = models.ForeignKey(
        ImportRun, models.SET_NULL, null=True, blank=True, related_name="duplicates",
        verbose_name=_("import run"), help_text=_("The import that brought the second one."),
    )  # fmt: skip
    found_at = models.DateTimeField(default=timezone.now)
    verdict = models.CharField(max_length=10, blank=True, choices=CopyVerdict)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = DuplicateQuerySet.as_manager()

    class Meta:
        ordering = ("found_at", "pk")
        verbose_name = _("duplicate")
        verbose_name_plural = _("duplicates")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        indexes: ClassVar = [
            models.Index(fields=["found_at"], condition=Q(verdict=""), name="duplicate_open"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["earlier", "later"], name="duplicate_once"),
            models.CheckConstraint(condition=Q(earlier__lt=F("later")), name="duplicate_in_order"),
            models.CheckConstraint(condition=Q(shared__lte=100), name="duplicate_shared"),
            models.CheckConstraint(
                condition=Q(verdict="", decided_at=None)
                | Q(verdict__in=CopyVerdict.values, decided_at__isnull=False),
                name="duplicate_decided_at",
            ),
        ]

    def __str__(self) -> str:
        names = {"earlier": self.earlier_id, "later": self.later_id}
        return gettext("Articles %(earlier)s and %(later)s") % names

    @classmethod
    def between(cls, pair: tuple[int, int], part: float, **fields: Any) -> Self:
        """Return that of two articles, which share that part of the shorter text, from 0 to 1.

        Raises ValueError for what no row may hold: SQLite passes over such a row in silence where
        it passes over those that are there already.
        """
        earlier, later = pair
        if not (earlier < later and 0 <= part <= 1):
            raise ValueError(f"{earlier} and {later} cannot share {part:.0%}")
        return cls(earlier_id=earlier, later_id=later, shared=int(part * 100), **fields)

    def is_lost_by(self, article_id: int) -> bool:
        """Return whether an editor decided that the other article stands."""
        lost = {CopyVerdict.EARLIER: self.later_id, CopyVerdict.LATER: self.earlier_id}
        return lost.get(CopyVerdict(self.verdict)) == article_id if self.verdict else False

    def other_id(self, article_id: int) -> int:
        """Return the other of the two articles."""
        return self.later_id if article_id == self.earlier_id else self.earlier_id
