"""What a host asks of programs that visit it, in its robots.txt (RFC 9309)."""

from __future__ import annotations

from typing import Final
from urllib.robotparser import RobotFileParser

# As RFC 9309 has it: more need not be read.
MOST_BYTES: Final = 500 * 2**10
# A host that asks for longer pauses than that is asked nothing, rather than a picture a day.
LONGEST_PAUSE: Final = 60.0


class HostRules:
    """The rules of one host: what it lets be fetched, and the pause that it asks for."""

    def __init__(self, text: str, agent: str) -> None:
        self._agent = agent
        self._parser = RobotFileParser()
        self._parser.parse(text.splitlines())

    def allow(self, path: str) -> bool:
        """Return whether the host lets this path be fetched."""
        return self._parser.can_fetch(self._agent, path)

    @property
    def pause(self) -> float:
        """Return the seconds that it asks to be left between two requests; 0 for none."""
        try:
            return float(self._parser.crawl_delay(self._agent) or 0)
        except ValueError:
            return 0.0


def rules_of_answer(status: int, body: bytes, agent: str) -> HostRules:
    """Return the rules by what came for robots.txt: where there is none, all may be fetched."""
    if status == 200:
        return HostRules(body.decode("utf-8", "replace").removeprefix("\ufeff"), agent)
    return HostRules("", agent)
