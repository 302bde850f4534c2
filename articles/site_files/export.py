"""The whole public site -> a folder of files, of which only those are written that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from articles.site_files.crawl import Crawl
from articles.site_files.folder import ExportFolder, FolderRefused
from articles.site_files.forwards import FILES, forwarding_page, forwards, line_for
from articles.site_files.names import forwarding_file_of


@dataclass(frozen=True, slots=True)
class ExportResult:
    """How many files were written, stayed and went; how many addresses lead on to others.

    `broken` are addresses that lead nowhere on the site itself, `problems` files that could not be
    written.
    """

    written: int
    unchanged: int
    removed: int
    forwards: int
    broken: Sequence[str]
    problems: Sequence[str]


def export_site(root: Path, base: str, *, server: str = "", is_dry: bool = False) -> ExportResult:
    """Write the site as files for the address `base`; raises `FolderRefused`.

    `server` is that for which a list of redirects is written beside the pages that lead on.
    """
    folder = ExportFolder(root, base, is_dry=is_dry)
    try:
        crawl = Crawl(base, folder)
        crawl.run()
        number = _forward(folder, base, server, crawl.problems)
        folder.finish()
        return ExportResult(
            folder.written,
            folder.unchanged,
            folder.removed,
            number,
            crawl.broken,
            crawl.problems,
        )
    finally:
        folder.close()


def _forward(folder: ExportFolder, base: str, server: str, problems: list[str]) -> int:
    number = 0
    lines = []
    for forward in forwards():
        file = forwarding_file_of(forward.old)
        if file is None or folder.manifest.is_taken(file):
            continue
        try:
            folder.take(file, forward.old, forwarding_page(base, forward), "", 1)
        except (FolderRefused, OSError) as error:
            problems.append(f"{forward.old}: {error}")
        number += 1
        if server:
            lines.append(line_for(server, forward))
    if server:
        folder.take(FILES[server], f"/{FILES[server]}", "".join(lines).encode(), "", 2)
    return number
