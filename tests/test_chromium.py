"""The search for a browser, on machines that have one and that have none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import chromium


@pytest.mark.parametrize("name", chromium.NAMES)
def test_it_finds_each_name_on_the_path(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = tmp_path / name
    browser.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.find() == str(browser)


def test_it_takes_the_one_without_a_window_where_there_is_another_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in chromium.NAMES:
        (tmp_path / name).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.find() == str(tmp_path / "chromium-headless-shell")


def test_without_one_and_without_apt_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="sudo apt-get install chromium"):
        chromium.main()
