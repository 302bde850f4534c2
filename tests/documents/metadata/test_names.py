"""Who is named where authors are named, and which of them are agencies."""

from __future__ import annotations

import pytest

from articles.documents.metadata.names import byline_of, is_organisation, is_person, signs

ASHBY = ("Nell Ashby",)
BOTH = ("Nell Ashby", "Tom Rook")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Nell Ashby and Tom Rook", BOTH),
        ("Nell Ashby, Tom Rook", BOTH),
        ("Nell Ashby & Tom Rook; Ana Pike", (*BOTH, "Ana Pike")),
        ("NELL ASHBY, TOM ROOK and ANA PIKE", ("NELL ASHBY", "TOM ROOK", "ANA PIKE")),
        ("Nell Ashby, Tom Rook, and Ana Pike", (*BOTH, "Ana Pike")),
        ("Nell Ashby / Tom Rook", BOTH),
        ("Nell Ashby • Tom Rook", BOTH),
        ("Nell Ashby with Tom Rook", BOTH),
        ("Nell Ashby and Frances d'Amato", ("Nell Ashby", "Frances d'Amato")),
        ("J. I. Da Silva, E. Pike", ("J. I. Da Silva", "E. Pike")),
        ("Ada Lund, MD, and Bo Ek, PhD", ("Ada Lund, MD", "Bo Ek, PhD")),
        # Ten languages
        ("Von Nell Ashby und Tom Rook", BOTH),
        ("VON NELL ASHBY UND TOM ROOK", ("NELL ASHBY", "TOM ROOK")),
        ("Par Nell Ashby et Tom Rook", BOTH),
        ("Por Camila Méndez y Juan Ruiz", ("Camila Méndez", "Juan Ruiz")),
        ("Por João Costa e Ana Lima", ("João Costa", "Ana Lima")),
        ("di Mario Rossi e Anna Bianchi", ("Mario Rossi", "Anna Bianchi")),
        ("Door Jan de Vries en Piet Smit", ("Jan de Vries", "Piet Smit")),
        ("Av Ola Nordmann og Kari Dahl", ("Ola Nordmann", "Kari Dahl")),
        ("Af Hans Jensen og Mette Holm", ("Hans Jensen", "Mette Holm")),
        ("Av Sven Öberg och Åsa Ek", ("Sven Öberg", "Åsa Ek")),
        ("Matti Virtanen ja Maija Lahti", ("Matti Virtanen", "Maija Lahti")),
        ("Автор: Иван Петров и Анна Смирнова", ("Иван Петров", "Анна Смирнова")),
        ("Przez: Jan Kowalski i Anna Nowak", ("Jan Kowalski", "Anna Nowak")),
    ],
)
def test_names_in_a_line_are_parted(written: str, names: tuple[str, ...]) -> None:
    assert byline_of([written]).names == names


@pytest.mark.parametrize(
    "name",
    [
        *("Madonna", "Björk", "bell hooks", "Nell", "焦鹏", "محمد بن علي", "Byron Ek", "By"),
        *("Di Marco", "Da Silva Pedro", "De Gaulle", "Von der Leyen", "Von Trapp", "Van Gogh"),
        *("Ursula von der Leyen", "Par Lindh", "Af Klint", "Doorn Smit", "Dana Vonnegut"),
        *("Sophie in 't Veld", "Peter In Albon", "José Ortega y Gasset", "Santiago Ramón y Cajal"),
        *("Marks and Spencer", "Simon & Garfunkel", "Anna und Tom Müller", "Ada Lund and The Crew"),
        *("Lund, Ada", "Grant Lund, PhD", "J.R. Stone", "PJ Hamel", "O'Brien", "Jean-Luc Marion"),
        *("Christopher Guest", "Robert Service", "Jörg Staff", "Kim Fellow", "Sam Coach"),
        *("Efe", "Hina Khan", "The Ritualist", "Emily Post", "nell@x.example", "user42"),
        *("Andrea Valeria - Remote Jobs", "Updated", "Thích Nhất Hạnh", "Texter Smith"),
    ],
)
def test_what_may_be_one_name_stays_whole(name: str) -> None:
    assert byline_of([name]).names == (name,)


@pytest.mark.parametrize("surname", ["Guest", "Service", "Staff", "Fellow", "Coach", "Post"])
def test_a_surname_that_is_a_word_is_a_name_after_another(surname: str) -> None:
    assert byline_of([f"Nell Ashby, Kim {surname}"]).names == (*ASHBY, f"Kim {surname}")


