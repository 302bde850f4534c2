"""Passkeys in a real browser, and the pages of logins as everybody can use them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.axe import found_in_light_and_dark
from tests.browser.conftest import quiet_page
from tests.browser.hands import log_out, open_menu
from tests.browser.screen import width_of
from tests.served import Newsroom

PASSWORD: Final = "bodu-kimo-tesa"
MAKE: Final = f"""
from django.contrib.auth.models import User
for name in ("keeper", "walker"):
    User.objects.create_user(name, password="{PASSWORD}", is_staff=True)
"""
# What a computer has that asks for a finger.
AUTHENTICATOR: Final = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
BEHIND_A_PASSWORD: Final = (
    "/admin/account/",
    "/admin/account/confirm/",
    "/admin/account/app/",
    "/admin/account/passkeys/add/",
)
OPEN: Final = ("/admin/login/", "/admin/account/closed/")


@pytest.fixture(scope="session")
def desk_url(site: Newsroom) -> str:
    """The desk under a name: a browser makes no passkey for a number."""
    site.manage("shell", "-v", "0", "-c", MAKE)
    return site.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def with_passkeys(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context()
    yield context
    context.close()


def log_in(page: Page, url: str, name: str) -> None:
    page.goto(f"{url}/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def test_a_passkey_is_made_and_opens_the_desk(with_passkeys: BrowserContext, desk_url: str) -> None:
    with quiet_page(with_passkeys) as page:
        session = with_passkeys.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        log_in(page, desk_url, "keeper")
        open_menu(page)
        page.get_by_role("link", name="Your login").click()
        page.get_by_role("link", name="Add a passkey").click()
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Add the passkey").click()
        expect(page.get_by_text("The passkey is added.")).to_be_visible()
        expect(page.locator(".codes li")).to_have_count(10)

        # It is enough by itself, and leads on to the page that was asked for,
        log_out(page)
        page.goto(f"{desk_url}/admin/help/")
        page.get_by_role("button", name="Use a passkey").click()
        expect(page).to_have_title("Help | Newsroom")

        # and is asked for after a password.
        log_out(page)
        log_in(page, desk_url, "keeper")
        expect(page.get_by_role("heading", name="One more step")).to_be_visible()
        page.get_by_role("button", name="Use a passkey").click()
        expect(page.locator("#user-tools")).to_be_visible()


def test_the_pages_of_logins_are_accessible_and_fit_a_telephone(
    lax_context: BrowserContext, desk_url: str
) -> None:
    lax_context.clear_cookies()
    page = lax_context.new_page()
    found, widths = {}, {}

    def look(path: str) -> None:
        page.set_viewport_size({"width": 1280, "height": 800})
        found[path] = found_in_light_and_dark(page, desk_url + path)
        page.set_viewport_size({"width": 390, "height": 844})
        widths[path] = width_of(page)

    for path in OPEN:
        look(path)
    log_in(page, desk_url, "walker")
    page.goto(f"{desk_url}/admin/account/confirm/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    for path in BEHIND_A_PASSWORD:
        look(path)
    page.close()
    pages = (*OPEN, *BEHIND_A_PASSWORD)
    assert found == dict.fromkeys(pages, ([], []))
    assert widths == dict.fromkeys(pages, 390)
