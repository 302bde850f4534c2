from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import store
from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.models import Article, Edition, Link, Policy, SourceDocument
from articles.models import Paragraph as ParagraphRow
from articles.models import Section as SectionRow
from articles.models.version import Reason
from articles.publishing.publish import publish
from tests.documents.make import SENTENCE, make_document, make_paragraph, make_section
from tests.make import (
    follow,
    make_article,
    make_change,
    make_editor,
    make_item,
    make_label_review,
    make_run,
)

pytestmark = pytest.mark.django_db

LINKED = 'See <a href="https://Verrow.example/a?b=1&amp;c=2" title="Times">the times</a>.'


def rows(article: Article) -> list[list[dict[str, object]]]:
    """Everything that is stored of an article, for comparing."""
    article = Article.objects.get(pk=article.pk)
    querysets = [article.sections.all(), article.paragraphs.all(), article.versions.all()]
    links = Link.objects.filter(paragraph__article=article)
    found = [[model_to_dict(row) for row in queryset] for queryset in (*querysets, links)]
    return [[model_to_dict(article), {"changed": article.changed_at}], *found]


def outline(article: Article) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (section.heading, list(section.paragraphs.values_list("uid", "markup")))
        for section in article.sections.all()
    ]


def save(article: Article, document: ArticleDocument, base: int = 1) -> store.Saved:
    return store.save(article.pk, document, base=base, reason=Reason.EDIT)


def test_a_new_article_has_its_rows_its_links_and_its_first_version() -> None:
    article = make_article(
        make_document(
            make_section("s1", make_paragraph("a"), make_paragraph("b", LINKED, origin=4)),
            make_section("s2", make_paragraph("c"), heading=Line("The quay", 5)),
            standfirst=Line("In short", 2),
        )
    )
    link = Link.objects.get()
    assert [len(paragraphs) for _, paragraphs in outline(article)] == [2, 1]
    assert list(article.paragraphs.values_list("position", flat=True)) == [0, 1, 2]
    assert (article.standfirst, article.standfirst_origin) == ("In short", 2)
    assert (link.url, link.host) == ("https://Verrow.example/a?b=1&c=2", "verrow.example")
    assert (link.text, link.title, link.paragraph.text) == ("the times", "Times", "See the times.")
    assert (article.version, article.versions.get().reason) == (1, "edit")


def test_loading_gives_the_document_that_was_saved() -> None:
    document = make_document(standfirst=Line("In short", 1), bylines=("Pia Lowen",))
    assert store.load(make_article(document)) == document


def test_saving_the_same_again_writes_nothing() -> None:
    article = make_article()
    before = rows(article)
    assert save(article, store.load(article)) == store.Saved(1, changed=False)
    assert rows(article) == before


def test_a_save_from_an_older_version_is_refused_and_shows_what_stands() -> None:
    article = make_article()
    mine = make_document(headline=Line("Mine"))
    theirs = make_document(headline=Line("Theirs"))
    save(article, theirs)
    with pytest.raises(store.StaleSave) as raised:
        save(article, mine)
    assert (raised.value.base, raised.value.current) == (1, theirs)
    assert Article.objects.get().headline == "Theirs"


def test_an_edit_touches_only_the_paragraph_that_changed() -> None:
    section = make_section("s1", make_paragraph("a"), make_paragraph("b", LINKED))
    article = make_article(make_document(section))
    keys = dict(article.paragraphs.values_list("uid", "pk"))
    changed = replace(section, paragraphs=(make_paragraph("a", "New."), section.paragraphs[1]))
    assert save(article, make_document(changed)).version == 2
    assert dict(article.paragraphs.values_list("uid", "pk")) == keys
    assert article.paragraphs.get(uid="a").text == "New."
    assert Link.objects.count() == 1


def test_a_paragraph_can_leave_a_section_that_goes() -> None:
    first = make_section("s1", make_paragraph("a"))
    second = make_section("s2", make_paragraph("b", LINKED), heading=Line("The quay"))
    article = make_article(make_document(first, second))
    key = article.paragraphs.get(uid="b").pk
    save(article, make_document(replace(first, paragraphs=(*second.paragraphs, *first.paragraphs))))
    assert outline(article) == [("", [("b", LINKED), ("a", make_paragraph().markup)])]
    assert article.paragraphs.get(uid="b").pk == key


