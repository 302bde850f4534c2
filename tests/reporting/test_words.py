"""What is said of a run."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.models import ImportRun
from articles.reporting import words
from tests.make import make_editor

HOUR = timedelta(hours=1)


def run_of(**fields: Any) -> ImportRun:
    """A run of a minute, not stored."""
    now = timezone.now()
    begun = now - timedelta(minutes=1)
    return ImportRun(**{"started_at": begun, "seen_at": now, "parser_version": 1, **fields})


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "0.0 s"),
        (0.42, "0.4 s"),
        (12.3, "12 s"),
        (59.7, "1 min 0 s"),
        (200, "3 min 20 s"),
        (7500, "2 h 5 min"),
    ],
)
def test_a_span_of_time_is_told_as_finely_as_it_matters(seconds: float, told: str) -> None:
    assert words.format_duration(timedelta(seconds=seconds)) == told


def test_a_running_run_tells_how_far_it_is_and_what_is_left() -> None:
    run = run_of(total=1200, created=600)
    assert words.describe_progress(run) == "50 %"
    told = words.describe_run(run)
    assert told.startswith("Running for 1 min 0 s: 600 of 1,200 documents, 10 a second. About ")
    assert words.describe_progress(run_of(created=1200)) == "1,200 so far"


def test_a_running_run_is_never_all_done() -> None:
    assert words.describe_progress(run_of(total=2, created=2)) == "99 %"


def test_a_run_of_no_documents_tells_no_rate() -> None:
    assert words.describe_run(run_of(total=0)) == "Running for 1 min 0 s: 0 documents."


@pytest.mark.django_db
def test_a_finished_run_tells_who_began_it_and_who_undid_it() -> None:
    editor = make_editor()
    now = timezone.now()
    run = run_of(finished_at=now, undone_at=now, undone_by=editor, started_by=editor, created=1)
    finished, undone = words.describe_run(run).split(". Undone ")
    assert finished.startswith(f"Started by {editor}, finished on ")
    assert finished.endswith("after 1 min 0 s: 1 document, 0.0 a second")
    assert undone.endswith(f"by {editor}.")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"stopped_at": timezone.now()}, "Stopped on "),
        ({"seen_at": timezone.now() - HOUR}, "No sign of it since "),
    ],
)
def test_a_stopped_run_tells_what_to_do(fields: dict[str, Any], told: str) -> None:
    run = run_of(total=5, created=2, **fields)
    assert words.describe_run(run).startswith(told)
    assert "2 of 5 documents" in words.describe_run(run)
    assert words.describe_run(run).endswith("run the same import again to do the rest.")
    assert words.describe_progress(run) == ""


def test_a_run_that_has_ended_takes_no_more_time() -> None:
    begun = timezone.now() - HOUR
    for end in ("finished_at", "stopped_at", "seen_at"):
        run = run_of(**{"started_at": begun, "seen_at": begun, end: begun + timedelta(minutes=9)})
        assert words.format_duration(run.duration) == "9 min 0 s"


def test_arguments_are_told_in_words() -> None:
    run = run_of(arguments={"paths": ["a", "b"], "publish": True, "fail_fast": True, "format": "x"})
    assert words.describe_arguments(run) == [
        ("read from", ["a", "b"]),
        ("publish", ["yes"]),
        ("stop at the first rejected", ["yes"]),
        ("format", ["x"]),
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"paths": ["a"]}, "a"),
        ({"paths": ["a", "b", "c", "d", "e"]}, "a, b, c and 2 more"),
        ({"upload": "friday.txt"}, "friday.txt"),
        ({"upload": None}, ""),
        ({}, ""),
    ],
)
def test_what_was_read_is_told_in_short(arguments: dict[str, Any], told: str) -> None:
    assert words.format_paths(run_of(arguments=arguments)) == told
