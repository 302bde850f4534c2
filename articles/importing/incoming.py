"""One document on its way into the site: what is stored under its id, the decision, the outcome."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, auto
from typing import Any, Self

from django.utils import timezone

from articles.documents.prepare import PreparedDocument, RejectedDocument
from articles.documents.reading.pages import section_page
from articles.documents.revisions.precedence import Claim, Precedence
from articles.documents.source import LeftOut, Rejection, Source
from articles.documents.urls.host import site_of
from articles.importing.barriers import Barrier
from articles.importing.sources.file_keys import is_file_key, is_lengthened, is_same_file
from articles.importing.sources.key_registry import FirstDocument
from articles.models import Article, Policy, SourceDocument
from articles.models.import_run import NOT_TAKEN, WRITTEN, Outcome


class Decision(Enum):
    """What is to be done with a document."""

    CREATE = auto()
    MERGE = auto()
    NOTHING = auto()
    # The same bytes came just before in this run.
    REPEAT = auto()
    # A person decided that it is not wanted.
    BARRED = auto()


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What an import needs to know of the article that an external id has already."""

    article_id: int
    version: int
    digest: str | None
    publisher: str | None
    url: str | None
    file: str | None
    position: str | None = None
    is_detached: bool = False
    claim: Claim = field(default=Claim())
    embargoed_until: datetime | None = None
    lacks_pictures: bool = False

    @property
    def named_publisher(self) -> str:
        """Return its publisher, "" where that is only the site of its address."""
        is_site = self.publisher == site_of(self.url or "")
        return "" if is_site else self.publisher or ""


def stored_under(external_ids: Collection[str]) -> dict[str, StoredDocument]:
    """Return the articles of those external ids. One query."""
    names = (
        "digest", "publisher", "url", "file", "position", "version", "updated_at", "published_at",
        "embargoed_until", "lacks_pictures",
    )  # fmt: skip
    rows = (
        Article.objects.with_external_ids(external_ids)
        .order_by()
        .values_list(
            "external_id", "pk", "version", "detached_at", *(f"source__{name}" for name in names)
        )
    )
    return {key: _stored_document(*rest) for key, *rest in rows}


def _stored_document(*values: Any) -> StoredDocument:
    (pk, number, detached_at, *source, version, updated, published, embargo, lacks) = values
    claim = Claim(version, updated, published)
    followed: Any = (pk, number, *source, detached_at is not None, claim, embargo, bool(lacks))
    return StoredDocument(*followed)


def settled_before(documents: Collection[IncomingDocument]) -> set[tuple[str, str]]:
    """Return those of the documents, by id and digest, that an import has dealt with for good.

    They are stored, and either have raised a notice, or are not newer than what their article
    follows: of an older date, or unmoved since that came from another place, but for what an undo
    took back. One query.
    """
    changed = {each.source.external_id: each for each in documents if each.stored}
    if not changed:
        return set()
    digests = {each.source.digest for each in documents}
    rows = SourceDocument.objects.filter(external_id__in=changed, digest__in=digests).values_list(
        "external_id", "digest", "notices", "run__undone_at", "file", "position", "version",
        "updated_at", "published_at",
    )  # fmt: skip
    now = timezone.now()
    return {
        (key, digest)
        for key, digest, notice, undone_at, *place, version, updated, published in rows.order_by()
        if notice
        or changed[key].is_overtaken(
            Claim(version, updated, published), place if undone_at is None else None, now
        )
    }


