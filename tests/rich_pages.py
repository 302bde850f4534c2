"""The pages that readers get of a new site with articles of every kind, for what looks at pages.

`python -m tests.rich_pages answers.json` makes the site, in a folder of its own, and writes what it
answers for each of its addresses: {path: {status, headers, body}}, the body in base 64.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import django
from django.core.management import call_command

ROOT: Final = Path(__file__).parent.parent
SIZES: Final = ((960, 640), (480, 320), (480, 700), (320, 480))
# As it was before pictures, tables and embeds: such editions stay as they were written.
OLD_BODY: Final = """<section>
<p id="p-1">It began at six.<a class="permalink" href="#p-1" aria-label="Link to this"></a></p>
</section>
<section>
<h2 id="s-2" dir="auto">The vote</h2>
<p class="byline">Analysis by Ruan Teague</p>
<ul>
<li id="p-3">One.<a class="permalink" href="#p-3" aria-label="Link to this"></a></li>
</ul>
<blockquote>
<p id="p-4">Two.<a class="permalink" href="#p-4" aria-label="Link to this"></a></p>
</blockquote>
</section>
"""


def answers_of_site() -> dict[str, dict[str, Any]]:
    """What the site answers, made in a process of its own."""
    with TemporaryDirectory(prefix="newsroom-pages-") as folder:
        answers = Path(folder) / "answers.json"
        command = [sys.executable, "-m", "tests.rich_pages", str(answers)]
        # Before the settings are read: never the site's own data, nor that of a test.
        own = {"NEWSROOM_DATA_DIR": folder, "DATABASE_URL": "", "NEWSROOM_PLAYERS": "youtube"}
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **own},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, dict[str, Any]] = json.loads(answers.read_text(encoding="utf-8"))
    for answer in found.values():
        answer["body"] = base64.b64decode(answer["body"])
    return found


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    make_articles()
    found = ("/search/", "/search/?q=words", "/search/?q=wrods&order=newest")
    parts = (f"/sitemaps/{name}.xml" for name in ("pages", "listings-0", "articles-0"))
    articles = (f"/articles/{name}/" for name in NAMES)
    lists = ("/topics/assembly/", "/archive/", "/pages/about/", "/nowhere/", "/feeds/")
    answers = _answers("/", *lists, *found, *parts, *articles)
    Path(sys.argv[1]).write_text(json.dumps(answers), encoding="utf-8")


NAMES: Final = ("rich", "bare", "arabic", "unknown", "old", "gone")


def make_articles() -> None:
    from articles.documents.article.model import Line
    from articles.models import Edition
    from articles.publishing.publish import publish, withdraw
    from tests.make import make_article
    from tests.pictures.make import make_file, make_picture
    from tests.rich_article import rich_document

    pictures = [make_picture(make_file(*size)).sha256 for size in SIZES]
    documents = {
        "bare": rich_document(),
        "arabic": rich_document(pictures, language="ar", headline=Line("منارة")),
        "unknown": rich_document(pictures, language="", headline_provisional=True),
        "old": rich_document(),
        "gone": rich_document(),
        "rich": rich_document(pictures),
    }
    articles = {name: make_article(each, slug=name) for name, each in documents.items()}
    for article in articles.values():
        publish(article)
    make_masthead(pictures[0])
    Edition.objects.filter(slug="old").update(body=OLD_BODY)
    withdraw(articles["gone"])


def make_masthead(sha256: str) -> None:
    from articles.models import Masthead, Picture, StaticPage
    from articles.publishing.static_pages import save_static_page, static_document

    own = Masthead.get()
    own.name, own.tagline = "The Courier", "since 1871"
    own.logo = Picture.objects.get(sha256=sha256)
    own.accent, own.accent_on_dark = "#8a1c3b", "#f0a3b8"
    own.navigation = [["Assembly", "/topics/assembly/"], ["Elsewhere", "https://hesk.example/"]]
    own.save()
    page = StaticPage(slug="about", title="About us", is_public=True)
    save_static_page(page, static_document(page.title, "<p>We are.</p><h2>Who</h2><p>Us.</p>"))


def _answers(*paths: str) -> dict[str, dict[str, Any]]:
    """What is answered for these addresses, for the pictures and what else is shown there."""
    from django.conf import settings
    from django.test import Client

    from newsroom.staticfiles import collect_if_changed

    settings.ALLOWED_HOSTS = ["testserver"]
    collect_if_changed()
    client = Client()
    answers = {path: _answer(client, path) for path in paths}
    shown = unescape("".join(base64.b64decode(each["body"]).decode() for each in answers.values()))
    pictures = set(re.findall(r"/pictures/[0-9a-f]+/\d+\.\w+|/masthead-\d+\.css", shown))
    return answers | {path: _answer(client, path) for path in pictures}


def _answer(client: Any, path: str) -> dict[str, Any]:
    response = client.get(path)
    return {
        "status": response.status_code,
        "headers": dict(response.headers),
        "body": base64.b64encode(response.content).decode(),
    }


if __name__ == "__main__":
    main()
