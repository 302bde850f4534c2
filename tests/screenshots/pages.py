"""Every page that a picture is taken of, in one place: name -> address.

What stands in braces is of the site that they are taken of (see `site`). Whoever adds a route or a
page of the desk adds a line here, which a test asks for.
"""

from __future__ import annotations

from typing import Final

# By the names of their routes, or what is special about a page of one.
PUBLIC: Final = {
    "front_page": "/",
    "front_page older": "/?after={after}",
    "article": "/articles/{article}/",
    "article without picture": "/articles/{plain}/",
    "article in Arabic": "/articles/{arabic}/",
    "article in Chinese": "/articles/{chinese}/",
    "report_error": "/articles/{article}/report/",
    "report_thanks": "/articles/{article}/report/thanks/",
    "received": "/articles/{article}/received/",
    "topic": "/topics/{topic}/",
    "author": "/authors/{author}/",
    "publisher": "/publishers/{publisher}/",
    "corrections": "/corrections/",
    "archive": "/archive/",
    "archive_year": "/archive/{year}/",
    "archive_month": "/archive/{month}/",
    "archive_day": "/archive/{day}/",
    "search": "/search/",
    "search found": "/search/?q=harbour",
    "search nothing": "/search/?q=xyzzy",
    "feeds": "/feeds/",
    "static_page": "/pages/about/",
    "404": "/nothing/here/",
    "410": "/articles/{withdrawn}/",
}
# Routes whose answers are for machines: nobody looks at them.
FOR_MACHINES: Final = frozenset(
    {
        "site_feed", "search_feed", "topic_feed", "author_feed", "publisher_feed", "sitemap",
        "sitemap_part", "news_sitemap", "robots", "security", "rendition", "masthead_colours",
        "indexnow_key",
    }
)  # fmt: skip

_ARTICLE: Final = "/admin/articles/article/{number}"
DESK: Final = {
    "start": "/admin/",
    "inbox": "/admin/inbox/",
    "settings": "/admin/settings/",
    "articles": "/admin/articles/article/",
    "articles found": "/admin/articles/article/?q=harbour&state=live",
    "article new": "/admin/articles/article/add/",
    "article": f"{_ARTICLE}/change/",
    "article history": f"{_ARTICLE}/history/",
    "log": "/admin/articles/logline/",
    "article preview": f"{_ARTICLE}/preview/",
    "article source": f"{_ARTICLE}/source/?block=3",
    "article source updates": f"{_ARTICLE}/source-updates/",
    "article duplicates": f"{_ARTICLE}/duplicates/",
    "article correction": f"{_ARTICLE}/correction/",
    "article set": f"{_ARTICLE}/set/",
    "article preview links": f"{_ARTICLE}/preview-links/",
    "article delete": f"{_ARTICLE}/delete/",
    "import table": "/admin/articles/article/import/",
    "export table": "/admin/articles/article/export/",
    "import documents": "/admin/articles/importrun/import/",
    "import runs": "/admin/articles/importrun/",
    "import run": "/admin/articles/importrun/{run}/change/",
    "sources": "/admin/articles/sourcedocument/",
    "source": "/admin/articles/sourcedocument/{source}/change/",
    "sections": "/admin/articles/section/",
    "paragraphs": "/admin/articles/paragraph/",
    "links": "/admin/articles/link/",
    "conflicts": "/admin/articles/conflict/",
    "notices": "/admin/articles/sourcenotice/",
    "duplicates": "/admin/articles/duplicate/",
    "noise rules": "/admin/articles/noiserule/",
    "noise rule": "/admin/articles/noiserule/decide/?source={source}&block=3",
    "policies": "/admin/articles/policy/",
    "policy": "/admin/articles/policy/add/",
    "tracking": "/admin/articles/trackingrule/",
    "trash": "/admin/articles/trashedarticle/",
    "tombstones": "/admin/articles/tombstone/",
    "pictures": "/admin/articles/picture/",
    "picture": "/admin/articles/picture/{picture}/change/",
    "pictures to fetch": "/admin/articles/pictureaddress/",
    "jobs": "/admin/articles/job/",
    "erasures": "/admin/articles/erasure/",
    "front page": "/admin/articles/arrangement/",
    "release sets": "/admin/articles/releaseset/",
    "release set": "/admin/articles/releaseset/{set}/change/",
    "topics": "/admin/articles/topic/",
    "topic": "/admin/articles/topic/{topic_number}/change/",
    "authors": "/admin/articles/author/",
    "author": "/admin/articles/author/{author_number}/change/",
    "publishers": "/admin/articles/publisher/",
    "masthead": "/admin/articles/masthead/",
    "static pages": "/admin/articles/staticpage/",
    "static page": "/admin/articles/staticpage/add/",
    "reports of readers": "/admin/articles/readerreport/",
    "groups": "/admin/auth/group/",
    "users": "/admin/auth/user/",
    "account": "/admin/account/",
    "password": "/admin/password_change/",
    "help": "/admin/help/",
    "help chapter": "/admin/help/editors/write-and-publish/",
}
# Without a login.
OUTSIDE: Final = {"login": "/admin/login/"}
