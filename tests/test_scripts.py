"""The desk's scripts: their folders import one way, and each message is marked for translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from django.test import Client

SCRIPTS: Final = Path(__file__).parents[1] / "articles" / "static" / "articles"
EDITOR: Final = SCRIPTS / "editor"
PATHS: Final = {path.relative_to(SCRIPTS).as_posix(): path for path in SCRIPTS.rglob("*.js")}

# Each folder of the editor imports itself and those before it.
FOLDERS: Final = (
    "core", "links", "figures", "paste", "tables", "typing", "sheet", "find", "toolbar", "drafts",
    "saving", "review", "origins", "people",
)  # fmt: skip
IMPORT: Final = re.compile(r'\bfrom "(\.[^"]+)"')

# What a string, a comment or a regular expression begins with means nothing inside the others.
TOKEN: Final = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
    |(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)
    |(?P<regex>(?<=[=(,:!&|?{};\n])\s*/(?![/*])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])+/)""",
    re.DOTALL | re.VERBOSE,
)
MARKING: Final = re.compile(r"\bn?gettext\((?:\s*\0+,)?\s*$")
INSERTED: Final = re.compile(r"\$\{[^{}]*\}")
# Words for people: a capital and small letters, three words, or a word and the end of a sentence.
MESSAGE: Final = re.compile(r"^\W*[A-Z][a-z]|[a-z]+ [a-z]+ [a-z]+|\w .*\w[.?!:…]$")
# Names of keys, as events and ProseMirror spell them, of an error, a header and of providers.
NAME: Final = re.compile(
    r"(Mod|Alt|Shift|Ctrl|Arrow|Enter|Esc|Home|End|Tab|Back(?=space)|Key|Quota|Content-|X-|Accept)\S*"
    r"|YouTube|Vimeo|PeerTube|Instagram|TikTok|Facebook"
)


def unmarked(script: str) -> Iterator[str]:
    """The messages of a script that are not the argument of `gettext` or `ngettext`."""
    before = ""
    at = 0
    for token in TOKEN.finditer(script):
        before += script[at : token.start()]
        at = token.end()
        if token["string"]:
            message = INSERTED.sub("", token["string"][1:-1])
            is_message = MESSAGE.search(message) and not NAME.fullmatch(message)
            if is_message and not MARKING.search(before):
                yield message
            before += "\0"


@pytest.mark.parametrize("name", PATHS)
def test_every_message_is_marked(name: str) -> None:
    assert list(unmarked(PATHS[name].read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("script", "messages"),
    [
        ('element("p", {}, "Cancel");', ["Cancel"]),
        ("say(`${count} labels wait here`);", [" labels wait here"]),
        ('explain(gettext("Cancel"), "It is not saved.");', ["It is not saved."]),
        ('ngettext("%(n)s label is left.", "%(n)s labels are left.", n)', []),
        ('// "A remark"\nconst QUOTE = /["\']/; element("p", { class: "is-unsure" });', []),
    ],
)
def test_an_unmarked_message_is_noticed(script: str, messages: list[str]) -> None:
    assert list(unmarked(script)) == messages


def folder_of(name: str) -> str:
    return name.removeprefix("editor/").partition("/")[0]


@pytest.mark.parametrize("name", [name for name in PATHS if name.count("/") == 2])
def test_the_editors_folders_import_one_way(name: str) -> None:
    path = PATHS[name]
    imported = [
        (path.parent / found[1]).resolve()
        for found in IMPORT.finditer(path.read_text(encoding="utf-8"))
    ]
    ours = [it.relative_to(EDITOR).parts[0] for it in imported if it.is_relative_to(EDITOR)]
    assert set(ours) <= set(FOLDERS[: FOLDERS.index(folder_of(name)) + 1])


def test_the_catalogue_is_a_script_of_the_site_that_anyone_may_load(client: Client) -> None:
    response = client.get("/admin/messages.js")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/javascript")
    assert "gettext" in response.content.decode()
