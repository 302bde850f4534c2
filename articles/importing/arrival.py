"""One document on its way through an import."""

from __future__ import annotations

from dataclasses import dataclass

from articles.documents.parsing import ParsedDocument
from articles.documents.source import DocumentRejected, Rejection, Source
from articles.importing.decision import Stored, decide
from articles.importing.result import Result
from articles.models.run import Outcome


@dataclass(slots=True)
class Arrival:
    """Filled step by step: what is stored under its key, what it parsed to, what it came to."""

    source: Source
    stored: Stored | None = None
    parsed: ParsedDocument | None = None
    outcome: Outcome | None = None
    article_id: int | None = None
    rejection: tuple[str, str, str] = ("", "", "")

    def decide(self, stored: Stored | None) -> None:
        """Settle the outcome by what is stored now."""
        if self.outcome is Outcome.REJECTED:
            return
        self.stored = stored
        self.article_id = stored.article_id if stored else None
        decision = decide(self.source, stored)
        if isinstance(decision, Rejection):
            self.reject(decision.reason, decision.remedy)
        else:
            self.outcome = decision

    @property
    def is_to_be_parsed(self) -> bool:
        return self.parsed is None and self.outcome in {Outcome.CREATED, Outcome.UPDATED}

    def take(self, parsed: ParsedDocument | DocumentRejected) -> None:
        if isinstance(parsed, DocumentRejected):
            self.reject(parsed.reason, parsed.remedy, parsed.position)
        else:
            self.parsed = parsed

    def reject(self, reason: str, remedy: str, position: str = "") -> None:
        self.outcome = Outcome.REJECTED
        self.rejection = (reason, remedy, position)

    def result(self) -> Result:
        assert self.outcome is not None
        reason, remedy, position = self.rejection
        return Result(
            outcome=self.outcome,
            file=self.source.file,
            position=", ".join(filter(None, (self.source.position, position))),
            key=self.source.key,
            headline=self.parsed.document.headline.text if self.parsed else "",
            article=self.article_id,
            reason=reason,
            remedy=remedy,
        )
