"""The browser of the browser tests. `python -m tests.chromium` makes sure that there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import Final

# The same engine without a window costs the tests half as much: it is taken where there is one.
NAMES: Final = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable",
)  # fmt: skip

_MISSING: Final = (
    "The browser tests need Chromium, and none is on the PATH.\n"
    f"Install one of {', '.join(NAMES)}; on Debian: sudo apt-get install {NAMES[0]}"
)


def find() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    """By apt, where this machine has it and we may use it."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    print("Installing Chromium for the browser tests, once.", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    take = ["install", "--yes", "--no-install-recommends"]
    for arguments in (["update"], [*take, NAMES[0]], [*take, "chromium"]):
        if find() is None:
            command = ["apt-get", "--quiet", *arguments]
            subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False)


def main() -> None:
    if find() is None:
        install()
    if find() is None:
        sys.exit(_MISSING)


if __name__ == "__main__":
    main()
