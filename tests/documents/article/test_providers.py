"""Who provides what is embedded, by its address."""

from __future__ import annotations

import re

import pytest

from articles.documents.article.kinds import Kind, cleaned_attributes
from articles.documents.article.providers import PROVIDERS, provided_at

VIDEO = "dQw4w9WgXcQ"
LONG = "9c9de5e8-0a1e-484a-b099-e80766180a6d"


@pytest.mark.parametrize(
    ("url", "provider", "id_"),
    [
        (f"https://www.youtube.com/watch?v={VIDEO}&t=9", "youtube", VIDEO),
        (f"https://m.youtube.com/watch?list=a&v={VIDEO}", "youtube", VIDEO),
        (f"https://www.youtube-nocookie.com/embed/{VIDEO}?rel=0", "youtube", VIDEO),
        (f"https://youtu.be/{VIDEO}?si=a", "youtube", VIDEO),
        ("https://player.vimeo.com/video/76979871?h=8272103f6e", "vimeo", "76979871"),
        ("https://vimeo.com/76979871/8272103f6e", "vimeo", "76979871"),
        (f"https://tube.example/videos/embed/{LONG}", "peertube", LONG),
        ("https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv", "peertube", "kkGMgK9ZtnKfYAgnEtQxbv"),
        ("https://twitter.com/a_b/status/20?ref=x", "x", "20"),
        ("https://x.com/i/web/status/20", "x", "20"),
        ("https://platform.twitter.com/embed/Tweet.html?dnt=1&id=20", "x", "20"),
        ("https://www.instagram.com/p/CUbHfhpswxt/embed/", "instagram", "CUbHfhpswxt"),
        ("https://www.instagram.com/ann/reel/CUbHfhpswxt/", "instagram", "CUbHfhpswxt"),
        ("https://www.facebook.com/ann/videos/10153231379946729/", "facebook", "10153231379946729"),
        (
            "https://www.facebook.com/plugins/video.php?height=3&href="
            "https%3A%2F%2Fwww.facebook.com%2Fann%2Fvideos%2F10153231379946729%2F&show=1",
            "facebook",
            "10153231379946729",
        ),
        ("https://fb.watch/ccx3pYRyTT/", "facebook", "ccx3pYRyTT"),
        ("https://www.tiktok.com/@a.b/video/6718335390845095173", "tiktok", "6718335390845095173"),
        ("https://www.tiktok.com/embed/v2/6718335390845095173", "tiktok", "6718335390845095173"),
        ("https://bsky.app/profile/a.example/post/3kz4yab", "bluesky", "3kz4yab"),
        ("https://open.spotify.com/embed/episode/7makk4oTQel546B0PZlDM5", "spotify", None),
        ("https://datawrapper.dwcdn.net/aB3x9/1/", "datawrapper", "aB3x9"),
        ("https://soundcloud.com/ann/song", "soundcloud", ""),
    ],
)
def test_an_address_tells_its_provider_and_id(url: str, provider: str, id_: str | None) -> None:
    found = provided_at(url)
    assert found == (provider, found.id if id_ is None else id_)
    assert found.id or id_ == ""
    assert cleaned_attributes(Kind.EMBED, {k: v for k, v in found._asdict().items() if v})


@pytest.mark.parametrize(
    "url",
    [
        *("https://www.youtube.com/@ann", "https://vimeo.com/about", "https://x.com/ann"),
        *("https://www.instagram.com/ann/", "https://www.facebook.com/annpol", "ftp://youtu.be/a"),
        *(f"https://youtube.com.evil.example/watch?v={VIDEO}", "https://a.example/w/short", ""),
        f"https://youtu.be/{VIDEO}x",
    ],
)
def test_what_is_no_video_or_post_has_neither(url: str) -> None:
    assert provided_at(url) == ("", "")


def test_the_declaration_holds_for_scripts_as_well() -> None:
    paths = [path for provider in PROVIDERS for path in provider.paths]
    # What Python and JavaScript do not both know, or read otherwise.
    assert not [path for path in paths if re.search(r"\(\?P|\(\?<|\\[AZz]|[*+?}]\+", path)]
    assert all(path.startswith("/") and re.compile(path).groups == 1 for path in paths)
    hosts = [host for provider in PROVIDERS for host in provider.hosts]
    assert len(hosts) == len({*hosts})
    assert not [host for host in hosts if host.startswith("www.")]
