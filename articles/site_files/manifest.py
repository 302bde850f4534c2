"""What an export has written: which files are its own, and what each was made of.

It lies in a database of its own in the folder, so that neither a hundred thousand files nor a
killed export is too much for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS told (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    file TEXT PRIMARY KEY, address TEXT NOT NULL, etag TEXT NOT NULL, digest TEXT NOT NULL,
    run INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS waiting (
    place INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, asked_by TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS staged (
    file TEXT PRIMARY KEY, address TEXT NOT NULL, etag TEXT NOT NULL, digest TEXT NOT NULL,
    step INTEGER NOT NULL
);
"""

# The step of what is the same already.
IN_PLACE: Final = -1


class KnownFile(NamedTuple):
    """A file that is there: what it answers, and of what it was made."""

    file: str
    address: str
    etag: str
    digest: str


class FileManifest:
    """The files of an export, and the addresses that the one under way has yet to ask for."""

    def __init__(self, path: Path, base: str, *, is_dry: bool = False) -> None:
        self._database = sqlite3.connect(":memory:" if is_dry else path, isolation_level=None)
        if is_dry and path.exists():
            with closing(sqlite3.connect(path)) as there:
                there.backup(self._database)
        self._database.executescript(f"PRAGMA journal_mode = WAL;{_SCHEMA}")
        self._database.execute("DELETE FROM waiting")
        self._database.execute("DELETE FROM staged")
        self.run = 1 + int(self._told("run") or 0)
        self._tell("run", str(self.run))
        if self._told("base") != base:
            # Pages name the address where they are.
            self._database.execute("UPDATE files SET etag = ''")
            self._tell("base", base)
        # What is noted is on the disk at each `commit`.
        self._database.execute("BEGIN")
        self._place = 0

    def close(self) -> None:
        self._database.close()

    def commit(self) -> None:
        """Write down what was noted until now."""
        self._database.execute("COMMIT")
        self._database.execute("BEGIN")

    def await_answer(self, address: str, asked_by: str = "") -> None:
        """Note an address that is to be asked for, unless it was noted before."""
        self._database.execute(
            "INSERT OR IGNORE INTO waiting (address, asked_by) VALUES (?, ?)", (address, asked_by)
        )

    def next_waiting(self) -> tuple[str, str] | None:
        """Return the next address to ask for, and where it was found."""
        row = self._database.execute(
            "SELECT place, address, asked_by FROM waiting WHERE place > ? ORDER BY place LIMIT 1",
            (self._place,),
        ).fetchone()
        if row is None:
            return None
        self._place, address, asked_by = row
        return address, asked_by

    def known(self, file: str) -> KnownFile | None:
        """Return what is known of a file that an export has written."""
        row = self._database.execute(
            "SELECT file, address, etag, digest FROM files WHERE file = ?", (file,)
        ).fetchone()
        return KnownFile(*row) if row else None

    def keep(self, file: str) -> None:
        """Note that a file stays as it is."""
        self._database.execute("UPDATE files SET run = ? WHERE file = ?", (self.run, file))

    def is_taken(self, file: str) -> bool:
        """Return whether this export has a file already."""
        sql = "SELECT 1 FROM files WHERE file = :file AND run = :run"
        mine = self._database.execute(sql, {"file": file, "run": self.run}).fetchone()
        sql = "SELECT 1 FROM staged WHERE file = ?"
        return bool(mine or self._database.execute(sql, (file,)).fetchone())

    def stage(self, found: KnownFile, step: int) -> None:
        """Note a file that waits to be put in its place, at a step."""
        self._database.execute(
            "INSERT OR REPLACE INTO staged VALUES (?, ?, ?, ?, ?)", (*found, step)
        )

    def claim_staged(self) -> None:
        """Have all files that are about to come for ours, before the first of them is there.

        What they are made of is not told yet: an export that is killed makes them again.
        """
        self._database.execute(
            "INSERT INTO files SELECT file, address, '', '', ? FROM staged WHERE step > ? "
            "ON CONFLICT (file) DO UPDATE SET etag = '', digest = '', run = excluded.run",
            (self.run, IN_PLACE),
        )
        self.commit()

    def staged(self) -> Iterator[str]:
        """Yield the files that wait, in the order in which they are put in their places."""
        rows = self._database.execute("SELECT file FROM staged ORDER BY step, rowid")
        while some := rows.fetchmany(500):
            yield from (file for (file,) in some)

    def finish_staged(self) -> None:
        """Tell of what the files are made, now that they are in their places."""
        self._database.execute(
            "INSERT OR REPLACE INTO files SELECT file, address, etag, digest, ? FROM staged",
            (self.run,),
        )
        self._database.execute("DELETE FROM staged")
        self._database.execute("DELETE FROM waiting")
        self.commit()

    def gone(self) -> Iterator[str]:
        """Yield the files of which nothing is left on the site."""
        rows = self._database.execute("SELECT file FROM files WHERE run < ?", (self.run,))
        yield from [file for (file,) in rows.fetchall()]

    def forget(self, file: str) -> None:
        self._database.execute("DELETE FROM files WHERE file = ?", (file,))

    def _told(self, name: str) -> str:
        row = self._database.execute("SELECT value FROM told WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def _tell(self, name: str, value: str) -> None:
        self._database.execute("INSERT OR REPLACE INTO told VALUES (?, ?)", (name, value))
