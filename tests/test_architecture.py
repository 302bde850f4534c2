"""The arrows of the design, read from the import lines: they point one way, with no way round."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Final

import pytest

from tests.source_tree import PACKAGES, ROOT, modules

# The chapters of `articles`, in the order of the story: each imports itself and those before it.
CHAPTERS: Final = (
    "documents", "datetimes", "keyset", "counts", "models", "bulk", "locks", "slugs", "presence",
    "tasks", "provenance", "search", "listings", "pictures", "publishing", "review", "store",
    "drafts",
    "importing", "erasure", "noise", "undo", "reporting", "exchange", "safekeeping", "site_files",
)  # fmt: skip
# The faces import chapters and know nothing of each other.
FACES: Final = ("admin", "accounts", "site", "previews", "monitoring", "management", "templatetags")
# The start of the application, and who may log in.
STARTS: Final = ("apps", "checks", "logins", "roles")
# The order inside two chapters.
INSIDE: Final = {
    "documents": (
        "messages", "redaction", "source", "urls", "markup", "article", "blocks", "metadata",
        "reading", "erased", "labels",
        "editing", "revisions", "copies", "structure", "pipeline", "prepare",
    ),
    "importing": (
        "sources", "barriers", "rules", "fetched", "incoming", "beside", "plan", "precede",
        "foresee", "merge", "write", "notices", "publish", "record", "workers", "pipeline",
        "chunks", "decide_notice", "reparse", "pictures", "work",
    ),
    "tasks": (
        "patience", "queue", "current", "elsewhere", "execute", "sweep", "schedule", "beat",
        "worker", "broker", "work",
    ),
}  # fmt: skip
# What public code may know: editions and what a page shows of one, never the working copy.
PUBLIC: Final = (
    "articles.site", "articles.templatetags", "articles.publishing.masthead",
    "articles.publishing.page", "articles.publishing.structured", "articles.publishing.teasers",
    "articles.publishing.told",
    "articles.publishing.front.made_of", "articles.publishing.front.sections",
)  # fmt: skip
PUBLIC_MAY_IMPORT: Final = """
    articles.counts
    articles.documents
    articles.keyset
    articles.models.arrangement
    articles.models.correction
    articles.models.edition
    articles.models.listing
    articles.models.masthead
    articles.models.picture
    articles.models.policy
    articles.models.reader_report
    articles.models.receipt
    articles.pictures.renditions
    articles.pictures.shown
    articles.pictures.stored
    articles.publishing.front.made_of
    articles.publishing.front.sections
    articles.publishing.language
    articles.publishing.listed
    articles.publishing.masthead
    articles.publishing.page
    articles.publishing.parts
    articles.publishing.render
    articles.publishing.structured
    articles.publishing.teasers
    articles.publishing.told
    articles.search.find
    articles.search.marked
    articles.search.normalise
    articles.search.query
    articles.search.suggest
    articles.site
"""
PURE: Final = "articles.documents"
CONTENT: Final = {"Article", "Section", "Paragraph", "Link", "Version"}
WRITES: Final = {
    "create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "delete",
}  # fmt: skip
# Public names that several modules may define, and why.
DEFINED_OFTEN: Final = {
    # The protocols of readers, of containers and of formats of tables: each module is one.
    "recognise",
    "read",
    "read_types",
    "parse",
    "members",
    "write",
    # Django finds a command by it.
    "Command",
    # A part of an article as a value, and as a row.
    "Section",
    "Paragraph",
}
VAGUE: Final = {"utils", "util", "helpers", "helper", "common", "base", "misc"}


def imports(tree: ast.AST) -> Iterator[str]:
    """The modules that a piece of code imports, and names out of modules as `module.name`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_under(name: str, roots: str) -> bool:
    return any(name == root or name.startswith(f"{root}.") for root in roots.split())


