"""How long something took, by the clock and in CPU time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any


@dataclass(frozen=True, slots=True)
class Timing:
    seconds: float
    cpu: float


def timed(act: Callable[[], Any]) -> Timing:
    """Time one call in this process and in those that it starts and ends."""
    clock, cpu = time.perf_counter(), _cpu()
    act()
    return Timing(time.perf_counter() - clock, _cpu() - cpu)


def _cpu() -> float:
    used = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
