"""What is asked for after a password, who must have it, and who lost it."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from articles.models import SecondFactorDemand
from tests.accounts.visits import (
    OWN,
    code_of,
    confirm,
    demand_second_factor,
    is_in,
    log_in,
    set_up_app,
)

APP = "/admin/account/app/"
STEP = "/admin/account/second-factor/"
CODES = "/admin/account/recovery-codes/"


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def set_up(client: Client) -> None:
    """As somebody does on the page: the key from it, the code to it."""
    confirm(client)
    found = re.search(r'<code class="secret">(\w+)</code>', page(client, APP))
    assert found
    client.post(APP, {"code": code_of(found[1])})


def test_an_authenticator_app_is_set_up_with_recovery_codes(client: Client, editor: User) -> None:
    log_in(client)
    assert client.get(APP)["Location"].startswith("/admin/account/confirm/")
    set_up(client)
    assert "Set up. After your password" in page(client, OWN)
    assert len(re.findall(r"<li><code>\d{8}</code>", page(client, CODES))) == 10


def test_the_database_alone_gives_no_code_away(client: Client, editor: User) -> None:
    log_in(client)
    set_up(client)
    kept = dict(Authenticator.objects.values_list("type", "data"))
    app, codes = kept["totp"], kept["recovery_codes"]
    [code, *_] = re.findall(r"<code>(\d{8})</code>", page(client, CODES))
    assert code not in str(codes)
    assert app["secret"].startswith("gAAAA")
    assert codes["seed"].startswith("gAAAA")


def test_what_another_key_has_sealed_lets_nobody_in(
    client: Client, editor: User, settings: Settings
) -> None:
    set_up_app(editor)
    settings.SECRET_KEY = "another"
    log_in(client)
    for code in (code_of(), format_hotp_value(hotp_value("", int(time.time()) // 30))):
        assert client.post(STEP, {"code": code}).status_code == 200
    assert not is_in(client)


def test_the_picture_to_scan_is_part_of_the_page(client: Client, editor: User) -> None:
    log_in(client)
    confirm(client)
    assert '<img src="data:image/svg+xml;base64,' in page(client, APP)


def test_after_the_password_comes_the_code(client: Client, editor: User) -> None:
    set_up_app(editor)
    assert log_in(client)["Location"] == STEP
    assert not is_in(client)
    client.post(STEP, {"code": "000000"})
    assert not is_in(client)
    client.post(STEP, {"code": code_of()})
    assert is_in(client)


def test_the_way_leads_on_to_the_page_that_was_asked_for(client: Client, editor: User) -> None:
    set_up_app(editor)
    log_in(client, next="/admin/articles/article/")
    assert client.post(STEP, {"code": code_of()})["Location"] == "/admin/articles/article/"


def test_a_code_works_once(client: Client, editor: User) -> None:
    set_up_app(editor)
    code = code_of()
    log_in(client)
    client.post(STEP, {"code": code})
    other = Client()
    log_in(other)
    other.post(STEP, {"code": code})
    assert not is_in(other)


def test_codes_are_tried_five_times(client: Client, editor: User) -> None:
    set_up_app(editor)
    log_in(client)
    for number in range(5):
        client.post(STEP, {"code": f"{number:06}"})
    client.post(STEP, {"code": code_of()})
    assert not is_in(client)


def test_a_wrong_code_is_logged(
    client: Client, editor: User, caplog: pytest.LogCaptureFixture
) -> None:
    set_up_app(editor)
    log_in(client)
    client.post(STEP, {"code": "000000"}, REMOTE_ADDR="192.0.2.1")
    assert f"user {editor.pk}, from 192.0.2.1: wrong code" in caplog.text
    assert "000000" not in caplog.text


def test_a_recovery_code_works_once(client: Client, editor: User) -> None:
    log_in(client)
    set_up(client)
    [code, *_] = re.findall(r"<code>(\d{8})</code>", page(client, CODES))
    first, second = Client(), Client()
    for each in (first, second):
        log_in(each)
        each.post(STEP, {"code": code})
    assert is_in(first)
    assert not is_in(second)


def test_whoever_gives_up_half_way_is_back_at_the_login(client: Client, editor: User) -> None:
    set_up_app(editor)
    log_in(client)
    cancel = client.post("/admin/account/cancel/", {"next": "/admin/login/"})
    assert cancel["Location"] == "/admin/login/"
    assert client.get("/admin/login/").status_code == 200


def test_a_group_that_asks_for_it_lets_its_members_set_it_up_first(
    client: Client, editor: User
) -> None:
    demand_second_factor(editor)
    log_in(client)
    for address in ("/admin/", "/admin/articles/article/", "/admin/help/"):
        assert client.get(address)["Location"] == OWN
    assert client.post("/admin/articles/article/add/")["Location"] == OWN
    assert "Your group works with a second factor" in page(client, OWN)
    set_up(client)
    assert is_in(client)


def test_who_has_it_already_notices_nothing(client: Client, editor: User) -> None:
    set_up_app(editor)
    demand_second_factor(editor)
    log_in(client)
    client.post(STEP, {"code": code_of()})
    assert is_in(client)


def test_another_group_asks_for_nothing(client: Client, editor: User) -> None:
    SecondFactorDemand.objects.create(group=Group.objects.create(name="Others"))
    log_in(client)
    assert is_in(client)


def test_who_may_log_out_is_not_kept(client: Client, editor: User) -> None:
    demand_second_factor(editor)
    log_in(client)
    assert client.post("/admin/logout/").status_code == 200


def test_the_demand_is_made_on_the_page_of_the_group(admin_client: Client) -> None:
    group = Group.objects.create(name="Night desk")
    address = f"/admin/auth/group/{group.pk}/change/"
    admin_client.post(address, {"name": "Night desk", "needs_second_factor": "on"})
    assert SecondFactorDemand.objects.get().group == group
    assert re.search(r'name="needs_second_factor"[^>]* checked', page(admin_client, address))
    admin_client.post(address, {"name": "Night desk"})
    assert not SecondFactorDemand.objects.exists()


def test_the_list_of_users_shows_who_has_one(admin_client: Client, editor: User) -> None:
    set_up_app(editor)
    found = page(admin_client, "/admin/auth/user/?q=editor")
    assert re.search(r'field-has_second_factor"><img[^>]*alt="True"', found)


def test_a_command_removes_what_somebody_lost(
    client: Client, editor: User, capsys: pytest.CaptureFixture[str]
) -> None:
    log_in(client)
    set_up(client)
    call_command("remove_second_factor", "editor")
    assert "The second factor of editor is removed" in capsys.readouterr().out
    assert not Authenticator.objects.exists()
    assert not is_in(client)
    log_in(client)
    assert is_in(client)
    call_command("remove_second_factor", "editor")
    assert "editor has no second factor" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_says_whom_it_does_not_know() -> None:
    with pytest.raises(CommandError, match="There is no login nobody"):
        call_command("remove_second_factor", "nobody")


def test_it_costs_a_page_no_query(client: Client, editor: User) -> None:
    """What a group asks for is read with the user of the session."""
    demand_second_factor(editor)
    set_up_app(editor)
    client.force_login(editor)
    with CaptureQueriesContext(connection) as queries:
        client.get("/admin/help/")
    tables = [query["sql"] for query in queries if "auth_user" in query["sql"]]
    assert len([sql for sql in tables if "secondfactordemand" in sql]) == 1
