"""The public site as files: what a web server finds in the folder, and what a second run writes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

from articles.models import Article, Correction, Edition
from articles.models.masthead import renew_masthead
from articles.publishing.publish import publish, withdraw
from articles.site_files.crawl import Crawl
from articles.site_files.export import ExportResult, export_site
from articles.site_files.folder import OWN, FolderRefused
from tests.make import make_article as make_written
from tests.site.former.moved import move_site
from tests.site.make import hours, make_article, make_edition
from tests.site_files.served_folder import walked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_pictures")]

BASE: Final = "https://news.example"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


def export(folder: Path, **options: str | bool) -> ExportResult:
    return export_site(folder, BASE, **options)  # type: ignore[arg-type]


def files(folder: Path) -> dict[str, bytes]:
    found = (each for each in folder.rglob("*") if each.is_file() and OWN not in each.parts)
    return {str(each.relative_to(folder)): each.read_bytes() for each in found}


def page(folder: Path, slug: str) -> Path:
    return folder / "articles" / slug / "index.html"


@pytest.fixture
def moved(tmp_path: Path, own_pictures: Path) -> None:
    move_site(tmp_path / "export")
    for number in range(45):
        make_edition(f"story-{number}", headline=f"Story {number}", live_from=hours(-number - 1))


def test_corrections_have_their_pages_the_older_ones_too(folder: Path) -> None:
    edition = make_edition("geese", headline="Geese")
    values = {"article": edition.article, "before_number": 1, "after_number": 1}
    for number in range(25):
        Correction.objects.create(note=f"No. {number}.", shown_from=hours(-1 - number), **values)
    renew_masthead()
    assert export(folder).broken == []
    assert "No. 0." in (folder / "corrections" / "index.html").read_text()
    assert "No. 24." in (folder / "corrections" / "older" / "2" / "index.html").read_text()


@pytest.mark.usefixtures("moved")
def test_no_link_of_the_files_is_broken(folder: Path) -> None:
    result = export(folder)
    assert (result.broken, result.problems) == ([], [])
    seen, outside = walked(folder, BASE)
    assert {path: status for path, status in seen.items() if status != 200} == {}
    assert outside == set()
    articles = set(Edition.objects.values_list("slug", flat=True))
    for slug in articles - {each for each in articles if not each.isascii()}:
        assert f"/articles/{slug}/" in seen
    assert any(path.startswith("/pictures/") for path in seen)
    assert any(path.endswith(".woff2") for path in seen)


@pytest.mark.usefixtures("moved")
def test_older_pages_of_a_list_are_numbered(folder: Path) -> None:
    export(folder)
    assert 'href="/older/2/"' in (folder / "index.html").read_text()
    second = (folder / "older" / "2" / "index.html").read_text()
    assert 'href="/older/3/"' in second
    assert "?after=" not in second
    assert "?before=" not in second


@pytest.mark.usefixtures("moved")
def test_search_is_left_out(folder: Path) -> None:
    export(folder)
    assert not (folder / "search").exists()
    for name, data in files(folder).items():
        if name.endswith(".html"):
            assert b'"/search/' not in data, name


def test_reports_of_errors_are_left_out(folder: Path) -> None:
    make_edition("one")
    export(folder)
    assert "report" not in page(folder, "one").read_text()
    assert not (page(folder, "one").parent / "report").exists()


def test_a_second_run_writes_nothing(folder: Path) -> None:
    make_edition("one")
    first = export(folder)
    before = {path: os.stat(folder / path).st_mtime_ns for path in files(folder)}
    second = export(folder)
    assert (first.removed, second.written, second.removed) == (0, 0, 0)
    assert second.unchanged == first.written
    assert {path: os.stat(folder / path).st_mtime_ns for path in files(folder)} == before


def test_only_what_changed_is_written(folder: Path) -> None:
    make_edition("one", headline="One", first_published_at=hours(-3))
    # Its page leads to both of them.
    make_edition("between", first_published_at=hours(-2))
    make_edition("two", headline="Two", first_published_at=hours(-1))
    export(folder)
    stays = os.stat(page(folder, "two")).st_mtime_ns
    Edition.objects.filter(slug="one").update(headline="Another", live_from=hours(-0.1))
    result = export(folder)
    assert "Another" in page(folder, "one").read_text()
    assert os.stat(page(folder, "two")).st_mtime_ns == stays
    assert result.written < len(files(folder))


def test_what_is_withdrawn_is_removed_and_nothing_else(folder: Path) -> None:
    make_edition("one")
    make_edition("two")
    export(folder)
    (folder / "CNAME").write_text("news.example")
    Edition.objects.filter(slug="one").update(live_until=hours(-0.1))
    result = export(folder)
    assert not page(folder, "one").parent.exists()
    assert page(folder, "two").exists()
    assert (folder / "CNAME").read_text() == "news.example"
    assert result.removed == 1


def test_drafts_and_what_is_to_come_are_no_files(folder: Path) -> None:
    make_edition("now")
    make_edition("later", headline="A secret of tomorrow", live_from=hours(1))
    make_written(slug="a-draft")
    export(folder)
    assert not page(folder, "later").exists()
    assert not page(folder, "a-draft").exists()
    assert not any(b"A secret of tomorrow" in data for data in files(folder).values())


def test_older_slugs_and_old_addresses_lead_on(folder: Path, tmp_path: Path) -> None:
    move_site(tmp_path / "export")
    article = Article.objects.get(slug="the-pier-fell")
    Article.objects.filter(pk=article.pk).update(slug="pier")
    publish(article)
    result = export(folder, server="nginx")
    for old in ("articles/the-pier-fell/index.html", "2014/03/pier-fell/index.html"):
        text = (folder / old).read_text()
        assert 'content="0; url=/articles/pier/"' in text
        assert f'rel="canonical" href="{BASE}/articles/pier/"' in text
    assert (folder / "2014" / "03" / "harbour-opens.html").exists()
    assert '"/2014/03/pier-fell/" "/articles/pier/";' in (folder / "redirects.map").read_text()
    assert result.forwards == 4
    withdraw(article)
    export(folder)
    assert not (folder / "2014" / "03" / "pier-fell").exists()


def test_another_base_writes_the_addresses_anew(folder: Path) -> None:
    make_edition("one")
    export(folder)
    export_site(folder, "https://other.example")
    assert "https://news.example" not in page(folder, "one").read_text()


def test_a_folder_with_other_files_is_refused(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(FolderRefused, match="holds other files"):
        export(folder)
    assert [each.name for each in folder.iterdir()] == ["thesis.txt"]


def test_a_file_of_somebody_else_is_left_and_told(folder: Path) -> None:
    make_edition("one")
    export(folder)
    page(folder, "two").parent.mkdir(parents=True)
    page(folder, "two").write_text("mine")
    make_edition("two")
    result = export(folder)
    assert page(folder, "two").read_text() == "mine"
    [problem] = result.problems
    assert "is there and no file of an export" in problem


def test_nothing_is_written_through_a_link_that_leads_out(folder: Path, tmp_path: Path) -> None:
    make_edition("one")
    export(folder)
    outside = tmp_path / "outside"
    outside.mkdir()
    (folder / "articles" / "two").symlink_to(outside)
    make_edition("two")
    result = export(folder)
    assert list(outside.iterdir()) == []
    assert len(result.problems) == 1


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    make_edition("one")
    result = export(folder, is_dry=True)
    assert not folder.exists()
    assert result.written > 1
    export(folder)
    before = files(folder)
    make_edition("two")
    assert export(folder, is_dry=True).written > 1
    assert files(folder) == before


def test_a_killed_export_leaves_what_was_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_edition("one", headline="As it was")
    export(folder)
    before = files(folder)
    Edition.objects.filter(slug="one").update(headline="Another", live_from=hours(-0.1))
    make_edition("two", article=make_article("two"))

    class Killed(BaseException):
        pass

    def broken_off(crawl: Crawl) -> None:
        run(crawl)
        raise Killed

    run = Crawl.run
    with monkeypatch.context() as patched:
        patched.setattr(Crawl, "run", broken_off)
        with pytest.raises(Killed):
            export(folder)
    assert files(folder) == before
    export(folder)
    assert "Another" in page(folder, "one").read_text()
    assert page(folder, "two").exists()


def test_an_export_killed_while_files_are_put_in_place_is_finished_by_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_edition("one")
    make_edition("two")
    replace, done = os.replace, list[str]()

    def broken_off(*names: str) -> None:
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(names[1])
        replace(*names)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", broken_off)
        with pytest.raises(KeyboardInterrupt):
            export(folder)
    assert len(files(folder)) == 3
    result = export(folder)
    assert (result.problems, result.broken) == ([], [])
    assert page(folder, "one").exists()
    assert page(folder, "two").exists()
    seen, _ = walked(folder, BASE)
    assert set(seen.values()) <= {200, 404}
