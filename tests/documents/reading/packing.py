"""Archives made in tests."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from collections.abc import Mapping

ARTICLE = b"['The ferry was late.', 'Nobody minded.']"
LINES = b'["The first."]\n["The second."]\n'


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def zipped_link(name: str) -> bytes:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return stream.getvalue()


def tarred(
    files: Mapping[str, bytes],
    types: Mapping[str, bytes] | None = None,
    format: int = tarfile.PAX_FORMAT,
) -> bytes:
    """A TAR archive; `types` names links, devices and the like."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=format) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for name, type in (types or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = type, "/etc/passwd"
            archive.addfile(info)
    return stream.getvalue()


def packed_workbook(content: bytes) -> bytes:
    """Bytes that are packed as a workbook's first file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        # Named by an info without the time: tests are named for their bytes.
        archive.writestr(zipfile.ZipInfo("xl/workbook.xml"), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
