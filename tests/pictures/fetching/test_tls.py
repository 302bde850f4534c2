"""A connection goes to the number that was judged, and its certificate is for the name."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from articles.pictures.fetching import answer
from articles.pictures.fetching.fetcher import NotFetched
from tests.pictures.fetching.certificates import Authority
from tests.pictures.fetching.host import Host, Said, a_host, make_fetcher

PICTURE = b"a picture"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture(autouse=True)
def _trusted(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Trust the test's authority and no other, as a machine does by this variable."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    monkeypatch.setenv("SSL_CERT_DIR", str(authority.file.parent / "none"))
    answer._tls.cache_clear()
    yield
    answer._tls.cache_clear()


@contextmanager
def secured(context: ssl.SSLContext) -> Iterator[Host]:
    with a_host(context) as host:
        host.says["/a.jpg"] = Said(PICTURE)
        yield host


def address(host: Host, name: str) -> str:
    return f"https://{name}:{host.endpoint.port}/a.jpg"


def refusal(host: Host, name: str, **changed: Any) -> str:
    with pytest.raises(NotFetched) as caught:
        make_fetcher(host, **changed).fetch(address(host, name))
    assert host.asked == []
    return str(caught.value)


def test_the_name_is_told_and_the_judged_number_is_connected_to(authority: Authority) -> None:
    told: list[str | None] = []
    resolved: list[str] = []

    def this_machine(name: str, port: int) -> list[str]:
        resolved.append(name)
        return ["127.0.0.1"]

    with secured(authority.server("press.example", told=told.append)) as host:
        fetcher = make_fetcher(host, resolved=this_machine)
        assert fetcher.fetch(address(host, "press.example")) == PICTURE
    # For robots.txt and the picture: a name of no machine, which nobody but `resolved` knows.
    assert resolved == told == ["press.example"] * 2
    assert host.names == {f"press.example:{host.endpoint.port}"}


def test_a_certificate_for_another_name_is_refused(authority: Authority) -> None:
    with secured(authority.server("other.example")) as host:
        assert "not valid for 'press.example'" in refusal(host, "press.example")


def test_a_certificate_for_the_name_alone_is_none_for_the_number(authority: Authority) -> None:
    with secured(authority.server("press.example")) as host:
        assert "IP address mismatch" in refusal(host, "127.0.0.1")


def test_a_certificate_by_nobody_who_is_trusted_is_refused(tmp_path: Path) -> None:
    stranger = tmp_path / "stranger"
    stranger.mkdir()
    with secured(Authority(stranger).server("press.example")) as host:
        assert "certificate verify failed" in refusal(host, "press.example")


def test_a_certificate_that_has_ended_is_refused(authority: Authority) -> None:
    with secured(authority.server("press.example", ended=True)) as host:
        assert "certificate has expired" in refusal(host, "press.example")


def test_a_redirect_is_checked_against_its_own_name(authority: Authority) -> None:
    with secured(authority.server("press.example")) as host:
        to = address(host, "media.example")
        host.says["/a.jpg"] = Said(status=302, headers={"Location": to})
        with pytest.raises(NotFetched, match=r"not valid for 'media\.example'"):
            make_fetcher(host).fetch(address(host, "press.example"))
        assert host.asked == ["/robots.txt", "/a.jpg"]
