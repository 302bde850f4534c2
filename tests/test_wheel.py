"""The wheel of a release, in an environment that holds nothing else of Newsroom."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.request import urlopen

import pytest

from tests.served import free_port, wait_for
from tests.warmed import PATIENCE

ROOT: Final = Path(__file__).parent.parent
PACKAGES: Final = ("articles", "newsroom")
BUILT_FROM: Final = ("pyproject.toml", "README.md", "LICENSE", *PACKAGES)
OWN: Final = ("NEWSROOM_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHON", "XDG_")

# All of it, so that the process which builds the wheel tries it, too.
pytestmark = pytest.mark.long


@dataclass(frozen=True, slots=True)
class Installed:
    """A wheel, and the command that came of its installation."""

    wheel: Path
    command: Path
    home: Path

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
        return subprocess.Popen(
            [self.command, *arguments],
            env={**clean, "HOME": str(self.home)},
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("release")
    wheel = build(folder / "source", folder / "dist")
    environment = folder / "environment"
    venv.create(environment, symlinks=True)
    site_packages = sysconfig.get_path(
        "purelib", vars={"base": str(environment), "platbase": str(environment)}
    )
    # The packages that Newsroom needs; it is not among them.
    others = Path(site_packages, "others.pth")
    others.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(environment / "bin" / "python")]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", "--no-compile"]
    subprocess.run([*pip, "install", *quiet, str(wheel)], check=True, timeout=PATIENCE)
    home = folder / "home"
    home.mkdir()
    return Installed(wheel, environment / "bin" / "newsroom", home)


def build(source: Path, output: Path) -> Path:
    """Return the wheel, built of a copy of the clone, since building leaves things behind."""
    source.mkdir()
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("*.pyc"))
        else:
            shutil.copy(ROOT / name, source)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(output)]
    subprocess.run([*command, str(source)], check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE)
    [wheel] = output.glob("newsroom-*.whl")
    return wheel


def test_it_holds_every_file_of_the_packages(installed: Installed) -> None:
    files = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    with zipfile.ZipFile(installed.wheel) as wheel:
        assert files - set(wheel.namelist()) == set()


def test_an_empty_folder_becomes_a_newsroom_by_two_commands(
    installed: Installed, seeds: Path
) -> None:
    with served(installed) as url:
        assert "Nothing has been published here yet" in page(url)
        importing = installed.start("import", str(seeds), "--publish")
        told, _ = importing.communicate(timeout=PATIENCE)
        assert importing.returncode == 0, told
        assert page(url).count("/articles/") >= 12
        assert 'name="password"' in page(f"{url}admin/login/")
    assert (installed.home / ".local/share/newsroom/newsroom.sqlite3").is_file()


@contextmanager
def served(installed: Installed) -> Iterator[str]:
    url = f"http://127.0.0.1:{(port := free_port())}/"
    server = installed.start("run", str(port), "--workers", "1")
    try:
        wait_for(url, server)
        yield url
    finally:
        server.send_signal(signal.SIGTERM)
        told, _ = server.communicate(timeout=PATIENCE)
    assert "newsroom import FOLDER --publish" in told
    assert "manage.py" not in told


def page(url: str) -> str:
    with urlopen(url, timeout=PATIENCE) as answer:
        return str(answer.read().decode())
