"""What is embedded of other sites -> a card with the words that came with it.

No request leaves before a reader asks: a card leads to the other site, and where the site has a
player for it, a script can put that in the card's place.
"""

from __future__ import annotations

from html import escape

from django.conf import settings
from django.utils.translation import gettext as _

from articles.documents.article.model import Paragraph
from articles.documents.article.providers import PROVIDER_LABELS, label_of_host
from articles.documents.urls.host import site_of
from articles.publishing.language import site_direction, site_language
from articles.publishing.parts.players import Player, player_of
from articles.publishing.parts.writing import Writing, escaped_uid, named, with_permalink


def written_embed(paragraph: Paragraph, writing: Writing) -> str:
    """Return the card of what is embedded, with what stands under it."""
    card = _card(paragraph, player_of(paragraph, settings.PLAYERS))
    own = with_permalink(paragraph)
    caption = f"<figcaption>{own}</figcaption>" if paragraph.markup else own
    return f'<figure class="embed" {named(paragraph, writing)}>\n{card}{caption}\n</figure>\n'


def _card(paragraph: Paragraph, player: Player | None) -> str:
    kind = f' play" data-player="{escape(player.url)}' if player else ""
    return (
        f'<div class="card{kind}">\n{_about(paragraph, player)}{_words(paragraph)}'
        f"{_link(paragraph)}{_calls(paragraph, player)}</div>\n"
    )


def _about(paragraph: Paragraph, player: Player | None) -> str:
    """Return a line that says whose it is, and where."""
    author = paragraph.attributes.get("author", "")
    name = _("Video, %(site)s") % {"site": player.name} if player else _provider(paragraph)
    about = [f"<b><bdi>{escape(author)}</bdi></b>"] if author else []
    about += [f'<span lang="{site_language()}">{escape(name)}</span>'] if name else []
    return f'<p class="provider">{", ".join(about)}</p>\n' if about else ""


def _provider(paragraph: Paragraph) -> str:
    said = paragraph.attributes.get("provider", "")
    site = site_of(paragraph.attributes.get("url", ""))
    return PROVIDER_LABELS.get(said.lower()) or label_of_host(site) or said or site


def _words(paragraph: Paragraph) -> str:
    """Return the words that came with it, as of a message."""
    lines = filter(None, paragraph.attributes.get("text", "").split("\n"))
    words = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    return f'<blockquote dir="auto">\n{words}</blockquote>\n' if words else ""


def _link(paragraph: Paragraph) -> str:
    """Return the link to it: by its title, or by its site where it has none."""
    url = paragraph.attributes.get("url", "")
    if not url:
        return ""
    title = paragraph.attributes.get("title", "")
    text = f"<b><bdi>{escape(title)}</bdi></b>" if title else escape(site_of(url))
    kind = "title" if title else "provider"
    # Not as links of the text, which can be turned to pages here.
    link = f'<a class="embed-link" rel="noopener" href="{escape(url)}">{text}</a>'
    return f'<p class="{kind}">{link}</p>\n'


def _calls(paragraph: Paragraph, player: Player | None) -> str:
    if player is None:
        return ""
    told = escape(_("Playing it here connects you to %(host)s.") % {"host": player.host})
    name = f'class="provider calls" id="calls-{escaped_uid(paragraph)}"'
    return f'<p {name} lang="{site_language()}" dir="{site_direction()}">{told}</p>\n'
