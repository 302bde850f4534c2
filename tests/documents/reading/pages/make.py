"""Small invented pages: articles, and section pages that lead to them."""

from __future__ import annotations

from collections.abc import Iterable

STORY = (
    "The ferry to Holm sailed on Saturday at seven, with forty cars and one horse on its deck, "
    "after eleven weeks in the yard. Nobody on the pier could say who owned the horse."
)


def make_page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def make_teasers(number: int = 12) -> str:
    """Return teasers, each a card with a picture, a linked heading and a line that breaks off."""
    return "".join(
        f'<article class="card"><a href="/news/the-ferry-of-day-{day}"><img src="/{day}.jpg"></a>'
        f'<h3><a href="/news/the-ferry-of-day-{day}">The ferry of day {day} has sailed</a></h3>'
        f"<p>It left the pier of Holm with {day} cars and…</p><time>{day} March</time>"
        '<a href="/news/the-ferry-of-day-{day}">Read more</a></article>'
        for day in range(1, number + 1)
    )


def make_section_page(above: str = "<h1>News</h1>") -> str:
    """Return a page of teasers, under an address and with the tags of one."""
    head = (
        '<title>News</title><meta property="og:type" content="website">'
        '<link rel="canonical" href="https://coastpost.example/category/news">'
    )
    pages = "".join(f'<a href="/category/news?page={n}">{n}</a>' for n in range(2, 6))
    return make_page(
        f'<main class="archive">{above}<div class="grid">{make_teasers()}</div>'
        f'<div class="pagination">{pages}</div></main>',
        head,
    )


def make_story(paragraphs: Iterable[str] = (STORY,) * 4, after: str = "", head: str = "") -> str:
    """Return an article's page, with whatever comes after its text."""
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    return make_page(
        f"<main><h1>The ferry to Holm sails again after eleven weeks</h1>{text}</main>{after}",
        f"<title>The ferry to Holm sails again after eleven weeks</title>{head}",
    )