def allowed(module: str) -> str:
    """The names under which a module may import, parted by spaces."""
    package, _, rest = module.partition(".")
    if package != "articles":
        return "newsroom articles.site"
    if is_under(module, " ".join(PUBLIC)):
        return PUBLIC_MAY_IMPORT
    chapter, _, inner = rest.partition(".")
    if chapter in INSIDE and inner:
        own = before(inner.partition(".")[0], INSIDE[chapter], f"articles.{chapter}")
        return f"{own} {before(chapter, CHAPTERS, 'articles', itself=False)}"
    if chapter in CHAPTERS:
        return before(chapter, CHAPTERS, "articles")
    if chapter in FACES:
        every = before(CHAPTERS[-1], CHAPTERS, "articles")
        return f"{every} articles.{chapter} articles.checks articles.logins newsroom"
    assert not chapter or chapter in STARTS, f"{module} is in no chapter: place it in CHAPTERS"
    return "articles.checks articles.documents articles.roles"


def before(name: str, order: Sequence[str], package: str, *, itself: bool = True) -> str:
    """The names of a package up to one of them in its order."""
    assert name in order, f"{package}.{name} has no place in the order: give it one"
    return " ".join(f"{package}.{each}" for each in order[: order.index(name) + itself])


def strays(module: str, tree: ast.AST) -> list[str]:
    ours = [name for name in imports(tree) if is_under(name, " ".join(PACKAGES))]
    return [name for name in ours if not is_under(name, allowed(module))]


@pytest.mark.parametrize("module", modules())
def test_it_imports_only_what_its_arrow_allows(module: str) -> None:
    assert strays(module, modules()[module]) == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("articles.documents.blocks", "from articles import models"),
        ("articles.documents.markup.clean", "from articles.documents.blocks import Block"),
        ("articles.documents.labels.label", "from articles.documents.revisions import diff"),
        ("articles.models.article", "from articles.store import load"),
        ("articles.models.version", "import articles.importing.pipeline"),
        ("articles.importing.sources.find", "from articles.importing.pipeline import Pipeline"),
        ("articles.importing.pipeline", "from articles.admin.article import page"),
        ("articles.noise.decide", "from articles.undo.undo import Undo"),
        ("articles.admin.runs.list", "from articles.management import terminal"),
        ("articles.site.article", "from articles.models import Edition"),
        ("articles.site.article", "from articles.publishing.publish import publish"),
        ("articles.site.article", "def late():\n    from articles.models.article import Article"),
        ("articles.publishing.page", "from articles.models import Article"),
    ],
)
def test_a_wrong_arrow_is_noticed(module: str, line: str) -> None:
    assert strays(module, ast.parse(line))


def test_no_modules_import_one_another() -> None:
    graph = imported_modules()
    TopologicalSorter(graph).prepare()


def test_no_packages_import_one_another() -> None:
    """A package and those beside it: whatever is in one, the other does not need it in turn."""
    graph: dict[str, set[str]] = {}
    for module, names in imported_modules().items():
        for name in names:
            here, there = beside(module, name)
            if here != there:
                graph.setdefault(here, set()).add(there)
    TopologicalSorter(graph).prepare()


def beside(module: str, name: str) -> tuple[str, str]:
    """The two packages or modules, in the one that holds both, that an import leads between."""
    here, there = module.split("."), name.split(".")
    same = next(
        (at for at, (one, other) in enumerate(zip(here, there, strict=False)) if one != other),
        min(len(here), len(there)),
    )
    return ".".join(here[: same + 1]), ".".join(there[: same + 1])


def imported_modules() -> dict[str, set[str]]:
    """Each module with the modules that it imports, and the packages that hold those names."""
    known = modules()
    return {
        module: {name for name in (*imports(tree), *parents(tree)) if name in known} - {module}
        for module, tree in known.items()
    }


def parents(tree: ast.AST) -> Iterator[str]:
    """`from articles.store import load` names no module but needs one."""
    yield from (
        name.rpartition(".")[0] for name in imports(tree) if name not in modules() and "." in name
    )


