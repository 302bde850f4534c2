"""The working copy: what editors change and query. Written by `articles.store` alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.documents.article.kinds import Kind
from articles.documents.labels.names import LABEL_NAMES
from articles.models.constraints import one_of
from articles.models.edition import Edition
from articles.models.source_document import SourceDocument


class State(models.TextChoices):
    """Name where an article is between the desk and its readers."""

    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Live")
    CHANGED = "changed", _("Live, changed since")
    WITHDRAWN = "withdrawn", _("Withdrawn")


KIND_CHOICES = [(kind.value, LABEL_NAMES[kind]) for kind in Kind]


_WILD: Final = {"*": ".*", "?": "."}


def _regex(pattern: str) -> str:
    """Return a regular expression for a pattern of keys: * fits anything and ? a character."""
    return f"^{''.join(_WILD.get(each) or re.escape(each) for each in pattern)}$"


class Beginning(Func):
    """Take as much of a text as an index can hold of any."""

    LENGTH: Final = 100
    # Written out: an index on an expression is found by its very words.
    template = f"SUBSTR(%(expressions)s, 1, {LENGTH})"
    output_field = models.CharField()


# What the list of articles sorts by.
HEADLINE_KEY: Final = Lower(Beginning("headline"))


class ArticleQuerySet(models.QuerySet["Article"]):
    def with_external_ids(self, keys: Iterable[str]) -> Self:
        """Return those that came under these keys."""
        # The index holds the keys that are not empty: without saying so, it is not used.
        return self.filter(external_id__among=keys).exclude(external_id="")

    def in_trash(self) -> Self:
        """Return what a person deleted, and may restore."""
        return self.filter(deleted_at__isnull=False)

    def for_change(self) -> Self:
        """Return them locked until the end of the transaction, but for rows that refer to them.

        Two that save articles at one moment may each find that the other's carries the same story:
        on PostgreSQL a lock that kept such rows away would have them wait for each other.
        """
        return self.select_for_update(no_key=True)

    def following_a_source(self) -> Self:
        """Return those that can be parsed again."""
        return self.filter(source__size__gt=0, detached_at=None)

    def with_external_ids_like(self, pattern: str) -> Self:
        """Return those whose keys fit a pattern such as wire-*."""
        return self.filter(external_id__regex=_regex(pattern))

    def in_state(self, state: State) -> Self:
        return self.with_state().filter(Q(state=state))

    def with_state(self) -> Self:
        """Add the annotation `state`, which follows from the editions as of now."""
        mine = Edition.objects.filter(article=OuterRef("pk"))
        same = mine.live().filter(version__number=OuterRef("version"), slug=OuterRef("slug"))
        return self.annotate(
            state=Case(
                When(Exists(same), then=Value(State.LIVE.value)),
                When(Exists(mine.live()), then=Value(State.CHANGED.value)),
                When(Exists(mine.scheduled()), then=Value(State.SCHEDULED.value)),
                When(Exists(mine.begun()), then=Value(State.WITHDRAWN.value)),
                default=Value(State.DRAFT.value),
                output_field=models.CharField(),
            )
        )

    def with_state_at(self) -> Self:
        """Add `state`, and `state_at`: the moment that goes with it, none for a draft.

        When it was first published, when it will be, or when it was withdrawn.
        """
        mine = Edition.objects.filter(article=OuterRef("pk")).order_by()
        published = mine.live().values("first_published_at")
        ahead = mine.scheduled().order_by("live_from").values("live_from")
        ended = mine.begun().order_by("-live_until").values("live_until")
        return self.with_state().annotate(
            state_at=Case(
                When(state__in=(State.LIVE, State.CHANGED), then=Subquery(published[:1])),
                When(state=State.SCHEDULED, then=Subquery(ahead[:1])),
                When(state=State.WITHDRAWN, then=Subquery(ended[:1])),
                output_field=models.DateTimeField(null=True),
            )
        )


_AnyArticle = models.Manager.from_queryset(ArticleQuerySet)


class ArticleManager(_AnyArticle["Article"]):
    """Know the articles that are not in the trash."""

    def get_queryset(self) -> ArticleQuerySet:
        return ArticleQuerySet(self.model, using=self._db).filter(deleted_at=None)


class Article(models.Model):
    """Hold an article as editors have it.

    One that a person deleted is in the trash: `objects` does not know it, `with_deleted` does. One
    that is detached keeps its source and no longer follows it.
    """

    # Where `with_state` and `with_state_at` put them.
    state: str
    state_at: datetime | None

    headline = models.TextField(_("headline"))
    headline_origin = models.PositiveIntegerField(null=True, blank=True, editable=False)
    headline_provisional = models.BooleanField(
        _("headline provisional"),
        default=False,
        help_text=_("The import made this headline from the text; no editor has confirmed it yet."),
    )
    standfirst = models.TextField(
        _("standfirst"),
        blank=True,
        help_text=_("One or two sentences under the headline that sum the article up."),
    )
    standfirst_origin = models.PositiveIntegerField(null=True, blank=True, editable=False)
    bylines = models.JSONField(_("bylines"), default=list, blank=True)
    language = models.CharField(
        _("language"),
        max_length=35,
        blank=True,
        help_text=_("A BCP 47 tag such as en-GB or ar; empty if unknown."),
    )
    publisher = models.TextField(_("publisher"), blank=True, help_text=_("Who published it first."))
    agencies = models.JSONField(
        _("agencies"),
        default=list,
        blank=True,
        help_text=_("News agencies credited beside its authors or in their place, one per line."),
    )
    url = models.TextField(
        _("address there"),
        blank=True,
        help_text=_("The address of the article at its publisher: https://…"),
    )
    published_at = models.DateTimeField(
        _("published there"), null=True, blank=True, help_text=_("When its publisher published it.")
    )
    updated_at = models.DateTimeField(
        _("updated there"),
        null=True,
        blank=True,
        help_text=_("When its publisher last changed it."),
    )
    topics = models.JSONField(_("topics"), default=list, blank=True)
    picture = models.TextField(
        _("lead picture"), blank=True, help_text=_("The address of its lead picture: https://…")
    )
    rights = models.TextField(
        _("rights"),
        blank=True,
        help_text=_("Who owns it and how it may be used, as readers are told."),
    )
    kicker = models.TextField(
        _("kicker"),
        blank=True,
        help_text=_("A line above the headline, such as the subject or the series."),
    )
    dateline = models.TextField(
        _("dateline"),
        blank=True,
        help_text=_("Where and when it was written, as readers see it: “Holm, 3 May”."),
    )
    sign_off = models.TextField(
        _("sign-off"), blank=True, help_text=_("A line at the end, such as who wrote it where.")
    )
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        # The constraint below is its index.
        db_index=False,
        allow_unicode=True,
        help_text=_(
            "The last part of the page's address. Readers of an older address are sent on."
        ),
    )
    external_id = models.CharField(
        max_length=500, blank=True, editable=False, help_text=_("The key of its source document.")
    )
    source = models.ForeignKey(
        SourceDocument,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="articles",
        help_text=_("The source document as last imported."),
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        # The index below begins with it.
        db_index=False,
        help_text=_("Who looks after it: who made it here, or took it since."),
    )
    detached_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=_("Since when imports leave it alone.")
    )
    deleted_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=_("Since when it is in the trash.")
    )
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    # As `with_state_at` had them at the last write, or when lists were last asked for them: see
    # `publishing.states`. The database fills them in for the many rows of an import.
    kept_state = models.CharField(
        max_length=10,
        choices=State,
        default=State.DRAFT,
        db_default=State.DRAFT.value,
        editable=False,
    )
    kept_state_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ArticleManager()
    with_deleted = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ("-changed_at", "-pk")
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions: ClassVar = [
            ("publish_article", _("Can publish and withdraw articles")),
            ("purge_article", _("Can delete articles for good")),
            ("change_own_article", _("Can change drafts that are the own")),
            ("publish_under_embargo", _("Can publish articles before their embargo ends")),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["deleted_at"],
                condition=Q(deleted_at__isnull=False),
                name="article_in_trash",
            ),
            # Of the list of articles: each of its orders, and what it is filtered by.
            models.Index(
                fields=["-changed_at", "-id"], condition=Q(deleted_at=None), name="article_newest"
            ),
            models.Index(
                HEADLINE_KEY, F("id"), condition=Q(deleted_at=None), name="article_by_headline"
            ),
            models.Index(
                fields=["-kept_state_at", "-id"],
                condition=Q(deleted_at=None),
                name="article_by_publication",
            ),
            models.Index(
                fields=["kept_state", "-changed_at", "-id"],
                condition=Q(deleted_at=None),
                name="article_by_state",
            ),
            models.Index(
                fields=["changed_by", "-changed_at", "-id"],
                condition=Q(deleted_at=None, changed_by__isnull=False),
                name="article_by_editor",
            ),
            models.Index(
                fields=["owner", "-changed_at", "-id"],
                condition=Q(deleted_at=None, owner__isnull=False),
                name="article_by_owner",
            ),
            models.Index(
                fields=["language", "-changed_at", "-id"],
                condition=Q(deleted_at=None),
                name="article_by_language",
            ),
            models.Index(
                Beginning("publisher"),
                F("changed_at").desc(),
                F("id").desc(),
                condition=Q(deleted_at=None),
                name="article_by_publisher",
            ),
            models.Index(
                fields=["-changed_at", "-id"],
                condition=Q(deleted_at=None, headline_provisional=True),
                name="article_provisional",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(deleted_at=None),
                name="article_once_for_each_slug",
                violation_error_message=_("Another article has this slug."),
            ),
            models.UniqueConstraint(
                fields=["external_id"],
                condition=~Q(external_id=""),
                name="article_once_for_each_external_id",
            ),
            models.CheckConstraint(
                condition=one_of("kept_state", State.values), name="article_kept_state"
            ),
        ]

    def __str__(self) -> str:
        return self.headline


class Section(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="sections")
    uid = models.CharField(max_length=32)
    position = models.PositiveIntegerField()
    heading = models.TextField(_("heading"), blank=True)
    heading_origin = models.PositiveIntegerField(null=True, blank=True)
    byline = models.TextField(_("byline"), blank=True)
    byline_origin = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("article", "position")
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "position"], name="section_order"),
            models.UniqueConstraint(fields=["article", "uid"], name="section_uid"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["-article", "position"],
                condition=~Q(heading=""),
                name="section_with_heading",
            ),
        ]

    def __str__(self) -> str:
        return self.heading or gettext("(without a heading)")


class ParagraphQuerySet(models.QuerySet["Paragraph"]):
    def content(self) -> Self:
        """Return what a reader sees."""
        return self.filter(noise=False)


class Paragraph(models.Model):
    """Hold a paragraph, whose `origin` is a block of the article's source.

    `position` counts through the whole article.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="paragraphs", db_index=False)
    section = models.ForeignKey(Section, models.CASCADE, related_name="paragraphs", db_index=False)
    uid = models.CharField(max_length=32)
    position = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=12, choices=KIND_CHOICES)
    markup = models.TextField(_("markup"), blank=True)
    unmarked = models.TextField(
        blank=True, help_text=_("The visible text; empty where the markup is nothing else.")
    )
    origin = models.PositiveIntegerField(null=True, blank=True)
    # JSON, "" for none: a text is written and read at a fraction of the cost, and most have none.
    attributes = models.TextField(blank=True, default="")
    noise = models.BooleanField(
        _("noise"),
        default=False,
        help_text=_("It belongs to the scrape, not to the article, and is not shown to readers."),
    )

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        ordering = ("article", "position")
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        # Of those that most are not: what is looked for among them all.
        indexes: ClassVar = [
            # Most articles have none, and whoever looks for some looks through them alone.
            models.Index(
                fields=["article"], condition=Q(kind=Kind.PICTURE.value), name="paragraph_picture"
            ),
            models.Index(
                fields=["kind", "-article", "position", "id"],
                condition=~Q(kind=Kind.BODY.value),
                name="paragraph_kind_in_article",
            ),
            models.Index(
                fields=["-article", "position", "id"],
                condition=Q(noise=True),
                name="paragraph_noise_in_article",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["section", "position"], name="paragraph_order"),
            models.UniqueConstraint(fields=["article", "uid"], name="paragraph_uid"),
            models.CheckConstraint(
                condition=one_of("kind", [kind.value for kind in Kind]), name="paragraph_kind"
            ),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)

    @property
    def text(self) -> str:
        """Return what a reader sees of it."""
        return self.unmarked or self.markup


class Link(models.Model):
    """Hold a link of a paragraph; `position` counts the links of that paragraph."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="links", db_index=False)
    position = models.PositiveIntegerField()
    url = models.TextField(_("address"))
    host = models.CharField(_("host"), max_length=255, blank=True, db_index=True)
    text = models.TextField(_("text"), blank=True)
    title = models.TextField(_("title"), blank=True)

    class Meta:
        ordering = ("paragraph", "position")
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paragraph", "position"], name="link_order"),
        ]

    def __str__(self) -> str:
        return self.url
