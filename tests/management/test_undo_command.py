"""`import_runs undo N`: thin, over `articles.undo.undo`."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from articles import store
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, ImportRun
from articles.models.version import Reason
from tests.documents.make import SENTENCE, make_document, make_source
from tests.make import make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> ImportRun:
    """An import of two articles, one of which ilse has worked on since."""
    importing = import_documents(
        [make_source(SENTENCE, external_id=key) for key in ("a.txt", "b.txt")], Options()
    )
    list(importing)
    editor = make_editor()
    editor.username = "ilse"
    editor.save()
    article = Article.objects.get(external_id="b.txt")
    store.save(article.pk, make_document(), base=1, reason=Reason.EDIT, author=editor)
    assert importing.run
    return importing.run


def import_runs(*arguments: object, code: int = 0) -> tuple[str, str]:
    """Run the command; gives what it wrote to stdout and to stderr."""
    out, err = io.StringIO(), io.StringIO()
    exit_code: object = 0
    try:
        call_command("import_runs", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stop:
        exit_code = stop.code
    assert exit_code == code
    return out.getvalue(), err.getvalue()


def test_it_undoes_and_names_what_it_left(run: ImportRun) -> None:
    out, err = import_runs("undo", run.pk, code=1)
    assert out == f"Import {run.pk}: 1 deleted, 1 left.\n"
    assert err.startswith("left: b.txt  A ferry leaves on time: version 2 was saved by ilse on ")
    assert Article.objects.get().external_id == "b.txt"


def test_it_says_that_it_was_undone_and_undoes_what_was_left_if_forced(run: ImportRun) -> None:
    import_runs("undo", run.pk, code=1)
    out, err = import_runs("undo", run.pk, "--force")
    assert out.startswith(f"Import {run.pk} was undone on ")
    assert out.endswith(f"Import {run.pk}: 1 deleted.\n")
    assert err == ""
    assert not Article.objects.exists()
    assert "nothing to undo" in import_runs("undo", run.pk)[0]


def test_a_dry_run_names_each_and_changes_nothing(run: ImportRun) -> None:
    out, err = import_runs("undo", run.pk, "--dry-run", code=1)
    assert "undone     a.txt" in out
    assert "nothing was changed" in out
    assert err.startswith("left: b.txt")
    assert Article.objects.count() == 2
    run.refresh_from_db()
    assert run.undone_at is None


def test_there_must_be_such_an_import() -> None:
    for number in (7, 10**30):
        with pytest.raises(CommandError, match="There is no import"):
            import_runs("undo", number)


def test_one_that_is_running_is_refused(run: ImportRun) -> None:
    ImportRun.objects.update(finished_at=None)
    with pytest.raises(CommandError, match="still running"):
        import_runs("undo", run.pk)
    assert Article.objects.count() == 2


def test_a_name_from_outside_cannot_write_to_the_terminal(run: ImportRun) -> None:
    run.items.update(file="\x1b[2J\nall is well")
    _, err = import_runs("undo", run.pk, code=1)
    assert len(err.splitlines()) == 1
    assert "\x1b" not in err
