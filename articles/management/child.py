"""A process that the server keeps: started with it, started anew when it ends, stopped with it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Final, Self

from django.conf import settings

# Seconds before one that ended is started anew; longer where it ends again at once.
_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 60.0
_LIVED: Final = 30.0
_PATIENCE: Final = 10.0


class Child:
    """Keep a command of `manage.py` running while the block lasts."""

    def __init__(self, *arguments: str) -> None:
        self._arguments: Sequence[str] = arguments
        self._ends = threading.Event()
        self._starting = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="child", daemon=True)

    def __enter__(self) -> Self:
        self._start()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with self._starting:
            self._ends.set()
            process = self._process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _start(self) -> None:
        with self._starting:
            if self._ends.is_set():
                return
            self._process = subprocess.Popen(  # noqa: S603 - the arguments are our own
                [sys.executable, "-m", "django", *self._arguments],
                cwd=settings.BASE_DIR,
                stdin=subprocess.DEVNULL,
                # Ctrl-C reaches the server alone, which stops this one by another signal.
                process_group=0,
            )

    def _keep(self) -> None:
        pause = _PAUSE
        while self._process:
            started = time.monotonic()
            self._process.wait()
            has_lived = time.monotonic() - started > _LIVED
            pause = _PAUSE if has_lived else min(2 * pause, _LONGEST_PAUSE)
            if self._ends.wait(pause):
                return
            self._start()
