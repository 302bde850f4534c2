"""Two that prepare one site at once: the second waits for the first."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from threading import Event, Thread

import pytest
from django.core.management.base import OutputWrapper
from django.db import connection
from pytest_django.fixtures import Settings

from articles.management.alone import alone
from tests.warmed import PATIENCE


class Told(OutputWrapper):
    """What a command says; whoever waits for its first word is woken by it."""

    def __init__(self) -> None:
        super().__init__(StringIO())
        self.has_spoken = Event()

    def flush(self) -> None:
        self.has_spoken.set()


@pytest.mark.django_db(transaction=True)
def test_the_second_waits_and_says_so(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path
    order, told, is_inside = [], Told(), Event()

    def first() -> None:
        with alone(Told()):
            is_inside.set()
            told.has_spoken.wait(10)
            order.append("first")
        connection.close()

    thread = Thread(target=first)
    thread.start()
    is_inside.wait(10)
    with alone(told):
        order.append("second")
    thread.join(PATIENCE)
    assert order == ["first", "second"]
    assert "waiting for it to end" in told.getvalue()
