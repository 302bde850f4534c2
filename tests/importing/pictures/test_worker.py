"""Pictures are fetched by a worker in a process of its own, and by another where one is killed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Final

import pytest

from tests.documents.make import SENTENCE
from tests.pictures.fetching.host import Host, Said, a_host
from tests.pictures.make import make_file
from tests.served import manage, rows, start, wait_until
from tests.warmed import PATIENCE

# As the desk does it, but for the request.
BEGIN: Final = """
from articles.importing.pictures.bring_in import begin_pictures
from articles.importing.plan import Options
from articles.importing.work import hand_over_pictures
from articles.models import Policy
Policy.objects.create(pictures="fetch")
hand_over_pictures(begin_pictures(Options()))
"""
RUN: Final = (
    "SELECT updated, rejected, total, is_waiting, finished_at IS NOT NULL "
    "FROM articles_importrun WHERE kind = 'pictures'"
)
# What is published meanwhile has jobs of its own.
JOBS: Final = (
    "SELECT status, COUNT(*) FROM django_tasks_database_dbtaskresult "
    "WHERE task_path LIKE '%picture%' GROUP BY status"
)
KEPT: Final = "SELECT COUNT(*) FROM articles_pictureaddress WHERE state = 'fetched'"
SHOWN: Final = "SELECT COUNT(DISTINCT sha256) FROM articles_editionpicture"
NAMES: Final = tuple("abc")


@pytest.fixture
def host() -> Iterator[Host]:
    with a_host() as found:
        for name in NAMES:
            found.says[f"/{name}.jpg"] = Said(make_file(comment=name.encode()))
        yield found


@pytest.fixture
def site(environment: dict[str, str], host: Host, tmp_path: Path) -> dict[str, str]:
    """A site that has imported an article for each picture, and one whose picture is gone."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in (*NAMES, "gone"):
        picture = f'<img src="{host.url(f"/{name}.jpg")}"><figcaption>The pier</figcaption>'
        text = f"<p>{SENTENCE}</p><figure>{picture}</figure>"
        document = {"id": name, "headline": f"About {name}", "body_html": text}
        (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    site = {
        **environment,
        "NEWSROOM_CONTACT": "desk@press.example",
        "NEWSROOM_FETCH_FROM": f"127.0.0.1:{host.endpoint.port}",
        "NEWSROOM_FETCH_PAUSE": "1",
        "NEWSROOM_WORKER_SILENCE": "1",
    }
    manage(site, "import_articles", str(folder), "--publish")
    manage(site, "shell", "--no-imports", "-c", BEGIN)
    return site


@pytest.mark.long
def test_a_worker_fetches_and_readers_see_it(site: dict[str, str], host: Host) -> None:
    assert rows(site, RUN) == [(0, 0, None, True, False)]
    assert host.asked == []
    manage(site, "work", "--once")
    assert rows(site, RUN) == [(len(NAMES), 1, len(NAMES) + 1, False, True)]
    assert rows(site, SHOWN) == [(len(NAMES),)]
    assert sorted(host.asked_for_pictures) == [f"/{name}.jpg" for name in (*NAMES, "gone")]


@pytest.mark.long
def test_where_one_is_killed_another_goes_on(site: dict[str, str], host: Host) -> None:
    goes_on = Event()
    host.says["/b.jpg"].until = lambda: goes_on.wait(PATIENCE)
    killed = start(site, "work", "--name", "killed")
    wait_until(lambda: "/b.jpg" in host.asked, "it waits for a picture")
    wait_until(lambda: rows(site, KEPT) == [(1,)], "the one before is stored")
    killed.kill()
    killed.communicate()
    goes_on.set()
    other = start(site, "work", "--name", "other")
    wait_until(lambda: rows(site, JOBS) == [("SUCCESSFUL", 1)], "another has done it")
    other.terminate()
    other.communicate(PATIENCE)
    assert rows(site, RUN) == [(len(NAMES), 1, len(NAMES) + 1, False, True)]
    # What had come was kept; the one on its way was asked for again.
    asked = [f"/{name}.jpg" for name in (*NAMES, "b", "gone")]
    assert sorted(host.asked_for_pictures) == sorted(asked)


@pytest.mark.long
def test_a_worker_that_is_stopped_ends_at_once(site: dict[str, str], host: Host) -> None:
    slow = {**site, "NEWSROOM_FETCH_PAUSE": "300"}
    worker = start(slow, "work", "--name", "stopped")
    wait_until(lambda: "/robots.txt" in host.asked, "it waits for its turn")
    worker.terminate()
    worker.communicate(PATIENCE)
    assert worker.returncode == 0
    assert host.asked_for_pictures == []
