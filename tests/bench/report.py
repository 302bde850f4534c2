"""All measurements, one after the other, as small tables."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command

from articles.models import Edition
from newsroom.staticfiles import collect_if_changed
from tests.bench import desk, importing, serving
from tests.bench.documents import make_folder

_PARAGRAPHS = 300


def report(folder: Path, documents: int, rounds: int) -> None:
    call_command("migrate", verbosity=0)
    size = make_folder(folder / "documents", documents)
    print(f"{documents:,} documents like the seeds, {size / documents / 1000:.1f} KB each")
    _report_import(importing.measure(folder / "documents"), documents)
    collect_if_changed()
    _report_pages(rounds)
    opened = desk.measure(folder, _PARAGRAPHS, rounds)
    print(f"\nDesk: {opened.cpu * 1000:.0f} ms CPU to open an article of {_PARAGRAPHS} paragraphs")


def _report_import(timings: importing.ImportTimings, documents: int) -> None:
    _heading("Import", "documents/s", "a CPU second")
    for name, timing in (
        ("into an empty site", timings.first),
        ("again, unchanged", timings.again),
        ("publishing them", timings.publish),
        ("floor: literal_eval", timings.literals),
        ("floor: the same rows", timings.rows),
    ):
        _row(name, f"{documents / timing.seconds:,.0f}", f"{documents / timing.cpu:,.0f}")
    read, parse = (part.cpu / timings.first.cpu for part in (timings.read, timings.parse))
    print(f"  of its CPU time: {read:.0%} reads, {parse:.0%} parses, {1 - read - parse:.0%} stores")
    print(f"  labels: {timings.label.cpu / documents * 1000:.2f} ms CPU a document")


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
