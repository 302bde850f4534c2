"""Who did what: what the desk records of people and what runs record of themselves, as one log.

Both are in the order of their moments, the newest first. A page is found by the line beside it, so
that the last costs what the first does.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from typing import Any, Final

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import Article, ImportRun, TrashedArticle, Version
from articles.models.import_run import WRITTEN, RunState
from articles.reporting import words
from articles.reporting.formulas import escaped
from articles.reporting.json_text import json_line

PAGE: Final = 100
# What is chosen in the place of a kind of rows.
RUNS: Final = "runs"
_ENTRY, _RUN = 1, 0
_COLUMNS: Final = ("when", "who", "did", "kind", "about", "key")


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which lines: of a person, a kind of rows (its content type, or `RUNS`), days, an article."""

    person: int | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None
    article: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class LogPlace:
    """Where a line is in the log."""

    moment: datetime
    source: int
    key: int

    def __str__(self) -> str:
        """Return it as an address holds it."""
        return f"{self.moment.isoformat()}~{self.source}~{self.key}"

    @classmethod
    def read(cls, text: str) -> LogPlace | None:
        """Return the place that an address holds, or None for any other text."""
        try:
            moment, source, key = text.split("~")
            found = cls(datetime.fromisoformat(moment), int(source), int(key))
        except ValueError:
            return None
        return found if found.moment.tzinfo else None


@dataclass(frozen=True, slots=True)
class LogRow:
    """A line of the log in words. `address` leads to what it is about, where that is still here."""

    place: LogPlace
    who: str
    did: str
    kind: str
    about: str
    key: str
    address: str = ""

    @property
    def moment(self) -> datetime:
        return self.place.moment

    @property
    def is_run(self) -> bool:
        return self.place.source == _RUN


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some lines, and the places of the pages beside them; None where there is none."""

    lines: Sequence[LogRow]
    newer: LogPlace | None = None
    older: LogPlace | None = None


def log_page(
    chosen: LogFilter, *, before: LogPlace | None = None, after: LogPlace | None = None
) -> LogPage:
    """Return the lines older than a place, or newer; else the newest."""
    if after:
        found = list(islice(_lines(chosen, after, is_newer=True, most=PAGE + 1), PAGE + 1))
        lines = found[:PAGE][::-1]
        has_newer, has_older = len(found) > PAGE, True
    else:
        found = list(islice(_lines(chosen, before, most=PAGE + 1), PAGE + 1))
        lines = found[:PAGE]
        has_newer, has_older = before is not None, len(found) > PAGE
    if not lines:
        return LogPage(lines)
    return LogPage(
        lines, lines[0].place if has_newer else None, lines[-1].place if has_older else None
    )


def csv_of_log(chosen: LogFilter) -> Iterator[str]:
    """Yield a CSV of all lines, with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(_File())
    yield "\ufeff" + writer.writerow(_COLUMNS)
    for line in _lines(chosen):
        yield writer.writerow(escaped(str(value)) for value in _values(line).values())


def json_of_log(chosen: LogFilter) -> Iterator[str]:
    """Yield all lines as JSON, each on a line of its own."""
    for line in _lines(chosen):
        yield json_line(_values(line))


class _File:
    """A file for the csv module, which hands on what is written to it."""

    def write(self, line: str) -> str:
        return line


def _values(line: LogRow) -> dict[str, str]:
    values = (line.moment.isoformat(), line.who, line.did, line.kind, line.about, line.key)
    return dict(zip(_COLUMNS, values, strict=True))


def _lines(
    chosen: LogFilter,
    place: LogPlace | None = None,
    *,
    is_newer: bool = False,
    most: int | None = None,
) -> Iterator[LogRow]:
    """Yield lines from a place on: the newest of them first, or the oldest if `is_newer`."""
    sources: list[Iterable[LogRow]] = []
    if chosen.kind != RUNS:
        rows = _beside(_entries(chosen), "action_time", _ENTRY, place, is_newer=is_newer)
        sources.append(map(_line_of_entry, rows[:most].iterator(2_000)))
    if chosen.kind in ("", RUNS):
        runs = _beside(_runs(chosen), "started_at", _RUN, place, is_newer=is_newer)
        sources.append(map(_line_of_run, runs[:most].iterator(2_000)))
    yield from merge(*sources, key=lambda line: line.place, reverse=not is_newer)


