"""Ask every check that the site has not switched off, in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Version
from articles.publishing.check.document import IN_DOCUMENT
from articles.publishing.check.flaws import NAMES, Check, Effect, Flaw, effect_of
from articles.publishing.check.stored import ON_SITE, Candidate


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, what stops first; and how many checks found nothing."""

    findings: tuple[Flaw, ...]
    asked: tuple[Check, ...]

    @property
    def stops(self) -> tuple[Flaw, ...]:
        return tuple(finding for finding in self.findings if finding.stops)

    @property
    def warnings(self) -> tuple[Flaw, ...]:
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

    def unseen(self, seen: str) -> tuple[Flaw, ...]:
        """Return the warnings that were not shown, or of which there are more than were."""
        shown = dict(pair.split("=", 1) for pair in seen.split() if "=" in pair)
        return tuple(
            each for each in self.warnings if shown.get(each.check, "") != str(each.number)
        )


def check_article(
    article: Article, begins: datetime | None = None, version: Version | None = None
) -> Checked:
    """Check an article's current version, or another, which would go live now or later."""
    version = version or Version.objects.get(article=article.pk, number=article.version)
    now = timezone.now()
    candidate = Candidate(article, version.document(), max(begins or now, now))
    effects = {check: effect_of(check) for check in Check}
    asked = [check for check in Check if effects[check] != Effect.OFF]
    found = [flaw for check in asked if (flaw := _flaw(check, effects[check], candidate))]
    return Checked(tuple(sorted(found, key=lambda flaw: not flaw.stops)), tuple(asked))


def _flaw(check: Check, effect: Effect, candidate: Candidate) -> Flaw | None:
    if look := IN_DOCUMENT.get(check):
        places = list(look(candidate.document))
    else:
        places = list(ON_SITE[check](candidate))
    return Flaw(check, effect, len(places), places[0]) if places else None