def test_paragraphs_can_change_places_while_others_go() -> None:
    before = make_section("s1", *(make_paragraph(uid) for uid in "eabcd"))
    after = make_section("s1", *(make_paragraph(uid) for uid in "de"))
    article = make_article(make_document(before))
    save(article, make_document(after))
    assert list(article.paragraphs.values_list("uid", "position")) == [("d", 0), ("e", 1)]


def test_the_versions_keep_every_state_and_who_made_it(django_user_model: type[User]) -> None:
    editor = django_user_model.objects.create_user("ilse")
    article = make_article(make_document(headline=Line("One")))
    document = make_document(headline=Line("Two"))
    store.save(article.pk, document, base=1, reason=Reason.EDIT, author=editor)
    states = [version.document().headline.text for version in article.versions.order_by("number")]
    assert states == ["One", "Two"]
    assert article.versions.get(number=2).created_by == editor
    assert Article.objects.get().changed_by == editor


PARTS = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from("abcdefgh"),
        st.sampled_from(["One.", "Two.", LINKED]),
        st.sampled_from(list(Kind)),
    ),
    max_size=8,
    unique_by=lambda part: part[1],
)


def document_of(parts: list[tuple[bool, str, str, Kind]]) -> ArticleDocument:
    """Sections and paragraphs whose identifiers come from one small set, so that many recur."""
    sections = [Section("first")]
    for opens_section, uid, markup, kind in parts:
        if opens_section:
            sections.append(Section(uid, Line(markup)))
        else:
            paragraphs = (*sections[-1].paragraphs, Paragraph(uid, kind, markup))
            sections[-1] = replace(sections[-1], paragraphs=paragraphs)
    return make_document(*sections)


@given(before=PARTS, after=PARTS)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_from_any_article_to_any_other_the_rows_say_what_the_document_says(
    before: list[tuple[bool, str, str, Kind]], after: list[tuple[bool, str, str, Kind]]
) -> None:
    with transaction.atomic():
        article = make_article(document_of(before))
        document = document_of(after)
        save(article, document)
        assert outline(article) == [
            (section.heading.text, [(p.uid, p.markup) for p in section.paragraphs])
            for section in document.sections
        ]
        assert Link.objects.filter(paragraph__article=article).count() == sum(
            "<a" in p.markup for p in document.paragraphs()
        )
        assert store.load(Article.objects.get(pk=article.pk)) == document
        transaction.set_rollback(True)


def row_of(article: Article) -> dict[str, object]:
    """A paragraph that breaks no rule."""
    row = {"section": article.sections.get(), "uid": "z", "position": 9, "kind": "body"}
    return {"article": article, "markup": "x", **row}


BREACHES: dict[str, Callable[[Article], object]] = {
    "paragraph order": lambda a: ParagraphRow.objects.create(**row_of(a) | {"position": 0}),
    "paragraph uid": lambda a: ParagraphRow.objects.create(**row_of(a) | {"uid": "p1"}),
    "paragraph kind": lambda a: ParagraphRow.objects.create(**row_of(a) | {"kind": "verse"}),
    "section order": lambda a: SectionRow.objects.create(article=a, uid="z", position=0),
    "section uid": lambda a: SectionRow.objects.create(article=a, uid="s1", position=9),
    "link order": lambda a: Link.objects.bulk_create(
        Link(paragraph=a.paragraphs.get(), position=0, url="/") for _ in range(2)
    ),
    "version number": lambda a: a.versions.create(number=1, content={}, reason="edit"),
    "version reason": lambda a: a.versions.create(number=9, content={}, reason="whim"),
    "doubt once": lambda a: [make_label_review(a, 1) for _ in range(2)],
    "doubt label": lambda a: make_label_review(a, label="verse"),
    "doubt alternative": lambda a: make_label_review(a, alternative=""),
    "doubt confidence": lambda a: make_label_review(a, confidence=1.1),
    "doubt answered by nobody knows when": lambda a: make_label_review(a, reviewed_label="noise"),
    "doubt answered with nothing": lambda a: make_label_review(a, reviewed_at=timezone.now()),
    "doubt answer": lambda a: make_label_review(
        a, reviewed_label="verse", reviewed_at=timezone.now()
    ),
    "article key": lambda a: Article.objects.bulk_create(
        Article(headline="x", slug=slug, external_id="k") for slug in "xy"
    ),
    "run kind": lambda a: make_run(kind="whim"),
    "run item outcome": lambda a: make_item(outcome="lost"),
    "run item rejected for no reason": lambda a: make_item(outcome="rejected", reason=""),
    "source change once": lambda a: [make_change(a) for _ in range(2)],
    "source change closed without a choice": lambda a: make_change(a, resolved_at=timezone.now()),
    "source change chosen but open": lambda a: make_change(a, resolution="ours"),
    "policy once": lambda a: [Policy.objects.create() for _ in range(2)],
    "policy winner": lambda a: Policy.objects.create(text="nobody"),
    "policy loss": lambda a: Policy.objects.create(max_loss=101),
    "article slug": lambda a: Article.objects.create(headline="x", slug=a.slug),
}


