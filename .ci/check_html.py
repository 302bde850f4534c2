"""Let the Nu HTML checker read the pages that readers get: `python .ci/check_html.py vnu.jar`.

The pages are those of a new site, with an article of every kind of paragraph. Needs a Java runtime.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import django
from django.core.management import call_command

ROOT: Final = Path(__file__).resolve().parent.parent
# As it was before pictures, tables and embeds: such editions stay as they were written.
OLD_BODY: Final = """<section>
<p id="p-1">It began at six.<a class="permalink" href="#p-1" aria-label="Link to this"></a></p>
</section>
<section>
<h2 id="s-2" dir="auto">The <i>vote</i></h2>
<p class="byline">Analysis by Ruan Teague</p>
<ul>
<li id="p-3">One.<a class="permalink" href="#p-3" aria-label="Link to this"></a></li>
</ul>
<blockquote>
<p id="p-4">Two.<a class="permalink" href="#p-4" aria-label="Link to this"></a></p>
</blockquote>
</section>
"""


def main() -> int:
    sys.path.insert(0, str(ROOT))
    with TemporaryDirectory(prefix="newsroom-html-") as folder:
        # Before the settings are read: never the site's own data.
        os.environ["NEWSROOM_DATA_DIR"] = folder
        os.environ["DATABASE_URL"] = ""
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        django.setup()
        call_command("migrate", verbosity=0)
        pages = Path(folder) / "pages"
        pages.mkdir()
        write_pages(pages)
        print(f"{len(list(pages.iterdir()))} pages", flush=True)
        command = ["java", "-jar", sys.argv[1], "--errors-only", "--skip-non-html", str(pages)]
        return subprocess.run(command, check=False).returncode


def write_pages(folder: Path) -> None:
    """Write what readers get at each address."""
    from django.conf import settings
    from django.test import Client

    from newsroom.staticfiles import collect_if_changed

    settings.ALLOWED_HOSTS = ["testserver"]
    collect_if_changed()
    client = Client()
    for name, path in make_site().items():
        (folder / f"{name}.html").write_bytes(client.get(path).content)


def make_site() -> dict[str, str]:
    """Publish articles; return the paths of pages by names for them."""
    from articles.documents.article.model import Line
    from articles.models import Edition
    from articles.publishing.publish import publish, withdraw
    from tests.make import make_article
    from tests.pictures.make import make_file, make_picture
    from tests.rich_article import rich_document

    sizes = ((1440, 960), (900, 700), (700, 900), (200, 100))
    pictures = [make_picture(make_file(*size)).sha256 for size in sizes]
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
    Edition.objects.filter(slug="old").update(body=OLD_BODY)
    withdraw(articles["gone"])
    paths = {name: f"/articles/{name}/" for name in documents}
    return {**paths, "front": "/", "nowhere": "/nowhere/", "login": "/admin/login/"}


if __name__ == "__main__":
    sys.exit(main())
