"""What the README tells its readers to do and to set is what there is."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from articles.management.format_list import formats_as_markdown

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(
    r"^    (?:NEWSROOM_\S+ )*\.venv/bin/python manage\.py (.*?)(?:  +#.*)?$", README, re.M
)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_takes_the_arguments_it_is_shown_with(line: str) -> None:
    name, *arguments = shlex.split(line)
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(arguments)


def test_there_are_commands_to_check() -> None:
    assert len(COMMANDS) >= 5


@pytest.mark.parametrize("target", re.findall(r"`?make (\w+)", README))
def test_a_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


def test_the_table_of_settings_is_complete() -> None:
    settings = (ROOT / "newsroom" / "settings.py").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(NEWSROOM_\w+)`", README, re.M)) == set(
        re.findall(r"NEWSROOM_\w+", settings)
    )


def test_the_table_of_formats_is_what_the_modules_say() -> None:
    assert formats_as_markdown() in README


@pytest.mark.parametrize("path", re.findall(r"\]\(((?!http)[^)]+)\)", README))
def test_a_linked_file_exists(path: str) -> None:
    assert (ROOT / path).is_file()


@pytest.mark.parametrize(
    "name",
    [
        word
        for line in re.findall(r"^      +(\S.*?)  ", README, re.M)
        for word in line.split()
        if word.endswith((".py", "/"))
    ],
)
def test_a_place_on_the_map_exists(name: str) -> None:
    assert list(ROOT.glob(f"articles/**/{name.rstrip('/')}"))