def _beside(
    rows: QuerySet[Any], column: str, source: int, place: LogPlace | None, *, is_newer: bool
) -> QuerySet[Any]:
    sign, which = ("", "gt") if is_newer else ("-", "lt")
    ordered = rows.order_by(f"{sign}{column}", f"{sign}pk")
    if place is None:
        return ordered
    same = Q(**{column: place.moment})
    if source == place.source:
        same &= Q(**{f"pk__{which}": place.key})
    elif (source > place.source) != is_newer:
        same = Q(pk__in=())
    # The first condition says it all in short, for an index to begin with.
    beside = Q(**{f"{column}__{which}e": place.moment})
    return ordered.filter(beside, Q(**{f"{column}__{which}": place.moment}) | same)


def _entries(chosen: LogFilter) -> QuerySet[LogEntry]:
    rows = LogEntry.objects.select_related("user")
    if chosen.person:
        rows = rows.filter(user=chosen.person)
    if chosen.kind:
        rows = rows.filter(content_type=int(chosen.kind))
    if chosen.article:
        types = ContentType.objects.get_for_models(
            Article, TrashedArticle, for_concrete_models=False
        )
        rows = rows.filter(object_id=str(chosen.article), content_type__in=types.values())
    return rows.filter(_between("action_time", chosen))


def _runs(chosen: LogFilter) -> QuerySet[ImportRun]:
    rows = ImportRun.objects.storing().select_related("started_by")
    if chosen.person:
        rows = rows.filter(started_by=chosen.person)
    if chosen.article:
        written = Version.objects.filter(article=chosen.article, run__isnull=False)
        rows = rows.filter(pk__in=written.order_by().values("run"))
    return rows.filter(_between("started_at", chosen))


def _between(column: str, chosen: LogFilter) -> Q:
    found = Q()
    if chosen.since:
        found &= Q(**{f"{column}__gte": _start_of(chosen.since)})
    if chosen.until:
        found &= Q(**{f"{column}__lt": _start_of(chosen.until + timedelta(days=1))})
    return found


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _line_of_entry(entry: LogEntry) -> LogRow:
    model = None
    if entry.content_type_id:
        # From memory, and for the address as well.
        entry.content_type = ContentType.objects.get_for_id(entry.content_type_id)
        model = entry.content_type.model_class()
    return LogRow(
        LogPlace(entry.action_time, _ENTRY, entry.pk),
        entry.user.get_full_name() or entry.user.get_username(),
        _done(entry),
        str(model._meta.verbose_name) if model else "",
        entry.object_repr,
        entry.object_id or "",
        "" if entry.action_flag == DELETION else entry.get_admin_url() or "",
    )


def _done(entry: LogEntry) -> str:
    """Return what was done as a sentence in the reader's language.

    A message in words, with nothing of the article in it, is known to the catalogue; others stay in
    the language of who did it.
    """
    flags = {ADDITION: _("Created."), CHANGE: _("Changed."), DELETION: _("Deleted.")}
    if entry.change_message in ("", '[{"added": {}}]', "[]"):
        return flags.get(entry.action_flag, "")
    if entry.change_message.startswith("["):
        return entry.get_change_message() or flags.get(entry.action_flag, "")
    return _(entry.change_message)


def _line_of_run(run: ImportRun) -> LogRow:
    user = run.started_by
    did = words.format_counts({outcome: run.counts[outcome] for outcome in WRITTEN})
    if run.state is not RunState.FINISHED:
        did = f"{words.format_state(run.state)}: {did}"
    return LogRow(
        LogPlace(run.started_at, _RUN, run.pk),
        (user.get_full_name() or user.get_username()) if user else _("A command"),
        f"{capfirst(did)}.",
        str(run._meta.verbose_name),
        run.name,
        str(run.pk),
    )
