"""import-export's temporary storage, over rows that belong to the user who uploaded the file.

Its own storages hand out any file of a folder by its name, to anybody.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from import_export.tmp_storages import BaseStorage

from articles.models import Upload


def claim(key: str, user: AbstractBaseUser) -> Upload | None:
    """Take an upload out, for its user only, and only once: of two who ask at once, one gets it.

    Inside a transaction, whose failure puts it back.
    """
    upload = Upload.objects.waiting_for(user).select_for_update().filter(key=key).first()
    if upload:
        upload.delete()
    return upload


class UploadStorage(BaseStorage):
    def __init__(self, name: Upload, **_: Any) -> None:
        super().__init__(name=name.key)
        self.upload = name

    def save(self, data: object = None) -> None:
        Upload.objects.expired().delete()
        self.upload.save()

    def read(self) -> Upload:
        """The upload itself: a format needs the file's name as well as its content."""
        return self.upload

    def remove(self) -> None:
        self.upload.delete()
