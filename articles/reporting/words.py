"""An import run -> words, the same on the desk and on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from django.utils.text import Truncator, capfirst

from articles.formats import format_datetime
from articles.models.import_run import ImportRun, Outcome, RunKind, RunState

_NAMES: Final = {
    "paths": "read from",
    "upload": "uploaded file",
    "fail_fast": "stop at the first rejected",
    "keys": "keys like",
    "outdated": "only by an older parser",
    "articles": "chosen articles",
}
_MOST_NAMED: Final = 3
_LONGEST: Final = 160


def format_duration(length: timedelta) -> str:
    """ "0.4 s", "12 s", "3 min 20 s", "2 h 5 min"."""
    seconds = length.total_seconds()
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return f"{rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def format_rate(run: ImportRun) -> str:
    """ "410 a second"; "" where nothing came in."""
    return f"{run.rate:,.{0 if run.rate >= 10 else 1}f} a second" if run.done else ""


def format_documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number:,} documents"


def format_counts(by_outcome: Mapping[Outcome, int]) -> str:
    """ "12 created, 3 rejected"; "nothing"."""
    found = [(outcome, by_outcome.get(outcome, 0)) for outcome in Outcome]
    return ", ".join(f"{n:,} {format_outcome(outcome)}" for outcome, n in found if n) or "nothing"


def format_kind(run: ImportRun) -> str:
    """ "import", "re-parse", "preview"."""
    return run.get_kind_display().lower()


def format_outcome(outcome: Outcome) -> str:
    return "in conflict" if outcome is Outcome.CONFLICT else outcome.value


def describe_progress(run: ImportRun) -> str:
    """How far it has got: "42 %", "1,200 of ?"; "" once it has ended."""
    if run.state is not RunState.RUNNING:
        return ""
    if not run.total:
        return f"{run.done:,} so far"
    # All but done is not done.
    return f"{min(100 * run.done // run.total, 99)} %"


def describe_run(run: ImportRun) -> str:
    """What there is to know of a run, in a sentence or two."""
    return " ".join(_sentences(run))


def _sentences(run: ImportRun) -> Iterator[str]:
    begun = f"Begun by {run.started_by}, " if run.started_by else ""
    yield capfirst(f"{begun}{_ending(run)}: {_so_far(run)}.")
    if (left := run.left) is not None:
        yield f"About {format_duration(left)} left."
    if run.state is RunState.STOPPED and run.kind != RunKind.PREVIEW:
        yield f"What it stored is whole; the same {format_kind(run)} again does the rest."
    if run.undone_at:
        by = f" by {run.undone_by}" if run.undone_by else ""
        yield f"Undone on {format_datetime(run.undone_at)}{by}."


def _ending(run: ImportRun) -> str:
    if run.state is RunState.RUNNING:
        return f"running for {format_duration(run.duration)}"
    if run.finished_at:
        return (
            f"finished on {format_datetime(run.finished_at)} after {format_duration(run.duration)}"
        )
    if run.stopped_at:
        return f"stopped on {format_datetime(run.stopped_at)} after {format_duration(run.duration)}"
    return f"not heard of since {format_datetime(run.seen_at)} and probably killed"


def _so_far(run: ImportRun) -> str:
    is_partial = run.total is not None and run.total != run.done
    done = (
        f"{run.done:,} of {format_documents(run.total or 0)}"
        if is_partial
        else format_documents(run.done)
    )
    return f"{done}, {format_rate(run)}" if run.done else done


def paths_of(run: ImportRun) -> list[str]:
    """What it was told to read: paths, or the name of an uploaded file."""
    upload = run.arguments.get("upload")
    return [str(path) for path in run.arguments.get("paths") or ([upload] if upload else [])]


def about_in_short(run: ImportRun) -> str:
    """What an import read, or what a re-parse was asked to parse again or was for."""
    if run.kind == RunKind.IMPORT:
        return paths_in_short(run)
    told = [
        f"{name}: {', '.join(values[:_MOST_NAMED])}" for name, values in describe_arguments(run)
    ]
    # A line of a document may be as long as it likes.
    return Truncator("; ".join(told)).chars(_LONGEST) or "all documents"


def paths_in_short(run: ImportRun) -> str:
    named = paths_of(run)
    more = f" and {len(named) - _MOST_NAMED:,} more" if len(named) > _MOST_NAMED else ""
    return ", ".join(named[:_MOST_NAMED]) + more


def describe_arguments(run: ImportRun) -> list[tuple[str, list[str]]]:
    """Each argument's name and its values, to be read by people."""
    given: Mapping[str, Any] = run.arguments
    return [
        (_NAMES.get(name, name.replace("_", " ")), _values(name, value))
        for name, value in given.items()
    ]


def _values(name: str, value: Any) -> list[str]:
    match value:
        case list() if name == "articles":
            return [f"{len(value):,}"]
        case bool():
            return ["yes" if value else "no"]
        case list():
            return [str(each) for each in value]
        case _:
            return [str(value)]
