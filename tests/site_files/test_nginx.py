"""What the handbook has for nginx is taken by it, and does what it says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest

import articles
from articles.models import Article
from articles.publishing.publish import publish
from articles.site_files.export import export_site
from tests.newsroom.nginx import asked, nginx_with
from tests.served import free_port
from tests.site.former.moved import move_site

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed"),
]

HANDBOOK: Final = Path(articles.__path__[0]) / "handbook" / "administrators"
DEPLOY: Final = Path(articles.__path__[0]).parent / "newsroom" / "deploy"


def example(page: str) -> str:
    """What a page has for nginx."""
    text = (HANDBOOK / page).read_text(encoding="utf-8")
    blocks: list[str] = re.findall(r"(?:^    .*\n|^\n(?=    ))+", text, re.M)
    [found] = [block for block in blocks if "location" in block]
    return found


@pytest.mark.usefixtures("own_pictures")
def test_it_serves_a_site_of_files_and_leads_on(tmp_path: Path) -> None:
    move_site(tmp_path / "export")
    article = Article.objects.get(slug="the-pier-fell")
    long = "-".join(["the-pier-of-skerrin-fell-in-the-storm"] * 3)
    for slug in (long, "pier"):
        Article.objects.filter(pk=article.pk).update(slug=slug)
        publish(article)
    arabic = Article.objects.get(external_id__endswith="?p=13").editions.get()
    export_site(tmp_path / "news", "https://news.example", server="nginx")
    port = free_port()
    http = example("files.md").replace("/srv/news", str(tmp_path / "news"))
    http = http.replace("server {", f"server {{ listen 127.0.0.1:{port};")
    with nginx_with(http, tmp_path, port) as site:
        assert asked(site, "/articles/pier/").status == 200
        missing = asked(site, "/nothing/")
        assert missing.status == 404
        assert "There is no page at this address" in missing.text
        assert asked(site, "/.newsroom-export/").status == 403
        for old, new in (
            (f"/articles/{long}/", "/articles/pier/"),
            ("/2014/03/pier-fell/", "/articles/pier/"),
            (f"/2014/03/{quote('عبارة')}/", arabic.get_absolute_url()),
        ):
            answer = asked(site, old)
            assert answer.status == 301, old
            assert answer.headers["Location"] == f"http://localhost:{port}{new}"


def test_it_keeps_pages(tmp_path: Path) -> None:
    port = free_port()
    keeps, _space, location = example("proxy-cache.md").partition("\n\n")
    # Of a module that is not nginx's own.
    location = re.sub(r".*proxy_cache_purge.*\n", "", location)
    location = location.replace("/etc/nginx/newsroom-proxy.conf", str(DEPLOY / "nginx-proxy.conf"))
    http = (
        f"upstream newsroom {{ server 127.0.0.1:{free_port()}; }}\n"
        f"{keeps.replace('/var/cache/nginx', str(tmp_path))}\n"
        f"server {{ listen 127.0.0.1:{port};\n{location}\n}}"
    )
    with nginx_with(http, tmp_path, port) as site:
        assert asked(site, "/").status == 502
