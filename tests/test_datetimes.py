"""One way to write a date, on the desk, in commands and in messages."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.template import engines

from articles.datetimes import format_datetime

ROOT = Path(__file__).parent.parent / "articles"
DESK = [
    path
    for chapter in (
        "models",
        "noise",
        "undo",
        "reporting",
        "admin",
        "management",
        "templates/admin",
    )
    for path in (ROOT / chapter).rglob("*.*")
    if path.suffix in {".py", ".html"}
]


def test_desk_and_templates_write_a_date_alike() -> None:
    when = datetime(2026, 5, 3, 14, 5, tzinfo=UTC)
    template = engines["django"].from_string("{{ when|date:'DATETIME_FORMAT' }}")
    assert format_datetime(when) == template.render({"when": when}) == "3 May 2026, 14:05"


@pytest.mark.parametrize("path", DESK, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_spells_a_format_of_its_own(path: Path) -> None:
    assert not re.search(r"[\"'][jd] [MFb] Y", path.read_text(encoding="utf-8"))
