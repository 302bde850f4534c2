"""Arguments that commands share: paths of documents, and numbers."""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from articles.documents.reading import FORMATS
from articles.importing.sources.find import FoundFiles, find
from articles.management.format_list import formats_as_text

# More than any number that is meant; Python refuses to read very long ones.
_DIGITS: Final = 100


def positive_number(text: str) -> int:
    """Return the number of an argument that counts, or names a row."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else 0
    if not number:
        raise ArgumentTypeError(_("%(text)r is not a number from 1 up") % {"text": text})
    return number


def _post_types(text: str) -> frozenset[str]:
    return frozenset(filter(None, (name.strip() for name in text.split(","))))


def add_paths(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help=_("a file, a folder (read with all its folders), a glob, or - for standard input"),
    )


def add_document_arguments(parser: ArgumentParser) -> None:
    add_paths(parser)
    parser.add_argument(
        "--format",
        choices=sorted(FORMATS),
        help=_("read every file as this format instead of looking at what it holds"),
    )
    parser.add_argument(
        "--publisher",
        default="",
        metavar="NAME",
        help=_("who published the documents that do not name a publisher"),
    )
    parser.add_argument(
        "--post-types",
        type=_post_types,
        default=frozenset(),
        metavar="TYPE,TYPE",
        help=_("of a site's export take these, too, such as page,recipe"),
    )
    parser.add_argument(
        "--list-formats",
        action=_ListFormats,
        nargs=0,
        help=_("list what each format takes and keeps, and stop"),
    )


def add_max_loss(parser: ArgumentParser) -> None:
    """Add the option of commands that refuse documents of which too much would be noise."""
    parser.add_argument(
        "--max-loss",
        type=_percentage,
        metavar="PERCENT",
        help=_("reject a document of which more of the text than this would be noise"),
    )


def add_section_pages(parser: ArgumentParser) -> None:
    """Add the option of commands that leave section pages out."""
    parser.add_argument(
        "--section-pages",
        action="store_true",
        help=_("take web pages that lead to others and seem to have no text of their own, too"),
    )


def _percentage(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 100:
        raise ArgumentTypeError(_("must be from 0 to 100"))
    return number


def add_report(parser: ArgumentParser) -> None:
    """Add the option of commands that write what became of each document."""
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help=_("write what became of each document to FILE, one JSON object a line"),
    )


class _ListFormats(Action):
    """Print the list and stop, as --version does, whatever else is given."""

    def __call__(self, parser: ArgumentParser, *_: object) -> None:
        sys.stdout.write(formats_as_text())
        parser.exit()


def look_up(paths: Sequence[str]) -> FoundFiles:
    """Find the files; raise `CommandError` where there are none."""
    findings = find(paths)
    if next(findings.files, None) is None:
        raise CommandError("\n".join(map(str, findings.rejections)))
    return findings
