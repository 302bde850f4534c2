"""Translate the messages of pure code for whoever reads them.

This code knows no Django, so the application sets how messages are translated (`translate_with`).
Without that, as in the processes that read documents, they are English, and so is what is stored of
them.
"""

from __future__ import annotations

from collections.abc import Callable

_translate: Callable[[str], str] = str


def translate_with(translate: Callable[[str], str]) -> None:
    """Set the function that translates messages in this process from now on."""
    global _translate
    _translate = translate


def gettext(message: str) -> str:
    """Return the message in the reader's language."""
    return _translate(message)


def gettext_noop(message: str) -> str:
    """Return the message as it is: it is collected for translation, and translated when shown."""
    return message
