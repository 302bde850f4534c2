"""What an edition tells of corrections -> as its page, its data and feeds show each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import pgettext

from articles.models.correction import CorrectionKind
from articles.models.edition import Edition


class ToldCorrection(NamedTuple):
    """A note for readers; `quotes` are the paragraphs that it quotes, before and after."""

    number: int
    kind: CorrectionKind
    at: datetime
    note: str
    quotes: Sequence[Sequence[str]]

    @property
    def anchor(self) -> str:
        """Return the name of its place on the page."""
        return anchor_of_correction(self.number)

    @property
    def title(self) -> str:
        """Return "Correction, 28 November 2026", in the language of the site."""
        return pgettext("kind of a note for readers, then its date", "%(kind)s, %(date)s") % {
            "kind": self.kind.label,
            "date": date_format(localtime(self.at), "DATE_FORMAT"),
        }


def told_corrections(edition: Edition) -> list[ToldCorrection]:
    """Return what an edition tells, the newest first."""
    return [
        ToldCorrection(
            each["id"],
            CorrectionKind(each["kind"]),
            datetime.fromisoformat(each["at"]),
            each["note"],
            each["quotes"],
        )
        for each in edition.corrections
    ]


def anchor_of_correction(number: int) -> str:
    """Return the name of the place of a correction on its article's page."""
    return f"correction-{number}"
