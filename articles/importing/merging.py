"""Changed documents -> their articles, merged with what editors made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import F

from articles import store
from articles.documents.alignment import align
from articles.documents.article import ArticleDocument
from articles.documents.conflict import FIELDS, Conflict
from articles.documents.diff import compare
from articles.documents.merge import Merged, merge
from articles.importing.arrival import Arrival
from articles.importing.policies import Policies, rules_of
from articles.models import Version
from articles.models.run import Outcome
from articles.models.version import Reason


@dataclass(frozen=True, slots=True)
class Merging:
    """A changed document on its way into its article.

    `is_followed`: no editor has changed the article, so it just follows its source.
    """

    arrival: Arrival
    standing: store.Standing
    merged: Merged
    is_followed: bool

    def change(self, source_id: int) -> store.Change:
        reason = Reason.IMPORT if self.is_followed else Reason.MERGE
        merged = self.merged
        return store.Change(self.standing, merged.document, reason, source_id, merged.imported)

    def settle(self, asked: Sequence[Conflict]) -> None:
        """Say on the arrival what it came to, given what of it is asked of an editor."""
        arrival = self.arrival
        if asked:
            arrival.outcome = Outcome.CONFLICT
            arrival.reason = f"changed here and in the source: {named(asked)}"
        else:
            arrival.outcome = Outcome.UPDATED if self.is_followed else Outcome.MERGED
            if self.merged.settled:
                arrival.reason = f"settled by a policy: {named(self.merged.settled)}"


def merge_all(arrivals: Sequence[Arrival], policies: Policies) -> list[Merging]:
    """Merge changed documents with their articles as they stand. Inside a transaction only."""
    ids = [arrival.stored.article_id for arrival in arrivals if arrival.stored]
    standing = store.stand(ids) if ids else {}
    bases = _bases(standing)
    return list(_mergings(arrivals, standing, bases, policies))


def _mergings(
    arrivals: Sequence[Arrival],
    standing: Mapping[int, store.Standing],
    bases: Mapping[int, ArticleDocument],
    policies: Policies,
) -> Iterator[Merging]:
    for arrival in arrivals:
        assert arrival.stored
        stands = standing.get(arrival.stored.article_id)
        if stands is None:
            arrival.lose()
        else:
            # Under the lock: an editor may have saved since it was decided on.
            arrival.stored = replace(arrival.stored, version=stands.article.version)
            yield _merging(arrival, stands, bases, policies)


def _merging(
    arrival: Arrival,
    standing: store.Standing,
    bases: Mapping[int, ArticleDocument],
    policies: Policies,
) -> Merging:
    assert arrival.prepared
    theirs, ours = arrival.prepared.flat.document(), standing.document
    base = bases.get(standing.article.pk)
    if base is None:
        # No import made it. It stands as it is, and follows its source from now on.
        base = theirs = align(theirs, ours).document
    rules = rules_of(policies.of(arrival.publisher, arrival.source.key))
    return Merging(arrival, standing, merge(base, ours, theirs, rules), _reads_same(base, ours))


def _reads_same(base: ArticleDocument, ours: ArticleDocument) -> bool:
    if base is ours:
        return True
    same = base.headline_provisional == ours.headline_provisional
    return same and all(row.change == "same" for row in compare(base, ours))


def _bases(standing: Mapping[int, store.Standing]) -> dict[int, ArticleDocument]:
    """What the source of each article said when it was imported last. One query."""
    rows = (
        Version.objects.filter(article__in=standing, source=F("article__source"))
        .order_by("article", "number")
        .values_list("article_id", "number", "imported", "content")
    )
    last = {article: rest for article, *rest in rows}
    return {
        article: _document(standing[article], number, imported, content)
        for article, (number, imported, content) in last.items()
    }


def _document(
    standing: store.Standing, number: int, imported: object, content: object
) -> ArticleDocument:
    if number == standing.article.version and imported is None:
        return standing.document
    return ArticleDocument.from_json(imported or content)  # type: ignore[arg-type]


def named(conflicts: Iterable[Conflict]) -> str:
    """ "headline, 2 paragraphs": what conflicts are about."""
    counts = Counter(_name(conflict.part) for conflict in conflicts)
    return ", ".join(
        name if name in FIELDS else f"{number} {name}{'s' if number > 1 else ''}"
        for name, number in counts.items()
    )


def _name(part: str) -> str:
    if part in FIELDS:
        return part
    return "paragraph" if part.startswith("p.") else part.rpartition(".")[2]
