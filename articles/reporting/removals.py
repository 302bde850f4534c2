"""What cleaning removed -> words: of one text with examples, of a whole run as totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.documents.article.model import Paragraph
from articles.documents.labels.names import LABEL_NAMES
from articles.documents.markup import Removal
from articles.importing.record import OTHER
from articles.models.import_run import ImportRun

_EXAMPLES: Final = 3
_MOST_NAMED: Final = 6
_NAME_LENGTH: Final = 40
# The sorts of `source.Remark`, which are no removals.
REMARKS: Final = frozenset({"date", "language", "encoding", "cut"})
# What cleaning calls a link that it refused; other links go where only plain text is kept.
_REFUSED: Final = "a href"


@dataclass(frozen=True, slots=True)
class RunRemoval:
    """What a run removed of one sort and name, which are those of `Removal`, and how often."""

    sort: str
    name: str
    times: int

    @property
    def what(self) -> str:
        return _noun(self.sort, self.name, 1)


def removals_of(run: ImportRun) -> list[RunRemoval]:
    """Return what a run removed, the most frequent first."""
    found = [
        RunRemoval(sort, name, times)
        for sort, names in run.removed.items()
        for name, times in names.items()
    ]
    return sorted(found, key=lambda each: (-each.times, each.sort, each.name))


def describe_run_removals(removed: Iterable[RunRemoval]) -> str:
    """Return "Cleaning removed 12 tags, 1 attribute and 3 link targets."; "" for nothing.

    What was not removed, but is to be known, follows in a sentence of its own.
    """
    totals = Counter[str]()
    for each in removed:
        totals[each.sort] += each.times
    counted = [(sort, f"{times:,} {_sort(sort, times)}") for sort, times in totals.most_common()]
    parts = [words for sort, words in counted if sort not in REMARKS]
    remarks = [words for sort, words in counted if sort in REMARKS]
    sentences = (
        _("Cleaning removed %(what)s.") % {"what": _joined(parts)} if parts else "",
        _("To be known: %(what)s.") % {"what": _joined(remarks)} if remarks else "",
    )
    return " ".join(filter(None, sentences))


def describe_removals(removed: Iterable[Removal]) -> str:
    """Return "Removed from the text: 2 links with a refused address (javascript:…)." or ""."""
    parts = list_removals(removed)
    return _("Removed from the text: %(what)s.") % {"what": "; ".join(parts)} if parts else ""


def describe_gone(gone: Iterable[Paragraph]) -> str:
    """Return "No longer in the text: Picture (A bridge), Table." or "".

    An editor who took it out knows; who did not can take it back from the version before.
    """
    parts = [_named(paragraph) for paragraph in gone]
    shown, more = parts[:_MOST_NAMED], len(parts) - _MOST_NAMED
    if more > 0:
        shown.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
    return _("No longer in the text: %(what)s.") % {"what": ", ".join(shown)} if parts else ""


def _named(paragraph: Paragraph) -> str:
    kind = _(LABEL_NAMES[paragraph.kind])
    words = Truncator(" ".join(paragraph.text.split())).chars(_NAME_LENGTH)
    return f"{kind} ({words})" if words else kind


def list_removals(removed: Iterable[Removal]) -> list[str]:
    """Return one line for each sort of thing: "2 links with a refused address (javascript:…)"."""
    found = sorted(removed, key=lambda removal: (removal.what, removal.name))
    return [
        _line(what, name, list(group))
        for (what, name), group in groupby(found, key=lambda each: (each.what, each.name))
    ]


def list_counted(removed: Mapping[tuple[str, str], int]) -> list[str]:
    """Return one line for each sort and name that was counted, the most frequent first."""
    counted = sorted(removed.items(), key=lambda each: (-each[1], each[0]))
    return [f"{times:,} {_noun(what, name, times)}" for (what, name), times in counted]


def _line(what: str, name: str, group: list[Removal]) -> str:
    counted = f"{len(group):,} {_noun(what, name, len(group))}"
    details = list(dict.fromkeys(removal.detail for removal in group if removal.detail))
    if not details:
        return counted
    examples = [Truncator(detail).chars(40) for detail in details[:_EXAMPLES]]
    more = ", …" if len(details) > _EXAMPLES else ""
    return f"{counted} ({', '.join(examples)}{more})"


def _noun(what: str, name: str, times: int) -> str:
    """Return a removal's words, as many of it as that: "<script> elements"."""
    if name == OTHER:
        return _("other %(what)s") % {"what": _sort(what, 2)}
    if what == "link" and name == _REFUSED:
        return ngettext("link with a refused address", "links with a refused address", times)
    nouns = _NOUNS.get(what)
    return nouns(name, times) if nouns else _sort(what, times)


