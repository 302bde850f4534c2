"""An import run -> words, the same on the desk and on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.datetimes import format_datetime
from articles.models.article import Article, State
from articles.models.import_run import STORING, ImportRun, Outcome, RunKind, RunState
from articles.models.job import Job, JobState, Worker
from articles.models.run_chunk import OWN

_NAMES: Final = {
    "paths": gettext_lazy("read from"),
    "upload": gettext_lazy("uploaded file"),
    "format": gettext_lazy("format"),
    "publisher": gettext_lazy("publisher"),
    "publish": gettext_lazy("publish"),
    "fail_fast": gettext_lazy("stop at the first rejected"),
    "max_loss": gettext_lazy("greatest loss, in per cent"),
    "section_pages": gettext_lazy("section pages, too"),
    "distribute": gettext_lazy("shared by machines"),
    "keys": gettext_lazy("keys like"),
    "outdated": gettext_lazy("only by an older parser"),
    "limit": gettext_lazy("at most"),
    "of": gettext_lazy("articles of run"),
    "articles": gettext_lazy("chosen articles"),
    "line": gettext_lazy("line"),
    "decided": gettext_lazy("decided as"),
    "decided before": gettext_lazy("decided before as"),
    "undoing": gettext_lazy("undoes run"),
    "retry": gettext_lazy("what was rejected in run"),
}
_STATES: Final = {
    RunState.RUNNING: gettext_lazy("running"),
    RunState.FINISHED: gettext_lazy("finished"),
    RunState.STOPPED: gettext_lazy("stopped"),
    RunState.UNDONE: gettext_lazy("undone"),
}
# What became of documents, after their number.
_OUTCOMES: Final = {
    Outcome.CREATED: gettext_lazy("created"),
    Outcome.UPDATED: gettext_lazy("updated"),
    Outcome.MERGED: gettext_lazy("merged"),
    Outcome.CONFLICT: gettext_lazy("in conflict"),
    Outcome.UNCHANGED: gettext_lazy("unchanged"),
    Outcome.OUTDATED: gettext_lazy("outdated"),
    Outcome.DELETED: gettext_lazy("deleted here"),
    Outcome.DETACHED: gettext_lazy("detached"),
    Outcome.SKIPPED: gettext_lazy("left out"),
    Outcome.REJECTED: gettext_lazy("rejected"),
}
_MOST_NAMED: Final = 3
_LONGEST: Final = 160


def format_state(state: RunState) -> str:
    """Return a run's state: "running"."""
    return str(_STATES[state])


def format_duration(length: timedelta) -> str:
    """Return a span of time as finely as it matters: "0.4 s", "12 s", "3 min 20 s", "2 h 5 min"."""
    seconds = length.total_seconds()
    if seconds < 10:
        return _("%(seconds)s s") % {"seconds": f"{seconds:.1f}"}
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return _("%(seconds)s s") % {"seconds": rest}
    hours, minutes = divmod(minutes, 60)
    if hours:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
    return _("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": rest}


def format_rate(run: ImportRun) -> str:
    """Return "410 a second"; "" where nothing came in."""
    if not run.done:
        return ""
    return _("%(number)s a second") % {"number": f"{run.rate:,.{0 if run.rate >= 10 else 1}f}"}


def format_documents(number: int) -> str:
    """Return "1 document", "1,200 documents"."""
    words = ngettext("%(number)s document", "%(number)s documents", number)
    return words % {"number": f"{number:,}"}


def format_counts(by_outcome: Mapping[Outcome, int]) -> str:
    """Return "12 created, 3 rejected"; "nothing" where there are none."""
    found = [(outcome, by_outcome.get(outcome, 0)) for outcome in Outcome]
    counts = [f"{number:,} {format_outcome(outcome)}" for outcome, number in found if number]
    return ", ".join(counts) or _("nothing")


def format_kind(run: ImportRun) -> str:
    """Return "import", "re-parse", "preview"."""
    return run.get_kind_display().lower()


def format_outcome(outcome: Outcome) -> str:
    """Return what became of a document, as it reads after a number: "in conflict"."""
    return str(_OUTCOMES[outcome])


