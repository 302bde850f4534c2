"""A file that comes in is stored once, with what it says of itself, for its owner alone."""

from __future__ import annotations

import stat
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import IntegrityError

from articles.models import Picture
from articles.pictures.original import PictureRefused
from articles.pictures.stored import names_of, open_file, original_name, picture_storage
from articles.pictures.take import take_picture
from articles.pictures.withdraw import withdraw_picture
from tests.make import make_editor
from tests.pictures.make import XMP, make_file, make_image, make_picture

pytestmark = pytest.mark.django_db


def test_it_is_known_by_its_bytes_which_are_kept() -> None:
    data = make_file(700, 500, "PNG")
    taken = take_picture(data)
    picture = Picture.objects.get()
    assert taken.is_new
    assert picture.sha256 == sha256(data).hexdigest()
    assert (picture.content_type, picture.width, picture.height) == ("image/png", 700, 500)
    assert picture.size == len(data)
    with open_file(original_name(picture.sha256)) as file:
        assert file.read() == data


def test_it_keeps_who_sent_it_and_whence_it_came() -> None:
    editor = make_editor()
    sent = take_picture(make_file(), name="C:\\pier\\Hesk\0.png", by=editor).picture
    fetched = take_picture(make_file(610), fetched_from="https://hesk.example/pier.jpg").picture
    assert (sent.name, sent.uploaded_by) == ("Hesk.png", editor)
    assert (fetched.uploaded_by, fetched.fetched_from) == (None, "https://hesk.example/pier.jpg")


def test_what_it_says_of_itself_fills_its_fields() -> None:
    picture = take_picture(make_file(xmp=XMP)).picture
    assert (picture.alt, picture.copyright) == ("A pier in fog", "© 2026 Moyle")
    assert (picture.focus_x, picture.focus_y, picture.is_decorative) == (0.5, 0.5, False)


def test_the_same_file_is_taken_once_and_changes_nothing() -> None:
    data = make_file()
    make_picture(data, alt="A pier")
    again = take_picture(data, name="other.jpg")
    assert not again.is_new
    assert again.picture.alt == Picture.objects.get().alt == "A pier"
    assert "already" in again.notes[0]


def test_it_tells_that_a_known_one_is_withdrawn() -> None:
    data = make_file()
    picture = make_picture(data)
    withdraw_picture(picture, "The agency asked for it.")
    assert "Readers do not see it" in take_picture(data).notes[1]


def test_it_tells_that_only_the_first_frame_is_seen() -> None:
    frames = [make_image(), make_image().rotate(180)]
    moving = make_file(format="GIF", image=frames[0], save_all=True, append_images=frames[1:])
    assert take_picture(moving).notes == [
        "It moves: readers see its first frame. The file is kept as it is."
    ]


def test_what_is_refused_leaves_nothing_behind() -> None:
    data = make_file(image=make_image(500, 500))
    with pytest.raises(PictureRefused):
        take_picture(data[: len(data) // 2])
    assert not Picture.objects.exists()
    name = original_name(sha256(data[: len(data) // 2]).hexdigest())
    assert not picture_storage().exists(name)


def test_all_its_files_are_there_and_are_its_owners_alone() -> None:
    picture = make_picture(make_file(1000, 500))
    storage = picture_storage()
    assert isinstance(storage, FileSystemStorage)
    paths = [Path(storage.path(name)) for name in names_of(picture.sha256, picture.width)]
    assert len(paths) == 5
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert {stat.S_IMODE(path.parent.stat().st_mode) for path in paths} == {0o700}


def test_a_file_that_was_lost_is_made_anew() -> None:
    data = make_file(630, 410)
    picture = make_picture(data, alt="A pier")
    lost = list(names_of(picture.sha256, picture.width))[-1]
    picture_storage().delete(lost)
    assert not take_picture(data).is_new
    assert picture_storage().exists(lost)
    assert Picture.objects.get().alt == "A pier"


def test_files_that_were_cut_short_are_written_again() -> None:
    data = make_file(620, 410)
    picture = make_picture(data)
    name = original_name(picture.sha256)
    storage = picture_storage()
    assert isinstance(storage, FileSystemStorage)
    Path(storage.path(name)).write_bytes(b"half")
    picture.delete()
    take_picture(data)
    with open_file(name) as file:
        assert file.read() == data


@pytest.mark.parametrize(
    "values",
    [
        {"focus_x": -0.1},
        {"focus_y": 1.1},
        {"is_decorative": True, "alt": "A pier"},
        {"withdrawn_reason": "None"},
        {"width": 0},
    ],
    ids=str,
)
def test_the_database_holds_what_a_picture_is(values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        make_picture(**values)


def test_it_tells_which_fields_the_file_filled() -> None:
    taken = take_picture(make_file(xmp=XMP))
    assert taken.read.startswith("Read from the file: alternative text, caption, credit,")
    assert take_picture(make_file()).read == ""
