"""Ask every check that the site has not switched off, in one go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Version
from articles.publishing.check.document import IN_DOCUMENT
from articles.publishing.check.findings import NAMES, Check, Finding, Weight
from articles.publishing.check.stored import ON_SITE, Candidate


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, what stops first; and how many checks found nothing."""

    findings: tuple[Finding, ...]
    asked: tuple[Check, ...]

    @property
    def stops(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.stops)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if not finding.stops)

    @property
    def fine(self) -> str:
        """Return what is fine, in a sentence without its full stop."""
        found = {finding.check for finding in self.findings}
        fine = [check for check in self.asked if check not in found]
        named = [str(NAMES[check]) for check in fine if check in NAMES]
        values = {"names": ", ".join(named).capitalize(), "number": len(fine) - len(named)}
        return _("%(names)s and %(number)d more are fine") % values if named else ""

    @property
    def seen(self) -> str:
        """Return the warnings, for a form that shows them to tell which they were."""
        return " ".join(f"{each.check}={each.number}" for each in self.warnings)

    def unseen(self, seen: str) -> tuple[Finding, ...]:
        """Return the warnings that were not shown, or of which there are more than were."""
        shown = dict(pair.split("=", 1) for pair in seen.split() if "=" in pair)
        return tuple(
            each for each in self.warnings if shown.get(each.check, "") != str(each.number)
        )


def check_article(article: Article, begins: datetime | None = None) -> Checked:
    """Check an article's current version, which would go live now or at a later moment."""
    version = Version.objects.get(article=article.pk, number=article.version)
    now = timezone.now()
    candidate = Candidate(article, version.document(), max(begins or now, now))
    weights = settings.CHECKS
    found = sorted(
        _findings(candidate), key=lambda each: (not each.stops, list(Check).index(each.check))
    )
    return Checked(tuple(found), tuple(check for check in Check if weights[check] != Weight.OFF))


def _findings(candidate: Candidate) -> Iterator[Finding]:
    for check, weight in settings.CHECKS.items():
        if weight == Weight.OFF:
            continue
        in_document, on_site = IN_DOCUMENT.get(check), ON_SITE.get(check)
        if in_document:
            places = list(in_document(candidate.document))
        else:
            assert on_site
            places = list(on_site(candidate))
        if places:
            yield Finding(check, weight, len(places), places[0])
