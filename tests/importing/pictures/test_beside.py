"""Pictures that lie beside documents come in with them: in a folder, an archive, an export."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from articles import store
from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument
from articles.importing import reparse, workers
from articles.importing.incoming import Result
from articles.importing.pipeline import Pipeline, import_documents
from articles.importing.plan import IMPORT, IMPORT_PREVIEW, Options, Plan
from articles.importing.sources.beside.files import FilesBeside
from articles.importing.sources.find import find, read_all
from articles.models import Article, ArticlePicture, Edition, ImportRun, Paragraph, Picture, Version
from articles.models.import_run import Outcome
from articles.models.version import Reason
from articles.pictures.stored import stored_originals
from articles.undo.undo import Undo
from tests.documents.make import SENTENCE
from tests.documents.reading.packing import tarred, zipped
from tests.documents.reading.xml import make as wxr
from tests.pictures.make import XMP, make_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_pictures")]

OTHER = "The harbour office counted nine thousand crossings on foot before noon on Monday."
FIGURE = (
    '<figure><img src="images/bridge.jpg" alt="A bridge"><figcaption>The bridge of Skerrin '
    '<span class="credit">Ada Penn</span></figcaption></figure>'
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def document(*strings: str) -> bytes:
    return repr([SENTENCE, *strings, OTHER]).encode()


def written(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A folder with a document that shows a picture beside it."""
    picture = make_file(900, 600)
    return written(tmp_path / "export", {"a.txt": document(FIGURE), "images/bridge.jpg": picture})


def importing(path: Path, plan: Plan = IMPORT, **options: Any) -> tuple[Pipeline, list[Result]]:
    paths = [str(path)]
    pipeline = import_documents(read_all(find(paths)), Options(**options), plan, FilesBeside(paths))
    return pipeline, list(pipeline)


def pictured() -> list[dict[str, Any]]:
    """What the pictures of all articles say."""
    rows = Paragraph.objects.filter(kind=Kind.PICTURE.value).order_by("pk")
    return [json.loads(each) for each in rows.values_list("attributes", flat=True)]


def test_a_picture_comes_in_with_its_document(export: Path) -> None:
    pipeline, [result] = importing(export)
    picture = Picture.objects.get()
    assert (result.outcome, result.pictures, pipeline.pictures) == (Outcome.CREATED, 1, 1)
    assert pictured() == [
        {
            "picture": picture.sha256,
            "file": "images/bridge.jpg",
            "alt": "A bridge",
            "credit": "Ada Penn",
        }
    ]
    assert (picture.name, picture.width) == ("bridge.jpg", 900)
    assert [each.sha256 for each in ArticlePicture.objects.all()] == [picture.sha256]
    assert ImportRun.objects.get().pictures == 1


def test_readers_see_it(export: Path, client: Client) -> None:
    importing(export, publish=True)
    sha256 = Picture.objects.get().sha256
    page = client.get(Edition.objects.get().get_absolute_url()).content.decode()
    assert f"/{sha256}/" in page
    assert "images/bridge.jpg" not in page
    assert sha256 in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("name", "packed"), [("a.zip", zipped), ("a.tar", tarred), ("a.tgz", None)]
)
def test_it_comes_out_of_an_archive(tmp_path: Path, name: str, packed: Any) -> None:
    files = {"x/a.txt": document(FIGURE), "x/images/bridge.jpg": make_file()}
    data = packed(files) if packed else gzip.compress(tarred(files))
    folder = written(tmp_path / "sent", {name: data})
    _pipeline, results = importing(folder)
    assert [(each.outcome, each.pictures) for each in results] == [(Outcome.CREATED, 1)]
    assert Picture.objects.count() == 1


def test_the_words_of_the_file_stand_where_the_document_has_none(
    tmp_path: Path, client: Client
) -> None:
    figure = '<figure><img src="pier.jpg"></figure>'
    picture = make_file(900, 600, xmp=XMP)
    importing(written(tmp_path, {"a.txt": document(figure), "pier.jpg": picture}), publish=True)
    page = client.get(Edition.objects.get().get_absolute_url()).content.decode()
    assert 'alt="A pier in fog"' in page
    assert "The harbour of Hesk" in page


