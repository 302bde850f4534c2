"""All measurements, one after the other, as small tables."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from articles.importing.workers import WORTH_STARTING
from articles.models import Edition
from articles.site.sitemaps.addresses import A_PART
from newsroom.staticfiles import collect_if_changed
from tests.bench import comparing, desk, serving
from tests.bench.importing import PROCESSES, SEVERAL, Imports
from tests.bench.pictured import PICTURES, make_pictured

# In ms of CPU an article, of its working copy and of its edition.
_MOST_INDEXING = 0.9
_PARAGRAPHS = 300
# In ms of CPU.
_MOST_COMPARING = 200
_PICTURED = f"article of {PICTURES} pictures"


def report(folder: Path, arguments: Namespace) -> None:
    print(f"imports of {arguments.documents:,} documents like the seeds each")
    imports = Imports(folder, arguments.documents)
    imports.measure(arguments.pages, arguments.corpus)
    _report_imports(imports)
    if arguments.imports:
        return
    collect_if_changed()
    _report_pages(arguments.rounds)
    opened = desk.measure(folder, _PARAGRAPHS, arguments.rounds)
    print(f"\nDesk: {opened.cpu * 1000:.0f} ms CPU to open an article of {_PARAGRAPHS} paragraphs")
    compared = comparing.measure(_PARAGRAPHS)
    print(
        f"  {compared.cpu * 1000:.0f} ms CPU to compare two versions of {_PARAGRAPHS} paragraphs, "
        f"all of them changed and moved; at most {_MOST_COMPARING} are asked"
    )


def _report_imports(imports: Imports) -> None:
    _heading("Import", "a CPU second", "times the peer", "by the clock")
    for name, rate in imports.rates.items():
        times = rate.by_cpu / imports.peer_by_cpu
        _row(name, f"{rate.by_cpu:,.0f}", f"{times:.2f}", f"{rate.by_clock:,.0f}")
    _row("peer: bleach and bulk_create", f"{imports.peer_by_cpu:,.0f}", "1.00", "")
    for why in imports.skipped:
        print(f"  not measured: {why}")
    lowest, highest = (f"{edge(r.by_cpu for r in imports.peers):,.0f}" for edge in (min, max))
    print(f"  The peer was measured {len(imports.peers)} times, from {lowest} to {highest}.")
    parts = (f"{name} {cpu / imports.count * 1e6:,.0f}" for name, cpu in imports.parts.items())
    print(f"  us CPU a document of the first, each part taken alone: {', '.join(parts)}")
    share = imports.parts["duplicates, of store"] / imports.rates["first"].timing.cpu
    print(f"  to look for duplicates takes {share:.1%} of a first import")
    indexing = imports.parts["indexing, of store"] / imports.count * 1000
    print(
        f"  indexing takes {indexing:.2f} ms CPU an article, and once more where it is published; "
        f"at most {_MOST_INDEXING:.1f} are asked"
    )
    _report_processes(imports)
    for name, (rest, duplicates) in imports.grown.items():
        print(
            f"  database, {name}: {rest:.2f} bytes for each byte of the documents, and "
            f"{duplicates:.2f} for duplicates"
        )


def _report_processes(imports: Imports) -> None:
    if imports.count < WORTH_STARTING:
        print(f"  several processes: none start for fewer than {WORTH_STARTING} documents")
        return
    one, several = imports.rates["first"], imports.rates[SEVERAL]
    print(
        f"  {PROCESSES} processes, {imports.count:,} documents: {one.by_cpu / several.by_cpu:.2f} "
        f"times the CPU time of one, {several.by_clock / one.by_clock:.2f} times as fast"
    )


def _report_pages(rounds: int) -> None:
    edition = Edition.objects.live()[0]
    pages = {
        "one query": f"/one-query/{edition.pk}/",
        "article": edition.get_absolute_url(),
        "article, rendered anew": f"/rendered-anew/{edition.slug}/",
        "article, kept by its reader": serving.Kept(edition.get_absolute_url()),
        _PICTURED: make_pictured(edition).get_absolute_url(),
        "front page": "/",
        "feed": "/feeds/atom.xml",
        "feed, kept by its reader": serving.Kept("/feeds/atom.xml"),
        "sitemap": f"/sitemaps/articles-{edition.article_id // A_PART}.xml",
        "index of sitemaps": "/sitemap.xml",
    }
    timings = serving.measure(pages, rounds)
    _heading("Pages", "requests/s", "CPU ms each", "times the first")
    for name, timing in timings.items():
        times = timing.cpu / timings["one query"].cpu
        _row(name, f"{1 / timing.seconds:,.0f}", f"{timing.cpu * 1000:.2f}", f"{times:.2f}")
    times = timings[_PICTURED].cpu / timings["article"].cpu
    print(f"  {PICTURES} pictures cost an article {times:.2f} times its CPU time.")


def _heading(*cells: str) -> None:
    print()
    _row(*cells, indent="")


def _row(name: str, *figures: str, indent: str = "  ") -> None:
    print(f"{indent + name:<32}" + "".join(f"{figure:>16}" for figure in figures))
