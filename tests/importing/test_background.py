"""A run that another process does, with the real processes and database of a site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.served import ROOT, manage, site_environment

pytestmark = pytest.mark.django_db(transaction=True)

BEGIN = """
import django
django.setup()
from articles.importing import background
from articles.importing.record import begin_run
from articles.importing.plan import Options
from articles.importing.selection import Selection
from articles.models import ImportRun
from articles.models.import_run import RunKind

said = Selection({selection}).to_json()
run = begin_run(RunKind.PREVIEW, Options(arguments=said, total=2))
background.start(run).join()
run.refresh_from_db()
print(run.state, run.unchanged)
"""


def begin(environment: dict[str, str], selection: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN.format(selection=selection)],
        env={**environment, "DJANGO_SETTINGS_MODULE": "newsroom.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip() + done.stderr


def test_another_process_does_the_run_and_its_end_is_known(tmp_path: Path, seeds: Path) -> None:
    with site_environment(tmp_path) as environment:
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "import_articles", *map(str, sorted(seeds.glob("0[12]*.txt"))))
        assert begin(environment) == "finished 2"
        told = begin(environment, "limit='no number'")
        assert told.startswith("stopped 0")
        assert "ended with exit code" in told
