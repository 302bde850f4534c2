"""What the figures are compared with: the importer that anybody would write for Django.

It reads each literal, cleans what is marked up with bleach, and stores by `bulk_create`: no labels,
no structure, no versions, no second import.
"""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final

import bleach
from django.db import connection, models, transaction

from articles.documents.markup.inline import MARKS

_BATCH: Final = 200
_CLEANER: Final = bleach.Cleaner(list(MARKS), {tag: list(names) for tag, names in MARKS.items()})


class PlainArticle(models.Model):  # noqa: DJ008 - nobody reads it
    objects: ClassVar[models.Manager[PlainArticle]] = models.Manager()
    key: models.Field[str, str] = models.CharField(max_length=255, unique=True)
    headline: models.Field[str, str] = models.TextField()

    class Meta:
        app_label = "bench"


class PlainParagraph(models.Model):  # noqa: DJ008
    objects: ClassVar[models.Manager[PlainParagraph]] = models.Manager()
    article: models.Field[PlainArticle, PlainArticle] = models.ForeignKey(
        PlainArticle, models.CASCADE
    )
    position: models.Field[int, int] = models.IntegerField()
    markup: models.Field[str, str] = models.TextField()

    class Meta:
        app_label = "bench"
        constraints: ClassVar = [
            models.UniqueConstraint("article", "position", name="bench_place_in_article")
        ]


def import_plainly(folder: Path) -> None:
    """Import the literals of a folder into tables of their own, made anew."""
    with connection.schema_editor() as editor:
        for model in (PlainArticle, PlainParagraph):
            if model._meta.db_table in connection.introspection.table_names():
                editor.delete_model(model)
            editor.create_model(model)
    files = sorted(folder.iterdir())
    for start in range(0, len(files), _BATCH):
        _import(files[start : start + _BATCH])


@transaction.atomic
def _import(files: Sequence[Path]) -> None:
    texts = [_cleaned(strings_of(path.read_bytes())) for path in files]
    articles = PlainArticle.objects.bulk_create(
        PlainArticle(key=path.name, headline=strings[0])
        for path, strings in zip(files, texts, strict=True)
    )
    PlainParagraph.objects.bulk_create(
        PlainParagraph(article=article, position=position, markup=markup)
        for article, strings in zip(articles, texts, strict=True)
        for position, markup in enumerate(strings)
    )


def strings_of(content: bytes) -> list[str]:
    strings: list[str] = literal_eval(content.decode())
    return strings


def _cleaned(strings: Sequence[str]) -> list[str]:
    return [_CLEANER.clean(html) if "<" in html or "&" in html else html for html in strings]
