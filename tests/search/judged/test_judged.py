from __future__ import annotations

import pytest

from tests.search.judged.judgements import LANGUAGES, judged_queries, judged_texts
from tests.search.judged.measure import (
    Figures,
    as_readers_search,
    as_typed,
    measured,
    publish_judged,
)


def test_the_set_is_whole() -> None:
    names = [text.name for text in judged_texts()]
    queries = judged_queries()

    assert len(set(names)) == len(names)
    assert len({(query.language, query.typed) for query in queries}) == len(queries)
    for query in queries:
        invented = {name for name in query.relevant if not name.startswith("seeds/")}
        assert invented <= set(names), query.typed
        assert not query.best & query.good, query.typed
    for language in LANGUAGES:
        assert sum(query.language == language for query in queries) >= 10


@pytest.mark.django_db
def test_search_finds_what_people_look_for_no_worse_than_when_it_was_chosen() -> None:
    names = publish_judged()
    queries = judged_queries()

    found, typed = (measured(way(names), queries) for way in (as_readers_search, as_typed))

    assert_at_least(found, Figures(len(queries), 0.90, 0.97, 0.90, 0.94))
    # In no language it is worse than without other forms of words.
    for language in LANGUAGES:
        some = [query for query in queries if query.language == language]
        with_forms = measured(as_readers_search(names), some)
        assert with_forms.f1 > measured(as_typed(names), some).f1 + 0.2, language
    assert found.precision > typed.precision - 0.05


def assert_at_least(figures: Figures, least: Figures) -> None:
    for name in ("precision", "recall", "f1", "ndcg"):
        assert getattr(figures, name) >= getattr(least, name), name