@pytest.mark.parametrize("module", modules())
def test_it_imports_at_its_top(module: str) -> None:
    functions = [
        node
        for node in ast.walk(modules()[module])
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [name for function in functions for name in imports(function)] == []


@pytest.mark.parametrize("module", [name for name in modules() if is_under(name, PURE)])
def test_pure_code_knows_no_django(module: str) -> None:
    assert [name for name in imports(modules()[module]) if is_under(name, "django")] == []


def test_one_module_knows_bleach() -> None:
    assert importers_of("bleach") == ["articles.documents.markup.sanitiser"]


def test_one_module_marks_markup_as_safe() -> None:
    door = ["articles.templatetags.articles"]
    assert importers_of("django.utils.safestring.mark_safe") == door
    assert [module for module, tree in modules().items() if "SafeString" in calls(tree)] == []


def calls(tree: ast.Module) -> set[str]:
    return {ends_of(node.func)[1] for node in ast.walk(tree) if isinstance(node, ast.Call)}


def importers_of(names: str) -> list[str]:
    return [
        module
        for module, tree in modules().items()
        if any(is_under(name, names) for name in imports(tree))
    ]


@pytest.mark.parametrize(
    "template", sorted((ROOT / "articles").rglob("*.html")), ids=lambda path: path.name
)
def test_no_template_goes_round_the_escaping(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert "|safe" not in source
    assert "autoescape off" not in source


@pytest.mark.parametrize(
    "module", [name for name in modules() if not is_under(name, "articles.store")]
)
def test_only_the_store_writes_articles(module: str) -> None:
    assert list(content_writes(modules()[module])) == []


def test_a_write_elsewhere_is_noticed() -> None:
    source = "from articles.models import Section\nSection.objects.filter(pk=1).update(heading='')"
    assert list(content_writes(ast.parse(source))) == ["Section.update"]


def content_writes(tree: ast.Module) -> Iterator[str]:
    """Calls like `Article.objects.filter(...).update(...)`, but for a slug, which no version holds.

    What is written through an instance or a related manager is not seen here.
    """
    rows = {name.rpartition(".")[2] for name in imports(tree) if is_under(name, "articles.models")}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or [keyword.arg for keyword in node.keywords] == ["slug"]:
            continue
        root, last = ends_of(node.func)
        if root in rows & CONTENT and last in WRITES:
            yield f"{root}.{last}"


def ends_of(node: ast.expr) -> tuple[str, str]:
    """The first and the last name of `a.b(...).c`."""
    last = node.attr if isinstance(node, ast.Attribute) else ""
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute):
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        else:
            return "", last
    return node.id, last or node.id


def test_a_public_name_is_defined_once() -> None:
    where: dict[str, list[str]] = {}
    for module, tree in modules().items():
        for name in defined_names(tree):
            where.setdefault(name, []).append(module)
    often = {name: found for name, found in where.items() if len(found) > 1}
    assert {name: often[name] for name in often.keys() - DEFINED_OFTEN} == {}


def defined_names(tree: ast.Module) -> Iterator[str]:
    """Yield the public functions and classes of a module."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    named = [node.name for node in tree.body if isinstance(node, kinds)]
    yield from (name for name in named if not name.startswith("_"))


def test_no_test_is_imported_by_another() -> None:
    """What several need is beside them, in a module named for what it holds."""
    found = {
        name
        for path in (ROOT / "tests").rglob("*.py")
        for name in imports(ast.parse(path.read_text(encoding="utf-8")))
        if is_under(name, "tests") and ".test_" in name
    }
    assert found == set()


def test_every_file_says_what_it_holds() -> None:
    paths = [path for package in (*PACKAGES, "tests") for path in (ROOT / package).rglob("*")]
    # Django finds a database backend by this name and no other.
    named = [path.stem for path in paths if path != ROOT / "newsroom/sqlite3/base.py"]
    assert VAGUE.isdisjoint(named)
