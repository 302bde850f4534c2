"""How fast documents come in: the operators' own command on real files, into an empty site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any, Final, TypeVar

from django.core.management import call_command
from django.db import transaction

from articles.documents.blocks import blocks_of
from articles.documents.labels.labelling import UnlabelledDocument, label_documents
from articles.documents.pipeline import parse_documents
from articles.documents.prepare import without_collecting
from articles.documents.reading import contents_of
from articles.documents.source import Source
from articles.importing.sources.find import find, read_all
from articles.models import Article, TellingSentence
from articles.review.duplicates import look_for_duplicates, stored_texts
from tests.bench.documents import change_all, make_folder, make_pages
from tests.bench.indexing import time_indexing
from tests.bench.peer import import_plainly, strings_of
from tests.bench.real import FORMS, make_real
from tests.bench.rows import time_rows
from tests.bench.size import Size
from tests.bench.timing import Timing, timed

PROCESSES: Final = 2
SEVERAL: Final = f"first, {PROCESSES} processes"
_BATCH: Final = 200

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rate:
    """How long so many documents took."""

    documents: int
    timing: Timing

    @property
    def by_cpu(self) -> float:
        return self.documents / self.timing.cpu

    @property
    def by_clock(self) -> float:
        return self.documents / self.timing.seconds


@dataclass(slots=True)
class Imports:
    """Imports of `count` documents each, one after the other into one site.

    `rates` are by name; `grown` is how many bytes the database grew for each byte of the documents,
    without the duplicates' table, and of that. `parts` are CPU seconds of the steps of a first
    import, each taken alone.
    """

    folder: Path
    count: int
    rates: dict[str, Rate] = field(default_factory=dict)
    grown: dict[str, tuple[float, float]] = field(default_factory=dict)
    parts: dict[str, float] = field(default_factory=dict)
    sizes: dict[Path, int] = field(default_factory=dict)
    # Why some were not measured.
    skipped: list[str] = field(default_factory=list)
    # The peer is measured several times, spread over the run.
    peers: list[Rate] = field(default_factory=list)

    def measure(self, pages: Path | None, corpus: Path | None) -> None:
        """Measure; real `pages` and those of a labelled `corpus` are imported beside made ones."""
        self._make_ready()
        first, published = self._made("first"), self._made("published")
        self._grow("first", first)
        self._time_parts(first)
        self._import(SEVERAL, self._made("several"), processes=PROCESSES)
        self._grow("first, published", published, publish=True)
        self._time_peer(first)
        self._import("unchanged", first)
        self.rates["parsed again"] = Rate(Article.objects.count(), timed(_parse_again))
        change_all(first)
        change_all(published)
        self._time_peer(first)
        self._import("changed", first)
        self._import("changed, published", published, publish=True)
        self._import_pages(pages)
        self._import_corpus(corpus)
        self._time_peer(first)

    @property
    def peer_by_cpu(self) -> float:
        return median(rate.by_cpu for rate in self.peers)

    def _make_ready(self) -> None:
        """Import a few of all: some things are made once, such as tables of characters."""
        few = self.folder / "few"
        make_folder(few, 10, first=10**6)
        for as_blocks in (False, True):
            make_pages(few / f"{as_blocks}", 10, first=10**6, as_blocks=as_blocks)
        import_folder(few, publish=True)

    def _made(self, name: str) -> Path:
        """Make another folder of documents like the seeds."""
        folder = self.folder / name
        self.sizes[folder] = make_folder(folder, self.count, first=len(self.sizes) * self.count)
        return folder

    def _import(self, name: str, path: Path, **options: Any) -> None:
        count = sum(1 for _ in _sources(path))
        self.rates[name] = Rate(count, timed(lambda: import_folder(path, **options)))

    def _grow(self, name: str, folder: Path, **options: Any) -> None:
        before = Size.now()
        self._import(name, folder, **options)
        grown, size = Size.now() - before, self.sizes[folder]
        self.grown[name] = grown.rest / size, grown.duplicates / size

    def _import_pages(self, pages: Path | None) -> None:
        count = self.count // 2
        for name, as_blocks in (("pages: strings of p", False), ("pages: blocks", True)):
            folder = self.folder / name
            # Not the same numbers: they would be copies of each other.
            make_pages(folder, count, first=count * as_blocks, as_blocks=as_blocks)
            self._import(name, folder)
        if pages:
            self._import(f"pages: {pages.name}", pages)

    def _import_corpus(self, corpus: Path | None) -> None:
        for name, form in FORMS.items():
            folder = self.folder / name.replace(": ", " ")
            if corpus is None:
                self.skipped.append(f"{name}: no --corpus was named")
            elif make_real(corpus, form, folder):
                self._import(name, folder)
            else:
                self.skipped.append(f"{name}: {corpus} holds no *.{form}.jsonl")

    def _time_peer(self, folder: Path) -> None:
        self.peers.append(Rate(self.count, timed(lambda: import_plainly(folder))))

    def _time_parts(self, folder: Path) -> None:
        """Time the steps of the import of this folder, which is the first, and what none beats."""
        documents = list(_sources(folder))
        cleaned = [UnlabelledDocument(blocks_of(contents_of(each).pieces)) for each in documents]
        steps: dict[str, Callable[[], Any]] = {
            "read": lambda: [contents_of(each) for each in _sources(folder)],
            "clean": lambda: [blocks_of(contents_of(each).pieces) for each in documents],
            "label": lambda: [label_documents(batch) for batch in _batches(cleaned)],
            "parse": lambda: [parse_documents(batch) for batch in _batches(documents)],
        }
        with without_collecting():
            cpu = {name: timed(step).cpu for name, step in steps.items()}
        cpu["structure"] = cpu["parse"] - cpu["clean"] - cpu["label"]
        cpu["clean"] -= cpu["read"]
        cpu["store"] = self.rates["first"].timing.cpu - cpu.pop("parse")
        cpu["duplicates, of store"] = _time_duplicates()
        cpu["indexing, of store"] = time_indexing(self.count)
        self.parts = cpu
        for name, floor in {
            "floor: literal_eval": timed(lambda: [strings_of(each.content) for each in documents]),
            "floor: the same rows": time_rows(),
        }.items():
            self.rates[name] = Rate(self.count, floor)


def import_folder(folder: Path, *, publish: bool = False, processes: int = 1) -> None:
    call_command("import_articles", folder, publish=publish, processes=processes, stdout=StringIO())


def _parse_again() -> None:
    call_command("reparse", apply=True, processes=1, stdout=StringIO())


def _sources(path: Path) -> Iterator[Source]:
    return (item for item in read_all(find([path])) if isinstance(item, Source))


def _time_duplicates() -> float:
    """Compare what is stored as if it came in now; nothing of that stays."""
    texts = stored_texts(Article.objects.values_list("pk", flat=True))
    with transaction.atomic():
        TellingSentence.objects.all().delete()
        taken = timed(lambda: _look(texts))
        transaction.set_rollback(True)
    return taken.cpu


def _look(texts: Mapping[int, Sequence[str]]) -> None:
    for batch in _batches(list(texts)):
        look_for_duplicates({key: texts[key] for key in batch}, are_new=True)


def _batches(items: Sequence[T]) -> list[Sequence[T]]:
    return [items[start : start + _BATCH] for start in range(0, len(items), _BATCH)]
