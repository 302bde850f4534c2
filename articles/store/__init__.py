"""ArticleDocument <-> rows: the one place that writes article content.

Import, desk, restore and merge all end here: a new document, saved against the version that it was
made from. New articles are written many at a time, in `creating`; one that stands is brought in
line with its document, touching only what differs, in `saving`; what that says of labels that the
import was not sure of is kept by `answering`.
"""

from articles.store.answering import Answered
from articles.store.creating import NewArticle, create, create_many
from articles.store.saving import (
    Saved,
    SlugTaken,
    StaleSave,
    load,
    of_its_source,
    rename,
    save,
)

__all__ = [
    "Answered",
    "NewArticle",
    "Saved",
    "SlugTaken",
    "StaleSave",
    "create",
    "create_many",
    "load",
    "of_its_source",
    "rename",
    "save",
]
