from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from articles.documents.revisions.precedence import Claim, Precedence

NOW: Final = datetime(2024, 5, 1, tzinfo=UTC)
BEFORE: Final = NOW - timedelta(days=3)
SOON: Final = NOW + timedelta(hours=23)
AHEAD: Final = NOW + timedelta(hours=25)


@pytest.mark.parametrize(
    ("mine", "followed", "expected"),
    [
        (Claim(), Claim(), Precedence.UNTOLD),
        (Claim(version=2), Claim(version=1), Precedence.NEWER),
        (Claim(version=1), Claim(version=2), Precedence.OLDER),
        (Claim(version=2, updated=BEFORE), Claim(version=1, updated=NOW), Precedence.NEWER),
        (Claim(version=2, updated=AHEAD), Claim(version=1, updated=NOW), Precedence.NEWER),
        (Claim(version=1, updated=NOW), Claim(version=1, updated=BEFORE), Precedence.NEWER),
        (Claim(version=2), Claim(), Precedence.UNTOLD),
        (Claim(updated=BEFORE), Claim(updated=NOW), Precedence.OLDER),
        (Claim(published=BEFORE), Claim(updated=NOW, published=BEFORE), Precedence.OLDER),
        (Claim(published=BEFORE), Claim(published=NOW), Precedence.OLDER),
        (Claim(updated=NOW), Claim(updated=NOW), Precedence.UNTOLD),
        (Claim(updated=NOW), Claim(), Precedence.UNTOLD),
        (Claim(updated=SOON), Claim(updated=NOW), Precedence.NEWER),
        (Claim(updated=AHEAD), Claim(updated=NOW), Precedence.AHEAD),
        (Claim(updated=AHEAD), Claim(updated=AHEAD), Precedence.UNTOLD),
        (Claim(updated=BEFORE), Claim(updated=AHEAD), Precedence.UNTOLD),
        (Claim(published=AHEAD), Claim(published=NOW), Precedence.UNTOLD),
    ],
)
def test_numbers_tell_before_dates_and_dates_to_come_tell_nothing(
    mine: Claim, followed: Claim, expected: Precedence
) -> None:
    assert mine.beside(followed, NOW) is expected