def describe_progress(run: ImportRun) -> str:
    """Return how far it has got: "42 %", "1,200 so far"; "" once it has ended."""
    if run.state is not RunState.RUNNING:
        return ""
    if not run.total:
        return _("%(number)s so far") % {"number": f"{run.done:,}"}
    # All but done is not done.
    return _("%(number)s %%") % {"number": min(100 * run.done // run.total, 99)}


_JOB_STATES: Final = {
    JobState.RUNNING: gettext_lazy("running"),
    JobState.WAITING: gettext_lazy("waiting"),
    JobState.FAILED: gettext_lazy("failed"),
    JobState.CANCELLED: gettext_lazy("cancelled"),
    JobState.FINISHED: gettext_lazy("finished"),
}


def format_job_state(state: JobState) -> str:
    return str(_JOB_STATES[state])


def describe_failure(job: Job) -> str:
    """Return what a job failed of, when it is tried again, who cancelled it; or ""."""
    if job.state is JobState.CANCELLED:
        return _("by %(user)s") % {"user": job.error} if job.error else ""
    if job.error and job.is_put_off:
        again = {"error": job.error, "time": format_datetime(job.run_after)}
        return _("%(error)s; tried again at %(time)s") % again
    return job.error


def describe_no_worker() -> list[str]:
    """Return, in a sentence or two, what to do where no worker answers; nothing where one does."""
    if Worker.objects.alive().exists():
        return []
    words = _("No worker answers. The server starts one with itself; or run: %(command)s")
    return [words % {"command": f"{settings.COMMAND} work"}]


def describe_run(run: ImportRun) -> str:
    """Return what there is to know of a run, in a sentence or two."""
    return " ".join(_sentences(run))


def _sentences(run: ImportRun) -> Iterator[str]:
    names = {"user": run.started_by, "ending": _ending(run), "documents": _so_far(run)}
    if run.started_by:
        yield _("Started by %(user)s, %(ending)s: %(documents)s.") % names
    else:
        yield capfirst(_("%(ending)s: %(documents)s.") % names)
    if run.is_waiting:
        yield _("No worker has begun with it yet.")
        yield from describe_no_worker()
    if run.published:
        yield _("%(number)s published.") % {"number": f"{run.published:,}"}
    if told := describe_pictures(run.pictures, is_dry=run.kind not in STORING):
        yield told
    if (left := run.left) is not None:
        yield _("About %(time)s left.") % {"time": format_duration(left)}
    if run.state is RunState.STOPPED and run.kind == RunKind.PICTURES:
        yield _("What it stored is complete; the next one fetches the rest.")
    elif run.state is RunState.STOPPED and run.kind in STORING:
        yield _("What it stored is complete; run the same %(kind)s again to do the rest.") % {
            "kind": format_kind(run)
        }
    if run.undone_at:
        yield _undone(run)


def describe_carried(article: Article) -> str:
    """Return what tells an article, with its state, from another that carries the same story:
    "A ferry leaves (The Harbour, 31 May 2024, draft)".
    """
    published = format_datetime(article.published_at) if article.published_at else ""
    about = (article.publisher, published, State(article.state).label.lower())
    names = {"headline": article.headline, "about": ", ".join(filter(None, about))}
    return _("%(headline)s (%(about)s)") % names


def describe_duplicates(run: ImportRun) -> str:
    """Return how many pairs of articles carry the same story since a run; "" for none."""
    number = run.duplicates.open().count()
    if not number:
        return ""
    words = ngettext(
        "%(number)d pair of articles carries the same story.",
        "%(number)d pairs of articles carry the same story.",
        number,
    )
    return words % {"number": number}


def describe_parts(run: ImportRun) -> str:
    """Return how far the machines are that share a run; "" for one that is not shared."""
    if not run.arguments.get("distribute"):
        return ""
    chunks = list(run.chunks.exclude(number=OWN).defer("files"))
    given_up = [chunk for chunk in chunks if chunk.problem]
    numbers = {
        "parts": len(chunks),
        "done": sum(chunk.finished_at is not None for chunk in chunks) - len(given_up),
        "begun": sum(chunk.finished_at is None and chunk.worker != "" for chunk in chunks),
    }
    told = [_("Shared by machines: %(done)d of %(parts)d parts done, %(begun)d at work.") % numbers]
    told += [
        _("Part %(number)d was given up: %(problem)s")
        % {"number": chunk.number, "problem": chunk.problem}
        for chunk in given_up[:_MOST_NAMED]
    ]
    return " ".join(told)


def describe_pictures(number: int, *, is_dry: bool) -> str:
    """Return how many pictures came in from beside the documents, or would; "" for none."""
    if not number:
        return ""
    words = (
        ngettext("%(number)s picture would come in.", "%(number)s pictures would come in.", number)
        if is_dry
        else ngettext("%(number)s picture came in.", "%(number)s pictures came in.", number)
    )
    return words % {"number": f"{number:,}"}


def describe_copies(number: int) -> str:
    """Return how many of the articles of a preview are copies of others; "" for none."""
    if not number:
        return ""
    words = ngettext(
        "%(number)d new article carries the story of another; an editor would be asked.",
        "%(number)d new articles carry the story of another; an editor would be asked.",
        number,
    )
    return words % {"number": number}


def _undone(run: ImportRun) -> str:
    names = {"date": format_datetime(run.undone_at) if run.undone_at else "", "user": run.undone_by}
    if run.undone_by:
        return _("Undone on %(date)s by %(user)s.") % names
    return _("Undone on %(date)s.") % names


def _ending(run: ImportRun) -> str:
    time = format_duration(run.duration)
    if run.state is RunState.RUNNING:
        return _("running for %(time)s") % {"time": time}
    if run.finished_at:
        names = {"date": format_datetime(run.finished_at), "time": time}
        return _("finished on %(date)s after %(time)s") % names
    if run.stopped_at:
        names = {"date": format_datetime(run.stopped_at), "time": time}
        return _("stopped on %(date)s after %(time)s") % names
    silent_since = {"date": format_datetime(run.seen_at)}
    return _("no sign of it since %(date)s, so it was probably killed") % silent_since


def _so_far(run: ImportRun) -> str:
    done = format_documents(run.done)
    if run.total is not None and run.total != run.done:
        names = {"done": f"{run.done:,}", "documents": format_documents(run.total)}
        done = _("%(done)s of %(documents)s") % names
    return f"{done}, {format_rate(run)}" if run.done else done


def paths_of(run: ImportRun) -> list[str]:
    """Return what it was asked to read: paths, or the name of an uploaded file."""
    upload = run.arguments.get("upload")
    return [str(path) for path in run.arguments.get("paths") or ([upload] if upload else [])]


def describe_subject(run: ImportRun) -> str:
    """Return, in short, what an import read, or what a re-parse read again and for what."""
    if run.kind in (RunKind.IMPORT, RunKind.IMPORT_PREVIEW):
        return format_paths(run)
    named = [
        f"{name}: {', '.join(values[:_MOST_NAMED])}" for name, values in describe_arguments(run)
    ]
    # A line of a document may be as long as it likes.
    return Truncator("; ".join(named)).chars(_LONGEST) or _("all documents")


def format_paths(run: ImportRun) -> str:
    """Return the first of what it was asked to read: "a, b, c and 2 more"."""
    named = paths_of(run)
    first, more = ", ".join(named[:_MOST_NAMED]), len(named) - _MOST_NAMED
    if more <= 0:
        return first
    return _("%(paths)s and %(number)s more") % {"paths": first, "number": f"{more:,}"}


def describe_arguments(run: ImportRun) -> list[tuple[str, list[str]]]:
    """Return each argument's name and its values, to be read by people."""
    given: Mapping[str, Any] = run.arguments
    return [
        (str(_NAMES.get(name, name.replace("_", " "))), _values(name, value))
        for name, value in given.items()
    ]


def _values(name: str, value: Any) -> list[str]:
    match value:
        case list() if name == "articles":
            return [f"{len(value):,}"]
        case bool():
            return [_("yes") if value else _("no")]
        case list():
            return [str(each) for each in value]
        case _:
            return [str(value)]
