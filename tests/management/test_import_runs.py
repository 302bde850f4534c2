from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Edition, ImportRun
from articles.models.import_run import Outcome
from tests.documents.make import SENTENCE
from tests.documents.reading.packing import zipped
from tests.make import make_editor, make_item, make_run, make_running

pytestmark = pytest.mark.django_db


def import_runs(*arguments: object) -> list[str]:
    """Run the command; gives the lines that it wrote."""
    out = io.StringIO()
    call_command("import_runs", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def objects(*arguments: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in import_runs(*arguments, "--json")]


def test_the_runs_are_a_table_with_the_newest_first() -> None:
    editor = make_editor()
    old = make_run(started_at=timezone.now() - timedelta(days=1), created=1, rejected=2)
    new = make_running(started_by=editor, total=8, created=2, arguments={"paths": ["wire"]})
    titles, first, second = import_runs()
    assert titles.split()[:3] == ["No.", "Kind", "Started"]
    assert first.split()[0] == str(new.pk)
    assert second.split()[0] == str(old.pk)
    assert "running 25 %" in first
    assert "2 created" in first
    assert first.endswith("wire")
    assert str(editor) in first
    assert "1 created, 2 rejected" in second
    assert titles.index("Documents") == first.index("2 created") == second.index("1 created")


def test_it_lists_no_more_than_asked_for() -> None:
    for _ in range(3):
        make_run()
    assert len(import_runs("--limit", 2)) == 3
    assert len(import_runs("--limit", 2, "--json")) == 2


@pytest.mark.parametrize("limit", ["0", "-1", "x"])
def test_a_limit_that_is_none_is_refused(limit: str) -> None:
    with pytest.raises(CommandError, match="--limit"):
        import_runs("--limit", limit)


def test_without_runs_it_says_so() -> None:
    err = io.StringIO()
    call_command("import_runs", stderr=err)
    assert "no import runs" in err.getvalue()


def test_a_run_is_shown_with_what_was_removed_and_its_documents() -> None:
    run = make_run(removed={"tag": {"script": 12}}, arguments={"publish": True})
    make_item(run, external_id="ferry", file="a.txt")
    make_item(run, Outcome.REJECTED, external_id="", file="b.txt", position="line 3")
    lines = import_runs("show", run.pk)
    assert lines[0].startswith(f"Import {run.pk} of ")
    assert lines[0].endswith("1 created, 1 rejected")
    assert "Publish: yes" in lines
    assert "Parser version: 1" in lines
    assert "Cleaning removed 12 tags." in lines
    assert lines[-2:] == [
        "a.txt: created  ferry",
        "b.txt, line 3: rejected  is empty. Remove it.",
    ]


def test_one_outcome_is_shown_alone() -> None:
    run = make_run()
    make_item(run)
    rejected = make_item(run, Outcome.REJECTED)
    shown, [facts, item] = (
        import_runs("show", run.pk, "--outcome", "rejected"),
        objects("show", run.pk, "--outcome", "rejected"),
    )
    assert "created  " not in "\n".join(shown[1:])
    assert (facts["run"], facts["created"], item["key"]) == (run.pk, 1, rejected.external_id)


def test_a_program_reads_the_list() -> None:
    editor = make_editor()
    run = make_run(created=3, total=3, started_by=editor, removed={"tag": {"b": 1}})
    [found] = objects()
    assert (found["run"], found["state"], found["done"]) == (run.pk, "finished", 3)
    assert found["seconds"] == pytest.approx(60, abs=1)
    assert found["started_by"] == str(editor)
    assert found["removed"] == {"tag": {"b": 1}}


@pytest.mark.parametrize("order", [("--json", "show"), ("show", "--json")])
def test_json_may_stand_before_the_action_or_after_it(order: tuple[str, str]) -> None:
    run = make_run()
    [line] = import_runs(*(word if word == "--json" else f"{word}" for word in order), run.pk)
    assert json.loads(line)["run"] == run.pk


def test_a_number_that_is_no_run_is_a_clear_error() -> None:
    with pytest.raises(CommandError, match="There is no import run 7"):
        import_runs("show", 7)


@pytest.mark.parametrize("number", ["0", "-1", "x", "٣"])
def test_every_action_refuses_what_is_no_number_of_a_run_alike(number: str) -> None:
    answers = set()
    for action in ("show", "undo"):
        with pytest.raises(CommandError) as refused:
            import_runs(action, "--", number)
        answers.add(str(refused.value))
    assert answers == {f"Error: argument N: {number!r} is not a number from 1 up"}


def test_a_name_from_outside_cannot_write_to_the_terminal() -> None:
    run = make_run(arguments={"paths": ["a\x1b[2J\nb"]})
    make_item(run, Outcome.REJECTED, external_id="\x1b[2J", file="c\nd", reason="is\x1b odd")
    written = [*import_runs(), *import_runs("show", run.pk)]
    assert "\x1b" not in "".join(written)
    assert r"c\nd: rejected  \x1b[2J  is\x1b odd. Remove it." in written


def import_and_reject(folder: Path) -> ImportRun:
    """Import a folder of which one document of two is rejected."""
    (folder / "a.txt").write_text(repr([SENTENCE]), encoding="utf-8")
    (folder / "b.txt").write_text("['one', 2]", encoding="utf-8")
    with pytest.raises(SystemExit):
        call_command("import_articles", str(folder), "--publish", stderr=io.StringIO())
    return ImportRun.objects.get()


def test_a_retry_imports_again_what_was_rejected(tmp_path: Path) -> None:
    run = import_and_reject(tmp_path)
    (tmp_path / "b.txt").write_text(repr([SENTENCE]), encoding="utf-8")
    lines = import_runs("retry", run.pk)
    assert lines[0].startswith("1 created (1 document in ")
    again = ImportRun.objects.latest("pk")
    assert again.arguments == {"paths": [str(tmp_path / "b.txt")], "publish": True, "retry": run.pk}
    assert again.items.get().external_id == "b.txt"
    assert Edition.objects.live().count() == 2


def test_a_retry_that_is_rejected_again_exits_with_1(tmp_path: Path) -> None:
    run = import_and_reject(tmp_path)
    with pytest.raises(SystemExit):
        call_command("import_runs", "retry", str(run.pk), stderr=io.StringIO())


def test_a_retry_opens_the_archive_that_held_a_rejected_document(tmp_path: Path) -> None:
    path = tmp_path / "wire.zip"
    path.write_bytes(zipped({"in/b.txt": b"['one', 2]"}))
    with pytest.raises(SystemExit):
        call_command("import_articles", str(path), stderr=io.StringIO())
    path.write_bytes(zipped({"in/b.txt": repr([SENTENCE]).encode()}))
    assert import_runs("retry", ImportRun.objects.get().pk)[0].startswith("1 created")


def test_a_dry_retry_stores_nothing(tmp_path: Path) -> None:
    run = import_and_reject(tmp_path)
    (tmp_path / "b.txt").write_text(repr([SENTENCE]), encoding="utf-8")
    assert "A dry run: nothing was stored." in import_runs("retry", run.pk, "--dry-run")
    assert ImportRun.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "arguments", "reason"),
    [
        (None, {}, "rejected nothing"),
        ("standard input", {}, "read standard input"),
        ("a.txt", {"upload": "a.txt"}, "read no files from here"),
    ],
)
def test_what_cannot_be_tried_again_is_told(
    file: str | None, arguments: dict[str, Any], reason: str
) -> None:
    run = make_run(arguments=arguments)
    if file:
        make_item(run, Outcome.REJECTED, file=file)
    with pytest.raises(CommandError, match=reason):
        import_runs("retry", run.pk)


def test_a_run_shows_what_it_left_out() -> None:
    run = make_run(left_out={"is a draft": 2, "is in no format that is read here": 1_200})
    lines = import_runs("show", run.pk)
    assert "Left out, 1,200: is in no format that is read here" in lines
    assert "Left out, 2: is a draft" in lines
