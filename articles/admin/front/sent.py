"""The form of the front page -> its groups, and what a button of it does to them.

The whole arrangement comes with each press and nothing is kept between them, so that buttons work
without a script, and with one the server alone decides what a step means.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.admin.numbers import integer
from articles.models import ArrangedGroup, ArrangedSlot, Listing, ListingKind
from articles.models.arrangement import GroupForm
from articles.publishing.front.groups import (
    FrontGroup,
    Groups,
    Place,
    group_moved,
    place_of_article,
    step_down,
    step_up,
    with_moved,
    with_placed,
    without,
)

MOST_GROUPS: Final = 40
_LONGEST: Final = ArrangedGroup._meta.get_field("name").max_length
_LONGEST_HEADLINE: Final = ArrangedSlot._meta.get_field("headline").max_length


@dataclass(frozen=True, slots=True)
class FrontStep:
    """What a button did: the groups after it, what is said of it, and what gets the focus."""

    groups: Groups
    said: str = ""
    focus: str = ""


def sent_groups(data: QueryDict) -> tuple[Groups, list[str]]:
    """Return the groups that a form holds, and the names to lead to that nothing here has."""
    numbers = data.getlist("group")[:MOST_GROUPS]
    named = {number: _typed(data, f"listing-{number}") for number in numbers}
    listings = _listings(set(named.values()))
    seen: set[int] = set()
    groups = []
    for number in numbers:
        form = data.get(f"form-{number}", "")
        keys = map(integer, data.getlist(f"slot-{number}"))
        articles = tuple(dict.fromkeys(key for key in keys if key and key not in seen))
        seen.update(articles)
        own = ((key, _in_line(data, f"headline-{key}")[:_LONGEST_HEADLINE]) for key in articles)
        groups.append(
            FrontGroup(
                _in_line(data, f"name-{number}")[:_LONGEST],
                form if form in GroupForm.values else GroupForm.CARDS,
                listings.get(named[number]),
                articles,
                tuple((key, headline) for key, headline in own if headline),
            )
        )
    return tuple(groups), sorted(name for name, key in listings.items() if name and not key)


def _typed(data: QueryDict, name: str) -> str:
    return data.get(name, "").replace("\0", "").strip()


def _in_line(data: QueryDict, name: str) -> str:
    return " ".join(_typed(data, name).split())


def named_listings(keys: set[int]) -> Mapping[int, str]:
    """Return how the form writes listings, by their keys: “Coast (topic)”."""
    return {each.pk: _written(each) for each in Listing.objects.filter(pk__in=keys)}


def _written(listing: Listing) -> str:
    return f"{listing.name} ({ListingKind(listing.kind).label.lower()})"


def _listings(written: set[str]) -> dict[str, int | None]:
    """Return the listings that names lead to, with their kind or without it: a topic first."""
    names = written | {name.rpartition(" (")[0] for name in written}
    rows = Listing.objects.filter(Q(name__in=names - {""})) if names - {""} else ()
    found: dict[str, int] = {}
    for listing in sorted(rows, key=lambda row: ListingKind.values.index(row.kind)):
        found.setdefault(listing.name, listing.pk)
        found.setdefault(_written(listing), listing.pk)
    return {name: found.get(name) for name in written}


def step_of(groups: Groups, act: str) -> FrontStep:
    """Return what a button does, by its value; nothing for one that makes no sense any more."""
    name, *words = act.split(":")
    numbers = [integer(word) for word in words]
    if name == "group-add":
        return _group_added(groups)
    if None in numbers or not numbers:
        return FrontStep(groups)
    chosen = [number for number in numbers if number is not None]
    try:
        return _STEPS[name](groups, *chosen)
    except (KeyError, IndexError, TypeError):
        # Of a page that is older than what it was sent with.
        return FrontStep(groups)


def article_added(groups: Groups, article: int, number: int, headline: str) -> FrontStep:
    """Return the groups with an article at the end of one, unless it stands somewhere."""
    if there := place_of_article(groups, article):
        text = _("“%(headline)s” stands in %(group)s already.")
        return FrontStep(groups, text % _told(groups, there[0], headline), _focus(there))
    number = min(number, len(groups) - 1)
    place = (number, len(groups[number].articles))
    text = _("“%(headline)s” stands in %(group)s now.") % _told(groups, number, headline)
    return FrontStep(with_placed(groups, place, article), text, "q")


def name_of_group(groups: Groups, number: int) -> str:
    group = groups[number]
    return group.name or str(GroupForm(group.form).label)


def _told(groups: Groups, number: int, headline: str) -> dict[str, str]:
    return {"headline": headline, "group": name_of_group(groups, number)}


def _up(groups: Groups, *here: int) -> FrontStep:
    return _stepped(groups, (here[0], here[1]), step_up(groups, (here[0], here[1])), "up")


def _down(groups: Groups, *here: int) -> FrontStep:
    return _stepped(groups, (here[0], here[1]), step_down(groups, (here[0], here[1])), "down")


def _place(groups: Groups, *numbers: int) -> FrontStep:
    number, position, other, there = numbers
    return _stepped(groups, (number, position), (other, there), "up")


def _to(groups: Groups, number: int, position: int, other: int) -> FrontStep:
    there = (other, len(groups[other].articles))
    return _stepped(groups, (number, position), there, "up")


def _stepped(groups: Groups, here: Place, there: Place, button: str) -> FrontStep:
    changed = with_moved(groups, here, there)
    number = there[0]
    position = min(there[1], len(changed[number].articles) - 1)
    text = _("Moved: %(place)d of %(number)d in %(group)s.") % {
        "place": position + 1,
        "number": len(changed[number].articles),
        "group": name_of_group(changed, number),
    }
    return FrontStep(changed, text, f"{button}-{number}-{position}")


def _removed(groups: Groups, *here: int) -> FrontStep:
    number, position = here
    changed = without(groups, (number, position))
    text = _("Taken off %(group)s.") % {"group": name_of_group(groups, number)}
    return FrontStep(changed, text, _nearest(changed, number, position))


def _nearest(groups: Groups, number: int, position: int) -> str:
    left = len(groups[number].articles)
    return _focus((number, min(position, left - 1))) if left else f"name-{number}"


def _group_up(groups: Groups, number: int) -> FrontStep:
    return _group_placed(groups, number, max(number - 1, 0))


def _group_down(groups: Groups, number: int) -> FrontStep:
    return _group_placed(groups, number, min(number + 1, len(groups) - 1))


def _group_placed(groups: Groups, here: int, there: int) -> FrontStep:
    changed = group_moved(groups, here, there)
    there = min(there, len(groups) - 1)
    text = _("%(group)s is group %(place)d of %(number)d now.") % {
        "group": name_of_group(changed, there),
        "place": there + 1,
        "number": len(changed),
    }
    return FrontStep(changed, text, f"{'group-up' if there < here else 'group-down'}-{there}")


def _group_removed(groups: Groups, number: int) -> FrontStep:
    text = _("%(group)s is taken off.") % {"group": name_of_group(groups, number)}
    changed = (*groups[:number], *groups[number + 1 :])
    return FrontStep(changed, text, "group-add")


def _group_added(groups: Groups) -> FrontStep:
    if len(groups) >= MOST_GROUPS:
        return FrontStep(
            groups, _("There are %(number)d groups at most.") % {"number": MOST_GROUPS}
        )
    form = GroupForm.CARDS if groups else GroupForm.LEAD
    changed = (*groups, replace(FrontGroup(), form=form))
    return FrontStep(changed, _("A group is added at the end."), f"name-{len(groups)}")


def _focus(place: Place) -> str:
    return "up-{}-{}".format(*place)


_STEPS: Final[dict[str, Callable[..., FrontStep]]] = {
    "up": _up,
    "down": _down,
    "to": _to,
    "place": _place,
    "remove": _removed,
    "group-up": _group_up,
    "group-down": _group_down,
    "group-place": _group_placed,
    "group-remove": _group_removed,
}
