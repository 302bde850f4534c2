"""A run that another process does, with the real processes and database of a site."""

from __future__ import annotations

from pathlib import Path

from tests.served import manage, start

BEGIN = """
from articles.importing import background
from articles.importing.record import begin_run
from articles.importing.plan import Options
from articles.importing.sources.selection import Selection
from articles.models import ImportRun
from articles.models.import_run import RunKind

said = Selection({selection}).to_json()
run = begin_run(RunKind.PREVIEW, Options(arguments=said, total=2))
background.start(run).join()
run.refresh_from_db()
print(run.state, run.unchanged)
"""


def begin(environment: dict[str, str], selection: str = "") -> str:
    process = start(environment, "shell", "--no-imports", "-c", BEGIN.format(selection=selection))
    out, err = process.communicate()
    assert process.returncode == 0, err
    return out.strip() + err


def test_another_process_does_the_run_and_its_end_is_known(
    environment: dict[str, str], seeds: Path
) -> None:
    manage(environment, "import_articles", *map(str, sorted(seeds.glob("0[12]*.txt"))))
    assert begin(environment) == "finished 2"
    told = begin(environment, "limit='no number'")
    assert told.startswith("stopped 0")
    assert "ended with exit code" in told
