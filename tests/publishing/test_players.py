"""Which player a video has on a page, and the one host that it calls."""

from __future__ import annotations

import pytest

from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import Kind
from articles.documents.article.model import Paragraph
from articles.publishing.parts.players import frame_hosts_of, hosts_of_players, player_of

ALLOWED = ("youtube", "vimeo", "tube.example")
NO_COOKIE = "https://www.youtube-nocookie.com/embed/abc-_fghijk?autoplay=1"


def make_embed(url: str, *, noise: bool = False) -> Paragraph:
    return Paragraph("p1", Kind.EMBED, "", attributes=Attributes(url=url), noise=noise)


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=abc-_fghijk", NO_COOKIE),
        ("http://youtube.com/watch?list=a&v=abc-_fghijk#t", NO_COOKIE),
        ("https://m.youtube.com/watch?v=abc-_fghijk&t=90", f"{NO_COOKIE}&start=90"),
        ("https://youtu.be/abc-_fghijk?t=1h2m3s", f"{NO_COOKIE}&start=3723"),
        ("https://www.youtube.com/embed/abc-_fghijk?start=5", f"{NO_COOKIE}&start=5"),
        ("https://www.youtube.com/shorts/abc-_fghijk/", NO_COOKIE),
        ("https://www.youtube-nocookie.com/embed/abc-_fghijk", NO_COOKIE),
        ("https://vimeo.com/123456", "https://player.vimeo.com/video/123456?autoplay=1&dnt=1"),
        (
            "https://player.vimeo.com/video/123456?h=0a1b",
            "https://player.vimeo.com/video/123456?autoplay=1&dnt=1&h=0a1b",
        ),
        (
            "https://vimeo.com/channels/staff-picks/123456",
            "https://player.vimeo.com/video/123456?autoplay=1&dnt=1",
        ),
        (
            "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
            "https://tube.example/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?autoplay=1",
        ),
        (
            "https://tube.example/videos/watch/9c9de5e8-0a1e-484a",
            "https://tube.example/videos/embed/9c9de5e8-0a1e-484a?autoplay=1",
        ),
    ],
)
def test_a_video_has_a_player(url: str, player: str) -> None:
    found = player_of(make_embed(url), ALLOWED)
    assert found
    assert found.url == player
    assert found.url.startswith(f"https://{found.host}/")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/@courier",
        "https://www.youtube.com/watch?v=short",
        'https://youtu.be/abc"onload=x',
        "https://youtube.com.example/watch?v=abc-_fghijk",
        "https://notvimeo.com/123456",
        "https://vimeo.com/about",
        "https://other.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "https://tube.example:8443/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "https://tube.example/about",
        "https://social.example/@pell/1",
        "https://[",
        "",
    ],
)
def test_what_is_no_video_of_an_allowed_host_has_none(url: str) -> None:
    assert player_of(make_embed(url), ALLOWED) is None


def test_a_site_without_players_has_none() -> None:
    for url in ("https://youtu.be/abc-_fghijk", "https://vimeo.com/123456"):
        assert player_of(make_embed(url), ("tube.example",)) is None


def test_each_host_is_named_once_and_none_of_what_is_noise() -> None:
    paragraphs = [
        make_embed("https://youtu.be/abc-_fghijk"),
        make_embed("https://vimeo.com/123456", noise=True),
        make_embed("https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv"),
        make_embed("https://youtu.be/zbc-_fghijk"),
    ]
    assert frame_hosts_of(paragraphs, ALLOWED) == ["tube.example", "www.youtube-nocookie.com"]


def test_the_hosts_of_players_are_known_by_their_names() -> None:
    hosts = {"www.youtube-nocookie.com", "player.vimeo.com", "tube.example"}
    assert hosts_of_players(ALLOWED) == hosts
