"""A page -> what of the site it leads to, and the page as a file has it. Pure, by its markup."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import urljoin, urlsplit

_TAG: Final = re.compile(r"<[a-zA-Z][^>]*>")
_ATTRIBUTE: Final = re.compile(r'\s(href|src|poster|srcset)="([^"]*)"')
_HREF: Final = re.compile(r'\shref="([^"]*)"')
_STYLE: Final = re.compile(r"""url\(["']?([^"')]+)["']?\)""")
_FORM: Final = re.compile(r'<form\b[^>]*\saction="([^"]*)"[^>]*>.*?</form>\s*', re.DOTALL)
_ANCHOR: Final = re.compile(r"<a\b[^>]*>.*?</a>", re.DOTALL)
_REL: Final = re.compile(r'\srel="[^"]*\b(?:search|nofollow)\b[^"]*"')
_IMPORT: Final = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")
_END: Final = re.compile(r"""[\s"'<>]""")

# The new address of a link, the same one, or None where there is none among files.
Rewritten = Callable[[str], str | None]


def addresses_in(text: str, kind: str, base: str, here: str) -> Iterator[str]:
    """Yield the addresses of the site in what stands at `here`, without base and fragment.

    `kind` is its media type, `base` where the site is, such as https://news.example.
    """
    for found in _written(text, kind, base):
        address = _own(html.unescape(found), base, here)
        if address:
            yield address


def for_files(text: str, base: str, here: str, rewritten: Rewritten) -> str:
    """Return a page whose links lead to files; without the forms that only a site answers."""

    def form(found: re.Match[str]) -> str:
        address = _own(html.unescape(found[1]), base, here)
        return found[0] if not address or rewritten(address) else ""

    def tag(found: re.Match[str]) -> str:
        return _HREF.sub(href, found[0])

    def href(found: re.Match[str]) -> str:
        written = html.unescape(found[1])
        address = _own(written, base, here)
        if not address:
            return found[0]
        new = rewritten(address)
        if new is None:
            return ""
        if new == address:
            return found[0]
        before = base if written.startswith(base) else ""
        after = f"#{written.partition('#')[2]}" if "#" in written else ""
        return f' href="{html.escape(before + new + after)}"'

    def anchor(found: re.Match[str]) -> str:
        """Take a link out whole whose only use is to lead to what no file is."""
        opening = _TAG.match(found[0])
        to = _HREF.search(opening[0]) if opening else None
        if opening and to and _REL.search(opening[0]):
            address = _own(html.unescape(to[1]), base, here)
            return "" if address and rewritten(address) is None else found[0]
        return found[0]

    return _TAG.sub(tag, _ANCHOR.sub(anchor, _FORM.sub(form, text)))


def _written(text: str, kind: str, base: str) -> Iterator[str]:
    if kind == "text/css":
        yield from _STYLE.findall(text)
        return
    if kind.endswith("javascript"):
        yield from _IMPORT.findall(text)
        return
    if kind == "text/html":
        for tag in _TAG.findall(text):
            for name, value in _ATTRIBUTE.findall(tag):
                if name == "srcset":
                    yield from (each.split()[0] for each in value.split(",") if each.strip())
                else:
                    yield value
    # In feeds, sitemaps and data for engines addresses are whole; feeds have escaped markup, too.
    for found in re.findall(re.escape(base) + r"""/[^\s"'<>\\)\]]*""", text):
        yield _END.split(html.unescape(found), maxsplit=1)[0]


def _own(written: str, base: str, here: str) -> str:
    """Return an address of the site from its root, "" for any other."""
    if written.startswith("#") or not written:
        return ""
    try:
        whole = urlsplit(urljoin(f"{base}{here}", written))
    except ValueError:
        return ""
    if f"{whole.scheme}://{whole.netloc}" != base:
        return ""
    return (whole.path or "/") + (f"?{whole.query}" if whole.query else "")
