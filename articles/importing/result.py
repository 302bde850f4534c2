"""What an import reports of each document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from articles.documents.source import Rejection
from articles.models.run import Outcome


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document; `article` is the primary key of the article that holds it."""

    outcome: Outcome
    file: str
    position: str = ""
    key: str = ""
    headline: str = ""
    article: int | None = None
    reason: str = ""
    remedy: str = ""

    @classmethod
    def of(cls, rejection: Rejection) -> Self:
        return cls(
            Outcome.REJECTED,
            rejection.file,
            rejection.position,
            reason=rejection.reason,
            remedy=rejection.remedy,
        )

    @property
    def where(self) -> str:
        return f"{self.file}, {self.position}" if self.position else self.file
