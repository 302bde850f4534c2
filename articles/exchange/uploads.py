"""import-export's temporary storage, over rows that belong to the user who uploaded the file.

Its own storages hand out any file of a folder by its name, to anybody.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from import_export.tmp_storages import BaseStorage

from articles.models import Upload


def claim(uploads: QuerySet[Upload]) -> Upload | None:
    """Take an upload out, and only once: of two who ask at once, one gets it.

    `uploads` are those that the user may have, one at most. Inside a transaction, whose failure
    puts it back.
    """
    upload = uploads.select_for_update().first()
    if upload:
        upload.delete()
    return upload


class UploadStorage(BaseStorage):
    """Keep an upload between import-export's preview and confirmation of a table."""

    def __init__(self, name: Upload, **_: Any) -> None:
        super().__init__(name=name.key)
        self.upload = name

    def save(self, data: object = None) -> None:
        Upload.objects.expired().delete()
        self.upload.save()

    def read(self) -> Upload:
        """Return the upload itself: a format needs the file's name as well as its content."""
        return self.upload

    def remove(self) -> None:
        self.upload.delete()
