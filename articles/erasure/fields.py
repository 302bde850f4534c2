"""Every text, JSON and binary field of the site's tables: how erasure covers it, or why it is free.

A test walks all tables and holds this list to them, so that no later one escapes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final


class How(Enum):
    """Name how a field is covered where a passage is erased.

    Where a whole article is, its rows and its source documents are deleted.
    """

    # Written anew from the article's document, which `store` redacts.
    DOCUMENT = auto()
    TEXT = auto()
    VALUES = auto()
    # A list, from which a name goes of which nothing is left.
    NAMES = auto()
    # A key by which something is known: it stays one of a kind.
    NAME = auto()
    SLUG = auto()
    # Conflict.base and .theirs: lists of [uid, kind, markup, origin].
    PASSAGES = auto()
    CONTENT = auto()
    # Worked out from another field that is covered.
    DERIVED = auto()
    # Its rows last an hour or a day: all of them go.
    ROWS = auto()
    # A session that holds the passage ends.
    SESSION = auto()


@dataclass(frozen=True, slots=True)
class Free:
    """Say why a field holds no text of an article."""

    why: str


_CHOICE: Final = Free("one of a few words")
_IDENTIFIER: Final = Free("an identifier that is made here")
_CONFIGURED: Final = Free("what administrators wrote about publishers and keys, not an article's")
_ACCOUNT: Final = Free("of an account")
_DJANGO: Final = Free("names parts of the program")

FIELDS: Final[dict[str, How | Free]] = {
    "articles.Article.headline": How.DOCUMENT,
    "articles.Article.standfirst": How.DOCUMENT,
    "articles.Article.bylines": How.DOCUMENT,
    "articles.Article.language": Free("a tag of a language"),
    "articles.Article.publisher": How.DOCUMENT,
    "articles.Article.agencies": How.DOCUMENT,
    "articles.Article.url": How.DOCUMENT,
    "articles.Article.topics": How.DOCUMENT,
    "articles.Article.picture": How.DOCUMENT,
    "articles.Article.rights": How.DOCUMENT,
    "articles.Article.kicker": How.DOCUMENT,
    "articles.Article.dateline": How.DOCUMENT,
    "articles.Article.sign_off": How.DOCUMENT,
    "articles.Article.slug": How.SLUG,
    "articles.Article.external_id": How.NAME,
    "articles.Article.kept_state": _CHOICE,
    "articles.Section.uid": _IDENTIFIER,
    "articles.Section.heading": How.DOCUMENT,
    "articles.Section.byline": How.DOCUMENT,
    "articles.Paragraph.uid": _IDENTIFIER,
    "articles.Paragraph.kind": _CHOICE,
    "articles.Paragraph.markup": How.DOCUMENT,
    "articles.Paragraph.unmarked": How.DOCUMENT,
    "articles.Paragraph.attributes": How.DOCUMENT,
    "articles.Link.url": How.DOCUMENT,
    "articles.Link.host": How.DOCUMENT,
    "articles.Link.text": How.DOCUMENT,
    "articles.Link.title": How.DOCUMENT,
    "articles.Version.content": How.DOCUMENT,
    "articles.Version.imported": How.DOCUMENT,
    "articles.Version.reason": _CHOICE,
    "articles.Version.name": How.TEXT,
    "articles.Edition.slug": How.SLUG,
    "articles.Edition.headline": How.TEXT,
    "articles.Edition.standfirst": How.TEXT,
    "articles.Edition.bylines": How.NAMES,
    "articles.Edition.language": Free("a tag of a language"),
    "articles.Edition.publisher": How.TEXT,
    "articles.Edition.url": How.TEXT,
    "articles.Edition.topics": How.NAMES,
    "articles.Edition.rights": How.TEXT,
    "articles.Edition.kicker": How.TEXT,
    "articles.Edition.dateline": How.TEXT,
    "articles.Edition.sign_off": How.TEXT,
    "articles.Edition.picture": Free("addresses of a picture's files, by what its bytes are"),
    "articles.Edition.frame_hosts": Free("hosts of players, which administrators chose"),
    # Found anew by the names that are left.
    "articles.Edition.listings": How.DERIVED,
    "articles.Edition.corrections": How.VALUES,
    "articles.Edition.body": How.TEXT,
    "articles.Correction.kind": _CHOICE,
    "articles.Correction.note": How.TEXT,
    "articles.Correction.quotes": How.VALUES,
    "articles.Edition.feeds": _CHOICE,
    "articles.Edition.canonical": _CHOICE,
    "articles.Edition.withdrawal": _CHOICE,
    "articles.Edition.withdrawal_note": How.TEXT,
    "articles.Edition.leads_to": How.TEXT,
    "articles.Receipt.publisher": How.TEXT,
    "articles.Receipt.address": How.TEXT,
    "articles.Receipt.format": _CHOICE,
    "articles.Receipt.digest": How.DERIVED,
    "articles.Receipt.text": How.TEXT,
    "articles.PreviewLink.key": _IDENTIFIER,
    "articles.ReleaseSet.name": How.TEXT,
    "articles.ReaderReport.paragraph": _IDENTIFIER,
    "articles.ReaderReport.quoted": How.TEXT,
    "articles.ReaderReport.text": How.TEXT,
    "articles.ReaderReport.state": _CHOICE,
    "articles.EditionWords.words": How.DOCUMENT,
    "articles.EditionWordsIndex.words": How.DOCUMENT,
    "articles.ArticleWords.words": How.DOCUMENT,
    "articles.ArticleWordsIndex.words": How.DOCUMENT,
    "articles.SourceDocument.external_id": How.NAME,
    "articles.SourceDocument.digest": How.DERIVED,
    "articles.SourceDocument.file": How.TEXT,
    "articles.SourceDocument.position": How.TEXT,
    "articles.SourceDocument.format": _CHOICE,
    "articles.SourceDocument.status": _CHOICE,
    "articles.SourceDocument.content": How.CONTENT,
    "articles.SourceDocument.url": How.TEXT,
    "articles.SourceDocument.publisher": How.TEXT,
    "articles.SourceDocument.repeats": How.VALUES,
    "articles.Conflict.part": Free("names a part of an article by its identifier"),
    "articles.Conflict.uids": _IDENTIFIER,
    "articles.Conflict.base": How.PASSAGES,
    "articles.Conflict.theirs": How.PASSAGES,
    "articles.Conflict.resolution": _CHOICE,
    "articles.LabelReview.label": _CHOICE,
    "articles.LabelReview.alternative": _CHOICE,
    "articles.LabelReview.reason": How.TEXT,
    "articles.LabelReview.reviewed_label": _CHOICE,
    "articles.ImportRun.kind": _CHOICE,
    "articles.ImportRun.arguments": How.VALUES,
    "articles.ImportRun.removed": How.VALUES,
    "articles.ImportRun.left_out": How.VALUES,
    "articles.RunItem.outcome": _CHOICE,
    "articles.RunItem.file": How.TEXT,
    "articles.RunItem.position": How.TEXT,
    "articles.RunItem.external_id": How.NAME,
    "articles.RunItem.reason": How.TEXT,
    "articles.RunItem.hint": How.TEXT,
    "articles.RunItem.undone": _CHOICE,
    "articles.RunChunk.files": How.VALUES,
    "articles.RunChunk.made_by": _IDENTIFIER,
    "articles.RunChunk.worker": _IDENTIFIER,
    "articles.RunChunk.problem": How.TEXT,
    "articles.NoiseRule.publisher": _CONFIGURED,
    "articles.NoiseRule.text": How.TEXT,
    "articles.NoiseRule.digest": How.DERIVED,
    "articles.NoiseRule.state": _CHOICE,
    "articles.SourceNotice.kind": _CHOICE,
    "articles.SourceNotice.decision": _CHOICE,
    "articles.Duplicate.verdict": _CHOICE,
    "articles.Tombstone.external_id": How.NAME,
    "articles.Tombstone.headline": How.TEXT,
    "articles.Upload.key": How.ROWS,
    "articles.Upload.name": How.ROWS,
    "articles.Upload.format": How.ROWS,
    "articles.Upload.content": How.ROWS,
    "articles.Erasure.kind": _CHOICE,
    "articles.Erasure.ground": Free("refused where it holds what is erased"),
    "articles.Erasure.key": _IDENTIFIER,
    "articles.Erasure.scope": Free("a keyed digest"),
    "articles.Erasure.counts": Free("names of tables and numbers"),
    "articles.ErasureMark.kind": _CHOICE,
    "articles.ErasureMark.mark": Free("a keyed digest"),
    "articles.Picture.sha256": _IDENTIFIER,
    "articles.Picture.content_type": _CHOICE,
    "articles.Picture.name": How.TEXT,
    "articles.Picture.alt": How.TEXT,
    "articles.Picture.caption": How.TEXT,
    "articles.Picture.credit": How.TEXT,
    "articles.Picture.copyright": How.TEXT,
    "articles.Picture.source": How.TEXT,
    "articles.Picture.licence": How.TEXT,
    "articles.Picture.fetched_from": How.TEXT,
    "articles.Picture.withdrawn_reason": How.TEXT,
    # A row that holds the passage goes: it tells only when to ask again.
    "articles.PictureAddress.address": How.TEXT,
    "articles.PictureAddress.digest": Free("of an address, whose row goes with it"),
    "articles.PictureAddress.host": How.TEXT,
    "articles.PictureAddress.problem": How.TEXT,
    "articles.PictureAddress.sha256": _IDENTIFIER,
    "articles.PictureAddress.state": _CHOICE,
    "articles.ArticlePicture.sha256": _IDENTIFIER,
    "articles.EditionPicture.sha256": _IDENTIFIER,
    "articles.Policy.publisher": _CONFIGURED,
    "articles.Policy.external_ids": _CONFIGURED,
    "articles.Policy.headline": _CHOICE,
    "articles.Policy.standfirst": _CHOICE,
    "articles.Policy.bylines": _CHOICE,
    "articles.Policy.metadata": _CHOICE,
    "articles.Policy.copies": _CHOICE,
    "articles.Policy.pictures": _CHOICE,
    "articles.Policy.retractions": _CHOICE,
    "articles.Policy.text": _CHOICE,
    "articles.Policy.provenance": _CHOICE,
    "articles.Policy.updates": _CHOICE,
    "articles.Policy.feeds": _CHOICE,
    "articles.Policy.canonical": _CHOICE,
    "articles.TrackingRule.pattern": _CONFIGURED,
    "articles.TrackingRule.host": _CONFIGURED,
    "articles.TrackingRule.fate": _CHOICE,
    "articles.SavedView.name": How.TEXT,
    "articles.ArrangedGroup.name": How.TEXT,
    "articles.ArrangedGroup.form": _CHOICE,
    "articles.ArrangedSlot.headline": How.TEXT,
    "articles.Listing.kind": _CHOICE,
    "articles.Listing.name": How.TEXT,
    "articles.Listing.slug": How.SLUG,
    "articles.Listing.about": How.TEXT,
    "articles.ListingSpelling.kind": _CHOICE,
    "articles.ListingSpelling.spelling": How.TEXT,
    "articles.ListingSpelling.key": How.DERIVED,
    "articles.FormerSlug.kind": _CHOICE,
    "articles.FormerSlug.slug": How.SLUG,
    "articles.Masthead.name": How.TEXT,
    "articles.Masthead.tagline": How.TEXT,
    "articles.Masthead.accent": _CONFIGURED,
    "articles.Masthead.accent_on_dark": _CONFIGURED,
    "articles.Masthead.navigation": How.VALUES,
    "articles.Masthead.footer": How.VALUES,
    "articles.Masthead.former_hosts": _CONFIGURED,
    "articles.StaticPage.slug": How.SLUG,
    "articles.StaticPage.title": How.TEXT,
    "articles.StaticPage.written": How.TEXT,
    "articles.StaticPage.markup": How.TEXT,
    "articles.StaticPage.former_slugs": How.SLUG,
    "articles.SavedView.parameters": How.VALUES,
    "articles.Worker.name": Free("a name of a machine and a process"),
    "articles.WorkingDraft.key": _IDENTIFIER,
    "articles.WorkingDraft.fields": How.VALUES,
    "articles.ScheduledTask.path": _DJANGO,
    "django_tasks_database.DBTaskResult.status": _CHOICE,
    "django_tasks_database.DBTaskResult.args_kwargs": How.VALUES,
    "django_tasks_database.DBTaskResult.task_path": _DJANGO,
    "django_tasks_database.DBTaskResult.worker_ids": Free("names of machines and processes"),
    "django_tasks_database.DBTaskResult.queue_name": _DJANGO,
    "django_tasks_database.DBTaskResult.backend_name": _DJANGO,
    "django_tasks_database.DBTaskResult.return_value": How.VALUES,
    "django_tasks_database.DBTaskResult.exception_class_path": _DJANGO,
    "django_tasks_database.DBTaskResult.traceback": How.TEXT,
    "admin.LogEntry.object_id": _IDENTIFIER,
    "admin.LogEntry.object_repr": How.TEXT,
    "admin.LogEntry.change_message": How.TEXT,
    "sessions.Session.session_key": _IDENTIFIER,
    "sessions.Session.session_data": How.SESSION,
    "auth.Permission.name": _DJANGO,
    "auth.Permission.codename": _DJANGO,
    "auth.Group.name": _ACCOUNT,
    "auth.User.password": _ACCOUNT,
    "auth.User.username": _ACCOUNT,
    "auth.User.first_name": _ACCOUNT,
    "auth.User.last_name": _ACCOUNT,
    "auth.User.email": _ACCOUNT,
    "account.EmailAddress.email": _ACCOUNT,
    "account.EmailConfirmation.key": _ACCOUNT,
    "mfa.Authenticator.type": _ACCOUNT,
    "mfa.Authenticator.data": _ACCOUNT,
    "usersessions.UserSession.session_key": _ACCOUNT,
    "usersessions.UserSession.user_agent": _ACCOUNT,
    "usersessions.UserSession.data": _ACCOUNT,
    "contenttypes.ContentType.app_label": _DJANGO,
    "contenttypes.ContentType.model": _DJANGO,
}
