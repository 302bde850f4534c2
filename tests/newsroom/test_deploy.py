"""The files of `newsroom/deploy/`, each read by the program that it is for, where that is here."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
from django.core.management import get_commands
from ruamel.yaml import YAML

from tests.newsroom.nginx import asked, nginx
from tests.served import Newsroom

ROOT: Final = Path(__file__).parents[2]
DEPLOY: Final = ROOT / "newsroom" / "deploy"
UNITS: Final = sorted((DEPLOY / "systemd").glob("*.service"))
CONTAINERFILE: Final = (DEPLOY / "containers" / "Containerfile").read_text(encoding="utf-8")
COMPOSE: Final = DEPLOY / "containers" / "compose.yaml"
# How open a service is to the rest of its machine, from 0 to 10.
MOST_EXPOSED: Final = 2.0

needs_systemd = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="systemd is not installed"
)
needs_nginx = pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")


@needs_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_systemd_takes_a_unit_and_finds_it_closed(unit: Path, tmp_path: Path) -> None:
    installed = tmp_path / unit.name
    text = unit.read_text(encoding="utf-8")
    # It looks for the program, too.
    installed.write_text(text.replace("/opt/newsroom/bin/newsroom", "/bin/true"), encoding="utf-8")
    for check in (
        ["verify"],
        ["security", "--offline=yes", f"--threshold={MOST_EXPOSED * 10:.0f}"],
    ):
        done = subprocess.run(
            ["systemd-analyze", *check, str(installed)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert not done.stderr


def test_what_is_started_is_a_command_that_there_is() -> None:
    compose = COMPOSE.read_text(encoding="utf-8")
    started = [
        *(name for unit in UNITS for name in re.findall(r"bin/newsroom (\w+)", unit.read_text())),
        *re.findall(r'"newsroom", "(\w+)"', CONTAINERFILE + compose),
    ]
    assert len(started) == 7
    assert set(started) <= get_commands().keys()


def test_what_is_set_is_a_setting_that_there_is() -> None:
    handbook = ROOT / "articles" / "handbook" / "administrators" / "settings.md"
    known = set(re.findall(r"^\| `(\w+)` \|", handbook.read_text(encoding="utf-8"), re.M))
    files = [path for path in DEPLOY.rglob("*") if path.is_file()]
    for path in files:
        named = re.findall(r"\b(NEWSROOM_[A-Z_]+|DATABASE_URL)\b", path.read_text(encoding="utf-8"))
        assert set(named) <= known, path


def test_the_image_is_small_whole_and_runs_as_nobody() -> None:
    stages = re.findall(r"^FROM (\S+)", CONTAINERFILE, re.M)
    assert len(stages) == 2
    assert all(re.fullmatch(r"docker\.io/library/python:\d[\w.-]+", stage) for stage in stages)
    last = CONTAINERFILE.rpartition("\nFROM ")[2]
    assert "--require-hashes" in CONTAINERFILE
    assert re.search(r"^USER \d+$", last, re.M)
    assert last.index("\nUSER") < last.index("\nCMD")
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE, re.M)
    assert all((ROOT / name).exists() for line in copied for name in line.split())
    assert "ADD " not in CONTAINERFILE
    assert "/health/readers" in last


def test_compose_takes_its_file() -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*check, str(COMPOSE)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_containers_are_closed_and_none_has_a_password_of_its_own() -> None:
    services = services_of(COMPOSE)
    assert services.keys() == {"prepare", "web", "worker", "postgres", "redis", "rabbitmq"}
    for name in ("prepare", "web", "worker"):
        assert services[name]["read_only"]
        assert services[name]["cap_drop"] == ["ALL"]
    shown = [port for service in services.values() for port in service.get("ports", ())]
    assert shown == ["127.0.0.1:8000:8000"]
    text = COMPOSE.read_text(encoding="utf-8")
    secrets = re.findall(r"(?:PASS|PASSWORD|SECRET_KEY): (.+)", text)
    assert secrets
    assert all(secret.startswith("${") and secret.endswith(":?}") for secret in secrets)


def services_of(path: Path) -> dict[str, dict[str, Any]]:
    services: dict[str, dict[str, Any]] = YAML(typ="safe").load(path)["services"]
    return services


@needs_nginx
def test_nginx_hands_on_what_is_whole_and_says_who_asked(site: Newsroom, tmp_path: Path) -> None:
    with nginx(DEPLOY, tmp_path, site.url.rpartition("/")[2]) as (plain, secure):
        moved = asked(plain, "/?page=1")
        assert (moved.status, moved.headers["Location"]) == (301, "https://localhost/?page=1")
        answer = asked(secure, "/", **{"X-Request-ID": "made-up-by-a-browser"})
        assert answer.status == 200
        assert answer.headers["X-Request-ID"] != "made-up-by-a-browser"
        health = asked(secure, "/health/readers", **{"X-Forwarded-For": "127.0.0.1"})
        # The site takes nobody behind the proxy for this machine.
        assert health.text == '{"status": "ok"}'
        assert asked(secure, "/metrics").status == 403
        too_large = {"Content-Length": str(65 * 2**20)}
        assert asked(secure, "/admin/login/", "POST", **too_large).status == 413
