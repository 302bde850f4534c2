"""A small site as WordPress exports it, with its pictures beside it, and how it moves here."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from articles.importing.pipeline import import_documents
from articles.importing.plan import IMPORT, Options
from articles.importing.sources.beside.files import FilesBeside
from articles.importing.sources.find import find, read_all
from articles.models import Masthead
from tests.documents.reading.xml.make import export
from tests.pictures.make import make_file

HOST: Final = "old-blog.example"
UPLOADS: Final = f"https://www.{HOST}/wp-content/uploads/2014/03"
HARBOUR: Final = (
    "<p>The harbour of Skerrin was opened again on Saturday, after eleven weeks of dredging.</p>"
    f'<img src="{UPLOADS}/harbour-300x200.jpg" alt="The harbour">'
    "<p>Hundreds came to the quay to see the first boat of the morning go out to the banks.</p>"
    f'<p>It had closed when <a href="https://{HOST}/2014/03/pier-fell/">the pier fell</a>.</p>'
)
PIER: Final = (
    "<p>The pier of Skerrin fell in the storm of Tuesday night, and nobody was hurt by it.</p>"
    "<p>The council has asked for tenders, which are to be opened at the end of the month.</p>"
)
ARABIC: Final = (
    "<p>وصلت العبارة الأولى إلى الميناء يوم السبت بعد أحد عشر أسبوعا من أعمال الصيانة الطويلة.</p>"
    "<p>وقال رئيس البلدية إن المئات حضروا إلى الرصيف لمشاهدة القارب الأول في الصباح.</p>"
)
_HEAD: Final = (
    f"<title>The Skerrin Blog</title><link>https://{HOST}</link>"
    f"<wp:base_site_url>https://{HOST}</wp:base_site_url>"
    "<wp:author><wp:author_login>ann</wp:author_login>"
    "<wp:author_display_name>Ann Berg</wp:author_display_name></wp:author>"
)


def post(number: int, title: str, path: str, body: str) -> str:
    return (
        f"<item><title>{title}</title><link>https://{HOST}{path}</link>"
        f"<guid isPermaLink='false'>https://{HOST}/?p={number}</guid>"
        "<dc:creator>ann</dc:creator><pubDate>Sat, 08 Mar 2014 06:15:00 +0000</pubDate>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_type>post</wp:post_type>"
        "<wp:post_date_gmt>2014-03-08 06:15:00</wp:post_date_gmt><wp:status>publish</wp:status>"
        "<category domain='category' nicename='harbour-news'>Harbour news</category>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded></item>\n"
    )


def write_export(folder: Path) -> Path:
    """Write the export and its pictures, as WordPress and a copy of its uploads have them."""
    uploads = folder / "wp-content" / "uploads" / "2014" / "03"
    uploads.mkdir(parents=True)
    (uploads / "harbour.jpg").write_bytes(make_file(1200, 800))
    items = (
        post(11, "The harbour opens again", "/2014/03/harbour-opens.html", HARBOUR),
        post(12, "The pier fell", "/2014/03/pier-fell/", PIER),
        post(13, "العبارة الأولى", "/2014/03/%d8%b9%d8%a8%d8%a7%d8%b1%d8%a9/", ARABIC),
    )
    (folder / "site.xml").write_text(export(*items, head=_HEAD), encoding="utf-8")
    return folder


def move_site(folder: Path, *, hosts: tuple[str, ...] = (HOST,)) -> None:
    """Import the site, publish it, and name its hosts in the masthead."""
    paths = [str(write_export(folder))]
    beside = FilesBeside(paths)
    list(import_documents(read_all(find(paths)), Options(publish=True), IMPORT, beside))
    Masthead.objects.update_or_create(pk=1, defaults={"former_hosts": list(hosts)})
