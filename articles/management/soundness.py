"""How commands check the archive: a bar on the terminal, each fault on a line of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.management.base import OutputWrapper
from tqdm import tqdm

from articles.management.terminal import printable
from articles.safekeeping.soundness.check import ArchiveCheck
from articles.safekeeping.soundness.fault import Fault


def count_faults(stderr: OutputWrapper) -> int:
    """Check the archive, write each fault, and return how many there are."""
    check = ArchiveCheck()
    rows: Iterable[Sequence[Fault]] = tqdm(
        check, total=check.total, unit=" rows", disable=None, leave=False
    )
    number = 0
    for faults in rows:
        for fault in faults:
            with tqdm.external_write_mode():
                stderr.write(printable(str(fault)))
        number += len(faults)
    return number
