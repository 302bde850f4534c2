"""What was erased stays so: documents are looked at, and redacted, before anything else is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Max
from django.utils.translation import gettext as _

from articles.documents.article.model import ArticleDocument
from articles.documents.erased import redacted_document, redacted_source
from articles.documents.redaction import Redaction, mark_of
from articles.documents.source import Source
from articles.documents.urls.canonical import url_hash
from articles.importing.barriers import Barrier
from articles.models import Erasure, ErasureMark
from articles.models.erasure import MarkKind
from articles.models.import_run import Outcome

# The scope of a passage that was erased from one article, else ""; its words; its mark.
_Passage = tuple[str, int, str]


def site_key() -> bytes:
    """Return the key of the site's marks, which all erasures share; b"" before the first."""
    key = Erasure.objects.order_by("pk").values_list("key", flat=True).first()
    return bytes.fromhex(key) if key else b""


class ErasuresInForce:
    """The erasures that a run heeds: somebody may erase while it is at work."""

    def __init__(self) -> None:
        self._last: int | None = None
        self._key = b""
        self._blocked: dict[str, frozenset[str]] = {}
        self._by_scope: dict[str, dict[int, frozenset[str]]] = {}
        self._redactions: dict[frozenset[str], Redaction] = {}

    def refresh(self) -> bool:
        """Take in what was erased since; return whether anything was. One query, if not."""
        last = Erasure.objects.aggregate(last=Max("pk"))["last"]
        if last == self._last:
            return False
        self._last = last
        self._key = site_key()
        self._redactions = {}
        blocked: dict[str, set[str]] = defaultdict(set)
        passages = []
        marks = ErasureMark.objects.values_list("kind", "words", "mark", "erasure__scope")
        for kind, words, mark, scope in marks:
            if kind == MarkKind.PASSAGE:
                passages.append((scope, words, mark))
            else:
                blocked[kind].add(mark)
        self._blocked = {kind: frozenset(found) for kind, found in blocked.items()}
        self._by_scope = _by_scope(passages)
        return True

    def redaction_for(self, *external_ids: str) -> Redaction:
        """Return the passages to take out of a document that has, or had, one of these keys."""
        if not self._by_scope:
            return Redaction(self._key)
        scopes = {mark_of(self._key, MarkKind.KEY, key) for key in external_ids if key}
        found = frozenset({"", *scopes} & self._by_scope.keys())
        if found not in self._redactions:
            self._redactions[found] = Redaction(
                self._key, _united(self._by_scope[scope] for scope in found)
            )
        return self._redactions[found]

    def admitted(self, source: Source) -> tuple[Source, Barrier | None]:
        """Return the document without what was erased, or why it is not taken.

        What is not taken is left without its name, which may tell what was erased.
        """
        if not self._last:
            return source, None
        if self._is(MarkKind.KEY, source.external_id) or self._is(MarkKind.CONTENT, source.digest):
            return _nameless(source), erasure_barrier()
        redaction = self.redaction_for(source.external_id)
        redacted = redacted_source(source, redaction) if redaction else source
        if redacted and redacted.external_id != source.external_id:
            # One that was erased from this article alone after its key was changed.
            redaction = self.redaction_for(source.external_id, redacted.external_id)
            redacted = redacted_source(redacted, redaction)
        if redacted is None:
            return _nameless(source), _unredacted()
        return redacted, None

    def bars(self, external_id: str, document: ArticleDocument) -> bool:
        """Return whether an article that a person sends was erased, or holds what was."""
        redaction = self.redaction_for(external_id)
        return (
            self._is(MarkKind.KEY, external_id)
            or self.bars_url(url_hash(document.metadata.url) if document.metadata.url else None)
            or redacted_document(document, redaction) != document
        )

    def bars_url(self, number: int | None) -> bool:
        """Return whether the article of this address, by its number, was erased."""
        return number is not None and self._is(MarkKind.URL, str(number))

    def _is(self, kind: MarkKind, text: str) -> bool:
        marks = self._blocked.get(kind)
        return bool(marks) and mark_of(self._key, kind, text) in (marks or ())


def _by_scope(passages: Iterable[_Passage]) -> dict[str, dict[int, frozenset[str]]]:
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for scope, words, mark in passages:
        found[scope][words].add(mark)
    return {
        scope: {words: frozenset(marks) for words, marks in each.items()}
        for scope, each in found.items()
    }


def _united(several: Iterable[dict[int, frozenset[str]]]) -> dict[int, frozenset[str]]:
    united: dict[int, frozenset[str]] = {}
    for each in several:
        for words, marks in each.items():
            united[words] = united.get(words, frozenset()) | marks
    return united


def _nameless(source: Source) -> Source:
    """Return it without its key; one of many in a file keeps the file, a file does not."""
    file = source.file if source.position else ""
    return replace(source, external_id="", file=file, publisher="")


def erasure_barrier() -> Barrier:
    """Return the barrier of an article that was erased."""
    return Barrier(
        Outcome.DELETED,
        _("was erased here"),
        _(
            "It is not taken again; Erasures on the desk have the ground. If it is another article "
            'under the same key, give it an "id" of its own.'
        ),
    )


def _unredacted() -> Barrier:
    return Barrier(
        Outcome.DELETED,
        _("holds a passage that was erased here, and cannot be rewritten without it"),
        _("Take the passage out of it, then import it again."),
    )
