from __future__ import annotations

import gc
import gzip
import io
import json
import re
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command, load_command_class
from django.db import connection

from articles.documents.reading import CONTAINERS, READERS
from articles.models import Article, Edition, ImportRun
from articles.models.import_run import Outcome
from tests.documents.make import SENTENCE
from tests.documents.reading.packing import tarred, zipped
from tests.documents.reading.pages.make import make_section_page
from tests.documents.reading.tables.make import as_csv, as_xlsx

pytestmark = pytest.mark.django_db


def import_articles(*arguments: object, code: int = 0) -> tuple[str, str]:
    """Run the command; gives what it wrote to stdout and to stderr."""
    out, err = io.StringIO(), io.StringIO()
    exit_code: object = 0
    try:
        call_command("import_articles", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stop:
        exit_code = stop.code
    assert exit_code == code
    return out.getvalue(), err.getvalue()


def write(folder: Path, name: str = "ferry.txt", *strings: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(repr([*strings] or [SENTENCE]), encoding="utf-8")
    return path


def test_a_folder_is_imported_and_summed_up(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "deep/er/b.txt")
    out, err = import_articles(tmp_path)
    assert out.startswith("2 created (2 documents in ")
    assert "a second" in out
    assert err == ""


def test_one_document_is_summed_up_as_one(tmp_path: Path) -> None:
    out, _ = import_articles(write(tmp_path))
    assert out.startswith("1 created (1 document in ")


def test_a_rejected_document_is_named_with_place_reason_and_remedy(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    bad = tmp_path / "b.txt"
    bad.write_text("['one',\n 2]", encoding="utf-8")
    out, err = import_articles(tmp_path, code=1)
    assert "1 created" in out
    assert "1 rejected" in out
    assert err.startswith(f"{bad}, line 2")
    assert len(err.splitlines()) == 1
    assert Article.objects.count() == 1


def test_where_nothing_can_begin_the_command_says_why(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="does not exist"):
        import_articles(tmp_path / "nowhere")
    with pytest.raises(CommandError, match="without documents"):
        import_articles(tmp_path)
    assert not ImportRun.objects.exists()


def test_a_report_that_cannot_be_written_stops_before_anything_is_stored(tmp_path: Path) -> None:
    path = write(tmp_path)
    with pytest.raises(CommandError, match="report cannot be written"):
        import_articles(path, "--report", tmp_path / "no" / "folder.jsonl")
    assert not Article.objects.exists()


def test_the_report_has_a_line_for_each_document(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt", "")
    report = tmp_path / "report.jsonl"
    import_articles(tmp_path / "*.txt", "--report", report, code=1)
    created, rejected = map(json.loads, report.read_text(encoding="utf-8").splitlines())
    assert (created["key"], created["outcome"]) == ("a.txt", "created")
    assert created["article"] == Article.objects.get().pk
    assert rejected["reason"]
    assert rejected["remedy"]


def test_a_dry_run_names_each_document_and_stores_nothing(tmp_path: Path) -> None:
    path = write(tmp_path)
    out, _ = import_articles(path, "--dry-run")
    assert f"created    {path}" in out
    assert "nothing was stored" in out
    assert not Article.objects.exists()


def test_publish_makes_the_articles_public(tmp_path: Path) -> None:
    import_articles(write(tmp_path), "--publish")
    assert Edition.objects.live().count() == 1


def test_it_says_how_many_articles_it_published(tmp_path: Path) -> None:
    document = write(tmp_path)
    out, _ = import_articles(document)
    assert "published" not in out
    # Nothing came in that was not there, yet readers see something new.
    out, _ = import_articles(document, "--publish")
    assert "1 unchanged" in out
    assert "\n1 published.\n" in out
    write(tmp_path, "ferry.txt", SENTENCE, f"And then, {SENTENCE}")
    assert "\n1 published.\n" in import_articles(document, "--publish")[0]
    assert "\n0 published.\n" in import_articles(document, "--publish")[0]
    assert "published." not in import_articles(document, "--publish", "--dry-run")[0]


def test_the_publisher_is_told_for_documents_that_do_not_say_it(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "b.json").write_text(
        json.dumps({"publisher": "The Harbour", "paragraphs": [SENTENCE]}), encoding="utf-8"
    )
    import_articles(tmp_path, "--publisher", "Verrow Courier")
    publishers = dict(Article.objects.values_list("external_id", "publisher"))
    assert publishers == {"a.txt": "Verrow Courier", "b.json": "The Harbour"}
    call_command("reparse", "--apply", stdout=io.StringIO())
    assert Article.objects.get(external_id="a.txt").publisher == "Verrow Courier"


def test_documents_come_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "\n".join(json.dumps({"id": key, "paragraphs": [SENTENCE]}) for key in "ab")
    stdin = io.TextIOWrapper(io.BytesIO(lines.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    out, _ = import_articles("-")
    assert "2 created" in out
    assert set(Article.objects.values_list("external_id", flat=True)) == {"a", "b"}


def test_every_document_of_the_folder_can_be_imported(documents: Path) -> None:
    import_articles(documents)
    out, _ = import_articles(documents)
    assert re.match(r"\d+ unchanged \(", out)


@pytest.mark.parametrize("command", ["import_articles", "explain_documents"])
def test_the_formats_are_listed_without_a_path(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = load_command_class("articles", command).create_parser("manage.py", command)
    with pytest.raises(SystemExit) as stop:
        parser.parse_args(["--list-formats"])
    assert stop.value.code == 0
    listed = capsys.readouterr().out
    names = [*(each.NAME for each in READERS), *(each.NAME for each in CONTAINERS)]
    assert re.findall(r"^(\w+)  \(\.", listed, re.M) == names
    assert max(map(len, listed.splitlines())) <= 100


def make_mixed_folder(folder: Path) -> None:
    """Every format, each with documents of its own; half of the names say something else."""
    text = f"<p>{SENTENCE}</p>"
    literal = repr([SENTENCE]).encode()
    line = json.dumps([SENTENCE]).encode() + b"\n"
    files = {
        "a.txt": literal,
        "b.txt": json.dumps({"id": "b", "paragraphs": [SENTENCE]}).encode(),
        "c.json": literal,
        "d.jsonl": line * 2,
        "deep/e.csv": as_csv([["id", "text"], ["e1", text], ["e2", text]]),
        "f.xlsx": as_xlsx([["id", "text"], ["f1", SENTENCE], ["f2", ""]]),
        "g.jsonl.gz": gzip.compress(line),
        "h.zip": zipped(
            {
                "h1.txt": literal,
                "in/h2.csv": as_csv([["url", "text"], ["https://example.org/h2", text]]),
                "h3.tgz": gzip.compress(tarred({"h4.txt": literal, "h5.txt": b"h5 = [1]"})),
                "picture.jpg": b"x",
            }
        ),
        "i.tar": tarred({"i1.txt": literal}, {"i2.txt": tarfile.SYMTYPE}),
        "j.txt": zipped({"j1.txt": literal}),
        "k.tar.gz": gzip.compress(tarred({"k1.txt": literal, "k2.txt": literal}))[:-12],
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)


def test_a_folder_of_mixed_formats_is_imported_in_one_command(tmp_path: Path) -> None:
    make_mixed_folder(tmp_path)
    out, err = import_articles(tmp_path, code=1)
    assert set(Article.objects.values_list("external_id", flat=True)) >= {
        *("a.txt", "b", "c.json", "d.jsonl:1", "e1", "e2", "f1", "g.jsonl:1", "h1.txt"),
        *("https://example.org/h2", "h4.txt", "i1.txt", "j1.txt", "k1.txt"),
    }
    assert [line.removeprefix(f"{tmp_path}/").partition(". ")[0] for line in err.splitlines()] == [
        "f.xlsx, row 3: has no text",
        "h.zip/h3.tgz/h5.txt, line 1, column 1: is not a Python list: it does not begin with [",
        "i.tar/i2.txt: is a link",
        "k.tar.gz: is cut off",
    ]
    assert "4 rejected" in out


def test_a_folder_of_mixed_formats_imported_again_is_unchanged(tmp_path: Path) -> None:
    make_mixed_folder(tmp_path)
    import_articles(tmp_path, code=1)
    before = Article.objects.count()
    out, _ = import_articles(tmp_path, code=1)
    assert "created" not in out
    assert Article.objects.count() == before


def test_a_name_from_outside_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J\nall is well.txt").write_text("[", encoding="utf-8")
    _, err = import_articles(tmp_path, code=1)
    assert len(err.splitlines()) == 1
    assert "\x1b" not in err


def test_what_was_left_out_is_counted_and_named(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    for name in ("1.pdf", "2.pdf", "3.pdf", "4.pdf"):
        (tmp_path / name).touch()
    out, err = import_articles(tmp_path)
    assert "1 created, 4 left out (5 documents" in out
    named = ", ".join(f"{tmp_path}/{number}.pdf" for number in (1, 2, 3))
    assert f"Left out, 4: is in no format that is read here ({named} and 1 more). Name the" in out
    assert err == ""
    run = ImportRun.objects.get()
    assert run.left_out == {"is in no format that is read here": 4}
    assert run.items.filter(outcome=Outcome.SKIPPED).count() == 4


def test_members_of_an_archive_that_are_left_out_are_named(tmp_path: Path) -> None:
    path = tmp_path / "wire.zip"
    path.write_bytes(zipped({"a.txt": repr([SENTENCE]).encode(), "p.pdf": b"x"}))
    out, _ = import_articles(path)
    assert f"Left out, 1: is in no format that is read here ({path}/p.pdf)." in out


@pytest.mark.parametrize("option", ["--dry-run", "--fail-fast", "--report=r.jsonl"])
def test_a_watch_refuses_what_needs_an_end(option: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=option.partition("=")[0]):
        import_articles(tmp_path, "--watch", option)


def test_standard_input_cannot_be_watched() -> None:
    with pytest.raises(CommandError, match="Standard input"):
        import_articles("-", "--watch")


def export_of(*posts: tuple[str, str]) -> str:
    """A WordPress export with a post of each type and status."""
    items = "".join(
        f"<item><title>T{number}</title><guid>g{number}</guid><wp:post_type>{kind}</wp:post_type>"
        f"<wp:status>{status}</wp:status>"
        f"<content:encoded>{SENTENCE}</content:encoded></item>"
        for number, (kind, status) in enumerate(posts)
    )
    return (
        '<rss xmlns:wp="http://wordpress.org/export/1.2/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel>{items}</channel></rss>"
    )


def test_types_of_posts_that_are_asked_for_are_imported(tmp_path: Path) -> None:
    path = tmp_path / "site.xml"
    path.write_text(export_of(("post", "publish"), ("page", "publish"), ("recipe", "publish")))
    out, _ = import_articles(path)
    assert out.startswith("1 created, 2 left out")
    out, _ = import_articles(path, "--post-types", "page, recipe")
    assert out.startswith("2 created, 1 unchanged")
    assert ImportRun.objects.latest("pk").arguments["post_types"] == ["page", "recipe"]


def test_a_draft_of_its_publisher_is_left_out_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "site.xml"
    path.write_text(export_of(("post", "draft"), ("post", "trash"), ("post", "publish")))
    out, _ = import_articles(path, "--publish")
    assert out.startswith("1 created, 2 left out")
    path.write_text(export_of(("post", "draft"), ("post", "trash"), ("post", "private")))
    out, _ = import_articles(path, "--publish")
    # An editor is asked about what is live here.
    assert out.startswith("1 in conflict, 2 left out")
    assert (Article.objects.count(), Edition.objects.live().count()) == (1, 1)


def test_a_section_page_is_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "news.html").write_text(make_section_page(), encoding="utf-8")
    out, err = import_articles(tmp_path)
    assert "1 left out" in out
    assert "is a section page" in out
    assert "news.html" in out
    assert "--section-pages" in out
    assert err == ""
    assert not Article.objects.exists()


def test_a_section_page_is_imported_where_that_is_wanted_and_then_stays(tmp_path: Path) -> None:
    path = tmp_path / "news.html"
    path.write_text(make_section_page(), encoding="utf-8")
    import_articles(path, "--section-pages")
    path.write_text(make_section_page("<h1>News of today</h1>"), encoding="utf-8")
    out, _ = import_articles(path)
    assert "1 updated" in out
    assert Article.objects.count() == 1
    assert ImportRun.objects.earliest("pk").arguments["section_pages"] is True


def test_garbage_is_looked_for_in_what_the_import_makes_alone(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(repr([SENTENCE]))
    left_alone = []

    def asked(execute: Any, *arguments: Any) -> Any:
        left_alone.append(gc.get_freeze_count())
        return execute(*arguments)

    before = gc.get_freeze_count()
    with connection.execute_wrapper(asked):
        import_articles(tmp_path)
    assert max(left_alone) > before + 1_000
    assert gc.get_freeze_count() == before
