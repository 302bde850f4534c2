"""The groups of an arrangement as values, and the steps by which an editor changes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from articles.models.arrangement import GroupForm


@dataclass(frozen=True, slots=True)
class FrontGroup:
    """A group of articles, by their primary keys; its name may lead to a listing's page.

    `headlines` are those that articles have on the front page alone, in the order of the group.
    """

    name: str = ""
    form: str = GroupForm.CARDS
    listing: int | None = None
    articles: tuple[int, ...] = ()
    headlines: tuple[tuple[int, str], ...] = ()


Groups = tuple[FrontGroup, ...]
# Where an article stands: the number of its group, and its own in that.
Place = tuple[int, int]

NO_GROUPS: Final[Groups] = (FrontGroup(form=GroupForm.LEAD),)


def with_moved(groups: Groups, here: Place, there: Place) -> Groups:
    """Return the groups with an article taken from a place and put at another.

    The number of the other place is counted without the article; one beyond the last is the last.
    """
    article = groups[here[0]].articles[here[1]]
    moved = with_placed(without(groups, here), there, article)
    return with_headlines(moved, headlines_of(groups))


def with_placed(groups: Groups, there: Place, article: int) -> Groups:
    """Return the groups with an article put at a place."""
    number, position = there
    articles = list(groups[number].articles)
    articles.insert(position, article)
    return _with(groups, number, articles)


def without(groups: Groups, here: Place) -> Groups:
    """Return the groups without the article at a place."""
    number, position = here
    articles = groups[number].articles
    return _with(groups, number, (*articles[:position], *articles[position + 1 :]))


def headlines_of(groups: Groups) -> dict[int, str]:
    """Return the headlines that articles have on the front page alone, by their keys."""
    return {article: headline for group in groups for article, headline in group.headlines}


def with_headlines(groups: Groups, headlines: Mapping[int, str]) -> Groups:
    """Return the groups with these headlines for the articles that stand in them."""
    return tuple(replace(group, headlines=_of_group(group, headlines)) for group in groups)


def step_up(groups: Groups, here: Place) -> Place:
    """Return the place before: the end of the group above for the first of a group."""
    number, position = here
    if position:
        return number, position - 1
    return (number - 1, len(groups[number - 1].articles)) if number else here


def step_down(groups: Groups, here: Place) -> Place:
    """Return the place after: the beginning of the group below for the last of a group."""
    number, position = here
    if position + 1 < len(groups[number].articles):
        return number, position + 1
    return (number + 1, 0) if number + 1 < len(groups) else here


def group_moved(groups: Groups, here: int, there: int) -> Groups:
    """Return the groups with one of them at another place."""
    left = [*groups[:here], *groups[here + 1 :]]
    left.insert(there, groups[here])
    return tuple(left)


def place_of_article(groups: Groups, article: int) -> Place | None:
    """Return where an article stands; None if it does not."""
    for number, group in enumerate(groups):
        if article in group.articles:
            return number, group.articles.index(article)
    return None


def _with(groups: Groups, number: int, articles: Sequence[int]) -> Groups:
    group = replace(groups[number], articles=tuple(articles))
    changed = replace(group, headlines=_of_group(group, dict(group.headlines)))
    return (*groups[:number], changed, *groups[number + 1 :])


def _of_group(group: FrontGroup, headlines: Mapping[int, str]) -> tuple[tuple[int, str], ...]:
    return tuple((key, headlines[key]) for key in group.articles if headlines.get(key))
