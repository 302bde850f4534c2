"""ArticleDocument <-> rows: the one place that writes article content.

Import, desk, restore and merge all end here: a new document, saved against the version that it was
made from. New articles are written many at a time, in `creating`; those that stand are brought in
line with their documents, touching only what differs, by `saving` and `lining_up`. What a save says
of labels that the import was not sure of is kept by `answering`; what a source changed against an
editor's work waits in `questions` and is decided in `settling`.
"""

from articles.review.conflicts import conflict_of, says_same
from articles.review.label_reviews import Answered
from articles.store.create import DETAIL_FIELDS, NewArticle, create, create_many
from articles.store.resolve import AlreadyDecided, decide, decide_all, imported_document
from articles.store.save import (
    Change,
    Saved,
    SlugTaken,
    StaleSave,
    Standing,
    delete,
    load,
    of_its_source,
    rename,
    save,
    save_many,
    stand,
)

__all__ = [
    "DETAIL_FIELDS",
    "AlreadyDecided",
    "Answered",
    "Change",
    "NewArticle",
    "Saved",
    "SlugTaken",
    "StaleSave",
    "Standing",
    "conflict_of",
    "create",
    "create_many",
    "decide",
    "decide_all",
    "delete",
    "imported_document",
    "load",
    "of_its_source",
    "rename",
    "save",
    "save_many",
    "says_same",
    "stand",
]
