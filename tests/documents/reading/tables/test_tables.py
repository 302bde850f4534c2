"""Tables in, one document a row; a bad row costs only itself."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.documents import reading
from articles.documents.reading.field_names import FIELD_NAMES
from articles.documents.reading.tables import xlsx_table
from articles.documents.reading.tables.encoding import encoding_of
from articles.documents.source import PublishingStatus, Rejection, Remark, Source, SourceMetadata
from articles.exchange.table import COLUMNS
from tests.documents.make import make_lead_picture, make_text_piece
from tests.documents.reading.memory import read_and_measure
from tests.documents.reading.received import read_all
from tests.documents.reading.tables.make import as_csv, as_xlsx


def sources(content: bytes, name: str) -> list[Source]:
    found = read_all(content, name)
    assert all(isinstance(each, Source) for each in found), found
    return [each for each in found if isinstance(each, Source)]


def refusals(content: bytes, name: str = "a.csv") -> list[str]:
    return [str(each) for each in read_all(content, name) if isinstance(each, Rejection)]


def pieces(text: str) -> list[tuple[str, str]]:
    [found] = sources(as_csv([["text", "id"], [text, "1"]]), "a.csv")
    return [(piece.tag, piece.html) for piece in reading.contents_of(found).pieces]


ROWS = [
    ["ID", " Headline ", "Link", "Date", "updated", "Author", "Lang", "Source", "Tags", "Image"],
    [
        *("17", "Ferry late", "https://example.org/1", "2024-05-31 09:30", "", "Ana Pol; Jo Ek"),
        *("en_GB", "The Post", "harbour, weather", "https://example.org/1.jpg"),
    ],
]


def test_columns_beside_a_picture_say_what_it_shows() -> None:
    names = ["text", "id", "image", "Image caption", "alt_text", "Photographer"]
    row = ["a", "1", "https://example.org/1.jpg", "At  <dawn>", "A boat", "Ann Lee"]
    [found] = sources(as_csv([names, row]), "a.csv")
    assert reading.contents_of(found).pieces[0] == make_lead_picture(
        "https://example.org/1.jpg",
        "At &lt;dawn&gt;",
        attributes={"alt": "A boat", "credit": "Ann Lee"},
    )


def test_columns_have_the_lines_around_a_text() -> None:
    names = ["text", "id", "Dachzeile", "Dateline", "sign-off"]
    [found] = sources(as_csv([names, ["a", "1", "Holm", "HOLM, May 1", "(apl)"]]), "a.csv")
    metadata = reading.contents_of(found).metadata
    assert (metadata.kicker, metadata.dateline) == ("Holm", "HOLM, May 1")
    assert metadata.sign_off == "(apl)"


def test_a_picture_that_the_text_shows_is_told_of_there() -> None:
    names = ["text", "id", "image", "caption", "credit"]
    html = '<p>a</p><img src="https://example.org/1.jpg" alt="A boat"><p>b</p>'
    row = [html, "1", "https://example.org/1.jpg?w=300", "At dawn", "Ann Lee"]
    [found] = sources(as_csv([names, row]), "a.csv")
    _, picture, _ = reading.contents_of(found).pieces
    said = {"source": "https://example.org/1.jpg", "alt": "A boat", "credit": "Ann Lee"}
    assert (picture.html, picture.attributes) == ("At dawn", said)


WHOLE = [[*ROWS[0], "Summary", "Body", "Mood"], [*ROWS[1], "In short.", "One.\n\nTwo.", "calm"]]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_row_is_a_document_with_all_that_its_columns_say(name: str) -> None:
    [found] = sources(as_csv(WHOLE) if name == "a.csv" else as_xlsx(WHOLE), name)
    contents = reading.contents_of(found)
    assert (found.external_id, found.position, found.format) == ("17", "row 2", name[2:])
    assert contents.pieces == (
        make_lead_picture("https://example.org/1.jpg"),
        make_text_piece("In short.", "p", "standfirst"),
        make_text_piece("One.", "p"),
        make_text_piece("Two.", "p"),
    )
    assert contents.metadata == SourceMetadata(
        title="Ferry late",
        url="https://example.org/1",
        published=datetime(2024, 5, 31, 9, 30, tzinfo=UTC),
        authors=("Ana Pol", "Jo Ek"),
        language="en-GB",
        publisher="The Post",
        topics=("harbour", "weather"),
        picture="https://example.org/1.jpg",
    )


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_the_bytes_of_a_row_keep_every_cell(name: str) -> None:
    [found] = sources(as_csv(WHOLE) if name == "a.csv" else as_xlsx(WHOLE), name)
    assert all(cell.strip() in found.content.decode() for cell in WHOLE[0] if cell != "updated")
    assert b"calm" in found.content


@pytest.mark.parametrize("column", FIELD_NAMES["text"])
def test_the_text_has_many_names(column: str) -> None:
    [found] = sources(as_csv([["id", column.upper()], ["1", "One."]]), "a.csv")
    assert reading.contents_of(found).pieces == (make_text_piece("One.", "p"),)


@pytest.mark.parametrize(
    "header",
    [
        ["Article ID", "Publish Date", "Author Name", "Article Text"],
        ["article_id", "publishDate", "author-name", "article.text"],
        ["ID", "Veröffentlichungsdatum", "Autorin", "Inhalt"],
        ["id", "Date de publication", "Auteur", "Texte"],
        ["ID", "FECHA DE PUBLICACIÓN", "Autor", "Contenido"],
        ["id", "Data di pubblicazione", "Autore", "Testo"],
        ["id", "Data de publicação", "Autores", "Conteúdo"],
        ["id", "Publicatiedatum", "Auteur", "Tekst"],
        ["id", "Data publikacji", "Autorzy", "Treść"],
        ["id", "Дата публикации", "Автор", "Текст статьи"],
        ["id", "Yayın tarihi", "Yazar", "İçerik"],
        ["id", "تاريخ النشر", "الكاتب", "النص"],
        ["编号", "发布日期", "作者", "正文"],
        ["ID", "公開日", "執筆者", "本文"],
    ],
)
def test_a_header_says_what_it_means_in_many_languages(header: list[str]) -> None:
    [found] = sources(as_csv([header, ["7", "2024-05-31", "Ana Pol", "One."]]), "a")
    contents = reading.contents_of(found)
    assert found.external_id == "7"
    assert contents.pieces == (make_text_piece("One.", "p"),)
    assert contents.metadata == SourceMetadata(
        published=datetime(2024, 5, 31, tzinfo=UTC), authors=("Ana Pol",)
    )


def test_a_row_says_who_owns_it_and_what_may_be_done_with_it() -> None:
    rows = [["text", "licence", "status", "version"], ["a", "CC BY 4.0", "draft", "2"]]
    [found] = sources(as_csv(rows), "a.csv")
    assert reading.contents_of(found).metadata == SourceMetadata(
        rights="CC BY 4.0", status=PublishingStatus.DRAFT, version=2
    )


def test_an_address_goes_before_an_id_that_is_called_otherwise() -> None:
    rows = [["guid", "url", "text"], ["7", "https://example.org/1", "a"], ["8", "", "b"]]
    assert [each.external_id for each in sources(as_csv(rows), "a.csv")] == [
        "https://example.org/1",
        "8",
    ]


ABOVE = [["Articles of May"], [], ["exported", "2024-06-01"]]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_what_stands_above_a_header_costs_nothing(delimiter: str) -> None:
    content = as_csv([*ABOVE, ["id", "text", "title"], ["1", "a", "T"]], delimiter)
    [found] = sources(content, "a.csv")
    assert (found.external_id, found.position) == ("1", "row 5")
    assert b"exported" not in found.content
    assert reading.contents_of(found).metadata.title == "T"


def test_what_stands_above_a_sheets_header_costs_nothing() -> None:
    [found] = sources(as_xlsx([*ABOVE, ["id", "text"], ["1", "a"]]), "a.xlsx")
    assert (found.external_id, found.position) == ("1", "row 5")


DATED = [["id", "date", "text"], ["1", "03/05/2024", "a"], ["2", "25/05/2024", "b"]]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_other_rows_tell_which_number_of_a_date_is_the_day(name: str) -> None:
    content = as_csv(DATED) if name == "a.csv" else as_xlsx(DATED)
    dates = [reading.contents_of(each).metadata.published for each in sources(content, name)]
    assert dates == [datetime(2024, 5, day, tzinfo=UTC) for day in (3, 25)]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_date_that_nothing_explains_is_left_open(name: str) -> None:
    content = as_csv(DATED[:2]) if name == "a.csv" else as_xlsx(DATED[:2])
    [found] = sources(content, name)
    metadata = reading.contents_of(found).metadata
    assert (metadata.published, metadata.remarks) == (
        None,
        (Remark("date", "published", "03/05/2024"),),
    )


def test_a_serial_and_the_language_tell_a_date_too() -> None:
    rows = [["date", "language", "text"], ["45443.5", "", "a"], ["03/05/2024", "fr", "b"]]
    one, two = (reading.contents_of(each).metadata for each in sources(as_csv(rows), "a.csv"))
    assert one.published == datetime(2024, 5, 31, 12, tzinfo=UTC)
    assert two.published == datetime(2024, 5, 3, tzinfo=UTC)


def test_a_language_that_is_none_costs_no_row_and_is_told() -> None:
    [found] = sources(as_csv([["language", "text"], ["Brazilian Portuguese", "a"]]), "a.csv")
    assert reading.contents_of(found).metadata.remarks == (
        Remark("language", "language", "Brazilian Portuguese"),
    )


TEXTS = {
    "cp1252": "Die Fähre ist wieder frei, teilte die Küstenwache am Freitag im Hafen mit.",
    "cp1250": "Prom jest już wolny, poinformowała w piątek straż przybrzeżna we mgle.",
    "cp1251": "Паром снова свободен, сообщила в пятницу береговая охрана; никто не пострадал.",
    "cp1253": "Το πλοίο είναι και πάλι ελεύθερο, δήλωσε την Παρασκευή η ακτοφυλακή.",
    "cp1254": "Feribot yeniden serbest, sahil güvenlik cuma günü açıkladı; kimse yaralanmadı.",
    "cp1255": "המעבורת שוב חופשית, אמר משמר החופים ביום שישי. איש לא נפגע",
    "cp1256": "العبارة حرة مرة أخرى كما قال خفر السواحل يوم الجمعة ولم يصب أحد بأذى",
    "cp1257": "Keltas vėl laisvas, penktadienį pranešė pakrančių apsauga; niekas nenukentėjo.",
    "cp932": "フェリーは再び自由になったと沿岸警備隊が金曜日に発表した。",
    "gb18030": "海岸警卫队周五表示，渡轮再次获得自由。没有人受伤。",
    "cp949": "해안경비대는 금요일에 페리가 다시 자유로워졌다고 밝혔다.",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_a_table_of_windows_is_read_and_told_what_it_was_taken_for(encoding: str) -> None:
    text = TEXTS[encoding]
    content = as_csv([["id", "text"], ["1", text], ["2", "plain"]]).decode().encode(encoding)
    one, two = sources(content, "a.csv")
    contents = reading.contents_of(one)
    assert [piece.html for piece in contents.pieces] == [text]
    [remark] = contents.metadata.remarks
    assert remark.what == "encoding"
    assert text.encode(encoding) in one.content
    assert not reading.contents_of(two).metadata.remarks


def test_names_of_columns_are_read_in_the_tables_own_encoding() -> None:
    rows = [["Заголовок", "Текст"], ["Паром", TEXTS["cp1251"]]]
    [found] = sources(as_csv(rows, ";").decode().encode("cp1251"), "a.csv")
    contents = reading.contents_of(found)
    assert contents.metadata.title == "Паром"
    assert contents.metadata.remarks == (Remark("encoding", "windows-1251"),)


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Погода на завтра", "cp1251"),
        ("Цены растут", "cp1251"),
        ("Новини України", "cp1251"),
        ("Вести из Београда", "cp1251"),
        ("ПОГОДА НА ЗАВТРА", "cp1251"),
        ("Ο καιρός αύριο", "cp1253"),
        ("Το πλοίο έφυγε", "cp1253"),
    ],
)
def test_a_few_words_tell_cyrillic_from_greek(words: str, encoding: str) -> None:
    assert encoding_of(f"id;title\n1;{words}\n".encode(encoding)) == encoding


def test_words_of_other_encodings_are_not_taken_for_cyrillic() -> None:
    others = {
        "cp1255": ["כותרת תוכן", "מזג האוויר מחר", "ראש הממשלה"],
        "cp1256": ["العنوان", "رئيس الوزراء", "الطقس غدا"],
        "gb18030": ["北京今天下雪", "标题 正文 新闻"],
        "cp932": ["東京で雪が降る", "見出し 本文"],
        "cp949": ["서울 눈 날씨", "제목 본문"],
        "cp1252": ["DÉJÀ VU À ÉVÊCHÉ", "Überschrift größer"],
        "cp1250": ["Žluťoučký kůň úpěl", "święta i śnieg"],
    }
    taken = [
        text
        for encoding, texts in others.items()
        for text in texts
        if encoding_of(f"id;title\n1;{text}\n".encode(encoding)) == "cp1251"
    ]
    assert taken == []


def test_a_few_bad_rows_make_no_table_of_windows() -> None:
    rows = b"id,text\n1,caf\xc3\xa9\n2,caf\xe9\n3,na\xc3\xafve\n"
    assert refusals(rows) == ["a.csv, row 3: is not UTF-8 text. Save the table as UTF-8."]


def test_of_several_columns_for_the_text_the_first_that_is_filled_is_read() -> None:
    content = as_csv([["html", "text", "id"], ["<p>a</p>", "b", "1"], ["<p>a</p>", "", "2"]])
    found = [reading.contents_of(each).pieces for each in sources(content, "a.csv")]
    assert found == [(make_text_piece("b", "p"),), (make_text_piece("a", "p"),)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.", [("p", "One.")]),
        ("One.\nTwo.", [("p", "One."), ("p", "Two.")]),
        ("One,\ntwo.\n\nThree & <4.", [("p", "One,<br>two."), ("p", "Three &amp; &lt;4.")]),
        ("<h2>A</h2><p>B <b>c</b></p>d", [("h2", "A"), ("p", "B <b>c</b>"), ("p", "d")]),
        ("<ul><li>A</li><li>B</li></ul>", [("li", "A"), ("li", "B")]),
        ("<b>A</b>\n\nB &amp; c", [("p", "<b>A</b>"), ("p", "B &amp; c")]),
        ("<b>A</b>\nB", [("p", "<b>A</b>"), ("p", "B")]),
        ("['it\\'s', \"b\"]", [("", "it's"), ("", "b")]),
        ('["a", {"tag": "h2", "html": "b"}]', [("", "a"), ("h2", "b")]),
        ("[Update] It rains.", [("p", "[Update] It rains.")]),
    ],
)
def test_a_text_is_html_or_plain_or_a_list(text: str, expected: list[tuple[str, str]]) -> None:
    assert pieces(text) == expected


def test_without_an_id_the_url_is_the_key_and_without_that_the_row() -> None:
    rows = [["id", "url", "text"], ["", "https://example.org/1", "a"], [], ["", "", "b"]]
    assert [each.external_id for each in sources(as_csv(rows), "in/a.csv")] == [
        "https://example.org/1",
        "a.csv:4",
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\xef\xbb\xbfsep={}\r\n", b"\r\n"])
def test_every_usual_spelling_of_csv_is_read(delimiter: str, before: bytes) -> None:
    rows = [["Title", "Text"], ["A", 'One; two,\t"three"\r\nfour.'], ["B", "Five."]]
    content = before.replace(b"{}", delimiter.encode()) + as_csv(rows, delimiter)
    one, two = sources(content, "a.txt")
    assert reading.contents_of(one).pieces == (
        make_text_piece('One; two,\t"three"', "p"),
        make_text_piece("four.", "p"),
    )
    assert (one.position[:5], two.position[:5]) == ("row 2", "row 3") or before[-2:] == b"\r\n"


def test_lines_that_end_as_on_unix_are_read() -> None:
    assert len(sources(b"id,text\n1,a\n2,b", "a.csv")) == 2


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (b"1,a,b\n", "row 3: has 3 cells, and the header 2"),
        (b"1,\n", "row 3: has no text"),
        (b"1\n", "row 3: has no text"),
        (b'1,"a"b\n', "row 3: is not valid CSV (',' expected after '\"')"),
        (b"1,caf\xe9\n7,\xc3\xa9\n", "row 3: is not UTF-8 text"),
        (b'1,"a\n\ncaf\xe9"\n7,\xc3\xa9\n', "row 3, line 5: is not UTF-8 text"),
        (b"1," + b"x" * (4 * 2**20) + b"\n", "row 3: is larger than 4 MB"),
        (b"1," + b"x" * (9 * 2**20) + b"\n", "row 3: is larger than 4 MB"),
        (b"k" * 600 + b",a\n", "row 3: has a key of 600 characters"),
    ],
)
def test_a_bad_row_costs_only_itself(row: bytes, told: str) -> None:
    found = read_all(b"id,text\n8,before\n" + row + b"9,after\n", "a.csv")
    before, refused, *_, after = found
    assert isinstance(before, Source)
    assert isinstance(after, Source)
    assert after.external_id == "9"
    assert str(refused).startswith(f"a.csv, {told}")


def test_a_bad_date_costs_no_row_and_is_told() -> None:
    [found] = sources(as_csv([["published", "text"], ["someday", "a"]]), "a.csv")
    metadata = reading.contents_of(found).metadata
    assert (metadata.published, metadata.remarks) == (
        None,
        (Remark("date", "published", "someday"),),
    )


def test_the_line_is_told_where_rows_have_several() -> None:
    [told] = refusals(b'id,text\n1,"a\nb"\n2,\n')
    assert told.startswith("a.csv, row 3 (line 4): has no text")


def test_a_quote_that_is_never_closed_says_how_far_it_took_the_file() -> None:
    found = read_all(b'id,text\n1,a\n2,"b\n3,c\n', "a.csv")
    assert isinstance(found[0], Source)
    assert "row 3: is not valid CSV (unexpected end of data, up to line 4)" in str(found[1])


def test_a_quote_that_is_never_closed_does_not_take_all_of_a_large_file() -> None:
    content = b'id,text\n1,"open\n' + b"".join(b"%d,%s\n" % (n, b"x" * 1000) for n in range(9_000))
    refused, *rest = read_all(content, "a.csv")
    assert "is larger than 4 MB" in str(refused)
    assert len(rest) > 4_000
    assert all(isinstance(each, Source) for each in rest)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"id,name\n1,2\n", "a.csv", "has no column for the text; its columns are: id, name."),
        (b"\n \n", "a.csv", "is empty"),
        (b"id\0,b\n1,2\n", "a.csv", "row 1, its header: holds a NUL character"),
        (b'"id\n1\n"\n1', "a.csv", "has no column"),
        (as_xlsx([["id", "name"], [1, 2]]), "a.xlsx", "its columns are: id, name."),
        (as_xlsx([]), "a.xlsx", "holds no rows"),
        (
            as_csv([COLUMNS, ["a"] * len(COLUMNS)]),
            "a.csv",
            "that the desk exported. Import it there",
        ),
        (as_xlsx([[*COLUMNS]]), "a.xlsx", "that the desk exported. Import it there"),
        (as_xlsx([["id", "text"]])[:-200], "a.xlsx", "is not a readable XLSX file"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(content: bytes, name: str, reason: str) -> None:
    [told] = refusals(content, name)
    assert reason in told


def test_a_table_with_nothing_under_its_header_is_told() -> None:
    [told] = refusals(b"id,text\n")
    assert "holds no rows" in told


def test_a_table_is_told_by_its_header_whatever_its_name() -> None:
    assert sources(b"title,text\na,b\n", "a.txt")[0].format == "csv"
    assert sources(as_xlsx([["text"], ["b"]]), "a.zip")[0].format == "xlsx"
    assert sources(b'["title", "text"]', "a.csv")[0].format == "json"


def test_every_sheet_is_read_and_named() -> None:
    rows: list[list[Any]] = [["id", "text"], [1.0, "a"]]
    content = as_xlsx(rows, Old=[[], ["body"], ["b"]], Empty=[], Notes=[["hello"]])
    one, two, notes = read_all(content, "in/a.xlsx")
    assert isinstance(one, Source)
    assert isinstance(two, Source)
    assert (one.external_id, one.position) == ("1", "row 2")
    assert (two.external_id, two.position) == ("a.xlsx:Old:3", "sheet “Old”, row 3")
    assert str(notes).startswith("in/a.xlsx, sheet “Notes”: has no column for the text")


def test_cells_of_every_type_are_read() -> None:
    rows: list[list[Any]] = [
        ["id", "date", "text"],
        [3, datetime(2024, 5, 31, 9, 30, tzinfo=UTC).replace(tzinfo=None), 1.5],
    ]
    [found] = sources(as_xlsx(rows), "a.xlsx")
    contents = reading.contents_of(found)
    assert contents.metadata.published == datetime(2024, 5, 31, 9, 30, tzinfo=UTC)
    assert contents.pieces == (make_text_piece("1.5", "p"),)


def test_too_large_a_cell_of_a_workbook_costs_only_its_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xlsx_table, "DOCUMENT_BYTES", 1_000)
    rows: list[list[Any]] = [["id", "text"], [1, "x" * 2_000], [2, "b"]]
    refused, good = read_all(as_xlsx(rows), "a.xlsx")
    assert "row 2: is larger" in str(refused)
    assert isinstance(good, Source)


def test_a_workbook_over_the_bound_is_refused_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_table, "_FILE_BYTES", 1_000)
    [told] = refusals(as_xlsx([["id", "text"], [1, "x"]]), "a.xlsx")
    assert "is a workbook of more than" in told


def test_a_workbook_that_is_a_bomb_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_table, "BOUNDS", replace(xlsx_table.BOUNDS, unpacked=100_000))
    monkeypatch.delattr("openpyxl.load_workbook")
    stream = io.BytesIO(as_xlsx([["id", "text"], [1, "x"]]))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * (xlsx_table.BOUNDS.unpacked + 1))
    [told] = refusals(stream.getvalue(), "a.xlsx")
    assert "unpacks to more than" in told


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30)


@settings(deadline=None, max_examples=100)
@given(st.lists(cells.filter(lambda cell: bool(cell.strip())), min_size=1, max_size=5))
def test_what_was_written_as_csv_is_read_row_by_row(texts: list[str]) -> None:
    rows = [["id", "text"], *([f"n{number}", text] for number, text in enumerate(texts))]
    found = list(reading.read_documents(io.BytesIO(as_csv(rows)), "a.csv"))
    assert len(found) == len(texts)
    for source in found:
        if isinstance(source, Source):
            assert reading.contents_of(source).id == source.external_id


def test_a_long_table_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w") as stream:
        stream.write("id,text\n")
        for number in range(300):
            stream.write(f"{number},{'x' * 100_000}\n")
    count, kilobytes = read_and_measure(path)
    assert count == 300
    assert kilobytes < 25_000


def test_cells_under_one_name_or_none_are_all_kept() -> None:
    content = as_xlsx([["Title", "Text", "Text", None], ["A", "first", "second", "loose"]])
    [found] = sources(content, "a.xlsx")
    assert reading.contents_of(found).pieces == (make_text_piece("first", "p"),)
    assert json.loads(found.content) == {
        "Title": "A",
        "Text": "first",
        "Text (3)": "second",
        "(4)": "loose",
    }


def test_a_sheet_with_more_columns_than_are_read_is_refused() -> None:
    names = ["text", *map(str, range(xlsx_table.BOUNDS.columns))]
    [refused] = read_all(as_xlsx([names, names]), "a.xlsx")
    assert isinstance(refused, Rejection)
    assert refused.reason == "has more than 100 columns"
