"""Rename, merge, split off: addresses lead on, and what is printed stays."""

from __future__ import annotations

from typing import Any

import pytest

from articles.listings.change import (
    OnlySpelling,
    lead_names,
    merge_listings,
    save_listing,
    split_spelling,
)
from articles.listings.make import listings_of
from articles.models import Edition, FormerSlug, Listing, ListingSpelling
from tests.site.listings.make import make_listed

pytestmark = pytest.mark.django_db


def author(name: str) -> Listing:
    return Listing.objects.get(kind="author", name=name)


def slugs_of(listing: Listing) -> set[str]:
    return set(FormerSlug.objects.filter(listing=listing).values_list("slug", flat=True))


def listed(listing: Listing) -> set[str]:
    return set(listing.listed.values_list("edition__slug", flat=True))


def names_on(slug: str) -> list[Any]:
    entries: list[Any] = Edition.objects.get(slug=slug).listings
    return [each for each in entries if each[0] == "author"]


def rename(listing: Listing, **values: str) -> Listing:
    for name, value in values.items():
        setattr(listing, name, value)
    save_listing(listing)
    return Listing.objects.get(pk=listing.pk)


def test_a_renamed_slug_leads_on_and_chains_are_flat() -> None:
    make_listed("one")
    listing = author("Nell Ashby")
    for slug in ("n-ashby", "ashby", "nell"):
        listing = rename(listing, slug=slug)
    assert slugs_of(listing) == {"nell-ashby", "n-ashby", "ashby"}
    assert lead_names(listing) == 1
    assert names_on("one") == [["author", "Nell Ashby", "nell"]]
    assert lead_names(listing) == 0


def test_a_slug_that_comes_back_is_former_no_more() -> None:
    make_listed("one")
    listing = rename(author("Nell Ashby"), slug="nell")
    assert slugs_of(rename(listing, slug="nell-ashby")) == {"nell"}


def test_a_former_slug_is_never_given_to_another() -> None:
    make_listed("one")
    rename(author("Nell Ashby"), slug="nell", name="Nell Marlow")
    ListingSpelling.objects.filter(key="nell ashby").delete()
    assert listings_of([("author", "Nell Ashby")])["author", "Nell Ashby"].slug != "nell-ashby"


def test_a_renamed_author_is_found_under_both_names() -> None:
    make_listed("one")
    rename(author("Nell Ashby"), name="Nell Marlow")
    make_listed("two", bylines=("Nell Marlow",))
    make_listed("three")
    assert listed(author("Nell Marlow")) == {"one", "two", "three"}
    assert Edition.objects.get(slug="one").bylines == ["Nell Ashby"]


def test_a_merge_moves_all_that_the_others_had() -> None:
    make_listed("one")
    make_listed("two", bylines=("N. Ashby",))
    make_listed("both", bylines=("N. Ashby", "Nell Ashby"))
    into, other = author("Nell Ashby"), rename(author("N. Ashby"), slug="ashby", about="Writes.")
    merge_listings(into, [other])
    lead_names(into)
    into.refresh_from_db()
    assert listed(into) == {"one", "two", "both"}
    assert slugs_of(into) == {"ashby", "n-ashby"}
    assert into.about == "Writes."
    assert not Listing.objects.filter(name="N. Ashby").exists()
    assert names_on("both") == [
        ["author", "N. Ashby", "nell-ashby"],
        ["author", "Nell Ashby", "nell-ashby"],
    ]
    make_listed("three", bylines=("N. ASHBY",))
    assert "three" in listed(into)


def test_a_merge_is_taken_back_by_splitting_off() -> None:
    make_listed("one")
    make_listed("two", bylines=("N. Ashby",))
    make_listed("both", bylines=("N. Ashby", "Nell Ashby"))
    into = author("Nell Ashby")
    merge_listings(into, [author("N. Ashby")])
    lead_names(into)
    own = split_spelling(ListingSpelling.objects.get(key="n. ashby"))
    lead_names(own)
    assert (own.name, own.slug) == ("N. Ashby", "n-ashby")
    assert (listed(into), listed(own)) == ({"one", "both"}, {"two", "both"})
    assert slugs_of(into) == set()
    assert names_on("both") == [
        ["author", "N. Ashby", "n-ashby"],
        ["author", "Nell Ashby", "nell-ashby"],
    ]


def test_the_only_spelling_is_not_split_off() -> None:
    make_listed("one")
    with pytest.raises(OnlySpelling):
        split_spelling(ListingSpelling.objects.get(key="nell ashby"))


def test_a_new_one_gets_a_slug_of_its_name() -> None:
    listing = Listing(kind="author", name="Tom Rook", about="Sails.")
    save_listing(listing)
    assert listing.slug == "tom-rook"
    make_listed("one", bylines=("TOM ROOK",))
    assert listed(listing) == {"one"}
