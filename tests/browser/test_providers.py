"""An address tells its provider alike in a source and in the editor: there is one declaration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page

from articles.documents.article.providers import provided_at

OpenEditor = Callable[[str], Page]

# Once the editor is there, it has declared them.
TELL_EACH: Final = """async (urls) => {
    const { embedOf } = await import("/static/articles/editor/figures/providers.js");
    return urls.map((url) => [embedOf(url).provider ?? "", embedOf(url).embed ?? ""]);
}"""
URLS: Final = [
    "https://www.youtube.com/watch?list=a&v=dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ?t=9",
    "https://player.vimeo.com/video/76979871?h=8272103f6e",
    "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
    "https://twitter.com/ann/status/20",
    "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fvideos%2F9",
    "https://www.tiktok.com/@a.b/video/6718335390845095173",
    "https://soundcloud.com/ann/song",
    "https://www.instagram.com/ann/",
    "https://coast.example/news/ferry?v=dQw4w9WgXcQ",
]


def test_the_editor_tells_a_provider_as_readers_of_formats_do(open_editor: OpenEditor) -> None:
    page = open_editor("<p>One.</p>")
    assert page.evaluate(TELL_EACH, URLS) == [list(provided_at(url)) for url in URLS]
