from __future__ import annotations

import pytest

from articles.search.forms import forms_of
from articles.search.normalise import index_words


def are_forms(language: str, one: str, other: str) -> bool:
    [[first], [second]] = index_words(one), index_words(other)
    return second in forms_of(first).get(language, ())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "harbour harbours"), ("en", "close closes closed closing"), ("en", "bus buses"),
        ("en", "library libraries"), ("en", "carry carried carrying"), ("en", "stop stopped"),
        ("en", "box boxes"), ("en", "hero heroes"), ("en", "swim swimming swims"),
        ("de", "Schiff Schiffe Schiffen Schiffes"), ("de", "Haus Häuser Häusern"),
        ("de", "Brücke Brücken"), ("de", "Lehrer Lehrern Lehrers"), ("de", "groß große großes"),
        ("de", "Lehrerin Lehrerinnen"), ("de", "Zeitung Zeitungen"), ("de", "Wagen Wagens"),
        ("fr", "port ports"), ("fr", "cheval chevaux"), ("fr", "bateau bateaux"),
        ("fr", "fermé fermée fermées fermer"), ("fr", "étudiant étudiante étudiantes"),
        ("fr", "danseur danseuses"), ("fr", "acteur actrices"), ("fr", "local locales locaux"),
        ("es", "barco barcos"), ("es", "ciudad ciudades"), ("es", "luz luces"),
        ("es", "cerrado cerrada cerradas"), ("es", "perdido perdidas"), ("es", "autor autoras"),
        ("es", "canción canciones"), ("es", "pequeño pequeñas"),
        ("it", "porto porti"), ("it", "nave navi"), ("it", "casa case"), ("it", "lago laghi"),
        ("it", "amica amiche"), ("it", "amico amici"), ("it", "banco banchi"),
        ("it", "orologio orologi"), ("it", "arancia arance"), ("it", "artista artisti"),
        ("it", "chiamato chiamate"), ("it", "attore attrici"), ("it", "spiaggia spiagge"),
        ("it", "perduto perduti"), ("it", "finito finita"), ("it", "riga righe"),
        ("ru", "стол стола столов столами"), ("ru", "книга книги книг книгой"),
        ("ru", "письмо письма письмами"), ("ru", "корабль корабли кораблей"),
        ("ru", "неделя недели неделю"), ("ru", "музей музея музеев"),
        ("ru", "партия партии партию"),
        ("ru", "новый новая новые новых"), ("ru", "большой большие больших"),
        ("ru", "синий синяя синих"), ("ru", "рынок рынка рынки"), ("ru", "ошибка ошибок"),
    ],
)  # fmt: skip
def test_words_of_one_paradigm_find_each_other(language: str, words: str) -> None:
    several = words.split()

    for one in several:
        for other in several:
            assert one == other or are_forms(language, one, other), f"{one}, {other}"


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "port", "portrait"), ("en", "university", "universe"), ("en", "news", "new"),
        ("en", "organ", "organisation"), ("en", "police", "policy"), ("en", "wing", "w"),
        ("en", "general", "generation"), ("en", "day", "daies"), ("en", "string", "str"),
        ("en", "train", "trainned"), ("en", "car", "cares"),
        ("de", "Brücke", "Rücken"), ("de", "Hafen", "Haft"), ("de", "Stadt", "Staat"),
        ("fr", "mer", "mère"), ("fr", "port", "porte"), ("fr", "cheval", "chevalier"),
        ("fr", "fil", "filx"),
        ("es", "puerto", "puerta"), ("es", "caso", "casa"), ("es", "sol", "sols"),
        ("es", "dolor", "dolora"), ("it", "porto", "porta"), ("it", "collo", "colla"),
        ("it", "casa", "casi"), ("ru", "порт", "портрет"), ("ru", "стол", "столица"),
        ("ru", "орган", "организация"), ("ru", "дом", "дым"),
    ],
)  # fmt: skip
def test_words_that_look_alike_do_not(language: str, one: str, other: str) -> None:
    assert not are_forms(language, one, other)
    assert not are_forms(language, other, one)


@pytest.mark.parametrize("word", ["2019", "a4s", "to", "政府", "πλοια", "مدرسه", ""])
def test_what_is_no_word_of_these_languages_has_no_forms(word: str) -> None:
    assert forms_of(word) == {}


def test_a_word_is_no_form_of_itself() -> None:
    assert not any("closed" in forms for forms in forms_of("closed").values())