def test_importing_again_changes_nothing(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    importing(export)
    monkeypatch.setattr(FilesBeside, "read", pytest.fail)
    _pipeline, [result] = importing(export)
    assert result.outcome is Outcome.UNCHANGED
    assert Version.objects.count() == 1


def test_a_corrected_document_keeps_its_picture_though_the_file_is_gone(export: Path) -> None:
    importing(export)
    [before] = pictured()
    (export / "images" / "bridge.jpg").unlink()
    (export / "a.txt").write_bytes(document(FIGURE, "A third sentence, which is a long one."))
    _pipeline, [result] = importing(export)
    assert (result.outcome, result.pictures) == (Outcome.UPDATED, 0)
    assert pictured() == [before]


def test_a_corrected_document_brings_in_a_changed_file(export: Path) -> None:
    importing(export)
    (export / "images" / "bridge.jpg").write_bytes(make_file(700, 400))
    (export / "a.txt").write_bytes(document(FIGURE, "A third sentence, which is a long one."))
    _pipeline, [result] = importing(export)
    newest = Picture.objects.get(width=700)
    assert (result.outcome, result.pictures) == (Outcome.UPDATED, 1)
    assert [each["picture"] for each in pictured()] == [newest.sha256]


def test_a_picture_that_comes_later_comes_in(export: Path) -> None:
    picture = export / "images" / "bridge.jpg"
    data = picture.read_bytes()
    picture.unlink()
    _pipeline, [result] = importing(export)
    assert "is here without a picture: images/bridge.jpg (is not beside it)" in result.reason
    assert "Put it there" in result.hint
    assert importing(export)[1][0].outcome is Outcome.UNCHANGED
    picture.write_bytes(data)
    _pipeline, [result] = importing(export)
    assert (result.outcome, result.pictures) == (Outcome.UPDATED, 1)
    assert pictured()[0]["picture"] == Picture.objects.get().sha256
    assert importing(export)[1][0].outcome is Outcome.UNCHANGED


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (SVG, "drawing"),
        (b"", "empty"),
        (make_file()[:900], "damaged"),
        (b"no picture at all", "no picture of a kind"),
    ],
)
def test_a_picture_that_is_refused_costs_its_document_nothing(
    export: Path, data: bytes, why: str
) -> None:
    (export / "images" / "bridge.jpg").write_bytes(data)
    _pipeline, [result] = importing(export)
    assert result.outcome is Outcome.CREATED
    assert "images/bridge.jpg" in result.reason
    assert why in result.reason
    assert result.hint
    assert not Picture.objects.exists()
    assert pictured()[0]["alt"] == "A bridge"
    _pipeline, [again] = importing(export)
    assert again.outcome is Outcome.UNCHANGED
    assert Version.objects.count() == 1


def test_what_leads_out_of_the_import_is_told_and_not_read(tmp_path: Path) -> None:
    written(tmp_path, {"secret.jpg": make_file()})
    figure = '<figure><img src="../secret.jpg" alt="No"></figure>'
    folder = written(tmp_path / "export", {"a.txt": document(figure)})
    _pipeline, [result] = importing(folder)
    assert "is outside of what is imported" in result.reason
    assert not Picture.objects.exists()


@pytest.mark.parametrize("plan", [IMPORT.dry(), IMPORT_PREVIEW])
def test_a_preview_counts_pictures_and_stores_none(export: Path, plan: Plan) -> None:
    pipeline, [result] = importing(export, plan)
    assert (result.outcome, result.pictures, pipeline.pictures) == (Outcome.CREATED, 1, 1)
    assert not Picture.objects.exists()
    assert not list(stored_originals())


def test_processes_read_while_pictures_come_in(
    export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "WORTH_STARTING", 0)
    _pipeline, [result] = importing(export, processes=2)
    assert (result.outcome, result.pictures) == (Outcome.CREATED, 1)


