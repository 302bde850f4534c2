"""An embed -> the player that a reader can start on the page, and the one host that it calls.

Which players there are is the site's to say: see `settings.PLAYERS`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple
from urllib.parse import parse_qs

from articles.documents.article.kinds import Kind
from articles.documents.article.model import Paragraph
from articles.documents.article.providers import provided_at
from articles.documents.urls.host import split_url

# After the id of a video that is listed nowhere stands a key to it.
_VIMEO_KEY: Final = re.compile(r"/\d{1,12}/(\w+)/?\Z", re.ASCII)
_PEERTUBE_PATH: Final = re.compile(r"/(?:w|videos/watch|videos/embed)/([\w-]{8,40})/?", re.ASCII)
_HOSTS: Final = {"youtube": "www.youtube-nocookie.com", "vimeo": "player.vimeo.com"}


class Player(NamedTuple):
    """What plays a video in a frame: the address that the frame has, and its host."""

    name: str
    host: str
    url: str


def player_of(paragraph: Paragraph, allowed: Collection[str]) -> Player | None:
    """Return the player of an embed, if the site has one for it.

    `allowed` has `youtube`, `vimeo`, and the hosts of PeerTube that a site trusts.
    """
    parts = split_url(paragraph.attributes.get("url", ""))
    if parts is None or not parts.hostname:
        return None
    match provided_at(paragraph.attributes["url"]):
        case ("youtube", id_) if id_ and "youtube" in allowed:
            return _youtube(id_, parts.query)
        case ("vimeo", id_) if id_ and "vimeo" in allowed:
            return _vimeo(id_, parts.path, parts.query)
    if parts.hostname in allowed and parts.port is None:
        return _peertube(parts.hostname, parts.path)
    return None


def hosts_of_players(allowed: Collection[str]) -> frozenset[str]:
    """Return the hosts that these players call."""
    return frozenset(_HOSTS.get(name, name) for name in allowed)


def frame_hosts_of(paragraphs: Iterable[Paragraph], allowed: Collection[str]) -> list[str]:
    """Return the hosts that the players of paragraphs call, each once."""
    embeds = [each for each in paragraphs if each.kind is Kind.EMBED and not each.noise]
    players = [player_of(each, allowed) for each in embeds]
    return sorted({player.host for player in players if player})


def _youtube(key: str, query: str) -> Player:
    said = parse_qs(query)
    seconds = _seconds(said.get("t", said.get("start", [""]))[0])
    start = f"&start={seconds}" if seconds else ""
    host = _HOSTS["youtube"]
    return Player("YouTube", host, f"https://{host}/embed/{key}?autoplay=1{start}")


def _vimeo(number: str, path: str, query: str) -> Player:
    found = _VIMEO_KEY.search(path)
    key = found[1] if found else parse_qs(query).get("h", [""])[0]
    unlisted = f"&h={key}" if key.isalnum() and key.isascii() else ""
    host = _HOSTS["vimeo"]
    return Player("Vimeo", host, f"https://{host}/video/{number}?autoplay=1&dnt=1{unlisted}")


def _peertube(host: str, path: str) -> Player | None:
    found = _PEERTUBE_PATH.fullmatch(path)
    if not found:
        return None
    return Player("PeerTube", host, f"https://{host}/videos/embed/{found[1]}?autoplay=1")


def _seconds(text: str) -> int:
    """Return the seconds of 90, 90s, 1m30s or 1h2m3s."""
    found = re.fullmatch(r"(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:(\d{1,5})s?)?", text, re.ASCII)
    hours, minutes, seconds = (int(each or 0) for each in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds
