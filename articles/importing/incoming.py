"""One document on its way through an import."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import Enum, auto

from articles.documents.prepare import PreparedDocument, RejectedDocument
from articles.documents.source import Rejection, Source
from articles.documents.urls.canonical import site_of
from articles.importing.key_registry import FirstDocument
from articles.models import Article, Policy
from articles.models.import_run import Outcome


class Decision(Enum):
    """What is to be done with a document; a changed one is merged."""

    CREATE = auto()
    MERGE = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What an import needs to know of the article that a key has already."""

    article_id: int
    version: int
    digest: str | None
    publisher: str | None
    url: str | None
    file: str | None

    @property
    def named_publisher(self) -> str:
        """Its publisher, unless that is but the site of its address."""
        is_site = self.publisher == site_of(self.url or "")
        return "" if is_site else self.publisher or ""


def stored_under(keys: Collection[str]) -> dict[str, StoredDocument]:
    """The articles of those keys. One query."""
    names = ("digest", "publisher", "url", "file")
    rows = (
        Article.objects.with_external_ids(keys)
        .order_by()
        .values_list("external_id", "pk", "version", *(f"source__{name}" for name in names))
    )
    return {key: StoredDocument(*rest) for key, *rest in rows}


def decision_for(source: Source, stored: StoredDocument | None) -> Decision:
    if stored is None:
        return Decision.CREATE
    return Decision.NOTHING if stored.digest == source.digest else Decision.MERGE


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document; `article` is the primary key of the article that holds it,
    `before` and `after` are that article's versions around it.
    """

    outcome: Outcome
    file: str
    position: str = ""
    external_id: str = ""
    headline: str = ""
    article: int | None = None
    before: int = 0
    after: int = 0
    reason: str = ""
    hint: str = ""

    @property
    def where(self) -> str:
        return f"{self.file}, {self.position}" if self.position else self.file


@dataclass(slots=True)
class IncomingDocument:
    """Filled step by step: what is stored under its key, what it was prepared to, what it came to.

    `after` is the article's version once it is stored.
    """

    source: Source
    stored: StoredDocument | None = None
    decision: Decision | None = None
    prepared: PreparedDocument | None = None
    outcome: Outcome | None = None
    is_repeat: bool = False
    article_id: int | None = None
    after: int = 0
    position: str = ""
    reason: str = ""
    hint: str = ""

    def repeats(self, first: FirstDocument) -> None:
        """Settle a document whose key this run has seen."""
        self.is_repeat = True
        if first.digest == self.source.digest:
            self.outcome = Outcome.UNCHANGED
        else:
            self.reject(
                f"has the same key as {first.file} ({self.source.external_id}) but another content",
                'Give each an "id" of its own, or rename one of the files.',
            )

    def decide(self, stored: StoredDocument | None) -> None:
        """Settle what is to be done by what is stored now."""
        self.stored = stored
        self.article_id = stored.article_id if stored else None
        self.after = stored.version if stored else 0
        if self.is_repeat or self.outcome is Outcome.REJECTED:
            return
        self.decision = decision_for(self.source, stored)
        self.outcome = Outcome.UNCHANGED if self.decision is Decision.NOTHING else None
        if stored and self.is_open and stored.named_publisher and not self.source.publisher:
            # Told by an import before, perhaps, and nothing now says otherwise.
            self.source = replace(self.source, publisher=stored.named_publisher)

    @property
    def publisher(self) -> str:
        """As the document names it, or as what is stored did."""
        if self.prepared:
            return self.prepared.publisher
        return (self.stored.publisher if self.stored else "") or ""

    @property
    def says_what_is_stored(self) -> bool:
        return self.stored is not None and self.stored.digest == self.source.digest

    @property
    def is_open(self) -> bool:
        """Whether it is still to be stored."""
        return self.outcome is None

    def take(self, prepared: PreparedDocument | RejectedDocument) -> None:
        if isinstance(prepared, RejectedDocument):
            self.reject(*prepared)
        else:
            self.prepared = prepared

    def reopen(self) -> None:
        """Forget what it was prepared to, which is to be done again."""
        self.prepared = self.outcome = None
        self.position = self.reason = self.hint = ""

    def check_loss(self, policy: Policy, most: int | None) -> None:
        """Reject what lost more per cent of its text than the import or a policy allows."""
        bounds = [bound for bound in (most, policy.max_loss) if bound is not None]
        if self.prepared and bounds and self.prepared.loss * 100 > min(bounds):
            self.reject(
                f"{self.prepared.loss:.0%} of its text would be noise, more than {min(bounds)} %",
                "See what became of each string with explain_documents; "
                "allow more with --max-loss or a policy if that is right.",
            )

    @property
    def has_the_name_of_another_file(self) -> bool:
        """Whether only the name of its file says that it is what came in from elsewhere before."""
        base = os.path.basename(self.source.file)
        is_named = self.source.external_id == base or self.source.external_id.startswith(f"{base}:")
        before = self.stored.file if self.stored else None
        return bool(is_named and before and not self.is_at(before))

    def is_at(self, file: str) -> bool:
        """Whether that is its file, however its path is written."""
        here = self.source.file
        return file == here or os.path.abspath(file) == os.path.abspath(here)

    def refuse_namesake(self) -> None:
        assert self.stored
        self.reject(
            f"has the same file name as {self.stored.file}, which came in before, "
            "but says something else",
            'Give each an "id" of its own, or rename one of the files.',
        )

    def lose(self, *, was_deleted: bool = True) -> None:
        """Its article changed between the look at it and the moment of storing, beyond repair."""
        if was_deleted:
            self.article_id, self.after = None, 0
        what = "deleted" if was_deleted else "given another source"
        self.reject(
            f"was imported before, but its article was {what} while the import ran",
            "Import it again.",
        )

    def reject(self, reason: str, remedy: str, position: str = "") -> None:
        self.outcome = Outcome.REJECTED
        self.reason, self.hint, self.position = reason, remedy, position

    def result(self) -> Result:
        assert self.outcome is not None
        return Result(
            outcome=self.outcome,
            file=self.source.file,
            position=", ".join(filter(None, (self.source.position, self.position))),
            external_id=self.source.external_id,
            headline=self.prepared.rows.headline if self.prepared else "",
            article=self.article_id,
            before=self.stored.version if self.stored else 0,
            after=self.after,
            reason=self.reason,
            hint=self.hint,
        )


def rejected(rejection: Rejection) -> Result:
    """What became of a document that could not even be read."""
    return Result(
        Outcome.REJECTED,
        rejection.file,
        rejection.position,
        reason=rejection.reason,
        hint=rejection.hint,
    )
