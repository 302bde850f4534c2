"""Language tags: which are taken, on every way in."""

from __future__ import annotations

import re
from typing import Final

# The shape of BCP 47 (RFC 5646, section 2.1), without its registry: languages come and go.
TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
LONGEST_TAG: Final = 35


def language_tag(text: str) -> str | None:
    """The tag that `text` is, "en_GB" as "en-GB"; None if it is none."""
    tag = text.strip().replace("_", "-")
    return tag if len(tag) <= LONGEST_TAG and TAG.fullmatch(tag) else None
