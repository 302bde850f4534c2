"""What an editor decides of a line, once: foreseen, then held to by imports and past articles."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser, User

from articles.importing.plan import Options
from articles.importing.record import begin_run
from articles.importing.reparse import Preview, apply, preview
from articles.importing.rules.site_rules import site_rules_with
from articles.importing.work import hand_over
from articles.importing.write import import_lock
from articles.models import ImportRun, LabelReview, NoiseRule
from articles.models.import_run import RunKind
from articles.models.noise_rule import NoiseState
from articles.review.noise_proposals.occurrences import occurrences

# What a request has time for, two seconds or so.
MOST_AT_ONCE: Final = 200
# So many are asked for in one query: a database takes no more than so many values.
_TOGETHER: Final = 10_000
# The arguments of a run that a decision began, by which its undo takes the decision back.
_LINE, _PUBLISHER, _DECIDED, _BEFORE = "line", "publisher", "decided", "decided before"
_NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True)
class NoiseDecision:
    """A line of a publisher's documents, or with "" of all, and what it is to be from now on.

    None takes back what was decided.
    """

    publisher: str
    text: str
    state: NoiseState | None

    def line(self) -> NoiseRule:
        """Return the rule of this line as it is stored; a new one if there is none."""
        known = NoiseRule.objects.of(self.publisher, self.text).select_related("decided_by").first()
        return known or NoiseRule(publisher=self.publisher, text=self.text)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The articles that hold a line, the newest first: all, and those that may change."""

    articles: Sequence[int]
    may_change: Sequence[int]


def occurrences_of(decision: NoiseDecision) -> Occurrences:
    """Return the articles that have the line now. Six queries."""
    return _holding(decision, decision.line())


def _holding(decision: NoiseDecision, line: NoiseRule) -> Occurrences:
    """`line` as it was decided on until now."""
    as_text: set[int] = set()
    as_noise: set[int] = set()
    for each in occurrences([line.text], publisher=line.publisher):
        (as_text if each.is_text else as_noise).add(each.article_id)
    # What is noise already stays so, and so does what is text.
    may_change = as_text if _makes_noise(decision.state, line) else as_noise
    return Occurrences(_newest_first(as_text | as_noise), _newest_first(may_change))


def _makes_noise(state: NoiseState | None, line: NoiseRule) -> bool:
    if state is None:
        return line.state == NoiseState.TEXT
    return state is NoiseState.NOISE


def _newest_first(keys: Collection[int]) -> Sequence[int]:
    return sorted(keys, reverse=True)


def preview_decision(decision: NoiseDecision, article_ids: Collection[int]) -> Preview:
    """Return what the decision would change in these articles. Nothing is stored."""
    return preview(article_ids, site_rules_with(decision.line(), decision.state))


def decide(decision: NoiseDecision, *, by: AbstractBaseUser | None) -> ImportRun | None:
    """Store the rule and apply it to the articles there are; return the run that changes them.

    The rule is stored first, so that what is imported meanwhile goes by it. Many articles are
    changed by a worker, which the run's page shows. A run that is stopped leaves the rest as it
    was; deciding the same again changes it.
    """
    line = decision.line()
    before = keep_decision(decision, by=by)
    found = _holding(decision, line)
    concerned = {*found.may_change, *_asked_about(found.articles)}
    return _follow(concerned, _arguments(decision, before), by)


def _asked_about(article_ids: Sequence[int]) -> Iterator[int]:
    """Those with questions about labels, some of which may be answered so."""
    for start_at in range(0, len(article_ids), _TOGETHER):
        some = article_ids[start_at : start_at + _TOGETHER]
        open_ = LabelReview.objects.open().filter(article__in=some).order_by()
        yield from open_.values_list("article_id", flat=True)


def _follow(
    concerned: Collection[int], arguments: dict[str, Any], by: AbstractBaseUser | None
) -> ImportRun | None:
    """Let articles follow what is decided now, here or by a worker."""
    if not concerned:
        return None
    user = by if isinstance(by, User) else None
    if len(concerned) <= MOST_AT_ONCE:
        return apply(concerned, by=user, arguments=arguments)
    arguments["articles"] = sorted(concerned)
    options = Options(started_by=user, arguments=arguments, total=len(concerned))
    run = begin_run(RunKind.REPARSE, options)
    hand_over(run)
    return run


def keep_decision(decision: NoiseDecision, *, by: AbstractBaseUser | None) -> NoiseState | None:
    """Store the rule for the imports to come; return what was decided before.

    A running import stores each of its batches either before that, or by the new rule.
    """
    with import_lock():
        return _kept(decision, by)


def _kept(decision: NoiseDecision, by: AbstractBaseUser | None) -> NoiseState | None:
    known = NoiseRule.objects.select_for_update().of(decision.publisher, decision.text).first()
    line = known or NoiseRule(
        publisher=decision.publisher, text=decision.text, created_by_id=by.pk if by else None
    )
    before = NoiseState(known.state) if known and known.decided_at else None
    if decision.state:
        line.decide(decision.state, by)
    elif line.documents:
        # It was proposed, and waits again.
        line.decide(NoiseState.PROPOSED, None)
    elif known:
        known.delete()
    return before


def take_back(run: ImportRun, *, by: AbstractBaseUser | None) -> None:
    """Restore the decision before that of an undone run, if the run's is still in force.

    Articles that came in since are not the run's to restore: they follow by a run of their own.
    """
    if _DECIDED not in run.arguments:
        return
    publisher, text = run.arguments.get(_PUBLISHER, ""), run.arguments[_LINE]
    decision = NoiseDecision(publisher, text, _state(run.arguments[_BEFORE]))
    line = decision.line()
    if (line.state if line.decided_at else _NOTHING) != run.arguments[_DECIDED]:
        return
    keep_decision(decision, by=by)
    changed = run.items.order_by().values_list("article_id", flat=True)
    came_since = set(_holding(decision, line).may_change).difference(changed)
    arguments = {_LINE: text, **({_PUBLISHER: publisher} if publisher else {}), "undoing": run.pk}
    _follow(came_since, arguments, by)


def _arguments(decision: NoiseDecision, before: NoiseState | None) -> dict[str, Any]:
    """What is kept with the run, and shown on its page."""
    return {
        _LINE: decision.text,
        **({_PUBLISHER: decision.publisher} if decision.publisher else {}),
        _DECIDED: str(decision.state or _NOTHING),
        _BEFORE: str(before or _NOTHING),
    }


def _state(said: str) -> NoiseState | None:
    return None if said == _NOTHING else NoiseState(said)
