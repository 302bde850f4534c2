"""The log of the site: who did what."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, DELETION
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, ImportRun, LogLine
from articles.reporting.desk_log import PAGE, LogFilter, LogPlace, log_page
from tests.documents.make import SENTENCE
from tests.make import make_article, make_editor, make_imported, make_run
from tests.pictures.make import make_picture
from tests.plans import plan_as_for_many, plans_of, slow_steps

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def pia() -> User:
    return User.objects.create_user("pia", first_name="Pia", last_name="Lowen", is_staff=True)


@pytest.fixture
def reader(client: Client) -> Client:
    """The browser of one who may read the log, and nothing else."""
    user = make_editor()
    user.user_permissions.add(Permission.objects.get(codename="view_logentry"))
    client.force_login(user)
    return client


def note(
    user: User,
    row: Model,
    message: str | list[Any],
    *,
    flag: int = CHANGE,
    at: datetime | None = None,
) -> None:
    LogLine.objects.log_actions(user.pk, [row], flag, message, single_object=True)
    if at:
        LogLine.objects.filter(pk=LogLine.objects.latest("pk").pk).update(action_time=at)


def page_of(client: Client, **query: str) -> str:
    response = client.get(reverse("admin:articles_logline_changelist"), query)
    assert response.status_code == 200
    return response.content.decode()


def told(**chosen: object) -> list[str]:
    return [f"{line.who}: {line.did}" for line in log_page(LogFilter(**chosen)).lines]  # type: ignore[arg-type]


def test_it_says_who_did_what_in_sentences(reader: Client, pia: User) -> None:
    article = make_article()
    fields = [{"changed": {"fields": ["headline", "standfirst"]}}]
    note(pia, article, [{"added": {}}], flag=ADDITION)
    note(pia, article, fields)
    note(pia, article, "Published.")
    note(pia, make_picture(), "", flag=DELETION)
    page = page_of(reader)
    for said in (
        "Pia Lowen",
        "Created.",
        "Changed headline and standfirst.",
        "Published.",
        "Deleted.",
    ):
        assert said in page
    assert "{&quot;" not in page
    assert reverse("admin:articles_article_change", args=[article.pk]) in page


def test_it_speaks_the_readers_language(pia: User) -> None:
    note(pia, make_article(), [{"changed": {"fields": ["headline"]}}])
    note(pia, make_article(), "Withdrawn.")
    with translation.override("de"):
        assert told() == ["Pia Lowen: Zurückgezogen.", "Pia Lowen: Titel geändert."]


def test_runs_are_told_among_what_people_did(pia: User) -> None:
    note(pia, make_article(), "Published.", at=START + timedelta(minutes=1))
    make_run(created=12, updated=3, started_at=START, finished_at=START)
    make_run(started_by=pia, started_at=START + timedelta(minutes=2), finished_at=START)
    assert told() == [
        "Pia Lowen: Nothing.",
        "Pia Lowen: Published.",
        "A command: 12 created, 3 updated.",
    ]


def test_previews_of_imports_are_not_told() -> None:
    make_run(kind="import_preview")
    assert told() == []


def test_it_is_narrowed_down(pia: User) -> None:
    oda = User.objects.create_user("oda", is_staff=True)
    article = make_imported(SENTENCE)
    ImportRun.objects.update(started_at=START, finished_at=START)
    note(pia, article, "Published.", at=START + timedelta(days=1))
    note(oda, make_picture(), "Sent.", at=START + timedelta(days=2))
    note(oda, make_article(), "Withdrawn.", at=START + timedelta(days=3))
    assert told(person=pia.pk) == ["Pia Lowen: Published."]
    assert told(kind=str(ContentType.objects.get_for_model(Article).pk)) == [
        "oda: Withdrawn.",
        "Pia Lowen: Published.",
    ]
    assert [said.split(":")[0] for said in told(kind="runs")] == ["A command"]
    assert told(article=article.pk)[0] == "Pia Lowen: Published."
    assert len(told(article=article.pk)) == 2
    day = (START + timedelta(days=2)).date()
    assert told(since=day, until=day) == ["oda: Sent."]


def test_filters_of_an_address_that_make_no_sense_are_left_out(reader: Client, pia: User) -> None:
    note(pia, make_article(), "Published.")
    page = page_of(reader, person="x", kind="99999", since="never", article="-1", older="x~y")
    assert "Published." in page


def make_many(user: User, number: int) -> None:
    kind = ContentType.objects.get_for_model(Article)
    made = [
        LogLine(
            user=user, content_type=kind, object_id=str(each % 50), object_repr=f"Article {each}",
            action_flag=CHANGE, change_message="Published.",
            # Four at each moment, so that places do not hang on moments alone.
            action_time=START + timedelta(seconds=each // 4),
        )
        for each in range(number)
    ]  # fmt: skip
    LogLine.objects.bulk_create(made)


def walked(place: str) -> Iterator[list[str]]:
    page = log_page(LogFilter())
    yield [line.about for line in page.lines]
    while page.older:
        page = log_page(LogFilter(), before=LogPlace.read(str(page.older)))
        yield [line.about for line in page.lines]
    if place == "back":
        while page.newer:
            page = log_page(LogFilter(), after=page.newer)
            yield [line.about for line in page.lines]


def test_pages_have_every_line_once_whichever_way_one_goes(pia: User) -> None:
    make_many(pia, 2 * PAGE + 30)
    for each in range(5):
        make_run(started_at=START + timedelta(seconds=12 * each))
    pages = list(walked("back"))
    lines = [line for page in pages[:3] for line in page]
    assert len(lines) == len(set(lines)) == 2 * PAGE + 35
    assert pages[3:] == [pages[1], pages[0]]


def test_a_page_of_many_lines_is_found_by_an_index(pia: User) -> None:
    make_many(pia, 3_000)
    plan_as_for_many()
    place = LogPlace(START + timedelta(seconds=300), 1, 5)
    kind = str(ContentType.objects.get_for_model(Article).pk)
    for chosen in (
        LogFilter(), LogFilter(person=pia.pk), LogFilter(kind=kind),
        LogFilter(since=START.date()),
    ):  # fmt: skip
        for beside in ({}, {"before": place}, {"after": place}):
            assert slow_steps(lambda c=chosen, b=beside: log_page(c, **b)) == []  # type: ignore[misc]


def test_what_was_done_to_an_article_is_found_by_an_index(pia: User) -> None:
    make_many(pia, 3_000)
    plan_as_for_many()
    assert "log_by_row" in "".join(plans_of(lambda: log_page(LogFilter(article=7))))


def test_a_page_asks_as_much_of_many_lines_as_of_few(
    pia: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_many(pia, PAGE)
    log_page(LogFilter())
    with django_assert_num_queries(2):
        log_page(LogFilter())


def sent(client: Client, form: str, **query: int) -> str:
    response = client.get(reverse(f"admin:articles_logline_{form}"), query)
    return b"".join(response).decode()


def test_it_is_taken_along_as_a_table(reader: Client, pia: User) -> None:
    make_many(pia, 2 * PAGE)
    User.objects.filter(pk=pia.pk).update(first_name="=1+1", last_name="")
    rows = list(csv.DictReader(io.StringIO(sent(reader, "csv").removeprefix("\ufeff"))))
    assert len(rows) == 2 * PAGE
    assert rows[0] == {
        "when": (START + timedelta(seconds=49)).isoformat(), "who": "'=1+1", "did": "Published.",
        "kind": "article", "about": "Article 199", "key": "49",
    }  # fmt: skip


def test_it_is_taken_along_as_json_as_far_as_it_is_chosen(reader: Client, pia: User) -> None:
    make_run(created=1, finished_at=START)
    note(pia, make_article(), "Published.")
    [line] = map(json.loads, sent(reader, "jsonl", person=pia.pk).splitlines())
    assert (line["who"], line["did"]) == ("Pia Lowen", "Published.")
    assert len(sent(reader, "jsonl").splitlines()) == 2


def test_to_read_it_is_a_right_of_its_own(client: Client) -> None:
    client.force_login(make_editor("view_article", "change_article"))
    for name in ("changelist", "csv", "jsonl"):
        address = reverse(f"admin:articles_logline_{name}")
        assert client.get(address).status_code == 403


def test_nobody_alters_it_on_the_desk(admin_client: Client, pia: User) -> None:
    note(pia, make_article(), "Published.")
    line = LogLine.objects.get()
    page = reverse("admin:articles_logline_changelist")
    for address in (f"{page}{line.pk}/change/", f"{page}{line.pk}/delete/", f"{page}add/"):
        assert admin_client.post(address, {"post": "yes"}).status_code == 404
    admin_client.post(page, {"action": "delete_selected", "_selected_action": line.pk})
    assert LogLine.objects.get() == line
