"""Folders of real pages, of the labelled corpus that `--corpus` names: as a scraper leaves them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

# The names of their imports, and how the corpus calls their form.
FORMS: Final = {"real pages: strings of p": "p-only", "real pages: blocks": "blocks"}


def make_real(corpus: Path, form: str, folder: Path) -> int:
    """Write each document of that form to a file of its own; return their number."""
    folder.mkdir()
    count = 0
    for count, document in enumerate(_documents(corpus, form), start=1):
        if form == "blocks":
            path, text = folder / f"{form}-{count:05}.json", json.dumps(document)
        else:
            path, text = folder / f"{form}-{count:05}.txt", repr(document)
        path.write_text(text, encoding="utf-8")
    return count


def _documents(corpus: Path, form: str) -> Iterator[Any]:
    for path in sorted(corpus.rglob(f"*.{form}.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line)["document"] for line in lines)
