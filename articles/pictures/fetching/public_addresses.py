"""Which addresses of machines anybody may connect to: those of the open internet, and no other.

An address that a document names may lead into the site's own network. Here numbers are judged and
nothing else: a name is resolved before, and what was judged is what is connected to.
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final, NamedTuple

# By the IANA registries of special-purpose addresses, but for those that are of the internet.
_CLOSED_V4: Final = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
            "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            # Where machines of a cloud ask it about themselves, at an address that looks public.
            "168.63.129.16/32",
        ),
    )
)  # fmt: skip
# Whatever is outside of it is local, mapped from IPv4, translated (NAT64), or not given out.
_OPEN_V6: Final = IPv6Network("2000::/3")
# Protocols, tunnels (Teredo, 6to4: they hold an IPv4 address), documentation.
_CLOSED_V6: Final = tuple(
    map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
)
PORTS: Final = frozenset({80, 443})


class Endpoint(NamedTuple):
    """A number of a machine and a port: what a connection is made to."""

    address: str
    port: int


def is_open(endpoint: Endpoint, allowed: Collection[Endpoint] = ()) -> bool:
    """Return whether it is of the open internet and a port of the web, or is `allowed` by name."""
    if endpoint in allowed:
        return True
    return endpoint.port in PORTS and is_public(endpoint.address)


def is_public(address: str) -> bool:
    """Return whether a number is one of the open internet; what is no number is not."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return not any(found in network for network in _CLOSED_V4)
    return _is_public_v6(found)


def _is_public_v6(address: IPv6Address) -> bool:
    # One with a zone ("%eth0") is of a network at hand, whatever its number.
    if address.scope_id or address not in _OPEN_V6:
        return False
    return not any(address in network for network in _CLOSED_V6)
