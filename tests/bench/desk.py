"""What the desk costs: an editor opens a long article."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests.bench.documents import make_document
from tests.bench.importing import import_folder
from tests.bench.timing import Timing, timed


def measure(folder: Path, paragraphs: int, rounds: int) -> Timing:
    """Time for the change page of an article of that many paragraphs."""
    path = folder / f"{paragraphs}-paragraphs.txt"
    make_document(path, paragraphs)
    import_folder(path)
    page = reverse(
        "admin:articles_article_change", args=[Article.objects.get(external_id=path.name).pk]
    )
    client = Client(headers={"host": "localhost"})
    client.force_login(get_user_model().objects.create_superuser("bench"))
    if client.get(page).status_code != 200:
        raise RuntimeError(f"{page} does not answer")
    taken = [timed(lambda: client.get(page)) for _ in range(rounds)]
    return Timing(median(t.seconds for t in taken), median(t.cpu for t in taken))