def test_the_command_says_how_many_came_in(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_articles", str(export), dry_run=True)
    assert "1 picture would come in." in capsys.readouterr().out
    (export / "b.txt").write_bytes(document('<img src="images/b.svg" alt="B">', "Something else."))
    (export / "images" / "b.svg").write_bytes(SVG)
    call_command("import_articles", str(export))
    told = capsys.readouterr()
    assert "2 created" in told.out
    assert "1 picture came in." in told.out
    assert "Left out" not in told.out
    assert f"{export}/b.txt: is here without a picture: images/b.svg (This is a drawing" in told.err


def test_parsing_again_keeps_it(export: Path) -> None:
    importing(export)
    [before] = pictured()
    (export / "images" / "bridge.jpg").unlink()
    run = reparse.apply([Article.objects.get().pk])
    assert run.counts[Outcome.UNCHANGED] == 1
    assert pictured() == [before]
    assert importing(export)[1][0].outcome is Outcome.UNCHANGED


def test_an_editors_picture_stands(export: Path) -> None:
    importing(export)
    article = Article.objects.get()
    chosen = "c" * 64
    text = json.dumps(store.load(article).to_json()).replace(Picture.objects.get().sha256, chosen)
    edited = ArticleDocument.from_json(json.loads(text))
    store.save(article.pk, edited, base=1, reason=Reason.EDIT)
    (export / "a.txt").write_bytes(document(FIGURE, "A third sentence, which is a long one."))
    _pipeline, [result] = importing(export)
    assert result.outcome is Outcome.MERGED
    assert [each["picture"] for each in pictured()] == [chosen]


def test_undo_leaves_the_picture_in_the_library(export: Path) -> None:
    pipeline, _results = importing(export)
    assert pipeline.run
    for _undone in Undo(pipeline.run):
        pass
    assert not Article.objects.exists()
    assert Picture.objects.count() == 1
    assert not ArticlePicture.objects.exists()


def test_a_saved_page_has_its_files_in_a_folder(tmp_path: Path) -> None:
    words = "".join(f"<p>{SENTENCE} {number} {OTHER}</p>" for number in range(8))
    page = (
        '<!DOCTYPE html><html><head><title>Ferry</title><link rel="canonical" '
        'href="https://coast.example/news/ferry"></head><body><article><h1>The ferry is late</h1>'
        f'{words}<figure><img src="ferry_files/photo.jpg" srcset="/img/photo-900.jpg 900w"'
        f' alt="A ferry"><figcaption>The ferry at its pier</figcaption></figure>{words}'
        "</article></body></html>"
    )
    folder = written(
        tmp_path, {"ferry.html": page.encode(), "ferry_files/photo.jpg": make_file(800, 500)}
    )
    _pipeline, [result] = importing(folder)
    assert (result.outcome, result.pictures) == (Outcome.CREATED, 1)
    [said] = pictured()
    assert said["file"] == "ferry_files/photo.jpg"
    assert said["source"] == "https://coast.example/img/photo-900.jpg"
    assert said["picture"] == Picture.objects.get().sha256


def test_json_names_files_beside_it(tmp_path: Path) -> None:
    item = {
        "uri": "urn:a:1",
        "type": "text",
        "headline": "The bridge is open",
        "body_html": f"<p>{SENTENCE}</p><p>{OTHER}</p>",
        "associations": {
            "featuremedia": {
                "type": "picture",
                "description_text": "The bridge",
                "renditions": {"original": {"href": "media/bridge.jpg", "width": 900}},
            }
        },
    }
    folder = written(
        tmp_path, {"a.json": json.dumps(item).encode(), "media/bridge.jpg": make_file()}
    )
    _pipeline, [result] = importing(folder)
    assert (result.outcome, result.pictures) == (Outcome.CREATED, 1)


@pytest.mark.parametrize("above", ["uploads", "wp-content/uploads"])
def test_the_uploads_beside_an_export_of_wordpress_come_in(tmp_path: Path, above: str) -> None:
    body = (
        f"<p>{SENTENCE}</p>"
        '<img src="https://blog.example/wp-content/uploads/2019/03/pier-300x200.jpg" alt="Pier">'
        '<img src="https://other.example/wp-content/uploads/2019/03/pier.jpg" alt="Not ours">'
        f"<p>{OTHER}</p>"
    )
    item = wxr.item(body, post_id="7").replace(
        "<item>", "<item><link>https://blog.example/a</link>"
    )
    folder = written(
        tmp_path,
        {"site.xml": wxr.export(item).encode(), f"{above}/2019/03/pier.jpg": make_file(800, 600)},
    )
    _pipeline, results = importing(folder)
    [created] = [each for each in results if each.outcome is Outcome.CREATED]
    assert created.pictures == 1
    ours, other = pictured()
    assert ours["picture"] == Picture.objects.get().sha256
    assert "picture" not in other


def test_documents_without_pictures_ask_nothing_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(tmp_path, {"a.txt": document()})
    monkeypatch.setattr(FilesBeside, "_place", pytest.fail)
    importing(folder)
    importing(folder)
    assert not Article.objects.get().source.lacks_pictures  # type: ignore[union-attr]
