"""Pictures come in by a form or a script: what is refused says why, and costs only itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.admin.pictures import upload
from articles.models import Picture
from articles.pictures import original
from tests.make import make_editor
from tests.pictures.make import make_file, make_picture

ADD = "/admin/articles/picture/add/"
SEND = "/admin/articles/picture/send/"


def sent(data: bytes = b"", name: str = "pier.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or make_file())


def messages(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_one_picture_leads_to_its_page(library: Client) -> None:
    response = library.post(ADD, {"pictures": [sent()]}, follow=True)
    picture = Picture.objects.get()
    assert response.redirect_chain[0][0] == f"/admin/articles/picture/{picture.pk}/change/"
    assert "is in the library" in messages(response)[0]


def test_several_lead_to_the_library(library: Client) -> None:
    files = [sent(), sent(make_file(610)), sent(b"<svg/>", "drawing.svg")]
    response = library.post(ADD, {"pictures": files}, follow=True)
    assert response.redirect_chain[0][0] == "/admin/articles/picture/"
    assert Picture.objects.count() == 2
    assert "drawing.svg was not taken. This is a drawing" in messages(response)[0]


def test_who_sent_it_is_kept_and_logged(library: Client) -> None:
    library.post(ADD, {"pictures": [sent()]})
    picture = Picture.objects.get()
    assert picture.uploaded_by
    history = library.get(reverse("admin:articles_picture_history", args=[picture.pk]))
    assert [entry.change_message for entry in history.context["action_list"]] == ["Sent."]


@pytest.mark.parametrize("files", [[], [b"no picture"]], ids=["none", "none that is one"])
def test_a_form_without_a_picture_comes_again(library: Client, files: list[bytes]) -> None:
    response = library.post(ADD, {"pictures": [sent(each, "x.jpg") for each in files]})
    assert response.status_code == 200
    assert not Picture.objects.exists()


def test_too_many_at_once_are_refused(library: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "MOST_FILES", 1)
    response = library.post(ADD, {"pictures": [sent(), sent(make_file(610))]})
    assert b"Choose 1 files at most." in response.content
    assert not Picture.objects.exists()


def test_a_script_is_told_all_of_a_picture(library: Client) -> None:
    response = library.post(SEND, {"file": sent(make_file(640, 480))})
    answer = response.json()
    picture = Picture.objects.get()
    assert response.status_code == 201
    assert answer == {
        "picture": picture.sha256, "width": 640, "height": 480, "alt": "", "decorative": False,
        "caption": "", "credit": "", "focus": [0.5, 0.5], "name": "pier.jpg", "showable": True,
        "thumbnail": f"/admin/articles/picture/{picture.sha256}/480/",
        "page": f"/admin/articles/picture/{picture.pk}/change/", "new": True, "notes": [],
    }  # fmt: skip
    assert library.get(answer["thumbnail"]).headers["Content-Type"] == "image/jpeg"


def test_a_script_is_told_that_a_picture_is_known(library: Client) -> None:
    data = make_file()
    picture = make_picture(data)
    response = library.post(SEND, {"file": sent(data)})
    assert (response.status_code, response.json()["picture"]) == (200, picture.sha256)
    assert response.json()["new"] is False
    assert "in the library already" in response.json()["notes"][0]


@pytest.mark.parametrize("data", [{}, {"file": "text"}], ids=str)
def test_a_script_that_sends_nothing_is_told_so(library: Client, data: Any) -> None:
    response = library.post(SEND, data)
    assert (response.status_code, response.json()) == (422, {"error": "Choose a file."})


def test_a_script_is_told_why_a_file_is_refused(
    library: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "SVG" in library.post(SEND, {"file": sent(b"<svg/>")}).json()["error"]
    for module in (upload, original):
        monkeypatch.setattr(module, "MOST_BYTES", 10)
    assert "is larger than" in library.post(SEND, {"file": sent()}).json()["error"]


@pytest.mark.parametrize("address", [ADD, SEND])
@pytest.mark.parametrize("right", ["view_picture", "change_picture", "delete_picture"])
def test_only_who_may_add_sends(client: Client, db: None, address: str, right: str) -> None:
    client.force_login(make_editor(right))
    assert client.post(address, {"file": sent(), "pictures": [sent()]}).status_code == 403
    assert not Picture.objects.exists()


def test_who_may_only_add_is_led_to_no_page_of_others(client: Client, db: None) -> None:
    client.force_login(make_editor("add_picture"))
    response = client.post(ADD, {"pictures": [sent()]})
    assert response.headers["Location"] == ADD
