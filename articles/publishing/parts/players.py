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
from articles.documents.urls.host import split_url

_YOUTUBE: Final = frozenset(
    {"youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com", "youtu.be"}
)
_VIMEO: Final = frozenset({"vimeo.com", "player.vimeo.com"})
_YOUTUBE_ID: Final = re.compile(r"[\w-]{11}", re.ASCII)
_YOUTUBE_PATH: Final = re.compile(r"/(?:embed|shorts|live|v)/([\w-]{11})/?", re.ASCII)
_VIMEO_PATH: Final = re.compile(r"(?:/video|/channels/[\w-]+)?/(\d{1,12})(?:/(\w+))?/?", re.ASCII)
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
    host = parts.hostname.removeprefix("www.")
    if host in _YOUTUBE and "youtube" in allowed:
        return _youtube(parts.path, parts.query, is_short=host == "youtu.be")
    if host in _VIMEO and "vimeo" in allowed:
        return _vimeo(parts.path, parts.query)
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


def _youtube(path: str, query: str, *, is_short: bool) -> Player | None:
    said = parse_qs(query)
    found = _YOUTUBE_PATH.fullmatch(path)
    key = found[1] if found else path[1:] if is_short else said.get("v", [""])[0]
    if not _YOUTUBE_ID.fullmatch(key):
        return None
    seconds = _seconds(said.get("t", said.get("start", [""]))[0])
    start = f"&start={seconds}" if seconds else ""
    host = _HOSTS["youtube"]
    return Player("YouTube", host, f"https://{host}/embed/{key}?autoplay=1{start}")


def _vimeo(path: str, query: str) -> Player | None:
    found = _VIMEO_PATH.fullmatch(path)
    if not found:
        return None
    # What lets those in who were given the address of a video that is listed nowhere.
    key = found[2] or parse_qs(query).get("h", [""])[0]
    unlisted = f"&h={key}" if key.isalnum() and key.isascii() else ""
    host = _HOSTS["vimeo"]
    return Player("Vimeo", host, f"https://{host}/video/{found[1]}?autoplay=1&dnt=1{unlisted}")


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
