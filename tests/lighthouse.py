"""Lighthouse over pages of the site: 100 for accessibility, best practices and for engines.

python -m tests.lighthouse FOLDER_OF_NODE_MODULES [--performance RUNS]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.chromium import find
from tests.screenshots.site import fill
from tests.served import newsroom

CATEGORIES: Final = ("accessibility", "best-practices", "seo")
# What every page has to reach, and the median of several runs for speed.
WHOLE: Final = 100
FAST: Final = 99
PAGES: Final = {
    "front page": "/",
    "article": "/articles/{article}/",
    "topic": "/topics/{topic}/",
    "search": "/search/?q=harbour",
}
_FLAGS: Final = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
)
# Seconds. One takes ten.
_PATIENCE: Final = 180


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.lighthouse", description=__doc__)
    parser.add_argument("modules", type=Path, help="node_modules with lighthouse in it")
    parser.add_argument("--performance", type=int, default=0, metavar="RUNS")
    options = parser.parse_args()
    failed = False
    with TemporaryDirectory() as folder, newsroom(Path(folder)) as site:
        told = fill(site, Path(folder))
        for name, address in PAGES.items():
            url = site.url + address.format_map(told)
            if options.performance:
                failed |= _is_slow(name, url, options.modules, options.performance)
            else:
                failed |= _is_lacking(name, url, options.modules)
    sys.exit(failed)


def _is_lacking(name: str, url: str, modules: Path) -> bool:
    """Print what a page is judged to be; return whether anything is short of all."""
    report = run_lighthouse(url, modules, CATEGORIES)
    scores = scores_of(report)
    told = ", ".join(f"{each} {score:.0f}" for each, score in scores.items())
    sys.stdout.write(f"{name}: {told}\n")
    for line in shortfalls(report):
        sys.stdout.write(f"    {line}\n")
    sys.stdout.flush()
    return any(score < WHOLE for score in scores.values())


def _is_slow(name: str, url: str, modules: Path, runs: int) -> bool:
    reports = [run_lighthouse(url, modules, ("performance",)) for _ in range(runs)]
    scores = sorted(scores_of(each)["performance"] for each in reports)
    middle = median(scores)
    sys.stdout.write(f"{name}: performance {middle:.0f} (of {runs}: {scores})\n")
    sys.stdout.flush()
    return middle < FAST


def run_lighthouse(url: str, modules: Path, categories: Sequence[str]) -> Mapping[str, Any]:
    """Return Lighthouse's report on a page, as a telephone shows it."""
    done = subprocess.run(
        [
            "node", str(modules / "lighthouse" / "cli" / "index.js"), url, "--quiet",
            "--output=json", f"--only-categories={','.join(categories)}",
            f"--chrome-flags={_FLAGS}", "--no-enable-error-reporting",
            # What a search finds is for its reader: the page asks engines to leave it out.
            *(["--skip-audits=is-crawlable"] if "/search/" in url else []),
        ],
        env={**os.environ, "CHROME_PATH": find() or ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"Lighthouse broke off: {done.stderr[-2_000:]}")
    report: Mapping[str, Any] = json.loads(done.stdout)
    return report


def scores_of(report: Mapping[str, Any]) -> dict[str, float]:
    """Return the scores of a report, of 100."""
    found = report["categories"].items()
    return {name: round(100 * (category["score"] or 0)) for name, category in found}


def shortfalls(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield what costs a page its score, and at which elements."""
    for audit in report["audits"].values():
        if audit["score"] is not None and audit["score"] < 1 and audit.get("scoreDisplayMode") in {
            "binary", "numeric",
        }:  # fmt: skip
            items = audit.get("details", {}).get("items", [])
            where = [each.get("node", {}).get("snippet", "") for each in items[:3]]
            yield f"{audit['id']}: {audit['title']} {' '.join(filter(None, where))}".rstrip()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    main()
