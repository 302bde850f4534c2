"""Other languages are complete: every message has its translation, and programs read that one."""

from __future__ import annotations

import re
import shutil
from gettext import GNUTranslations
from operator import attrgetter
from pathlib import Path
from typing import Final

import pytest
from babel.messages.catalog import Catalog, Message

from tests.catalogues import ROOT, catalogues, extract, forms, read_catalogue, waiting

# What is filled in, and the tags around: the same in both languages.
PLACES: Final = re.compile(r"%\(\w+\)[sdr]|%%|\{[\w:!.,]*\}|<[a-z/][^>]*>")
CATALOGUES: Final = catalogues()


def named(path: Path) -> str:
    return f"{path.parent.parent.name}-{path.stem}"


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_each_message_is_translated(path: Path) -> None:
    assert [message.id for message in waiting(read_catalogue(path))] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_a_translation_fills_in_what_the_message_does(path: Path) -> None:
    differing = [
        text
        for message in read_catalogue(path)
        if message.id
        for text, translated in zip(forms(message.id), forms(message.string), strict=True)
        if sorted(PLACES.findall(text)) != sorted(PLACES.findall(translated))
    ]
    assert differing == []


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_programs_read_what_translators_wrote(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for message in filter(attrgetter("id"), read_catalogue(path)):
        assert read_by_programs(compiled, message) == forms(message.string)


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs the programs of GNU gettext")
def test_the_catalogues_have_each_message_of_the_code(tmp_path: Path) -> None:
    for package in ("articles", "newsroom"):
        shutil.copytree(ROOT / package, tmp_path / package)
    shutil.copy(ROOT / "manage.py", tmp_path)
    extract(tmp_path, {path.parent.parent.name for path in CATALOGUES})
    for path in CATALOGUES:
        now = read_catalogue(tmp_path / path.relative_to(ROOT))
        assert messages(read_catalogue(path)) == messages(now), "run make messages, and translate"


def messages(catalogue: Catalog) -> set[object]:
    return {(message.context, str(message.id)) for message in catalogue if message.id}


def read_by_programs(compiled: GNUTranslations, message: Message) -> list[str]:
    one, *several = forms(message.id)
    if message.context:
        return [compiled.pgettext(message.context, one)]
    if several:
        return [compiled.ngettext(one, several[0], number) for number in (1, 5)]
    return [compiled.gettext(one)]