def _tag(name: str, times: int) -> str:
    return ngettext("<%(name)s> element", "<%(name)s> elements", times) % {"name": name}


def _attribute(name: str, times: int) -> str:
    tag, _space, attribute = name.partition(" ")
    if not attribute:
        return ngettext("attribute %(name)s", "attributes %(name)s", times) % {"name": name}
    return ngettext(
        "attribute %(name)s of <%(tag)s>", "attributes %(name)s of <%(tag)s>", times
    ) % {"name": attribute, "tag": tag}


def _link(name: str, times: int) -> str:
    if " " in name:
        return ngettext("link, since a %(why)s", "links, since a %(why)s", times) % {"why": name}
    words = ngettext("refused address (%(name)s)", "refused addresses (%(name)s)", times)
    return words % {"name": name}


def _parameter(name: str, times: int) -> str:
    words = ngettext("tracking parameter %(name)s", "tracking parameters %(name)s", times)
    return words % {"name": name}


def _character(name: str, times: int) -> str:
    words = ngettext("control character %(name)s", "control characters %(name)s", times)
    return words % {"name": name}


def _date(name: str, times: int) -> str:
    words = ngettext(
        "date that was not understood (%(name)s)", "dates that were not understood (%(name)s)",
        times,
    )  # fmt: skip
    return words % {"name": name}


def _encoding(name: str, times: int) -> str:
    words = ngettext("text taken for %(name)s", "texts taken for %(name)s", times)
    return words % {"name": name}


def _picture(name: str, times: int) -> str:
    words = ngettext(
        "picture that is none of the article's (%(name)s)",
        "pictures that are none of the article's (%(name)s)",
        times,
    )
    return words % {"name": _why(name)}


def _embed(name: str, times: int) -> str:
    words = ngettext(
        "frame that is none of the article's (%(name)s)",
        "frames that are none of the article's (%(name)s)",
        times,
    )
    return words % {"name": _why(name)}


def _table(name: str, times: int) -> str:
    words = ngettext(
        "table that was taken for text (%(name)s)", "tables that were taken for text (%(name)s)",
        times,
    )  # fmt: skip
    return words % {"name": _why(name)}


def _why(name: str) -> str:
    return {
        "tracking": _("counts readers"),
        "icon": _("icon, logo or portrait"),
        "advertisement": _("advertisement"),
        "decoration": _("decoration"),
        "teaser": _("teaser of another page"),
        "no address": _("without an address"),
        "form": _("form"),
        "layout": _("lays out the page"),
        "too large": _("too large"),
    }.get(name, name)


_NOUNS: Final[dict[str, Callable[[str, int], str]]] = {
    "tag": _tag,
    "attribute": _attribute,
    "link": _link,
    "parameter": _parameter,
    "character": _character,
    "date": _date,
    "encoding": _encoding,
    "picture": _picture,
    "mark": lambda name, times: _sort("mark", times),
    "embed": _embed,
    "table": _table,
}


_SORTS: Final[dict[str, Callable[[int], str]]] = {
    "tag": lambda times: ngettext("tag", "tags", times),
    "attribute": lambda times: ngettext("attribute", "attributes", times),
    "link": lambda times: ngettext("link target", "link targets", times),
    "parameter": lambda times: ngettext("tracking parameter", "tracking parameters", times),
    "character": lambda times: ngettext("control character", "control characters", times),
    "comment": lambda times: ngettext("comment", "comments", times),
    "date": lambda times: ngettext(
        "date that was not understood", "dates that were not understood", times
    ),
    "language": lambda times: ngettext(
        "language that was not understood", "languages that were not understood", times
    ),
    "encoding": lambda times: ngettext("text not in UTF-8", "texts not in UTF-8", times),
    "mark": lambda times: ngettext("mark of a caption", "marks of captions", times),
    "picture": lambda times: ngettext(
        "picture that is none of the article's", "pictures that are none of the article's", times
    ),
    "embed": lambda times: ngettext(
        "frame that is none of the article's", "frames that are none of the article's", times
    ),
    "table": lambda times: ngettext(
        "table that was taken for text", "tables that were taken for text", times
    ),
    "cut": lambda times: ngettext(
        "text that its source cut off", "texts that their source cut off", times
    ),
}


def _sort(what: str, times: int) -> str:
    """Return the word for all removals of a sort, as many as that."""
    words = _SORTS.get(what)
    return words(times) if words else what


def _joined(parts: list[str]) -> str:
    """Return "a, b and c"."""
    *most, last = parts
    if not most:
        return last
    return _("%(most)s and %(last)s") % {"most": ", ".join(most), "last": last}