@dataclass(frozen=True, slots=True)
class Result:
    """The result for one document.

    `article` is the primary key of the article that holds it, `before` and `after` are that
    article's versions around it. `pictures` is how many came in that lie beside it.
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
    pictures: int = 0

    @property
    def lacks_something(self) -> bool:
        """Return whether it is here, and there is still something to do about it."""
        return self.outcome in (*WRITTEN, Outcome.UNCHANGED) and bool(self.hint)

    @property
    def where(self) -> str:
        return f"{self.file}, {self.position}" if self.position else self.file


@dataclass(slots=True)
class IncomingDocument:
    """A document, filled step by step: stored, decided, prepared, and its outcome.

    `first` is a document of the same id that came before it in this run, and `is_repeat` tells
    that the same bytes are in its batch before it; `is_behind` tells that a later part of a shared
    run was stored before it, with a document of its id. `after` is the article's version once it is
    stored. `pictures` have come in from beside it; `lacking` says which did not, and
    `lacking_hint` what to do. `has_late_pictures`: it is unchanged, and pictures that it lacked
    have come. The outcome is None until it is known.
    """

    source: Source
    first: FirstDocument | None = None
    is_repeat: bool = False
    is_behind: bool = False
    stored: StoredDocument | None = None
    decision: Decision | None = None
    prepared: PreparedDocument | None = None
    outcome: Outcome | None = None
    barrier: Barrier | None = None
    article_id: int | None = None
    after: int = 0
    position: str = ""
    reason: str = ""
    hint: str = ""
    is_namesake: bool = False
    pictures: frozenset[str] = frozenset()
    lacking: str = ""
    lacking_hint: str = ""
    has_late_pictures: bool = False

    def decide(self, stored: StoredDocument | None, decision: Decision) -> None:
        """Take in what is stored now and what is to be done; a rejected document stays so."""
        self.stored = stored
        self.article_id = stored.article_id if stored else None
        self.after = stored.version if stored else 0
        if self.outcome in NOT_TAKEN:
            return
        self.decision = decision
        self.outcome = Outcome.UNCHANGED if decision is Decision.NOTHING else None
        if self.is_open and stored and stored.named_publisher and not self.source.publisher:
            # An import before named it, perhaps, and nothing now names another.
            self.source = replace(self.source, publisher=stored.named_publisher)

    @classmethod
    def admitted(cls, source: Source, barrier: Barrier | None) -> Self:
        """Return a document that came in, or one that an erasure keeps out."""
        return cls(source, barrier=barrier)

    def bar_erased(self, barrier: Barrier) -> None:
        """Keep it out, now that its address is known: it leaves neither key nor text here."""
        self.barrier, self.prepared = barrier, None
        self.source = replace(
            self.source, external_id="", file=self.source.file if self.source.position else ""
        )
        self.bar(None, barrier)

    def bar(self, stored: StoredDocument | None, barrier: Barrier) -> None:
        """Take in that a person decided against it, whatever it says."""
        self.decide(stored, Decision.BARRED)
        if self.outcome not in NOT_TAKEN:
            self.outcome, self.reason, self.hint = barrier.outcome, barrier.reason, barrier.hint

    @property
    def publisher(self) -> str:
        """Return its publisher as the document names it, or as what is stored did."""
        if self.prepared:
            return self.prepared.publisher
        return (self.stored.publisher if self.stored else "") or ""

    def is_overtaken(self, claim: Claim, place: Sequence[str] | None, now: datetime) -> bool:
        """Return whether what is followed counts, though the same bytes came in before.

        `claim` is what they said then, and `place` the file and the position where they were, None
        where that does not count. Where nothing tells which is newer, the one that came last is:
        what lies where it lay has not come anew, unless what is followed has lain there since.
        """
        assert self.stored
        precedence = claim.beside(self.stored.claim, now)
        if precedence is not Precedence.UNTOLD or place is None:
            return precedence is Precedence.OLDER
        file, position = place
        if not self.is_at(file) or self.source.position != position:
            return False
        return not self.is_at(self.stored.file or "") or self.stored.position != position

    @property
    def claim(self) -> Claim:
        """Return what it says of its place among its versions; only once it is prepared."""
        return Claim(self.ready.version, self.ready.updated, self.ready.published)

    @property
    def embargoed_until(self) -> datetime | None:
        """Return until when nobody may publish it, as it says or as its last version did."""
        if self.ready.embargoed or "embargoed" in self.ready.unsaid.emptied:
            return self.ready.embargoed
        return self.stored.embargoed_until if self.stored else None

    @property
    def ready(self) -> PreparedDocument:
        """Return what was prepared of it; only for a document that is to be stored."""
        assert self.prepared
        return self.prepared

    @property
    def is_open(self) -> bool:
        """Return whether it is still to be stored."""
        return self.outcome is None and self.decision in (Decision.CREATE, Decision.MERGE)

    def take(self, prepared: PreparedDocument | RejectedDocument) -> None:
        """Take the result of preparing it; a rejection is its outcome."""
        if isinstance(prepared, RejectedDocument):
            self.reject(prepared.reason, prepared.hint, prepared.position)
            if prepared.is_left_out:
                self.outcome = Outcome.SKIPPED
        else:
            self.prepared = prepared

    def tell_of_pictures(self, brought: frozenset[str], lacking: str, hint: str) -> None:
        """Take in which pictures have come in from beside it, and which have not."""
        self.pictures, self.lacking, self.lacking_hint = brought, lacking, hint

    def reopen(self) -> None:
        """Discard what was prepared of it: that is to be done again."""
        self.prepared = self.outcome = None
        self.position = self.reason = self.hint = ""

    def check_section(self) -> None:
        """Leave it out if it is a section page, but where an operator has had it imported."""
        if self.prepared and self.prepared.is_section and self.decision is Decision.CREATE:
            self.outcome = Outcome.SKIPPED
            self.reason, self.hint = section_page.REASON, section_page.HINT

    def check_loss(self, policy: Policy, most: int | None) -> None:
        """Reject it if more per cent of its text would be noise than import or policy allow."""
        bounds = [bound for bound in (most, policy.max_loss) if bound is not None]
        if self.prepared and bounds and self.prepared.loss * 100 > min(bounds):
            self.reject(
                f"{self.prepared.loss:.0%} of its text would be noise, more than {min(bounds)} %",
                "See what became of each string with explain_documents; "
                "allow more with --max-loss or a policy if that is right.",
            )

    @property
    def has_the_name_of_another_file(self) -> bool:
        """Return whether a document came in before from another file of the same name."""
        before = self.stored.file if self.stored else None
        return bool(before) and self.is_known_by_its_file and not self.is_at(before or "")

    @property
    def is_known_by_its_file(self) -> bool:
        """Return whether its key is made of its file's name."""
        return is_file_key(self.source.external_id, self.source.file)

    @property
    def may_have_come_otherwise(self) -> bool:
        """Return whether it may have come in under a longer key than its file's base name.

        Its own is not stored, or not for it, or it is another file's.
        """
        if self.barrier or is_lengthened(self.source.external_id) or not self.is_known_by_its_file:
            return False
        is_new = self.decision in (Decision.CREATE, Decision.BARRED)
        return is_new or (self.decision is Decision.MERGE and self.has_the_name_of_another_file)

    def is_at(self, file: str) -> bool:
        """Return whether that is its file, however its path is written."""
        return is_same_file(file, self.source.file)

    def rename(self, key: str) -> None:
        """Give it another key, under which nothing is decided yet."""
        self.source = replace(self.source, external_id=key)
        self.stored, self.article_id, self.after = None, None, 0
        self.decision, self.outcome, self.is_namesake = Decision.CREATE, None, False
        self.position = self.reason = self.hint = ""

    def refuse_namesake(self) -> None:
        """Reject it: a file of its name came in before, with another article."""
        assert self.stored
        self.is_namesake = True
        self.reject(
            f"has the same file name as {self.stored.file}, which came in before, "
            "but says something else",
            'Give each an "id" of its own, or rename one of the files.',
        )

    @property
    def is_another_than_first(self) -> bool:
        """Return whether its id came before in this run, with other bytes."""
        return self.first is not None and self.first.digest != self.source.digest

    def is_doubtful_repeat(self, before: Claim) -> bool:
        """Return whether it may be another article than the one of its key before it.

        That came in with this run, or from another file whose rows are numbered, too. Dates have
        both; only publishers who number their versions say that it is one of them.
        """
        is_repeated = self.first is not None or self.is_numbered_in_another_file
        return is_repeated and not self.claim.is_numbered_beside(before)

    @property
    def is_numbered_in_another_file(self) -> bool:
        """Return whether its id is a bare number that came in from another file before."""
        before = (self.stored.file if self.stored else None) or self.source.file
        return self.source.external_id.isdecimal() and not self.is_at(before)

    def refuse_repeat(self) -> None:
        """Reject it: another article came in with its key."""
        file = self.first.file if self.first else self.stored.file if self.stored else ""
        self.reject(
            f"has the same key as {file} ({self.source.external_id}) but another content",
            'Give each an "id" of its own, or rename one of the files; versions of one article '
            "say which is newer.",
        )

    def pass_over(self, outcome: Outcome, reason: str, hint: str = "") -> None:
        """Give it the outcome of a document that changes nothing of the article's text."""
        self.outcome, self.reason, self.hint = outcome, reason, hint

    def lose(self, outcome: Outcome, *, was_deleted: bool = True) -> None:
        """Give it this outcome: its article changed between the decision and the storing of it."""
        if was_deleted:
            self.article_id, self.after = None, 0
        if outcome is not Outcome.REJECTED:
            self.outcome = outcome
            return
        change = "deleted" if was_deleted else "given another source"
        self.reject(
            f"was imported before, but its article was {change} while the import ran",
            "Import it again.",
        )

    def reject(self, reason: str, hint: str, position: str = "") -> None:
        """Reject it; `position` is the place inside the document."""
        self.outcome = Outcome.REJECTED
        self.reason, self.hint, self.position = reason, hint, position

    def result(self) -> Result:
        """Return what became of it, once that is known."""
        assert self.outcome is not None
        # Of what is not stored, its pictures are no matter.
        is_written = self.outcome in WRITTEN
        is_lacking = bool(self.lacking) and (is_written or self.has_late_pictures)
        return Result(
            outcome=self.outcome,
            file=self.source.file,
            position=", ".join(filter(None, (self.source.position, self.position))),
            external_id=self.source.external_id,
            headline=self.prepared.headline if self.prepared else "",
            article=self.article_id,
            before=self.stored.version if self.stored else 0,
            after=self.after,
            reason="; ".join(filter(None, (self.reason, self.lacking if is_lacking else ""))),
            hint=self.lacking_hint if is_lacking and not self.hint else self.hint,
            pictures=len(self.pictures) if is_written else 0,
        )


def unread_result(rejection: Rejection) -> Result:
    """Return what became of a document that could not even be read, or was not wanted."""
    return Result(
        Outcome.SKIPPED if isinstance(rejection, LeftOut) else Outcome.REJECTED,
        rejection.file,
        rejection.position,
        reason=rejection.reason,
        hint=rejection.hint,
    )
