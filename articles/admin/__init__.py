"""The editors' desk: Django's admin, one folder for each page."""

from articles.admin import duplicates, log, policy, reader_reports, tracking
from articles.admin.article import page as article
from articles.admin.conflicts import list as conflicts
from articles.admin.erasure import list as erasure
from articles.admin.front import page as front
from articles.admin.home import pages as home
from articles.admin.jobs import list as jobs
from articles.admin.listings import list as listings
from articles.admin.masthead import page as masthead
from articles.admin.masthead import static_pages
from articles.admin.noise import list as noise
from articles.admin.notices import list as notices
from articles.admin.parts import link, paragraph, section
from articles.admin.people import groups, users
from articles.admin.pictures import addresses
from articles.admin.pictures import list as pictures
from articles.admin.release_sets import page as release_sets
from articles.admin.runs import list as runs
from articles.admin.source import documents as source
from articles.admin.trash import list as trash
from articles.admin.trash import tombstones

__all__ = [
    "addresses",
    "article",
    "conflicts",
    "duplicates",
    "erasure",
    "front",
    "groups",
    "home",
    "jobs",
    "link",
    "listings",
    "log",
    "masthead",
    "noise",
    "notices",
    "paragraph",
    "pictures",
    "policy",
    "reader_reports",
    "release_sets",
    "runs",
    "section",
    "source",
    "static_pages",
    "tombstones",
    "tracking",
    "trash",
    "users",
]
