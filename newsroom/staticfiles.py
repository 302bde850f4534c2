"""Static files under names that carry their hash, imports inside ES modules included."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import brotli
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

_QUALITY: Final = 5


class QuickCompressor(Compressor):
    """Compress by brotli at a level that costs a start seconds; its best costs half a minute."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        compress: Callable[..., bytes] = brotli.compress
        return compress(data, quality=_QUALITY)


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True
    # A pass gives names to what imports only files that have theirs, so modules take one a level.
    max_post_process_passes = 20

    def create_compressor(self, **options: Any) -> Compressor:
        made: Callable[..., Compressor] = QuickCompressor
        return made(**options)


def collect_if_changed() -> bool:
    """Collect the static files, unless from the same sources as last time; tell whether it did."""
    stamp = Path(settings.STATIC_ROOT) / ".sources"
    sources = _digest_of_sources()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == sources:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    # Last, so that a collection that was interrupted is done again.
    stamp.write_text(sources, encoding="ascii")
    return True


def _digest_of_sources() -> str:
    """By names, sizes and times of change: reading the contents would slow every start."""
    lines = "\n".join([repr(settings.STORAGES["staticfiles"]), *sorted(_sources())])
    return blake2b(lines.encode(), digest_size=16).hexdigest()


def _sources() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            yield f"{name} {stat.st_size} {stat.st_mtime_ns}"
