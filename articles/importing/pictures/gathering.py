"""Articles that want pictures -> those whose pictures all came, or do not: hosts side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from articles.documents.urls.host import host_of
from articles.importing.pictures.wanted import WantedPictures, known_addresses, may_be_had
from articles.models import PictureAddress
from articles.models.picture_address import AddressState, digest_of_address
from articles.pictures.fetching.fetcher import NotFetched
from articles.pictures.fetching.side_by_side import Fetched, SideBySide
from articles.pictures.original import PictureRefused
from articles.pictures.take import take_picture


@dataclass(slots=True, eq=False)
class _Open:
    """An article, and how many of its addresses are being asked for."""

    wanted: WantedPictures
    missing: int = 0


@dataclass(slots=True)
class Gathering:
    """Ask for what articles want, each address once, and keep the articles until all has come."""

    hosts: SideBySide
    asked: int = 0
    waiting: int = 0
    _asked_for: dict[str, list[_Open]] = field(default_factory=lambda: defaultdict(list))
    _complete: list[WantedPictures] = field(default_factory=list)

    def add(self, wanted: WantedPictures) -> None:
        """Ask for the pictures of an article that are not here, unless that was done already."""
        article = _Open(wanted)
        known = known_addresses(wanted.addresses)
        for address in wanted.addresses:
            if address not in self._asked_for:
                row = known.get(address)
                if not may_be_had(row) or (row and row.state == AddressState.FETCHED):
                    continue
                self.asked += 1
                self.hosts.ask(address)
            self._asked_for[address].append(article)
            article.missing += 1
        if article.missing:
            self.waiting += 1
        else:
            self._complete.append(wanted)

    def take_answer(self, seconds: float) -> None:
        """Take what comes next, if anything does within so many seconds, and keep what it is."""
        answer = self.hosts.answer(seconds)
        if answer is None:
            return
        note_answer(answer)
        for article in self._asked_for.pop(answer.address):
            article.missing -= 1
            if not article.missing:
                self.waiting -= 1
                self._complete.append(article.wanted)

    def complete(self, together: int) -> Iterator[list[WantedPictures]]:
        """Yield the articles that wait for nothing any more, so many at a time or more."""
        if len(self._complete) >= together:
            found, self._complete = self._complete, []
            yield found


def note_answer(answer: Fetched) -> PictureAddress:
    """Keep a picture that came, and what is known of its address from now on."""
    address, error = answer.address, answer.error
    digest = digest_of_address(address)
    row = PictureAddress.objects.filter(digest=digest).first() or PictureAddress(
        digest=digest, address=address, host=host_of(address)[:255]
    )
    try:
        if error:
            raise error
        taken = take_picture(answer.data, name=address.partition("?")[0], fetched_from=address)
        row.note_picture(taken.picture.sha256)
    except NotFetched as refused:
        row.note_failure(str(refused), _state(refused), refused.after or timedelta())
    except PictureRefused as refused:
        row.note_failure(str(refused), AddressState.REFUSED)
    row.save()
    return row


def _state(error: NotFetched) -> AddressState:
    if error.is_gone:
        return AddressState.GONE
    return AddressState.LATER if error.may_come else AddressState.REFUSED
