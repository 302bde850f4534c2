"""Files of pictures in a back-up are looked at there, and none outlives its picture."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from articles.models import Picture
from articles.pictures.stored import (
    delete_strays,
    has_files,
    names_of,
    picture_files_in,
    picture_storage,
    stray_originals,
)
from tests.pictures.make import make_picture

pytestmark = pytest.mark.django_db


def test_a_site_without_pictures_has_no_strays(own_pictures: Path) -> None:
    assert stray_originals() == []
    assert not own_pictures.exists()


def test_files_whose_picture_is_gone_go(own_pictures: Path) -> None:
    kept, gone = make_picture(), make_picture()
    Picture.objects.filter(pk=gone.pk).delete()
    assert stray_originals() == [gone.sha256]
    delete_strays()
    assert stray_originals() == []
    assert has_files(kept)
    assert not any(map(picture_storage().exists, names_of(gone.sha256, gone.width)))


def test_a_back_ups_files_are_its_own(own_pictures: Path, tmp_path: Path) -> None:
    picture = make_picture()
    shutil.copytree(own_pictures, tmp_path / "backup")
    shutil.rmtree(own_pictures)
    assert not has_files(picture)
    with picture_files_in(tmp_path / "backup"):
        assert has_files(picture)
    assert not has_files(picture)
