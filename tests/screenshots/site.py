"""The site that pictures are taken of: the seeds, under topics, with a page or two of its own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from tests.served import Newsroom

_FILL: Final = """
import json
from articles.models import *
from django.contrib.auth.models import User
User.objects.update(is_superuser=True)
Masthead.objects.update_or_create(pk=1, defaults={"name": "The Hesk Courier",
    "tagline": "since 1871", "navigation": [["Archive", "/archive/"], ["About", "/pages/about/"]]})
StaticPage.objects.create(slug="about", title="About us", is_public=True, markup="<p>The Hesk "
    "Courier tells what happens on the islands, and to whom.</p><h2>Who we are</h2><p>Seven people "
    "and a dog, in two rooms above the harbour office.</p>")
"""
_TELL: Final = """
import json
from articles.models import *
live = Edition.objects.live().order_by("-first_published_at", "-pk")
def first(rows, name="slug"):
    row = rows.first()
    return getattr(row, name) if row else "none"
def listing(kind, name="slug"):
    return first(Listing.objects.filter(kind=kind, listed__isnull=False), name)
day = live[0].first_published_at
pictured = live.exclude(picture={}).first() or live[0]
print(json.dumps({
    "article": pictured.slug, "number": pictured.article_id,
    "plain": first(live.filter(picture={}, language="en")),
    "arabic": first(live.filter(language__startswith="ar")),
    "chinese": first(live.filter(language__startswith="zh")),
    "withdrawn": "quay-notes",
    "topic": listing("topic"), "author": listing("author"), "publisher": listing("publisher"),
    "topic_number": listing("topic", "pk"), "author_number": listing("author", "pk"),
    "year": f"{day:%Y}", "month": f"{day:%Y/%m}", "day": f"{day:%Y/%m/%d}",
    "source": first(SourceDocument.objects.order_by("pk"), "pk"),
    "run": first(ImportRun.objects.order_by("pk"), "pk"),
    "set": first(ReleaseSet.objects.all(), "pk"),
    "picture": first(Picture.objects.order_by("pk"), "pk"),
}))
"""
_WITHDRAW: Final = """
from articles.models import Article
from articles.publishing.publish import withdraw
article = Article.objects.get(external_id="quay-notes")
Article.objects.filter(pk=article.pk).update(slug="quay-notes")
from articles.publishing.publish import publish
publish(Article.objects.get(pk=article.pk))
withdraw(Article.objects.get(pk=article.pk))
"""
_CORRECT: Final = """
from dataclasses import replace
from datetime import timedelta
from django.contrib.auth.models import User
from django.utils import timezone
from articles import store
from articles.documents.article.model import Line
from articles.models import *
from articles.models.version import Reason
from articles.publishing.publish import publish
from articles.publishing.release_sets import add_to_set, release_together
user = User.objects.first()
pictured = Edition.objects.live().exclude(picture={}).order_by("-first_published_at", "-pk")
article = Article.objects.get(pk=(pictured.first() or Edition.objects.live().first()).article_id)
def change(text):
    article.refresh_from_db()
    document = replace(store.load(article), standfirst=Line(text))
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT, author=user)
    article.refresh_from_db()
change("Skerrin's harbour bell sounds an F, and nobody has complained.")
publish(article)
change("Skerrin's harbour bell sounds an F sharp, and nobody has complained.")
Correction.objects.create(article=article, before_number=article.version - 1,
    after_number=article.version, note="Skerrin's harbour bell sounds an F sharp, not an F.",
    quotes=[["It sounds an F.", "It sounds an F sharp."]], made_by=user)
publish(article)
change("The harbour bell of Skerrin sounds an F sharp.")
PreviewLink.objects.create(article=article, made_by=user,
    expires_at=timezone.now() + timedelta(days=7))
row = ReleaseSet.objects.create(name="Election night", made_by=user)
others = Article.objects.exclude(pk=article.pk)[:2]
add_to_set(row, others, user)
release_together(row, by=user, at=timezone.now() + timedelta(days=2))
"""
_TEXT: Final = (
    "The harbour of Skerrin opened again on Saturday, after eleven weeks of dredging and rain.",
    "Hundreds came to the quay to see the first boat of the morning go out to the banks.",
    "The council has asked for tenders for a second pier, which are to be opened in the spring.",
)
# So many that lists have older pages.
_STORIES: Final = 48


def fill(site: Newsroom, folder: Path) -> dict[str, str]:
    """Give the site what its pages need, and return what stands in braces in their addresses."""
    stories = folder / "stories"
    stories.mkdir()
    for number in range(_STORIES):
        name = "quay-notes" if number == 0 else f"story-{number}"
        document = {
            "id": name,
            "title": f"Notes from the quay, {number}: {_TEXT[number % 3].partition(',')[0]}",
            "authors": [("Ada Penn", "Idris Moyle")[number % 2]],
            "topics": [("Harbours", "Ferries", "Weather")[number % 3]],
            "published": f"2026-{1 + number % 11:02}-{1 + number % 27:02}T08:00:00Z",
            "publisher": "The Hesk Courier",
            "paragraphs": [f"{text} ({number})" for text in _TEXT],
        }
        (stories / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    site.manage("import_articles", str(stories), "--publish")
    site.manage("shell", "--no-imports", "-c", _FILL)
    site.manage("shell", "--no-imports", "-c", _WITHDRAW)
    site.manage("shell", "--no-imports", "-c", _CORRECT)
    told = site.manage("shell", "--no-imports", "-c", _TELL)
    found = {name: str(value) for name, value in json.loads(told.splitlines()[-1]).items()}
    with urlopen(f"{site.url}/") as front:
        older = re.search(r"\?after=([^\"]+)", front.read().decode())
    return {"after": older[1] if older else "", **found}
