"""ArticleDocument <-> rows: the one place that writes article content.

Import, desk, restore and merge all end here: a new document, saved against the version that it was
made from. `create` writes new articles, many at a time; `save` writes those that exist, whose rows
`sync` brings up to date, touching only what differs. A save also records what an editor reviewed,
and `resolve` is an editor's decision on a conflict (both are kept by the chapter `review`). `trash`
deletes, restores what was deleted, and deletes for good; `redact` takes out what is erased.
"""

from articles.review.conflicts import conflict_of, read_same
from articles.review.label_reviews import ReviewCounts
from articles.store.create import NewArticle, create, create_many
from articles.store.named import set_version_name
from articles.store.owners import give_articles, take_over
from articles.store.redact import rewrite_versions
from articles.store.resolve import (
    AlreadyResolved,
    imported_document,
    resolve_conflict,
    resolve_conflicts,
)
from articles.store.save import (
    ArticleChange,
    LockedArticle,
    Saved,
    SlugTaken,
    StaleSave,
    attach,
    detach,
    load,
    lock_articles,
    rename,
    save,
    save_many,
    with_origins_of_source,
)
from articles.store.trash import (
    Undeleted,
    delete,
    discard,
    in_trash_longer,
    purge,
    purge_older,
    undelete,
)

__all__ = [
    "AlreadyResolved",
    "ArticleChange",
    "LockedArticle",
    "NewArticle",
    "ReviewCounts",
    "Saved",
    "SlugTaken",
    "StaleSave",
    "Undeleted",
    "attach",
    "conflict_of",
    "create",
    "create_many",
    "delete",
    "detach",
    "discard",
    "give_articles",
    "imported_document",
    "in_trash_longer",
    "load",
    "lock_articles",
    "purge",
    "purge_older",
    "read_same",
    "rename",
    "resolve_conflict",
    "resolve_conflicts",
    "rewrite_versions",
    "save",
    "save_many",
    "set_version_name",
    "take_over",
    "undelete",
    "with_origins_of_source",
]
