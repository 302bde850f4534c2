"""Tracking parameters told from all others."""

from __future__ import annotations

import pytest

from articles.documents.urls.tracking import ParameterRule, TrackingParameters, without_tracking


@pytest.mark.parametrize(
    ("written", "left", "removed"),
    [
        ("/a?utm_source=x&id=7&UTM_Medium=y", "/a?id=7", ("utm_source", "utm_medium")),
        ("/a?ns_mchannel=social&ns_source=x#b", "/a#b", ("ns_mchannel", "ns_source")),
        ("/a?id=7&fbclid", "/a?id=7", ("fbclid",)),
        ("/a?id=7&amp;utm_source=x", "/a?id=7", ("utm_source",)),
        ("/a?id=7&amp%3Butm_source=x", "/a?id=7", ("utm_source",)),
        ("/a?id=7&utm%5Fsource=x", "/a?id=7", ("utm_source",)),
        ("/a?id=7#xtor=RSS-1", "/a?id=7", ("xtor",)),
        ("/a?b=%7e&&c#utm", "/a?b=%7e&&c#utm", ()),
        ("/a?ref=x&source=y&id=%20&cmp=1&mc=2", "/a?ref=x&source=y&id=%20&cmp=1&mc=2", ()),
        ("/a#!/b?utm_source=x", "/a#!/b?utm_source=x", ()),
        ("/a#:~:text=utm_source=x", "/a#:~:text=utm_source=x", ()),
        ("/utm_source=x", "/utm_source=x", ()),
    ],
)
def test_tracking_goes_and_all_else_stays_to_the_letter(
    written: str, left: str, removed: tuple[str, ...]
) -> None:
    assert without_tracking(written) == (left, removed)


def test_an_address_of_very_many_parameters_stays() -> None:
    few, many = (f"/a?{'b=1&' * number}utm_id=1" for number in (200, 201))
    assert without_tracking(few).removed == ("utm_id",)
    assert without_tracking(many) == (many, ())


def test_a_site_may_remove_more_and_keep_some() -> None:
    tracking = TrackingParameters((ParameterRule("ref"), ParameterRule("utm_id", keep=True)))
    url = "https://harbour.example/a?ref=1&utm_id=2&utm_source=3"
    assert without_tracking(url, tracking).url == "https://harbour.example/a?utm_id=2"


def test_the_rule_of_the_closest_host_holds() -> None:
    tracking = TrackingParameters(
        (
            ParameterRule("src", "harbour.example"),
            ParameterRule("src", "shop.harbour.example", keep=True),
            ParameterRule("utm_*", "harbour.example", keep=True),
        )
    )
    for host, query in (
        ("harbour.example", "utm_id=2"),
        ("www.harbour.example", "utm_id=2"),
        ("shop.harbour.example", "src=1&utm_id=2"),
        ("myharbour.example", "src=1"),
    ):
        left = without_tracking(f"https://{host}/a?src=1&utm_id=2", tracking).url
        assert left == f"https://{host}/a?{query}"


def test_of_two_rules_for_one_host_the_one_that_keeps_holds() -> None:
    tracking = TrackingParameters((ParameterRule("ref*"), ParameterRule("reference", keep=True)))
    assert without_tracking("/a?ref=1&reference=2", tracking).url == "/a?reference=2"
