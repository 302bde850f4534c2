"""What the commands that read documents have in common: how documents are named to them."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence

from django.core.management.base import CommandError

from articles.documents.reading import FORMATS
from articles.importing.finding import Findings, find


def add_paths(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a file, a folder (read with all its folders), a glob, or - for standard input",
    )


def add_document_arguments(parser: ArgumentParser) -> None:
    add_paths(parser)
    parser.add_argument(
        "--format",
        choices=sorted(FORMATS),
        help="read every file as this format instead of looking at what it holds",
    )


def look_up(paths: Sequence[str]) -> Findings:
    """Find the files; where there is none, nothing can begin."""
    findings = find(paths)
    if next(findings.files, None) is None:
        raise CommandError("\n".join(map(str, findings.rejections)))
    return findings
