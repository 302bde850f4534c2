"""What an import reports of each document."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models.run import Outcome


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document; `article` is the primary key of the article that holds it,
    `before` and `after` are that article's versions around it.
    """

    outcome: Outcome
    file: str
    position: str = ""
    key: str = ""
    headline: str = ""
    article: int | None = None
    before: int = 0
    after: int = 0
    reason: str = ""
    remedy: str = ""

    @property
    def where(self) -> str:
        return f"{self.file}, {self.position}" if self.position else self.file