def test_what_is_deleted_is_gone_with_all_but_its_source() -> None:
    article, other = make_article(), make_article()
    source = make_label_review(article).source
    publish(article)
    store.discard([article.pk])
    assert list(Article.objects.all()) == [other]
    assert not Edition.objects.exists()
    assert list(SourceDocument.objects.all()) == [source]


def test_an_article_can_forget_its_source() -> None:
    article = make_article()
    make_label_review(article)
    with transaction.atomic():
        standing = store.lock_articles([article.pk])[article.pk]
        change = store.ArticleChange(standing, make_document(), Reason.RESTORE, forgets_source=True)
        store.save_many([change])
    article.refresh_from_db()
    assert (article.source, article.version) == (None, 2)


def test_a_row_that_breaks_no_rule_is_taken() -> None:
    article = make_article()
    ParagraphRow.objects.create(**row_of(article))
    make_label_review(article)
    make_label_review(article, 1, reviewed_label="deleted", reviewed_at=timezone.now())
    make_item(outcome="rejected", reason="is empty")
    make_change(article)
    make_change(article, resolution="gone", resolved_at=timezone.now())
    Policy.objects.create(max_loss=100)


@pytest.mark.parametrize("rule", BREACHES)
def test_the_database_itself_holds_the_rule(rule: str) -> None:
    article = make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        BREACHES[rule](article)


def of_block(origin: int, text: str = SENTENCE) -> ArticleDocument:
    return make_document(make_section("s1", make_paragraph("p1", text, origin=origin)))


def test_an_older_text_has_the_blocks_of_the_newest_source_since() -> None:
    article = make_article(of_block(0))
    follow(article, of_block(3))
    follow(article, of_block(5))
    save(article, of_block(5, "Written meanwhile."), base=3)
    assert store.with_origins_of_source(article, of_block(0), 1) == of_block(5)


def test_a_text_of_the_newest_source_keeps_its_blocks() -> None:
    article = make_article(of_block(0))
    follow(article, of_block(3))
    by_hand = of_block(3, "Nothing of this was there before.")
    assert store.with_origins_of_source(article, by_hand, 2) == by_hand


def test_what_the_source_says_is_what_it_was_last_read_as() -> None:
    article = make_article(of_block(0))
    assert store.imported_document(article) is None
    source = follow(article, of_block(3))
    store.save(article.pk, of_block(5), base=2, reason=Reason.IMPORT, source_id=source.pk)
    save(article, of_block(5, "By hand."), base=3)
    assert store.imported_document(article) == of_block(5)
    article.source = None
    assert store.imported_document(article) is None


def test_a_slug_can_be_taken_back_from_ones_own_edition_only() -> None:
    article = make_article(slug="ferry")
    publish(article)
    editor = make_editor()
    store.rename(article.pk, "crew", author=editor)
    assert Article.objects.get().changed_by == editor
    with pytest.raises(store.SlugTaken):
        store.rename(make_article().pk, "ferry")
    store.rename(article.pk, "ferry")
    article.refresh_from_db()
    assert (article.slug, article.changed_by) == ("ferry", None)
