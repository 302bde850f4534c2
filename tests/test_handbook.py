"""What README and handbook tell their readers to do, to set and to look at is what there is."""

from __future__ import annotations

import re
import shlex
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandParser
from django.utils.text import slugify

from articles.management.format_list import formats_as_markdown
from articles.roles import Role
from newsroom.command_line import in_full
from tests.bench.__main__ import make_parser
from tests.search.judged.__main__ import judged_parser

ROOT: Final = Path(__file__).parent.parent
HANDBOOK: Final = ROOT / "articles" / "handbook"
CHAPTERS: Final = sorted(HANDBOOK.glob("*/*.md"))
PAGES: Final = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", HANDBOOK / "README.md", *CHAPTERS)
}
_COMMAND: Final = re.compile(
    r"^    (?:NEWSROOM_\S+ )*(?:\.venv/bin/python manage\.py|newsroom) (.*?)(?:  +#.*)?$", re.M
)
COMMANDS: Final = [(page, line) for page, text in PAGES.items() for line in _COMMAND.findall(text)]
LINKS: Final = [
    (page, target)
    for page, text in PAGES.items()
    for target in re.findall(r"\]\(((?!http)[^)]+)\)", text)
]
PICTURES: Final = {path.name: path for path in (HANDBOOK / "pictures").iterdir()}
MOST_BYTES: Final = 150_000
TEXT: Final = "\n".join(PAGES.values())
# What is set in italics or bold for editors is what they find on the desk.
SCREEN_WORDS: Final = sorted(
    {
        words
        for page, text in PAGES.items()
        if "/editors/" in page
        for words in re.findall(r"\*{1,2}([^*\n]+)\*{1,2}", text)
    }
)


def chapter(name: str) -> str:
    return PAGES[f"articles/handbook/{name}.md"]


def parser_of(name: str) -> CommandParser:
    return load_command_class(get_commands()[name], name).create_parser("manage.py", name)


def ours() -> set[str]:
    return {name for name, app in get_commands().items() if app == "articles"}


@pytest.mark.parametrize(("page", "line"), COMMANDS)
def test_a_command_takes_the_arguments_it_is_shown_with(page: str, line: str) -> None:
    _, name, *arguments = in_full(["newsroom", *shlex.split(line)])
    parser_of(name).parse_args(arguments)


def test_every_command_is_shown() -> None:
    assert {shlex.split(line)[0] for _, line in COMMANDS} >= ours()


def test_the_readme_shows_the_three_commands_of_an_operator() -> None:
    assert len([page for page, _ in COMMANDS if page == "README.md"]) == 3


def test_every_option_that_is_named_exists() -> None:
    named = set(re.findall(r"`(?:\w+ )?(--[a-z-]+)", "".join(PAGES.values())))
    parsers = [*map(parser_of, ours()), make_parser(), judged_parser()]
    known = {option for parser in parsers for option in options_of(parser)}
    assert named
    assert named <= known


def options_of(parser: ArgumentParser) -> Iterator[str]:
    """The options of a command, those of its actions included."""
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action.choices, dict):
            yield from (option for each in action.choices.values() for option in options_of(each))


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:`|^    )make (\w+)", TEXT, re.M))))
def test_a_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


def test_the_table_of_settings_is_complete() -> None:
    settings = (ROOT / "newsroom" / "settings.py").read_text(encoding="utf-8")
    table = re.findall(r"^\| `(\w+)` \|", chapter("administrators/settings"), re.M)
    assert set(table) == {"DATABASE_URL", *re.findall(r"NEWSROOM_\w+", settings)}


def test_the_table_of_formats_is_what_the_modules_say() -> None:
    assert formats_as_markdown() in chapter("operators/formats")


def test_the_table_of_roles_has_each_of_them() -> None:
    table = re.findall(r"^\| (\w+) \| ", chapter("administrators/logins"), re.M)
    assert table[1:] == [role.value for role in Role]


def test_the_contents_list_every_chapter_once_by_its_title() -> None:
    listed = re.findall(r"^- \[(.+)\]\((.+)\): ", chapter("README"), re.M)
    titles = [(titles_of(path)[0], str(path.relative_to(HANDBOOK))) for path in CHAPTERS]
    assert sorted(listed) == sorted(titles)


@pytest.mark.parametrize(("page", "target"), LINKS)
def test_a_link_leads_to_a_file_and_its_heading(page: str, target: str) -> None:
    name, _, anchor = target.partition("#")
    # Without a name it is a heading of the same page.
    path = ((ROOT / page).parent / name).resolve() if name else ROOT / page
    assert path.is_file()
    assert not anchor or anchor in map(slugify, titles_of(path))


def titles_of(path: Path) -> list[str]:
    return re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)


def test_the_pictures_are_shown_and_small() -> None:
    shown = {Path(target).name for _, target in LINKS if "/pictures/" in target}
    assert shown >= set(PICTURES)
    for picture in PICTURES.values():
        assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
        assert picture.stat().st_size <= MOST_BYTES


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:articles|newsroom|tests|seeds)/[^`]*)`", TEXT)))
)
def test_a_path_exists(path: str) -> None:
    file, _, name = path.partition("::")
    assert (ROOT / file).exists()
    assert not name or f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("words", SCREEN_WORDS)
def test_words_of_the_desk_are_on_the_desk(words: str) -> None:
    assert words.casefold() in on_the_desk()


@cache
def on_the_desk() -> str:
    """Everything that the desk's pages are made of, with straight apostrophes."""
    files = [
        path
        for folder in ("accounts", "admin", "models", "templates", "static/articles/editor")
        for path in (ROOT / "articles" / folder).rglob("*")
        if path.suffix in {".py", ".html", ".js"}
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return text.replace("’", "'").casefold()


def test_the_keys_of_the_editor_are_those_it_has() -> None:
    declared = (ROOT / "articles/static/articles/editor/toolbar/actions.js").read_text(
        encoding="utf-8"
    )
    named = re.findall(r"(?:Ctrl|Alt)\+[\w↑↓+]+", chapter("editors/write-and-publish"))
    signs = {"Ctrl": "Mod", "↑": "ArrowUp", "↓": "ArrowDown"}
    assert len(named) >= 8
    for key in named:
        *held, last = key.split("+")
        if last.isdigit():  # Those of the kinds are counted.
            continue
        wanted = "-".join(signs.get(part, part) for part in (*held, signs.get(last, last.lower())))
        assert f'"{wanted}"' in declared


def test_whatever_is_no_module_is_packaged() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packaged = {
        path
        for package, patterns in project["tool"]["setuptools"]["package-data"].items()
        for pattern in patterns
        for path in (ROOT / package).glob(pattern)
    }
    data = {
        path
        for package in ("articles", "newsroom")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }
    assert data <= packaged
