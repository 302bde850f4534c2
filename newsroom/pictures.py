"""Where pictures are kept: in a folder of the site's data, or in an object store."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

# Back-ups take it with the other uploaded files.
_FOLDER: Final = "pictures"


def pictures_at(address: str, media: Path) -> dict[str, Any]:
    """Return the settings of the storage of pictures: s3://bucket/folder, or files if empty."""
    if not address:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {
                "location": media / _FOLDER,
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
                # A name says what the bytes are: the same bytes are written over themselves.
                "allow_overwrite": True,
            },
        }
    parts = urlsplit(address)
    if parts.scheme != "s3" or not parts.netloc or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            "NEWSROOM_PICTURES is no address of a bucket; write s3://bucket/folder."
        )
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            "NEWSROOM_PICTURES needs django-storages; install newsroom[s3], or unset it."
        )
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": parts.netloc,
            "location": parts.path.strip("/"),
            "default_acl": "private",
            "file_overwrite": True,
        },
    }


def machines_of(named: Sequence[str]) -> frozenset[tuple[str, int]]:
    """Return machines by number and port, written as 10.0.0.5:8080 or [fd00::5]:8080."""
    return frozenset(map(_machine, named))


def _machine(named: str) -> tuple[str, int]:
    address, _, port = named.rpartition(":")
    try:
        return str(ip_address(address.strip("[]"))), int(port)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"NEWSROOM_FETCH_FROM has {named!r}; write numbers and ports, such as 10.0.0.5:8080."
        ) from error
