"""What a fragment embeds of other sites: frames, players, posts of social networks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Final

from articles.documents.article.kinds import Kind
from articles.documents.article.providers import EMBED_HOSTS, provided_at
from articles.documents.reading.fragments.pictures import address_of
from articles.documents.reading.fragments.tokens import Token, tag_attributes
from articles.documents.source import Piece, Scope
from articles.documents.urls.host import host_of

PLAYERS: Final = frozenset({"iframe", "video", "audio", "object"})
_SOURCES: Final = ("src", "data-src", "data-lazy-src", "data-litespeed-src", "data")
_UNSEEN: Final = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_NOBODYS: Final = re.compile(r"(?i)googletagmanager\.com|doubleclick\.net|googlesyndication\.com")
_OF_SCRIPT: Final = re.compile(r"https://gist\.github\.com/[\w./-]+\.js")
# Posts as networks give them out to be embedded, before a script of theirs makes a frame of them.
_POST: Final = re.compile(
    r"(?i)(?:^|\s)(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|reddit-(?:card|embed-bq)"
    r"|bluesky-embed|mastodon-embed|text-post-media|imgur-embed-pub)(?:\s|$)"
)
_OF_POST: Final = (
    *("data-instgrm-permalink", "data-text-post-permalink", "data-embed-url", "data-href", "cite"),
)
_TAG: Final = re.compile(r"<[^<>]*>")

_LINE_BREAK: Final = re.compile(r"(?i)\s*+<br\s*+/?>\s*+")
_MEDIA: Final = re.compile(r"(?i)\.(?:mp4|m4v|webm|ogv|mov|mp3|m4a|ogg|wav)(?:[?#]\S*)?\Z")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"']{3,2000}")


def embed_piece(url: str, caption: str = "", scope: Scope = Scope.TEXT, **said: str) -> Piece:
    """Return what stands at an address as embedded in a text, with whose it is."""
    told = {"url": url, **provided_at(url)._asdict(), **said}
    attributes = {name: value for name, value in told.items() if value}
    return Piece(caption, "", "", scope, Kind.EMBED.value, attributes)


def embed_of_player(found: Sequence[Token], base: str, scope: Scope) -> Piece | None:
    """Return the embed of a frame or player, by its tags; None where nobody sees it."""
    said = tag_attributes(found[0].text)
    if _is_unseen(said):
        return None
    tags = [said, *(tag_attributes(each.text) for each in found[1:] if each.name)]
    tags += [{"src": tag["value"]} for tag in tags if tag.get("name") in ("movie", "src")]
    written = [tag.get(name) for tag in tags for name in _SOURCES]
    # The picture before it plays, where nothing else says what that is.
    written += [tag.get("poster") for tag in tags]
    urls = (address_of(each, base) for each in written)
    url = next((url for url in urls if url and not _NOBODYS.search(url)), "")
    return embed_piece(url, scope=scope, title=said.get("title", "")) if url else None


def embed_of_script(tag: str, scope: Scope) -> Piece | None:
    """Return the embed that a script is, as those of GitHub are; None for others."""
    found = _OF_SCRIPT.search(tag)
    return embed_piece(found[0].removesuffix(".js"), scope=scope) if found else None


def is_post(tag: str) -> bool:
    """Return whether a quotation is the post of a social network."""
    return "class" in tag and bool(_POST.search(tag_attributes(tag).get("class", "")))


def embed_of_post(found: Sequence[Token], scope: Scope) -> Piece | None:
    """Return the embed of a post with its words; None where it has no address."""
    if any(each.name == "blockquote" for each in found[1:-1]):
        return None
    said = tag_attributes(found[0].text)
    links = [tag_attributes(each.text).get("href") for each in found if each.name == "a"]
    # The last link is that of the post, under its words.
    known = (address_of(url) for url in (*map(said.get, _OF_POST), *reversed(links)))
    url = next(filter(None, known), "")
    return embed_piece(url, scope=scope, text=_lines(found)) if url else None


def embed_of_address(text: str) -> Piece | None:
    """Return the embed of an address that stands by itself, of what is shown so; else None."""
    url = address_alone(text)
    host = host_of(url).removeprefix("www.") if url else ""
    return embed_piece(url) if host in EMBED_HOSTS or (url and _MEDIA.search(url)) else None


def with_embeds(piece: Piece) -> Iterator[Piece]:
    """Yield a text whose lines that are nothing but an address of a player are embeds."""
    found = [(line, embed_of_address(line)) for line in _LINE_BREAK.split(piece.html)]
    if not any(embed for _, embed in found):
        yield piece
        return
    lines: list[str] = []
    for line, embed in found:
        if embed is None:
            lines.append(line)
            continue
        yield from _text_of(piece, lines)
        yield embed._replace(scope=piece.scope)
        lines = []
    yield from _text_of(piece, lines)


def _text_of(piece: Piece, lines: list[str]) -> Iterator[Piece]:
    html = "<br>".join(lines)
    if _TAG.sub("", html).strip():
        yield piece._replace(html=html)


def address_alone(html: str) -> str:
    """Return the address that is all of a text, or of a link to itself; else ""."""
    text = unescape(_TAG.sub("", html)).strip() if "://" in html else ""
    return address_of(text) if _ADDRESS.fullmatch(text) else ""


def _is_unseen(said: dict[str, str]) -> bool:
    sides = (said.get("width"), said.get("height"))
    return any(side in ("0", "1", "0px", "1px") for side in sides) or bool(
        _UNSEEN.search(said.get("style", ""))
    )


def _lines(found: Sequence[Token]) -> str:
    """Return the words between tags, a line for each paragraph."""
    written = []
    for each in found:
        if each.name in ("p", "br", "div"):
            written.append("\n")
        elif not each.name:
            written.append(each.text.replace("\n", " "))
    lines = (" ".join(unescape(line).split()) for line in "".join(written).split("\n"))
    return "\n".join(filter(None, lines))
