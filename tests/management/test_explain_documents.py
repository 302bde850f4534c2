from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.documents.make import SENTENCE
from tests.documents.reading.pages.make import make_section_page
from tests.make import make_noise_line
from tests.served import manage, site_environment

pytestmark = pytest.mark.django_db


def explain(*arguments: object) -> str:
    out = io.StringIO()
    call_command("explain_documents", *map(str, arguments), stdout=out)
    return out.getvalue()


def write(folder: Path, *strings: str) -> Path:
    path = folder / "ferry.txt"
    path.write_text(repr([*strings]), encoding="utf-8")
    return path


def test_json_has_a_block_for_every_string_in_order(tmp_path: Path) -> None:
    link = f'{SENTENCE} <a href="/quay" class="x">More</a>.'
    path = write(tmp_path, "", link, "© 2026 The Verrow Courier")
    [line] = explain(path, "--json").splitlines()
    found = json.loads(line)
    assert list(found) == [
        "key",
        "file",
        "position",
        "headline",
        "headline_provisional",
        "standfirst",
        "bylines",
        "language",
        "details",
        "removed",
        "sections",
        "blocks",
        "links",
    ]
    assert [(b["index"], b["label"]) for b in found["blocks"]] == [
        (0, "noise"),
        (1, "body"),
        (2, "noise"),
    ]
    assert found["links"] == [{"origin": 1, "url": "/quay", "text": "More"}]
    assert found["sections"][0]["paragraphs"][0]["origin"] == 1
    assert found["blocks"][1]["removed"][0]["what"] == "attribute"
    assert all(block["reason"] for block in found["blocks"])


def test_what_the_documents_own_address_lost_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ferry.json"
    url = "https://harbour.example/ferry?utm_id=1"
    path.write_text(json.dumps({"url": url, "paragraphs": [SENTENCE]}), encoding="utf-8")
    found = json.loads(explain(path, "--json"))
    assert found["removed"] == [{"what": "parameter", "name": "utm_id", "detail": url}]
    assert found["language"] == "en"
    assert f"\nremoved: parameter utm_id {url}\n" in explain(path)


def test_what_a_document_says_of_itself_is_told_as_it_was_understood(tmp_path: Path) -> None:
    said = {
        "authors": ["By Mia Lund", "Olaf Berg"],
        "publisher": "The Verrow Courier",
        "published": "2026-03-01T08:00:00+01:00",
        "topics": ["Ferries", "Trade"],
        "paragraphs": [SENTENCE],
    }
    path = tmp_path / "ferries.jsonl"
    path.write_text(json.dumps(said), encoding="utf-8")
    told = explain(path)
    assert told.startswith(f"{path}, line 1  key ferries.jsonl:1\n")
    assert "\nbylines: Mia Lund, Olaf Berg\n" in told
    assert "\npublisher: The Verrow Courier\n" in told
    assert "\npublished: 2026-03-01T07:00:00+00:00\n" in told
    assert "\ntopics: Ferries, Trade\n" in told
    found = json.loads(explain(path, "--json"))
    assert found["position"] == "line 1"
    assert found["details"]["topics"] == ["Ferries", "Trade"]
    assert found["details"]["picture"] == []


def test_an_agency_is_told_apart_from_the_authors(tmp_path: Path) -> None:
    said = {"authors": ["Von Mia Lund, dpa"], "paragraphs": [SENTENCE]}
    path = tmp_path / "ferries.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    found = json.loads(explain(path, "--json"))
    assert (found["bylines"], found["details"]["agencies"]) == (["Mia Lund"], ["dpa"])


def test_a_terminal_gets_every_string_with_its_reason(tmp_path: Path) -> None:
    out = explain(write(tmp_path, SENTENCE, "© 2026 The Verrow Courier"))
    assert "body" in out
    assert "reads like a copyright line" in out


def test_what_cannot_be_read_is_told_and_the_others_are_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, SENTENCE)
    (tmp_path / "broken.txt").write_text("[", encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        call_command("explain_documents", str(tmp_path), "--json")
    captured = capsys.readouterr()
    assert stop.value.code == 1
    assert len(captured.out.splitlines()) == 1
    assert "broken.txt" in captured.err


def test_it_goes_by_what_the_sites_editors_decided(tmp_path: Path) -> None:
    make_noise_line("Nobody asked why the tide was late again that year.")
    out = explain(write(tmp_path, SENTENCE, "Nobody asked why the tide was late again that year."))
    assert "an editor called this line noise, everywhere" in out


def test_it_needs_no_database_and_makes_none(tmp_path: Path) -> None:
    path = write(tmp_path, SENTENCE)
    with site_environment(tmp_path) as environment:
        out = manage({**environment, "DATABASE_URL": ""}, "explain_documents", str(path))
    assert "body" in out
    assert list(tmp_path.rglob("*.sqlite3")) == []


def test_json_is_one_line_a_document_whatever_its_text_holds(tmp_path: Path) -> None:
    path = write(tmp_path, f"{SENTENCE}\u2028{SENTENCE}\u0085{SENTENCE}\u2029")
    [line] = explain(path, "--json").splitlines()
    assert json.loads(line)["blocks"]


def test_a_date_that_was_not_understood_is_to_be_known(tmp_path: Path) -> None:
    path = tmp_path / "ferry.json"
    path.write_text(json.dumps({"published": "soon", "paragraphs": [SENTENCE]}), encoding="utf-8")
    assert "\nto be known: date published soon\n" in explain(path)


def test_a_section_page_is_told_as_such_and_explained_where_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "news.html"
    path.write_text(make_section_page(), encoding="utf-8")
    err = io.StringIO()
    call_command("explain_documents", str(path), stderr=err)
    assert "news.html: is a section page" in err.getvalue()
    assert "The ferry of day 3 has sailed" in explain(path, "--section-pages")


def test_what_is_no_text_is_told_with_its_kind_and_what_it_says(tmp_path: Path) -> None:
    figure = '<img src="https://p.example/a.jpg" alt="A ferry">'
    table = "<table><tr><th>Party<th>Seats<tr><td>Red<td>12</table>"
    path = write(tmp_path, SENTENCE, figure, table, SENTENCE.replace("this", "last"))
    found = json.loads(explain(path, "--json"))
    picture = {"source": "https://p.example/a.jpg", "alt": "A ferry"}
    assert [block.get("kind") for block in found["blocks"]] == [None, "picture", "table", None]
    assert found["blocks"][1]["attributes"] == picture
    assert found["sections"][0]["paragraphs"][1]["attributes"] == picture
    told = explain(path)
    assert "kind: picture, source https://p.example/a.jpg, alt A ferry" in told
    assert "kind: table, head 1, 2 rows of 2 cells" in told


def test_a_picture_that_is_noise_is_told_as_such(tmp_path: Path) -> None:
    picture = '<img src="https://p.example/a.jpg">'
    found = json.loads(explain(write(tmp_path, SENTENCE, picture), "--json"))
    assert (found["blocks"][1]["label"], found["blocks"][1]["kind"]) == ("noise", "picture")
    assert found["sections"][0]["paragraphs"][1]["noise"] is True
