"""What is found about an article on this site: reviews, conflicts, embargo, rules, rights, links.

Each check takes a query or two, however long the article is, and yields the places of what it has
found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone

from articles.documents.article.model import ArticleDocument
from articles.documents.editing.origins import parts_by_origin
from articles.documents.urls.canonical import url_hash
from articles.documents.urls.safe_url import safe_url
from articles.models import Article, Edition, NoiseRule, Picture, SourceDocument
from articles.models.noise_rule import NoiseState, line_digest
from articles.publishing.check.document import links_of, pictures_in
from articles.publishing.check.flaws import Check

_WHOLE: Final = re.compile("(https?|mailto):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article's text as it would go live, and when it would begin."""

    article: Article
    document: ArticleDocument
    begins: datetime


def _embargo(candidate: Candidate) -> Iterator[str]:
    source = candidate.article.source_id
    if source is None:
        return
    if SourceDocument.objects.filter(pk=source, embargoed_until__gt=candidate.begins).exists():
        yield "publish_at"


def _reviews(candidate: Candidate) -> Iterator[str]:
    opened = set(candidate.article.label_reviews.open().values_list("origin", flat=True))
    if opened:
        parts = parts_by_origin(candidate.document).items()
        yield from (part.target for origin, part in parts if origin in opened)


def _conflicts(candidate: Candidate) -> Iterator[str]:
    yield from candidate.article.conflicts.open().values_list("part", flat=True)


def _noise(candidate: Candidate) -> Iterator[str]:
    """Yield the lines that a noise rule of the site knows, and that are shown all the same."""
    publisher = candidate.document.metadata.publisher
    shown = [
        (paragraph.text, paragraph.uid)
        for section in candidate.document.sections
        for paragraph in section.content
        if paragraph.is_text
    ]
    digests = {line_digest(name, text): text for text, _ in shown for name in {publisher, ""}}
    rules = NoiseRule.objects.filter(digest__in=list(digests)).order_by()
    states: dict[str, NoiseState] = {}
    # What holds for the publisher overrules what holds for all.
    for rule in sorted(rules, key=lambda rule: bool(rule.publisher)):
        states[rule.text] = NoiseState(rule.state)
    yield from (uid for text, uid in shown if states.get(text) is NoiseState.NOISE)


def _rights(candidate: Candidate) -> Iterator[str]:
    pictures = _pictures(candidate)
    day = timezone.localdate(candidate.begins)
    for paragraph in pictures_in(candidate.document):
        picture = pictures.get(paragraph.attributes.get("picture", ""))
        if picture and picture.rights_until and picture.rights_until < day:
            yield paragraph.uid


def _without_alt(candidate: Candidate) -> Iterator[str]:
    pictures = _pictures(candidate)
    for paragraph in pictures_in(candidate.document):
        known = paragraph.attributes
        picture = pictures.get(known.get("picture", ""))
        is_described = known.get("alt") or known.get("decorative")
        if not is_described and (picture is None or picture.lacks_alt):
            yield paragraph.uid


def _pictures(candidate: Candidate) -> Mapping[str, Picture]:
    shas = {each.attributes.get("picture", "") for each in pictures_in(candidate.document)}
    found = Picture.objects.filter(sha256__in=shas - {""}) if shas - {""} else ()
    return {picture.sha256: picture for picture in found}


def _to_drafts(candidate: Candidate) -> Iterator[str]:
    """Yield the links to articles here that readers do not see: by slug, or by their source."""
    links = list(links_of(candidate.document))
    slugs = {slug for target, _ in links if (slug := _slug_here(target))}
    numbers = {number for target, _ in links if (number := url_hash(target)) is not None}
    live_slugs, drafts = _live(slugs), _drafts_at(numbers, candidate.article)
    for target, uid in links:
        slug = _slug_here(target)
        if (slug and slug not in live_slugs) or url_hash(target) in drafts:
            yield uid


def _live(slugs: Collection[str]) -> set[str]:
    if not slugs:
        return set()
    return set(Edition.objects.live().filter(slug__in=slugs).values_list("slug", flat=True))


def _drafts_at(numbers: Collection[int], article: Article) -> set[int]:
    """Return the addresses of sources of other articles here of which none is live."""
    if not numbers:
        return set()
    here = Article.objects.filter(source__url_hash__in=numbers).exclude(pk=article.pk)
    live = Edition.objects.live().filter(url_hash__in=numbers)
    known = set(here.order_by().values_list("source__url_hash", flat=True))
    return {number for number in known if number} - set(live.values_list("url_hash", flat=True))


def _slug_here(target: str) -> str:
    """Return the slug of the article here that an address is of; "" for any other."""
    found = _page_here(target)
    return str(found.kwargs["slug"]) if found and found.url_name == "article" else ""


def _page_here(target: str) -> ResolverMatch | None:
    """Return the page of this site that an address is of; None for any other."""
    try:
        parts = urlsplit(target)
        if safe_url(target) is None or parts.netloc not in ("", *settings.ALLOWED_HOSTS):
            return None
        return resolve(unquote(parts.path))
    except (ValueError, Resolver404):
        return None


def _relative(candidate: Candidate) -> Iterator[str]:
    """Yield the links without a whole address that lead to no page here."""
    for target, uid in links_of(candidate.document):
        if safe_url(target) and not _WHOLE.match(target) and not _page_here(target):
            yield uid


ON_SITE: Final[Mapping[Check, Callable[[Candidate], Iterator[str]]]] = {
    Check.EMBARGO: _embargo,
    Check.REVIEW: _reviews,
    Check.CONFLICT: _conflicts,
    Check.NOISE: _noise,
    Check.RIGHTS: _rights,
    Check.ALT: _without_alt,
    Check.RELATIVE_LINK: _relative,
    Check.DRAFT_LINK: _to_drafts,
}
