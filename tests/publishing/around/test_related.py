"""Articles lead to others that are about the same, and never to another copy of themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles import store
from articles.documents.article.model import Section
from articles.documents.source import SourceMetadata
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, RelatedArticle, RelatedDue
from articles.models.related import KEPT_RELATED
from articles.models.version import Reason
from articles.publishing.around.related import relate, relate_due
from articles.publishing.publish import publish, publish_new
from articles.publishing.work import relate_articles
from articles.search import likeness
from tests.documents.make import make_document, make_paragraph, make_section, make_source
from tests.publishing.linked import CREW, FERRY, make_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process remembers how common words are: of this site, not of another test's."""
    monkeypatch.setattr(likeness, "_known", {})


FERRIES = (
    "The battery ferry crossed the strait of Hesk in forty minutes without a sound.",
    "A ferry captain says that the strait is calmer for the porpoises of Hesk.",
    "Nobody aboard the ferry heard the battery charge at the quay of Hesk.",
)
GEESE = "Councillors spent an evening on geese, wardens and a hedge beside the pond."
OTHERS = (
    "Bakers quarrel over the price of rye and the width of an oven door.",
    "A choir of tram drivers sang below the viaduct until the rain ended.",
    "Archivists unrolled a map that shows an orchard where the bank stands.",
    "Tea grows on terraces that nobody believed warm enough for leaves.",
)


def make(text: str, key: str, **metadata: object) -> Article:
    source = make_source(text, external_id=key, metadata=SourceMetadata(**metadata))  # type: ignore[arg-type]
    [result] = import_documents([source], Options())
    return Article.objects.get(pk=result.article or 0)


def about(text: str) -> Section:
    return make_section("s1", make_paragraph("p1", text))


def make_all(*texts: str) -> list[Article]:
    made = [make(text, f"{number}.txt") for number, text in enumerate(texts)]
    for article in made:
        publish(article)
    return made


def led_to(article: Article) -> list[int]:
    rows = RelatedArticle.objects.filter(article=article).order_by("-likeness")
    return list(rows.values_list("related_id", flat=True))


def test_articles_about_the_same_lead_to_each_other() -> None:
    first, second, third, geese, *_ = make_all(*FERRIES, GEESE, *OTHERS)
    assert set(led_to(first)) == {second.pk, third.pk}
    assert set(led_to(third)) == {first.pk, second.pk}
    assert led_to(geese) == []


def test_those_in_another_language_are_not_related() -> None:
    make(FERRIES[0], "en.txt", language="en")
    make(FERRIES[1], "de.txt", language="de")
    for article in Article.objects.all():
        publish(article)
    assert not RelatedArticle.objects.exists()


def test_what_leads_to_another_is_related_to_it() -> None:
    crew, ferry = make_at(CREW, FERRY), make_at(FERRY)
    store.save(ferry.pk, make_document(about(GEESE)), base=1, reason=Reason.EDIT)
    for article in (crew, ferry):
        publish(article)
    assert led_to(crew) == [ferry.pk]


def test_a_shared_topic_makes_them_more_alike() -> None:
    plain = make_all(FERRIES[0], FERRIES[1], *OTHERS)
    relate([plain[0].pk])
    [before] = RelatedArticle.objects.filter(article=plain[0], related=plain[1])
    for article in plain[:2]:
        document = store.load(article)
        metadata = replace(document.metadata, topics=("Harbours",))
        store.save(article.pk, replace(document, metadata=metadata), base=1, reason=Reason.EDIT)
        publish(article)
    [after] = RelatedArticle.objects.filter(article=plain[0], related=plain[1])
    assert after.likeness > before.likeness + 30


def test_a_copy_of_the_same_story_is_not_related() -> None:
    longer = f"{FERRIES[0]} {FERRIES[1]} {FERRIES[2]}"
    one, copy, *_ = make_all(longer, f"{longer} Hm.", *OTHERS)
    assert copy.pk not in led_to(one)
    assert one.pk not in led_to(copy)


def test_a_new_article_takes_its_place_among_those_of_its_neighbours() -> None:
    texts = [f"{FERRIES[number % 3]} Word{number} and other{number}." for number in range(9)]
    made = make_all(*texts, *OTHERS)
    assert made[-5].pk in {
        row.related_id for row in RelatedArticle.objects.exclude(article=made[-5])
    }
    assert all(len(led_to(article)) <= KEPT_RELATED for article in made)


def test_a_text_that_is_about_something_else_now_is_related_no_more() -> None:
    first, second, *_ = make_all(FERRIES[0], FERRIES[1], *OTHERS)
    store.save(first.pk, make_document(about(GEESE)), base=1, reason=Reason.EDIT)
    publish(first)
    assert second.pk not in led_to(first)
    assert first.pk not in led_to(second)


def test_an_import_leaves_it_to_background_work() -> None:
    articles = [make(text, f"{number}.txt") for number, text in enumerate((*FERRIES, *OTHERS))]
    publish_new([article.pk for article in articles])
    assert RelatedDue.objects.count() == 7
    assert not RelatedArticle.objects.exists()
    assert relate_articles.call() == 7
    assert set(led_to(articles[0])) == {articles[1].pk, articles[2].pk}
    assert list(relate_due()) == []


def test_what_is_deleted_for_good_leads_nowhere() -> None:
    first, second, *_ = make_all(FERRIES[0], FERRIES[1], *OTHERS)
    assert first.pk in led_to(second)
    store.discard([first.pk])
    assert first.pk not in led_to(second)