@pytest.mark.parametrize(
    "written",
    [
        *("By Nell Ashby", "BY: Nell Ashby", "Written by Nell Ashby", "Words by Nell Ashby"),
        *("Text: Nell Ashby", "Text von Nell Ashby", "Autor: Nell Ashby", "Auteur : Nell Ashby"),
        *("Erstellt von Nell Ashby", "Publié par Nell Ashby", "A cura di Nell Ashby"),
        *("Ein Gastbeitrag von Nell Ashby", "Escrito por Nell Ashby", "作者：Nell Ashby"),
        *("Nell Ashby, Staff Writer", "Nell Ashby | Senior Reporter", "Nell Ashby, Redakteurin"),
        *("Staff Writer, Nell Ashby", "Nell Ashby - The Coast Editorial Team"),
        *("Nell Ashby in Berlin", "Nell Ashby, New York", "By Nell Ashby in New York"),
        *("Nell Ashby (nell@x.example)", "Nell Ashby @nell", "Nell Ashby <nell@x.example>"),
        *("Nell Ashby Updated 3 March 2024 10:00", "Nell Ashby on March 3, 2024"),
        *("Von Nell Ashby am 21. April 2020", "Nell Ashby, 21.04.2020", "Nell Ashby hace 2 horas"),
        *("Von Nell Ashby Fr, 18. Oktober 2019", "Nell Ashby • March 12, 2025"),
        *("Text: Nell Ashby, Fotos: Tom Rook", "By Nell Ashby; editing by Tom Rook"),
        *("Nell \xa0Ashby", "Nell Ashby\nhttps://x.example/nell"),
    ],
)
def test_what_stands_around_a_name_is_left_out(written: str) -> None:
    assert byline_of([written]).names == ASHBY


@pytest.mark.parametrize(
    ("written", "names", "agencies"),
    [
        ("Von Nell Ashby, dpa", ASHBY, ("dpa",)),
        ("Par Nell Ashby avec AFP", ASHBY, ("AFP",)),
        ("By Nell Ashby, Oldmere News Agency", ASHBY, ("Oldmere News Agency",)),
        ("Nell Ashby | BBC News", ASHBY, ("BBC News",)),
        ("Nell Ashby and BBC News", ASHBY, ("BBC News",)),
        ("dpa/Nell Ashby", ASHBY, ("dpa",)),
        ("Nell Ashby (Reuters)", ASHBY, ("Reuters",)),
        ("Ola Nordmann og Kari Dahl, NTB", ("Ola Nordmann", "Kari Dahl"), ("NTB",)),
        ("Marks and Spencer, dpa", ("Marks and Spencer",), ("dpa",)),
        ("Par AFP", (), ("AFP",)),
        ("dpa/AFP", (), ("dpa", "AFP")),
        ("The Associated Press", (), ("The Associated Press",)),
    ],
)
def test_agencies_are_no_authors(
    written: str, names: tuple[str, ...], agencies: tuple[str, ...]
) -> None:
    assert byline_of([written]) == (names, agencies)


def test_italian_says_by_with_the_particle_of_surnames() -> None:
    assert byline_of(["Di Mario Rossi"], "it-IT").names == ("Mario Rossi",)
    assert byline_of(["Di Mario Rossi"], "en").names == ("Di Mario Rossi",)
    assert byline_of(["di Mario Rossi"], "de").names == ("di Mario Rossi",)


def test_each_is_named_once() -> None:
    named = byline_of(["Nell Ashby, dpa", "NELL ASHBY, DPA", "Tom Rook"])
    assert named == (BOTH, ("dpa",))


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Nell Ashby", True),
        ("NELL ASHBY", True),
        ("Ursula von der Leyen", True),
        ("A. J. Neal", True),
        ("Nell", False),
        ("nell ashby", False),
        ("A. J.", False),
        ("BBC News", False),
        ("The Crew", False),
        ("Nell Ashby 2", False),
    ],
)
def test_a_person_has_two_names_in_capitals(name: str, is_one: bool) -> None:
    assert is_person(name) == is_one


@pytest.mark.parametrize("name", ["Reuters", "Oldmere Media", "Tarn GmbH", "coast.example.com"])
def test_organisations_are_told_by_their_last_words(name: str) -> None:
    assert is_organisation(name)


@pytest.mark.parametrize(
    ("name", "does"),
    [
        ("Nell Ashby", True),
        ("nell", True),
        ("Oldmere Post", True),
        ("admin", False),
        ("siteadmin", False),
        ("NOC Admin", False),
        ("2625882", False),
        ("{{ author }}", False),
        ("page.head.author", False),
        ("No Author", False),
        ("nell@x.example", False),
        ("Marketing Coordinator", False),
        ("coastpost", False),
        ("The Coast-Post Ltd.", False),
        ("coastpost.example", False),
    ],
)
def test_no_account_nor_the_publisher_signs_a_page(name: str, does: bool) -> None:
    assert signs(name, "The Coast Post", "coastpost.example") == does


def test_a_person_may_publish_under_the_own_name() -> None:
    assert signs("Nell Ashby", "Nell Ashby")
    assert not signs("Nell", "Nell")


@pytest.mark.parametrize(
    ("name", "publisher"),
    [
        ("Die Woche", "Calm through the crisis | Die WOCHE"),
        ("El Diario", "ElDiario.example"),
        ("Harbour Association", "Harbour Association"),
    ],
)
def test_a_publisher_does_not_sign_however_its_name_is_put(name: str, publisher: str) -> None:
    assert not signs(name, publisher)
    assert signs("Nell Ashby", publisher)


def test_a_line_of_signs_names_nobody() -> None:
    assert byline_of(["(...)", "Nell Ashby", "—"]).names == ASHBY
