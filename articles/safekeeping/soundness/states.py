"""The states that lists look up are those that the editions say."""

from __future__ import annotations

from typing import Final

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, StateTurn
from articles.models.article import State
from articles.safekeeping.soundness.fault import Fault, Faults, in_batches

_TOGETHER: Final = 500


def check_states() -> Faults:
    """Yield the faults of each article's kept state; one that turned since is not settled yet."""
    passed = StateTurn.objects.filter(article=OuterRef("pk"), at__lte=timezone.now())
    rows = Article.with_deleted.with_state_at().annotate(turned=Exists(passed))
    columns = ("pk", "kept_state", "kept_state_at", "state", "state_at", "turned")
    remedy = _("Publish the article, or withdraw it, whichever it is to be")
    for batch in in_batches(rows.values_list(*columns), _TOGETHER):
        for key, kept, kept_at, state, state_at, turned in batch:
            if turned or (kept, kept_at) == (state, state_at):
                yield []
                continue
            words = _("lists show it as “%(kept)s”, but its editions say “%(state)s”")
            values = {"kept": State(kept).label, "state": State(state).label}
            yield [Fault(Article._meta.label, key, words % values, remedy)]
