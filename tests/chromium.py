"""The browser of the browser tests. `python -m tests.chromium` makes sure that there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

_MISSING: Final = (
    "The browser tests need Chromium, and none is on the PATH.\n"
    f"Install one of {', '.join(NAMES)}; on Debian: sudo apt-get install chromium"
)


def find() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    """By apt, where this machine has it and we may use it."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    print("Installing Chromium for the browser tests, once.", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        command = ["apt-get", "--quiet", *arguments]
        subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False)


def main() -> None:
    if find() is None:
        install()
    if find() is None:
        sys.exit(_MISSING)


if __name__ == "__main__":
    main()
