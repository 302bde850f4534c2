"""Numbers of machines: which are of the open internet. They are judged here, and not dialled."""

from __future__ import annotations

import pytest

from articles.pictures.fetching.connection import ClosedAddress, open_endpoint
from articles.pictures.fetching.public_addresses import Endpoint, is_open, is_public


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
        "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255",
        "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0",
        "198.17.255.255", "198.20.0.0", "223.255.255.255",
        "2606:4700:4700::1111", "2a00:1450:4001::1", "2001:200::1", "2003::1", "3ffe::1",
    ],
)  # fmt: skip
def test_these_are_of_the_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        # This machine, networks at home and of providers, links.
        "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
        "127.0.0.1", "127.255.255.255", "169.254.0.0", "169.254.169.254", "172.16.0.0",
        "172.31.255.255", "192.168.0.0", "192.168.255.255", "168.63.129.16",
        # Protocols, documentation, tests, relays, many at once, nobody yet.
        "192.0.0.0", "192.0.0.255", "192.0.2.1", "192.88.99.1", "198.18.0.0", "198.19.255.255",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255",
        # The same in IPv6.
        "::", "::1", "fe80::1", "fe80::1%eth0", "febf::1", "fec0::1", "fc00::1", "fdff::1",
        "ff02::1", "2001:db8::1", "3fff::1", "100::1", "4000::1", "2001::1", "2001:1ff::1",
        # An IPv4 address in an IPv6 one: mapped, compatible, translated, 6to4, Teredo.
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::", "2002:808:808::",
        "2001:0:7f00:1::", "2606:4700:4700::1111%eth0",
        # What is no number, or one in another spelling.
        "", "localhost", "2130706433", "0x7f.1", "127.1", "010.0.0.1", "press.example",
    ],
)  # fmt: skip
def test_these_are_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(("port", "found"), [(80, True), (443, True), (22, False), (8080, False)])
def test_only_ports_of_the_web_are_asked(port: int, found: bool) -> None:
    assert is_open(Endpoint("8.8.8.8", port)) is found


def test_what_is_allowed_is_that_machine_and_port_alone() -> None:
    allowed = [("10.0.0.5", 8080)]
    assert is_open(Endpoint("10.0.0.5", 8080), allowed)  # type: ignore[arg-type]
    assert not is_open(Endpoint("10.0.0.5", 80), allowed)  # type: ignore[arg-type]
    assert not is_open(Endpoint("10.0.0.6", 8080), allowed)  # type: ignore[arg-type]


def test_a_name_is_connected_to_by_the_number_that_was_judged() -> None:
    found = open_endpoint("press.example", 443, (), lambda host, port: ["8.8.8.8"])
    assert found == ("8.8.8.8", 443)


@pytest.mark.parametrize("numbers", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], []])
def test_a_name_that_leads_into_a_closed_network_is_refused(numbers: list[str]) -> None:
    with pytest.raises(ClosedAddress):
        open_endpoint("press.example", 443, (), lambda host, port: numbers)
