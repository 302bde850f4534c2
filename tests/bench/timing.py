"""How long something took, by the clock and in CPU time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Timing:
    seconds: float
    cpu: float


def timed(act: Callable[[], Any]) -> Timing:
    """Time one call in this process."""
    clock, cpu = time.perf_counter(), time.process_time()
    act()
    return Timing(time.perf_counter() - clock, time.process_time() - cpu)
