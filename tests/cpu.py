"""How much CPU a hostile input may cost: a promise of the product, not a benchmark."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from cProfile import Profile
from dataclasses import dataclass
from time import process_time


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fail if what is done inside takes as much CPU time or more.

    Without Python's garbage collector, which looks through all that the suite has made so far: of
    400 MB that takes 0.4 s each time, whatever is measured.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        started = process_time()
        yield
        spent = process_time() - started
    finally:
        if was_enabled:
            gc.enable()
    assert spent < seconds


@dataclass
class Calls:
    """How many functions were called."""

    number: int = 0


@contextmanager
def counted_calls() -> Iterator[Calls]:
    """Count the calls that what is done inside takes: as many on a busy machine as on an idle one.

    For pages, whose time hangs on all that runs beside them.
    """
    calls, profile = Calls(), Profile()
    with profile:
        yield calls
    calls.number = sum(entry.callcount for entry in profile.getstats())
