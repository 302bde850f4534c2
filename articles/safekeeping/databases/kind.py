"""What every kind of database can be asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class DatabaseProblem(Exception):
    """Why the database cannot be written to a file or be loaded, in sentences for the operator."""


class DatabaseKind(Protocol):
    """The site's database, and others beside it, which have a name each.

    `file` is what it is called in a back-up.
    """

    file: str

    def server(self) -> str:
        """Return its release."""

    def size(self) -> int:
        """Return about how many bytes a copy takes, at most."""

    def dump(self, target: Path) -> None:
        """Write it to a file as it is now, whoever writes meanwhile; raises `DatabaseProblem`."""

    def is_new(self) -> bool:
        """Return whether it has no tables yet, so that nothing is lost in replacing it."""

    def load(self, kept: Path) -> str:
        """Load a file into a new database beside the site's, and return its name."""

    def drop(self, name: str) -> None:
        """Delete a database that `load` made."""

    def check_unused(self) -> None:
        """Raise `DatabaseProblem` where others than this process use it."""

    def replace(self, name: str, aside: Path) -> str:
        """Put a loaded database in its place, and return where it is itself from now on.

        `aside` is the folder for files that are replaced.
        """
