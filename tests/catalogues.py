"""`make messages`: what the code says -> the catalogues of other languages.

Every message that is marked for translation comes into `articles/locale/<language>/LC_MESSAGES/`,
with what was translated before; what has no translation yet is named. Then they are compiled. Needs
the programs of GNU gettext, which read messages out of the code.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT: Final = Path(__file__).parent.parent
LOCALE: Final = Path("articles", "locale")
DOMAINS: Final = ("django", "djangojs")
# What holds nothing for people, or not in the languages of the site.
_IGNORED: Final = (".venv", ".ci", "var", "tests", "build", "seeds")


def catalogues(root: Path = ROOT) -> list[Path]:
    """Return the files of all languages, as translators write them."""
    return sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po"))


def read_catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def waiting(catalogue: Catalog) -> Iterator[Message]:
    """Yield the messages without a translation, or with one that nobody has looked at."""
    for message in catalogue:
        if message.id and (message.fuzzy or not all(forms(message.string))):
            yield message


def forms(text: str | Sequence[str] | None) -> list[str]:
    """Return a message or a translation in its one form or for one and for several."""
    return [text or ""] if isinstance(text, str | None) else list(text)


def compile_catalogue(path: Path) -> None:
    """Write the file beside a catalogue that programs read."""
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, read_catalogue(path))


def extract(root: Path, languages: Iterable[str]) -> None:
    """Bring the messages of the code in a folder into its catalogues."""
    locales = [option for language in languages for option in ("--locale", language)]
    ignored = [option for name in _IGNORED for option in ("--ignore", f"{name}/*")]
    for domain in DOMAINS:
        options = ["--verbosity", "0", "--domain", domain, "--no-location", "--no-obsolete"]
        subprocess.run(
            [
                sys.executable,
                "manage.py",
                "makemessages",
                *options,
                "--no-wrap",
                *locales,
                *ignored,
            ],
            cwd=root,
            check=True,
        )


def main() -> None:
    extract(ROOT, sys.argv[1:] or [path.name for path in sorted((ROOT / LOCALE).iterdir())])
    for path in catalogues():
        compile_catalogue(path)
        for message in waiting(read_catalogue(path)):
            sys.stdout.write(f"{path.relative_to(ROOT)}: {message.id!r}\n")


if __name__ == "__main__":
    main()
