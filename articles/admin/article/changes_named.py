"""What somebody changed of an article, in a few words: "headline, 2 paragraphs"; and who it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.utils.text import Truncator, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.documents.article.model import ArticleDocument
from articles.documents.revisions.conflict import PARAGRAPH
from articles.documents.revisions.diff import DiffRow, differences
from articles.models import Version

# So many paragraphs are named by how they begin; of more, only their number is told.
_QUOTED: Final = 2
_FIRST_WORDS: Final = 5


def describe_changes(
    before: ArticleDocument, after: ArticleDocument, *, quoted: bool = False
) -> str:
    """Return what differs, in words; "" for nothing that an editor sees.

    Of a few paragraphs, `quoted` gives the first words.
    """
    return ", ".join(_names(differences(before, after), quoted=quoted))


def _names(rows: Sequence[DiffRow], *, quoted: bool) -> Iterator[str]:
    """Yield the names of fields, then how many paragraphs came, went, changed or moved."""
    paragraphs = [row for row in rows if row.key.startswith(PARAGRAPH) and row.change != "moved"]
    is_quoted = quoted and len(paragraphs) <= _QUOTED
    counts: Counter[str] = Counter()
    for row in rows:
        if row.key.startswith(PARAGRAPH):
            counts["moved" if row.change == "moved" else "paragraph"] += 1
        elif row.change == "moved":
            counts["moved"] += 1
        else:
            yield (row.after or row.before).name.lower()  # type: ignore[union-attr]
    if is_quoted:
        yield from map(_quoted, paragraphs)
    elif number := counts["paragraph"]:
        yield ngettext("%(number)d paragraph", "%(number)d paragraphs", number) % {"number": number}
    if counts["moved"]:
        yield _("the order")


def _quoted(row: DiffRow) -> str:
    part = row.after or row.before
    words = Truncator(part.text if part else "").words(_FIRST_WORDS)
    return _("“%(words)s”") % {"words": words}


def name_of_person(person: Any) -> str:
    """Return what a person of the desk is called."""
    return str(person.get_full_name() or person.get_username())


def short_name(person: Any) -> str:
    """Return what colleagues call a person."""
    return str(person.first_name or person.get_username())


def authors_of(versions: Sequence[Version], reader: AbstractBaseUser) -> str:
    """Return who made versions, as a sentence calls them, to one who may be among them."""
    found = dict.fromkeys(_author(version, reader) for version in versions)
    return get_text_list(list(found), _("and"))


def _author(version: Version, reader: AbstractBaseUser) -> str:
    person = version.created_by
    if person is None:
        return _("an import") if version.run_id else _("somebody")
    return _("you, in another tab,") if person.pk == reader.pk else name_of_person(person)
