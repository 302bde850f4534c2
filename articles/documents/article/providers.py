"""Who provides what is embedded: declared once, for readers of formats, the editor and the page.

A new provider begins here. Patterns are written so that Python and JavaScript read them alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from articles.documents.urls.host import split_url


@dataclass(frozen=True, slots=True)
class Provider:
    """Who shows videos, posts and the like to be embedded.

    `name` is what documents have, `label` what people read. `hosts` are without "www."; `paths`
    match the path of an address with its query, the id in their first group. A provider without
    paths is known by the host alone; one without hosts is on many, known by the path.
    """

    name: str
    label: str
    hosts: tuple[str, ...]
    paths: tuple[str, ...] = ()


class Provided(NamedTuple):
    """What an address says: whose it is, and what they call it there ("" where that is not in it).

    The parts are named as the attributes of an embed.
    """

    provider: str = ""
    id: str = ""


PROVIDERS: Final = (
    Provider(
        "youtube",
        "YouTube",
        ("youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com"),
        (
            r"/watch/?\?(?:.*&)?v=([\w-]{11})(?![\w-])",
            r"/(?:embed|shorts|live|v)/([\w-]{11})(?![\w-])",
        ),
    ),
    Provider("youtube", "YouTube", ("youtu.be",), (r"/([\w-]{11})(?![\w-])",)),
    Provider(
        "vimeo",
        "Vimeo",
        ("vimeo.com", "player.vimeo.com"),
        (r"/(?:video/|channels/[^/]+/|groups/[^/]+/videos/)?(\d{1,12})(?![\w-])",),
    ),
    Provider(
        "dailymotion",
        "Dailymotion",
        ("dailymotion.com", "geo.dailymotion.com"),
        (r"/(?:embed/)?video/(\w+)", r"/player(?:/\w+)?\.html\?(?:.*&)?video=(\w+)"),
    ),
    Provider("dailymotion", "Dailymotion", ("dai.ly",), (r"/(\w+)",)),
    Provider(
        "x",
        "X",
        ("x.com", "twitter.com", "mobile.twitter.com", "platform.twitter.com"),
        (
            r"/[^/?]+/(?:web/)?status(?:es)?/(\d+)",
            r"/embed/Tweet\.html\?(?:.*&)?id=(\d+)",
        ),
    ),
    Provider(
        "instagram",
        "Instagram",
        ("instagram.com",),
        (r"/(?:[^/?]+/)?(?:p|reel|reels|tv)/([\w-]+)",),
    ),
    Provider(
        "facebook",
        "Facebook",
        ("facebook.com", "m.facebook.com", "web.facebook.com"),
        (
            r"/watch/?\?(?:.*&)?v=([\w-]+)",
            r"/[^/?]+/(?:videos|posts)/(?:[^/?]+/)?([\w-]+)",
            r"/reel/([\w-]+)",
            r"/(?:permalink|story)\.php\?(?:.*&)?story_fbid=([\w-]+)",
            r"/plugins/(?:video|post)\.php\?(?:.*&)?href=[^&]*"
            r"(?:videos|posts)(?:%2F|/)(?:[^&%/]+(?:%2F|/))?([\w-]+)",
        ),
    ),
    Provider("facebook", "Facebook", ("fb.watch",), (r"/([\w-]+)",)),
    Provider(
        "tiktok",
        "TikTok",
        ("tiktok.com", "m.tiktok.com", "vm.tiktok.com"),
        (r"/@[^/]+/(?:video|photo)/(\d+)", r"/(?:embed|player)/(?:v\d/)?(\d+)"),
    ),
    Provider(
        "bluesky",
        "Bluesky",
        ("bsky.app", "embed.bsky.app"),
        (r"/profile/[^/]+/post/(\w+)", r"/embed/[^/]+/[\w.]+/(\w+)"),
    ),
    Provider(
        "threads",
        "Threads",
        ("threads.net", "threads.com"),
        (r"/@[^/]+/post/([\w-]+)", r"/t/([\w-]+)"),
    ),
    Provider("mastodon", "Mastodon", ("mastodon.social",), (r"/@[^/]+/(\d+)",)),
    Provider(
        "reddit",
        "Reddit",
        ("reddit.com", "embed.reddit.com", "redditmedia.com"),
        (r"/(?:r|user)/[^/]+/comments/(\w+)",),
    ),
    Provider("telegram", "Telegram", ("t.me",)),
    Provider("linkedin", "LinkedIn", ("linkedin.com",), (r"/embed/feed/update/([\w:-]+)",)),
    Provider("pinterest", "Pinterest", ("pinterest.com",), (r"/pin/(\d+)",)),
    Provider("tumblr", "Tumblr", ("tumblr.com",)),
    Provider("flickr", "Flickr", ("flickr.com", "flic.kr"), (r"/photos/[^/]+/(\d+)",)),
    Provider("imgur", "Imgur", ("imgur.com",), (r"/(?:a/|gallery/)?(\w{5,})",)),
    Provider("giphy", "Giphy", ("giphy.com",), (r"/(?:embed|gifs)/(?:[\w-]+-)?(\w+)",)),
    Provider(
        "spotify",
        "Spotify",
        ("spotify.com", "open.spotify.com"),
        (r"/(?:embed/)?(?:intl-\w+/)?(?:track|album|episode|show|playlist|artist)/(\w+)",),
    ),
    Provider("soundcloud", "SoundCloud", ("soundcloud.com", "w.soundcloud.com")),
    Provider("mixcloud", "Mixcloud", ("mixcloud.com",)),
    Provider("bandcamp", "Bandcamp", ("bandcamp.com",)),
    Provider(
        "apple", "Apple", ("podcasts.apple.com", "music.apple.com", "embed.podcasts.apple.com")
    ),
    Provider("twitch", "Twitch", ("twitch.tv", "clips.twitch.tv"), (r"/videos/(\d+)",)),
    Provider("ted", "TED", ("ted.com", "embed.ted.com"), (r"/talks/(?:lang/\w+/)?(\w+)",)),
    Provider("streamable", "Streamable", ("streamable.com",), (r"/(?:[eo]/)?(\w{4,})",)),
    Provider("rumble", "Rumble", ("rumble.com",)),
    Provider("wistia", "Wistia", ("wistia.com",)),
    Provider("videopress", "VideoPress", ("videopress.com",), (r"/(?:v|embed)/(\w+)",)),
    Provider("wordpress", "WordPress.tv", ("wordpress.tv",)),
    Provider(
        "datawrapper",
        "Datawrapper",
        ("datawrapper.de", "datawrapper.dwcdn.net"),
        (r"/(?:_/)?(\w{5})(?=/|$)",),
    ),
    Provider(
        "flourish", "Flourish", ("public.flourish.studio", "flo.uri.sh"),
        (r"/(?:visualisation|story)/(\d+)",),
    ),
    Provider("infogram", "Infogram", ("infogram.com", "e.infogram.com")),
    Provider("documentcloud", "DocumentCloud", ("documentcloud.org",), (r"/documents/(\d+)",)),
    Provider("scribd", "Scribd", ("scribd.com",), (r"/(?:document|doc|embeds)/(\d+)",)),
    Provider("slideshare", "SlideShare", ("slideshare.net",)),
    Provider("issuu", "Issuu", ("issuu.com",)),
    Provider("kickstarter", "Kickstarter", ("kickstarter.com",)),
    Provider("github", "GitHub", ("gist.github.com",), (r"/[\w-]+/(\w+)",)),
    Provider("codepen", "CodePen", ("codepen.io",), (r"/[\w-]+/(?:pen|embed)/(?:preview/)?(\w+)",)),
    Provider(
        "peertube",
        "PeerTube",
        (),
        (
            r"/(?:videos/(?:watch|embed)|w)/"
            r"([0-9a-f]{8}-[0-9a-f-]{27}|[1-9A-HJ-NP-Za-km-z]{22})(?:$|[/?;])",
        ),
    ),
)  # fmt: skip

# Whose pages WordPress and others turn into what they show: the hosts of oEmbed, without "www.".
EMBED_HOSTS: Final = frozenset(host for provider in PROVIDERS for host in provider.hosts)
PROVIDER_LABELS: Final = {provider.name: provider.label for provider in PROVIDERS} | {
    "twitter": "X"  # as documents had it before
}
_BY_HOST: Final = {host: provider for provider in PROVIDERS for host in provider.hosts}
_ANYWHERE: Final = tuple(provider for provider in PROVIDERS if not provider.hosts)
_PATHS: Final = {
    provider: [re.compile(path, re.ASCII) for path in provider.paths] for provider in PROVIDERS
}
# No longer address is looked through.
_LONGEST: Final = 2_000


def provided_at(url: str) -> Provided:
    """Return who provides what is at an address, and its id there; both "" where nothing tells."""
    parts = split_url(url) if len(url) <= _LONGEST else None
    if parts is None or parts.scheme not in ("http", "https"):
        return Provided()
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    host = (parts.hostname or "").removeprefix("www.")
    known = [_BY_HOST[host]] if host in _BY_HOST else _ANYWHERE
    for provider in known:
        found = next(filter(None, (each.match(path) for each in _PATHS[provider])), None)
        if found or not provider.paths:
            return Provided(provider.name, found[1] if found else "")
    return Provided()


def label_of_host(host: str) -> str:
    """Return how the provider with this host, without "www.", writes its name; "" for another."""
    return _BY_HOST[host].label if host in _BY_HOST else ""
