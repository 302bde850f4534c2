"""The names that the command line takes beside those that Django finds."""

from __future__ import annotations

import pytest

from newsroom.command_line import in_full


@pytest.mark.parametrize(
    ("written", "command"),
    [
        (["newsroom", "import", "import"], ["newsroom", "import_articles", "import"]),
        (["newsroom", "serve", "8001"], ["newsroom", "serve", "8001"]),
        (["newsroom"], ["newsroom"]),
    ],
)
def test_import_is_short_for_import_articles(written: list[str], command: list[str]) -> None:
    assert in_full(written) == command
