"""The front page of a new site, arranged from the seeds that it begins with."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from articles.models import Arrangement, Article, Topic
from articles.models.arrangement import GroupForm
from articles.publishing.front.arrange import begin_arrangement
from articles.publishing.front.groups import FrontGroup

# By the numbers that the names of their files begin with; the others are the newest.
_FIRST: Final = (
    ("", GroupForm.LEAD, ("02",)),
    ("Today", GroupForm.CARDS, ("01", "07", "05")),
    ("Coast", GroupForm.FEATURE, ("03", "06", "10")),
    ("Culture", GroupForm.CARDS, ("08", "11", "09")),
)


def arrange_first() -> None:
    """Arrange what came of the seeds; leave a site with other documents to its editors."""
    files = Article.objects.exclude(source=None).values_list("source__file", "pk")
    keys = {PurePath(file).name[:2]: key for file, key in files}
    topics = dict(Topic.objects.known_to_readers().values_list("name", "pk"))
    groups = tuple(
        FrontGroup(
            name, form, topics.get(name), tuple(keys[each] for each in numbers if each in keys)
        )
        for name, form, numbers in _FIRST
    )
    if all(group.articles for group in groups) and not Arrangement.objects.exists():
        begin_arrangement(groups, base=0)
