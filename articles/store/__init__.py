"""ArticleDocument <-> rows: the one place that writes article content.

Import, desk, restore and merge all end here: a new document, saved against the version that it was
made from. New articles are written many at a time, in `creating`; those that stand are brought in
line with their documents, touching only what differs, by `saving` and `lining_up`. What a save says
of labels that the import was not sure of is kept by `answering`; what a source changed against an
editor's work waits in `questions` and is decided in `settling`.
"""

from articles.review.conflicts import conflict_of, read_same
from articles.review.label_reviews import ReviewCounts
from articles.store.create import NewArticle, create, create_many
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
    delete,
    load,
    lock_articles,
    rename,
    save,
    save_many,
    with_origins_of_source,
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
    "conflict_of",
    "create",
    "create_many",
    "delete",
    "imported_document",
    "load",
    "lock_articles",
    "read_same",
    "rename",
    "resolve_conflict",
    "resolve_conflicts",
    "save",
    "save_many",
    "with_origins_of_source",
]
