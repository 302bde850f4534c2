"""The pages whose cost must not grow with the archive, and where each is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from articles.models import Edition, Listing
from tests.bench.archive.writing import PUBLISHERS, RARE

# Ranking reads many rows: it has a bound alone, whatever it costs beside few.
BEST_MATCH: Final = 30
_DESK: Final = "/admin/articles"
# The day of this article among the newest has as many as any.
_BACK: Final = 400


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its name; `bound` is how many ms of CPU it may cost at 100,000 articles."""

    name: str
    address: str
    bound: int
    status: int = 200


def pages(common: str) -> list[Page]:
    """Return all pages; `common` is a word that most articles have."""
    return [*pages_of_readers(common), *_of_editors(common)]


def pages_of_readers(common: str) -> list[Page]:
    topic, author, publisher = _of_names()
    day = Edition.objects.live_newest_first()[_BACK].first_published_at
    found = [
        ("front page", "/", 200),
        ("front page, last", "/?before=", 200),
        ("front page, past the end", "/?page=999999", 301),
        ("an article", "/articles/article-5/", 200),
        ("404, no such article", "/articles/never-published/", 404),
        ("404, no such address", "/no-such-page/", 404),
        ("search, a rare word", f"/search/?q={RARE}&order=newest", 200),
        ("search, a common word", f"/search/?q={common}&order=newest", 200),
        ("search, its best match", f"/search/?q={common}", 200),
        ("search in a topic", f"/search/?q={common}&topic={topic.name}&order=newest", 200),
        ("a topic", topic.get_absolute_url(), 200),
        ("an author", author.get_absolute_url(), 200),
        ("a publisher", publisher.get_absolute_url(), 200),
        ("archive", "/archive/", 200),
        ("a month of the archive", f"/archive/{day:%Y/%m}/", 200),
        ("a day of the archive", f"/archive/{day:%Y/%m/%d}/", 200),
    ]
    bounds = {"search, its best match": BEST_MATCH}
    return [Page(name, address, bounds.get(name, 15), status) for name, address, status in found]


def _of_names() -> tuple[Listing, ...]:
    """Return the first topic, author and publisher of the first articles."""
    kinds = ("topic", "author", "publisher")
    return tuple(Listing.objects.filter(kind=kind).earliest("pk") for kind in kinds)


def _of_editors(common: str) -> list[Page]:
    found = {
        "article list": "article/",
        "article list, last": "article/?before=",
        "article search, rare": f"article/?q={RARE}",
        "article search, common": f"article/?q={common}",
        "state live": "article/?state=live",
        "state draft": "article/?state=draft",
        "state scheduled": "article/?state=scheduled",
        "needs a look": "article/?look=needed",
        "one publisher": f"article/?publisher={PUBLISHERS[7].replace(' ', '+')}",
        "one language": "article/?language=fr",
        "sort by headline": "article/?o=2",
        "sort by state": "article/?o=3",
        "sort by published": "article/?o=-4",
        "sort by changed, oldest first": "article/?o=6",
        "paragraph list": "paragraph/",
        "paragraph list, last": "paragraph/?before=",
        "paragraph search, rare": f"paragraph/?q={RARE}",
        "paragraph search, common": f"paragraph/?q={common}",
        "section list": "section/",
        "section search, common": f"section/?q={common}",
        "link list": "link/",
        "link search": f"link/?q={common}",
        "source documents": "sourcedocument/",
        "source search": "sourcedocument/?q=0000005",
    }
    return [Page(name, f"{_DESK}/{address}", 100) for name, address in found.items()]
