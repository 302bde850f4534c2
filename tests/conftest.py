"""Options that name folders of test data which is not part of the repository."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from shutil import copytree
from uuid import uuid4

import pytest
from django.conf import settings as site_settings
from django.core.cache import cache
from pytest_django.fixtures import Settings

from tests.served import Newsroom, collect_static_files, manage, newsroom, site_environment

# That of the process that runs the tests is in its memory; those of a site's processes are real.
site_settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# A password costs a quarter of a second of CPU, so that it cannot be guessed by the million.
site_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A lock of PostgreSQL that nobody gives up, and a transaction that somebody left open, are told as
# such, by the site's processes too.
os.environ.setdefault(
    "PGOPTIONS", "-c lock_timeout=120s -c idle_in_transaction_session_timeout=300s"
)

OPTIONS = {
    "--documents": "a folder of documents in the seed's shape, beside those in seeds/",
    "--corpus": "a folder of labelled news pages, *.jsonl",
    "--wcxb": "a folder of labelled pages of other kinds (blogs, guides, reviews), *.jsonl",
    "--markup-corpus": "a folder with hostile-dev.jsonl and benign.jsonl",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    for name, description in OPTIONS.items():
        parser.addoption(name, type=Path, help=description)
    parser.addoption(
        "--kills", type=int, default=6, help="how often imports are killed (default: %(default)s)"
    )
    parser.addoption(
        "--one-in",
        type=int,
        default=1,
        metavar="N",
        help="of --corpus and --wcxb take one page in N (default: all)",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with those that take long, whatever order the rest is in."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(autouse=True)
def _no_masthead_of_another_test() -> None:
    """Have the process know no masthead, which costs a query to find out."""
    from articles.publishing import masthead

    masthead._known = masthead.ShownMasthead()


def _folder(config: pytest.Config, option: str) -> Path:
    folder = config.getoption(option)
    if folder is None:
        pytest.skip(f"{option} names no folder")
    if not folder.is_dir():
        pytest.fail(f"{option}: {folder} is no folder")
    return Path(folder)


@pytest.fixture(scope="session", autouse=True)
def _pictures_of_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep pictures in a folder of the tests: named by content, none disturbs another test."""
    options = site_settings.STORAGES["pictures"]["OPTIONS"]
    options["location"] = tmp_path_factory.mktemp("pictures")


@pytest.fixture
def own_pictures(settings: Settings, tmp_path: Path) -> Path:
    """Keep pictures in a folder of this test alone: MEDIA_ROOT/pictures."""
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = tmp_path / "media" / "pictures"
    options = {**site_settings.STORAGES["pictures"]["OPTIONS"], "location": folder}
    pictures = {**site_settings.STORAGES["pictures"], "OPTIONS": options}
    settings.STORAGES = {**site_settings.STORAGES, "pictures": pictures}
    return folder


@pytest.fixture
def documents(pytestconfig: pytest.Config) -> Path:
    return _folder(pytestconfig, "--documents")


@pytest.fixture(scope="session", params=["--corpus", "--wcxb"])
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = _folder(request.config, request.param)
    step = request.config.getoption("--one-in")
    return folder if step == 1 else _some_of(folder, step, tmp_path_factory.mktemp("corpus"))


def _some_of(folder: Path, step: int, made: Path) -> Path:
    """Return a corpus of one page in so many of each file, which are the same ones every time."""
    for file in folder.glob("*.jsonl"):
        with file.open("rb") as lines:
            (made / file.name).write_bytes(b"".join(islice(lines, 0, None, step)))
    return made


@pytest.fixture
def markup_corpus(pytestconfig: pytest.Config) -> Path:
    return _folder(pytestconfig, "--markup-corpus")


@pytest.fixture
def seeds() -> Path:
    return Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="session")
def static_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those of a site, as its start collects them: once for all processes that run the tests."""
    folder = tmp_path_factory.getbasetemp()
    shared = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "collected"
    shared.mkdir(exist_ok=True)
    return collect_static_files(shared)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, static_files: Path) -> Iterator[Newsroom]:
    folder = tmp_path_factory.mktemp("newsroom")
    copytree(static_files, folder / "static")
    with newsroom(folder) as served:
        yield served


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a site without articles, whose database others are copies of."""
    with site_environment(tmp_path_factory.mktemp("migrated")) as environment:
        manage(environment, "migrate", "--verbosity", "0")
        yield environment


@pytest.fixture
def environment(migrated: dict[str, str], tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of commands on a migrated database of the test's own."""
    with site_environment(tmp_path, like=migrated) as environment:
        yield environment


@pytest.fixture(scope="session")
def no_static_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that stays empty: the server lists all that is below the one that it serves."""
    return tmp_path_factory.mktemp("no-static-files")


@pytest.fixture(autouse=True)
def _own_backups(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Erasures write their record beside the back-ups."""
    settings.BACKUP_DIR = tmp_path_factory.getbasetemp() / "backups" / uuid4().hex


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Settings, no_static_files: Path) -> None:
    """Pages under test name static files without a manifest, so nothing has to be collected."""
    settings.STATIC_ROOT = no_static_files
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()
