"""Read the author that a page shows its readers, where it tells machines none.

What marks one is taken in the order of how sure it is: microdata, microformats and rel=author,
classes that designers call byline, links to an author's page, lines such as "By Nell Ashby".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from articles.documents.metadata.names import (
    byline_of,
    is_organisation,
    is_person,
    is_title,
    signs,
)
from articles.documents.metadata.written_dates import date_written_in
from articles.documents.reading.fragments import letters_of
from articles.documents.reading.pages.page_head import PageHead, called, said_in, text_before
from articles.documents.reading.pages.shown_date import without_date

_LONGEST_BYLINE: Final = 200
_LONGEST_NAME: Final = 60
_LONGEST_LINE: Final = 120
_MOST_WORDS: Final = 4
# Names of one byline stand next to each other.
_NEXT: Final = 14
# As many different ones are the authors of comments or of books.
_MOST_SIGNATURES: Final = 2

_BYLINE: Final = re.compile(
    r"(?i)(?:^|[\s_-]|[a-z](?=[A-Z]))(?:by-?lines?|(?:the-?|post-?|article-?|blog-?|entry-?|auth-?)?"
    r"(?:author|autor|auteur|autore|writer|verfasser|redakteur|contributor|skribent|forfatter)s?"
    r"(?:-?_?(?:names?|links?|by|info|meta|text|details?|title))?|post(?:ed)?-?by|written-?by"
    r"|published-?by|submitted|username|user-?name|vcard|creator)(?=$|[\s_-])"
)
# https://microformats.org/wiki/h-entry, and hAtom before it.
_AUTHOR_CARD: Final = re.compile(
    r"(?i)(?:^|\s)(?:p-author|h-card)(?=$|\s)|(?:^|\s)author\s(?:.*\s)?vcard(?=$|\s)"
    r"|(?:^|\s)vcard\s(?:.*\s)?author(?=$|\s)"
)
_NO_BYLINE: Final = re.compile(
    r"(?i)(?:bio|desc|avatar|image|img|photo|picture|social|icon|date|time|role|job|position|count"
    r"|box-?title|login|search|more|follow|card-title|caption|twitter|email|(?:-|_)title)"
)
_TO_AUTHOR: Final = re.compile(
    r"(?i)/(?:authors?|autor(?:en|es|in)?|auteurs?|autor[ei]|writers?|contributors?|people|staff|"
    r"profiles?|journalist(?:s|en)?|redak(?:tion|teure?)|team|skribent|our-experts|by|users?|"
    r"producers?|columnists?|reporters?|newsteam|correspondents?)/[^/?#]+/?(?:[?#].*)?\Z"
)
_SAYS_BY: Final = re.compile(
    r"(?i)\W*(?:(?:(?:article|written|posted|published|words|text|texte|story|recipe|reported"
    r"|authored)\s)?by|von|par|por|door|av|af|di|da|texte?\s(?:von|par)|autor(?:in|en)?|authors?"
    r"|auteure?s?|autore|(?:geschrieben|erstellt|verfasst|gespeichert|ein\s\w*(?:beitrag|artikel"
    r"|kommentar))\svon|(?:escrito|publicado)\spor|écrit\spar|text|texto|redaktion|contributors?"
    r"|作者|记者|責任编辑|责任编辑)(?:\s?[:：]\s*|\s+)"
)
_NAMES_BY: Final = re.compile(r"(?i)\W*(?:written\s)?(?:by|von|par|por)(?:\s?:\s*|\s+)")
_BY_WORDS: Final = 4
_BY_OTHERS: Final = re.compile(
    r"(?i)(?:check|review|edit|illustrat|translat)\w*\s+(?:by|von|par)\W*\Z"
)
_SAYS_TOO_MUCH: Final = re.compile(r"[!?…»]|\.\s+[A-ZÄÖÜ]\w+\s+\w+\s+\w+")
_NO_NAME: Final = re.compile(
    r"(?i)\d|:\Z|\b(?:bio|read|more|about|posts?|articles?|follow|view|all|share|comments?|minutes?|january|"
    r"press|release|tips|login|subscribe|contact|home|menu|search|blog|reviews?|policy|terms|editorial|the|this|that|"
    r"you|your|our|and|with|for|is|how|what|why|in|on|at|to|of|von|par|min|alle|mehr|über|aus|zur|"
    r"beiträge|artikel|author|autor|written|published|updated|category|photo|image|foto)\b"
)


def shown_authors(head: PageHead, language: str, publisher: str) -> tuple[str, ...]:
    """Return the authors that a page names at its head, or where nothing else is called so."""
    found: dict[tuple[bool, int], list[tuple[int, tuple[str, ...]]]] = {}
    for number, element in enumerate(head.elements):
        is_at_head = head.is_at_head(number)
        for strength, text in _signatures(element, is_at_head):
            if names := _names(text, strength, language, publisher):
                found.setdefault((not is_at_head, strength), []).append((number, names))
                break
    for (is_below, _), signed in sorted(found.items()):
        if not is_below or len({names for _, names in signed}) <= _MOST_SIGNATURES:
            return _next_to_each_other(signed)
    return ()


def named_in_byline(head: PageHead, language: str, publisher: str) -> tuple[str, ...]:
    """Return the people whom a line at the head names after "by", as readers look for them."""
    for number, element in enumerate(head.elements):
        text = said_in(element, _LONGEST_LINE) if head.is_at_head(number) else ""
        if not _NAMES_BY.match(text):
            continue
        names = _names(text, _BY_WORDS, language, publisher)
        if names and all(is_person(name.split(", ")[0]) for name in names):
            return names
    return ()


def _next_to_each_other(signed: list[tuple[int, tuple[str, ...]]]) -> tuple[str, ...]:
    at, names = signed[0]
    together = dict.fromkeys(names)
    for number, others in signed[1:]:
        if number - at <= _NEXT:
            together.update(dict.fromkeys(others))
            at = number
    return tuple(together)


def _signatures(element: Any, is_at_head: bool) -> Iterator[tuple[int, str]]:
    """Yield what an element says of an author, the surest first."""
    if "author" in (element.get("itemprop") or "").lower().split():
        yield 0, _microdata(element)
    classes = called(element, "class", "data-testid")
    is_linked = "author" in (element.get("rel") or "").lower().split() and element.tag != "link"
    if is_linked or _AUTHOR_CARD.search(classes):
        yield 1, _byline_in(element, _LONGEST_BYLINE)
    is_called = _BYLINE.search(classes) and not _NO_BYLINE.search(classes)
    if (is_called or element.tag in ("address", "byline")) and not _BY_OTHERS.search(
        text_before(element)
    ):
        yield 2, _byline_in(element, _LONGEST_BYLINE)
    if is_at_head:
        yield from _signatures_at_head(element)


def _signatures_at_head(element: Any) -> Iterator[tuple[int, str]]:
    if element.tag == "a" and _TO_AUTHOR.search(element.get("href") or ""):
        text = said_in(element, _LONGEST_NAME)
        # A first name or an account is one if its page is called alike.
        is_named_alike = letters_of(text).casefold() in letters_of(element.get("href")).casefold()
        yield (1 if is_named_alike and " " not in text else 3), text
    text = said_in(element, _LONGEST_LINE)
    if not text:
        return
    if _SAYS_BY.match(text):
        yield 4, _byline_in(element, _LONGEST_LINE)
    elif _SAYS_BY.fullmatch(f"{text_before(element).strip(' |·•-–—')} "):
        yield 4, f"by {text}"
    elif _is_one_line(element) and date_written_in(text):
        yield 5, without_date(text)


def _is_one_line(element: Any) -> bool:
    """Return whether an element holds words and no links, which lead to topics as a rule."""
    return all(child.tag in ("span", "time", "b", "i", "em", "strong") for child in element)


def _microdata(element: Any) -> str:
    if written := element.get("content"):
        return str(written)
    for inner in element.iterdescendants():
        if "name" in called(inner, "itemprop").lower().split():
            return str(inner.get("content") or _byline_in(inner, _LONGEST_BYLINE))
    return _byline_in(element, _LONGEST_BYLINE)


def _byline_in(element: Any, most: int) -> str:
    """Return the words of an element without what the people named there are."""
    if not said_in(element, most):
        return ""
    words = (" ".join(text.split()) for text in element.itertext())
    kept: dict[str, None] = {}
    for word in filter(None, words):
        if not kept or not is_title(word.strip(" ,")):
            kept.setdefault(word)
    return " ".join(kept)


def _names(text: str, strength: int, language: str, publisher: str) -> tuple[str, ...]:
    """Return the names of a text that is a byline and nothing else."""
    if not text or _SAYS_TOO_MUCH.search(text):
        return ()
    names = byline_of([text.replace(" , ", ", ")], language).names
    strength = 1 if strength == 2 and _SAYS_BY.match(text) else strength
    if not names or not all(_is_plausible(name, strength, publisher) for name in names):
        return ()
    return names


def _is_plausible(name: str, strength: int, publisher: str) -> bool:
    if len(name) > _LONGEST_NAME or _NO_NAME.search(name) or not signs(name, publisher):
        return False
    if is_person(name.split(", ")[0]):
        return True
    words = name.split()
    is_desk = len(words) > 1 and strength == 2 and is_organisation(name)
    return (strength < 2 or is_desk) and len(words) <= _MOST_WORDS
