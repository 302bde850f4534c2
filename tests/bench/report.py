"""All measurements, one after the other, as small tables."""

from __future__ import annotations

from pathlib import Path

from articles.models import Edition
from newsroom.staticfiles import collect_if_changed
from tests.bench import desk, importing, serving
from tests.bench.documents import make_folder

_PARAGRAPHS = 300


def report(folder: Path, documents: int, rounds: int) -> None:
    size = make_folder(folder / "documents", documents)
    print(f"{documents:,} documents like the seeds, {size / documents / 1000:.1f} KB each")
    _report_import(importing.measure(folder / "documents", documents), documents, size)
    collect_if_changed()
    _report_pages(rounds)
    opened = desk.measure(folder, _PARAGRAPHS, rounds)
    print(f"\nDesk: {opened.cpu * 1000:.0f} ms CPU to open an article of {_PARAGRAPHS} paragraphs")


def _report_import(timings: importing.ImportTimings, documents: int, size: int) -> None:
    _heading("Import", "documents/s", "a CPU second")
    for name, timing in (
        ("into an empty site", timings.first),
        ("again, unchanged", timings.again),
        ("parsed again, unchanged", timings.reparsed),
        ("again, a tenth changed", timings.changed),
        ("publishing them", timings.publish),
        ("floor: literal_eval", timings.literals),
        ("floor: bleach", timings.bleach),
        ("floor: the same rows", timings.rows),
    ):
        _row(name, f"{documents / timing.seconds:,.0f}", f"{documents / timing.cpu:,.0f}")
    _report_parts(timings, documents)
    faster = timings.one.seconds / timings.two.seconds
    print(f"  two workers: {faster:.2f} times as fast as one process, by the clock")
    print(f"  database: {timings.size / size:.2f} times the size of the documents")


def _report_parts(timings: importing.ImportTimings, documents: int) -> None:
    def each(cpu: float) -> str:
        return f"{cpu / documents * 1e6:,.0f}"

    read, clean, label = timings.read.cpu, timings.clean.cpu, timings.label.cpu
    parts = {
        "read": read,
        "clean": clean - read,
        "label": label,
        "structure": timings.parse.cpu - clean - label,
        "store": timings.first.cpu - timings.parse.cpu,
    }
    told = ", ".join(f"{name} {each(max(cpu, 0.0))}" for name, cpu in parts.items())
    print(f"  us CPU a document, each taken alone: {told}")
    looked = timings.duplicates.cpu
    print(
        f"  of store: {each(looked)} for duplicates, {looked / timings.first.cpu:.1%} of an import"
    )


def _report_pages(rounds: int) -> None:
    edition = Edition.objects.live()[0]
    pages = {
        "one query": f"/one-query/{edition.pk}/",
        "article": edition.get_absolute_url(),
        "front page": "/",
    }
    timings = serving.measure(pages, rounds)
    _heading("Pages", "requests/s", "CPU ms each", "times the first")
    for name, timing in timings.items():
        times = timing.cpu / timings["one query"].cpu
        _row(name, f"{1 / timing.seconds:,.0f}", f"{timing.cpu * 1000:.2f}", f"{times:.2f}")


def _heading(*cells: str) -> None:
    print()
    _row(*cells, indent="")


def _row(name: str, *figures: str, indent: str = "  ") -> None:
    print(f"{indent + name:<24}" + "".join(f"{figure:>16}" for figure in figures))
