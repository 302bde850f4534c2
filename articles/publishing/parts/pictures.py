"""Pictures -> figures; neighbours of one gallery stand as one.

Nothing moves when a picture comes: each has its width and height. One that is not here is a card,
and nothing is asked of the host that has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _

from articles.documents.article.model import Paragraph
from articles.documents.urls.host import host_of
from articles.pictures.shown import ShownPicture, focus_classes
from articles.publishing.language import site_direction, site_language
from articles.publishing.parts.writing import Writing, escaped_uid, named, permalink
from articles.publishing.render import reader_markup

# How wide a picture is shown at most, by its class, for browsers to choose a file by.
_SIZES: Final = {
    "wide": "(min-width: 60rem) 57rem, 100vw",
    "": "(min-width: 41rem) 38rem, 100vw",
    "tall": "(min-width: 41rem) 30rem, 100vw",
    "small": "100vw",
}
_SIZES_IN_GALLERY: Final = "(min-width: 48rem) 18rem, 100vw"
# What fills a wide page, in pixels; and what is not blown up to fill a column.
_WIDE: Final = 960
_SMALL: Final = 480


def written_pictures(paragraphs: Sequence[Paragraph], writing: Writing) -> str:
    """Return the figures of neighbouring pictures."""
    paragraphs = [each for each in paragraphs if not _says_nothing(each)]
    return "".join(
        _gallery(tuple(group), writing) if gallery else _each(group, writing)
        for gallery, group in groupby(paragraphs, key=lambda p: p.attributes.get("gallery"))
    )


def _each(paragraphs: Iterable[Paragraph], writing: Writing) -> str:
    return "".join(_figure(each, writing) for each in paragraphs)


def _gallery(paragraphs: Sequence[Paragraph], writing: Writing) -> str:
    if len(paragraphs) == 1:
        return _each(paragraphs, writing)
    figures = [
        _figure(
            each,
            writing,
            _("Picture %(number)s of %(all)s") % {"number": number, "all": len(paragraphs)},
        )
        for number, each in enumerate(paragraphs, 1)
    ]
    return f'<div class="gallery">\n{"".join(figures)}</div>\n'


def _figure(paragraph: Paragraph, writing: Writing, in_gallery: str = "") -> str:
    """Return a picture with its caption; `in_gallery` is its name if it has no other."""
    picture = writing.pictures.get(paragraph.attributes.get("picture", ""))
    kind = "" if picture is None or in_gallery else _kind(picture)
    if picture is None:
        shown = _card(paragraph)
    elif in_gallery:
        shown = _enlarged(paragraph, picture, writing, in_gallery)
    else:
        shown = _picture(paragraph, picture, writing, _SIZES[kind])
    return (
        f'<figure class="picture{f" {kind}" if kind else ""}" {named(paragraph, writing)}>\n'
        f"{shown}\n{_caption(paragraph, picture)}\n</figure>\n"
    )


def _says_nothing(paragraph: Paragraph) -> bool:
    """Return whether it only names a file that never came in, and has no words: no frame for it."""
    said = paragraph.attributes
    return "file" in said and not (said.keys() & {"source", "picture"} or paragraph.text)


def _kind(picture: ShownPicture) -> str:
    if picture.width < _SMALL:
        return "small"
    if picture.height > picture.width:
        return "tall"
    is_wide = picture.width >= _WIDE and picture.width >= picture.height * 1.2
    return "wide" if is_wide else ""


def _picture(paragraph: Paragraph, picture: ShownPicture, writing: Writing, sizes: str) -> str:
    is_first = paragraph.uid == writing.first
    loading = 'fetchpriority="high"' if is_first else 'loading="lazy" decoding="async"'
    focus = focus_of(paragraph, picture)
    kind = f' class="{focus}"' if focus else ""
    return (
        f'<picture><source type="image/avif" srcset="{picture.avif}" sizes="{sizes}">'
        f'<img src="{picture.src}" srcset="{picture.jpeg}" sizes="{sizes}"'
        f' alt="{escape(_alt(paragraph, picture))}" width="{picture.width}"'
        f' height="{picture.height}"{kind} {loading}></picture>'
    )


def _enlarged(paragraph: Paragraph, picture: ShownPicture, writing: Writing, name: str) -> str:
    """Return a picture of a gallery, where it is cropped: a link to all of it."""
    label = (
        "" if _alt(paragraph, picture) else f' aria-label="{escape(name)}" lang="{site_language()}"'
    )
    shown = _picture(paragraph, picture, writing, _SIZES_IN_GALLERY)
    return f'<a class="enlarge" href="{picture.largest}"{label}>{shown}</a>'


def focus_of(paragraph: Paragraph, picture: ShownPicture) -> str:
    """Return the classes for what stays in sight of a picture where an article shows it."""
    focus = paragraph.attributes.get("focus")
    return focus_classes(*focus) if focus else picture.focus


def _alt(paragraph: Paragraph, picture: ShownPicture) -> str:
    """Return the words for those who cannot see it: none if it is decorative, or nobody has any."""
    attributes = paragraph.attributes
    if attributes.get("decorative"):
        return ""
    said: str = attributes.get("alt", "")
    return said or ("" if picture.is_decorative else picture.alt)


def _card(paragraph: Paragraph) -> str:
    """Return what stands for a picture that is not here: it leads there, if the reader wants to."""
    source, alt = paragraph.attributes.get("source", ""), paragraph.attributes.get("alt", "")
    words = f"<p>{escape(alt)}</p>\n" if alt else ""
    at = escape(_("Picture"))
    # One that was here may be withdrawn: then no page leads to another copy.
    if "picture" not in paragraph.attributes and (host := host_of(source)):
        link = f'<a class="embed-link" rel="noopener" href="{escape(source)}">'
        at = f"{link}{escape(_('Picture at %(host)s') % {'host': host})}</a>"
    said = f'<p class="provider" lang="{site_language()}" dir="{site_direction()}">{at}</p>'
    return f'<div class="card">\n{words}{said}\n</div>'


def _caption(paragraph: Paragraph, picture: ShownPicture | None) -> str:
    """Return the caption and the credit: those of the article, else those of the picture."""
    caption = reader_markup(paragraph) or (escape(picture.caption) if picture else "")
    credit = paragraph.attributes.get("credit", "") or (picture.credit if picture else "")
    link = permalink(escaped_uid(paragraph))
    if not caption and not credit:
        return link
    credited = f' <span class="credit">{escape(credit)}</span>' if credit else ""
    return f"<figcaption>{caption}{link}{credited}</figcaption>"
