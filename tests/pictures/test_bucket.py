"""Pictures in a bucket: the same promises, by a server that speaks as S3 does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from articles.models import Picture
from articles.pictures.shown import address
from articles.pictures.stored import has_files, original_name, picture_storage, stray_originals
from articles.pictures.take import take_picture
from articles.pictures.use import add_edition_pictures
from articles.pictures.withdraw import delete_picture
from articles.publishing.publish import publish
from articles.safekeeping.soundness.pictures import check_pictures
from newsroom.pictures import pictures_at
from tests.make import make_article
from tests.pictures.make import make_file, make_picture

moto_server: Any = pytest.importorskip("moto.server", reason="moto is not installed")
boto3: Any = pytest.importorskip("boto3", reason="boto3 is not installed")
pytest.importorskip("storages", reason="django-storages is not installed")

_BUCKET: Final = "pictures"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bucket(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """A bucket of its own, in which the site keeps its pictures."""
    server = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in (
        ("AWS_ENDPOINT_URL", f"http://{host}:{port}"),
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_DEFAULT_REGION", "eu-north-1"),
    ):
        monkeypatch.setenv(name, value)
    client = boto3.client("s3")
    place = {"LocationConstraint": "eu-north-1"}
    client.create_bucket(Bucket=_BUCKET, CreateBucketConfiguration=place)
    at = pictures_at(f"s3://{_BUCKET}/courier", tmp_path)
    settings.STORAGES = {**settings.STORAGES, "pictures": at}
    yield client
    for key in keys(client):
        client.delete_object(Bucket=_BUCKET, Key=key)
    client.delete_bucket(Bucket=_BUCKET)
    server.stop()


def keys(client: Any) -> set[str]:
    found = client.list_objects_v2(Bucket=_BUCKET).get("Contents", [])
    return {each["Key"] for each in found}


def test_its_files_are_in_the_bucket_for_nobody_else(bucket: Any) -> None:
    picture = make_picture()
    name = f"courier/{original_name(picture.sha256)}"
    assert name in keys(bucket)
    assert len(keys(bucket)) == 3
    grants = bucket.get_object_acl(Bucket=_BUCKET, Key=name)["Grants"]
    assert [grant["Permission"] for grant in grants] == ["FULL_CONTROL"]


def test_readers_get_them_from_the_site_itself(client: Client) -> None:
    picture = make_picture()
    assert client.get(address(picture.sha256, 480, "avif")).status_code == 404
    add_edition_pictures({publish(make_article()).pk: [picture.sha256]})
    response = client.get(address(picture.sha256, 480, "avif"))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/avif")


def test_what_is_lost_is_told_and_made_anew(client: Client) -> None:
    data = make_file(580, 400)
    picture = make_picture(data)
    add_edition_pictures({publish(make_article()).pk: [picture.sha256]})
    picture_storage().delete(f"renditions/{picture.sha256[:2]}/{picture.sha256}/480.jpg")
    assert client.get(address(picture.sha256, 480, "jpg")).status_code == 404
    assert [str(fault) for found in check_pictures() for fault in found] != []
    take_picture(data)
    assert has_files(picture)
    assert [fault for found in check_pictures() for fault in found] == []


def test_an_original_that_is_lost_is_told() -> None:
    picture_storage().delete(original_name(make_picture().sha256))
    [[fault]] = check_pictures()
    assert fault.what == "its original is missing"


@pytest.mark.django_db(transaction=True)
def test_what_is_deleted_leaves_the_bucket(bucket: Any) -> None:
    delete_picture(make_picture())
    assert not Picture.objects.exists()
    assert keys(bucket) == set()


def test_strays_are_not_looked_for_in_a_bucket() -> None:
    """Others may have files there, and a back-up's database is tried beside it."""
    Picture.objects.filter(pk=make_picture().pk).delete()
    assert stray_originals() == []
