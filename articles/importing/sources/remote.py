"""Files of an object store, s3://bucket/folder, found and opened as those of a disk are.

By fsspec, whose package for a store is an extra of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from io import BufferedReader
from typing import Any, BinaryIO, Final, cast

from articles.documents.source import Rejection

# Addresses that stand for a store; memory:// is that of tests.
_STORE: Final = re.compile(r"(s3|gs|abfs|memory)://.+")


def is_remote(path: str) -> bool:
    """Return whether a path is one of an object store."""
    return _STORE.fullmatch(path) is not None


def remote_files(url: str) -> Iterator[str | Rejection]:
    """Yield the addresses of a file, or of all under a folder; or why there is none."""
    try:
        system, root = _store(url)
        if system.isdir(root):
            yield from (system.unstrip_protocol(path) for path in sorted(system.find(root)))
        elif system.exists(root):
            yield url
        else:
            yield Rejection(url, "", "does not exist", "Check how the address is written.")
    # Each store has errors of its own, of no common kind.
    except Exception as error:
        yield Rejection(
            url, "", f"cannot be looked into ({error})", "Check the address and the credentials."
        )


def open_remote(url: str) -> BinaryIO:
    """Open a file of a store; raise OSError, whatever its store raises."""
    try:
        system, path = _store(url)
        return cast(BinaryIO, BufferedReader(system.open(path, "rb")))
    except OSError:
        raise
    except Exception as error:
        raise OSError(str(error)) from error


def _store(url: str) -> tuple[Any, str]:
    try:
        return cast(tuple[Any, str], import_module("fsspec.core").url_to_fs(url))
    except ImportError as error:
        raise OSError(f"it takes a package: pip install 'newsroom[s3]' ({error})") from error
