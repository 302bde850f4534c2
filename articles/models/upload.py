"""Files that wait between the desk's preview of an import and its confirmation."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import ClassVar, Final, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone

LIFETIME: Final = timedelta(hours=1)


class UploadQuerySet(models.QuerySet["Upload"]):
    def waiting_for(self, user: AbstractBaseUser) -> Self:
        """Return what this user, and nobody else, may still confirm."""
        fresh = self.filter(user_id=user.pk, created_at__gt=timezone.now() - LIFETIME)
        return fresh.filter(run=None)

    def expired(self) -> Self:
        return self.filter(created_at__lte=timezone.now() - LIFETIME, run=None)


class Upload(models.Model):
    """Hold an uploaded file, named by a key that nobody guesses, until confirmed or for an hour.

    `preview` is the run that shows what the import of a file of documents would do, `run` is its
    import once that is confirmed and until it has come to its end.
    """

    key = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    format = models.CharField(max_length=20)
    content = models.BinaryField()
    preview = models.OneToOneField(
        "articles.ImportRun", models.CASCADE, null=True, blank=True, related_name="+"
    )
    run = models.OneToOneField(
        "articles.ImportRun", models.CASCADE, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return self.name
