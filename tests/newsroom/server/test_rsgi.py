"""What becomes of a request between the server and Django: taken in whole, or refused."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, TypeVar, cast
from wsgiref.util import FileWrapper

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from granian.rsgi import ProtocolClosed

from newsroom.server import intake
from newsroom.server.intake import MOST_BYTES, BodyIntake, Lost, Refused
from newsroom.server.refusals import REFUSAL
from newsroom.server.rsgi import THREADS, Reply, file_on_disk, make_environ

T = TypeVar("T")
TOO_LONG: Final = MOST_BYTES + 1


class Sender:
    """Sends these chunks, and then nothing more, for ever or until its connection is lost."""

    def __init__(self, *chunks: bytes, stays: bool = False) -> None:
        self.waiting = list(chunks)
        self._stays = stays

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self.waiting:
            yield self.waiting.pop(0)
        if self._stays:
            await asyncio.Event().wait()


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run it in a thread of its own: a browser's tests leave a loop running in the first."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()


def take(sender: Sender, length: int | None, taking: BodyIntake | None = None) -> bytes:
    taking = taking or BodyIntake()

    async def taken() -> bytes:
        body = await taking.take(sender, length)
        content = body.read()
        taking.release(body)
        return content

    return run(taken())


def status_of(sender: Sender, length: int | None, taking: BodyIntake | None = None) -> HTTPStatus:
    with pytest.raises(Refused) as refused:
        take(sender, length, taking)
    return refused.value.status


def test_a_body_is_taken_in_whole() -> None:
    assert take(Sender(b"a" * 300_000, b"b"), 300_001) == b"a" * 300_000 + b"b"


def test_a_body_that_stops_coming_is_refused() -> None:
    assert status_of(Sender(b"a", stays=True), 9, BodyIntake(grace=0)) == HTTPStatus.REQUEST_TIMEOUT


def test_a_body_that_is_coming_when_the_server_stops_is_refused() -> None:
    taking = BodyIntake()

    async def stopped() -> None:
        waiting = asyncio.ensure_future(taking.take(Sender(b"a", stays=True), 2))
        await asyncio.sleep(0)
        taking.give_up()
        await waiting

    with pytest.raises(Refused):
        run(stopped())


def test_each_byte_buys_a_body_time() -> None:
    # Without, it would be refused before the second chunk.
    assert take(Sender(b"a" * 500_000, b"b"), 500_001, BodyIntake(grace=1e-9))


def test_a_body_in_chunks_is_refused() -> None:
    assert status_of(Sender(b"a"), None) == HTTPStatus.LENGTH_REQUIRED


def test_a_body_that_is_too_long_is_read_to_its_end_and_refused() -> None:
    sender = Sender(b"a", b"b")
    assert status_of(sender, TOO_LONG) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert not sender.waiting


def test_a_body_without_an_end_is_not_read_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MOST_DISCARDED", 1)
    sender = Sender(b"a", b"b", b"c")
    assert status_of(sender, TOO_LONG) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert sender.waiting == [b"c"]


def test_a_body_whose_sender_has_gone_is_not_answered() -> None:
    with pytest.raises(Lost):
        take(Sender(b"a"), 2)


def test_all_bodies_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MOST_HELD", 2)
    taking = BodyIntake()
    assert status_of(Sender(b"abc"), 3, taking) == HTTPStatus.SERVICE_UNAVAILABLE
    assert take(Sender(b"ab"), 2, taking) == b"ab"
    assert taking.held == 0


def test_a_body_for_which_the_disk_has_no_room_is_refused(tmp_path: Path) -> None:
    full = io.FileIO("/dev/full", "w")

    class Full(BodyIntake):
        def _keep(self, chunk: bytes, body: Any) -> None:
            full.write(chunk)

    with full:
        assert status_of(Sender(b"a"), 1, Full()) == HTTPStatus.INSUFFICIENT_STORAGE


class Headers(dict[str, str]):
    """Headers of which some come twice."""

    def __init__(self, *pairs: tuple[str, str]) -> None:
        super().__init__(pairs)
        self._pairs = pairs

    def items(self) -> Sequence[tuple[str, str]]:  # type: ignore[override]
        return self._pairs


class Asked:
    http_version = "1.1"
    server = "[::1]:8000"
    client = "192.0.2.1:1234"
    scheme = "http"
    method = "POST"
    path = "/é"
    query_string = "q=%C3%A9"
    headers: Any = Headers(
        ("host", "news.example"), ("content-type", "text/plain"), ("content-length", "3"),
        ("cookie", "a=1"), ("cookie", "b=2"), ("x-forwarded-proto", "http"),
        ("x_forwarded_proto", "https"),
    )  # fmt: skip


def environ(refusal: HTTPStatus | None = None) -> dict[str, Any]:
    return make_environ(Asked(), io.BytesIO(), refusal)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PATH_INFO", "/Ã©"),
        ("QUERY_STRING", "q=%C3%A9"),
        ("REMOTE_ADDR", "192.0.2.1"),
        ("SERVER_NAME", "::1"),
        ("SERVER_PORT", "8000"),
        ("CONTENT_TYPE", "text/plain"),
        ("CONTENT_LENGTH", "3"),
        ("HTTP_HOST", "news.example"),
        ("HTTP_COOKIE", "a=1; b=2"),
    ],
)
def test_django_is_told_what_was_asked(name: str, value: str) -> None:
    assert environ()[name] == value


def test_a_header_cannot_pass_for_that_of_the_proxy() -> None:
    assert environ()["HTTP_X_FORWARDED_PROTO"] == "http"


def test_a_plain_file_is_sent_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(b"content")
    with path.open("rb") as file:
        assert file_on_disk(FileWrapper(file)) == str(path)
        file.read(1)
        assert file_on_disk(FileWrapper(file)) is None
    assert file_on_disk(FileWrapper(io.BytesIO())) is None


class Reader:
    """Takes an answer; after so many pieces of a stream it is gone."""

    def __init__(self, patience: int = 100) -> None:
        self.pieces: list[bytes] = []
        self.headers: list[tuple[str, str]] = []
        self._patience = patience

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> Reader:
        self.headers = headers
        return self

    async def send_bytes(self, data: bytes) -> None:
        if len(self.pieces) == self._patience:
            raise ProtocolClosed
        self.pieces.append(data)


def answered(reader: Reader, pieces: list[bytes], *, is_last: bool = False) -> Reader:
    answer = Reply(cast(Any, reader), is_last=is_last)
    answer.start("200 OK", [("Content-Type", "text/plain")])
    answer.send(StreamingHttpResponse(iter(pieces)))
    return reader


def test_a_stream_is_sent_piece_by_piece() -> None:
    assert answered(Reader(), [b"a", b"b"]).pieces == [b"a", b"b"]


def test_a_stream_whose_reader_has_gone_is_given_up() -> None:
    assert answered(Reader(1), [b"a", b"b", b"c"]).pieces == [b"a"]


def test_a_connection_is_closed_after_a_refusal() -> None:
    assert ("Connection", "close") in answered(Reader(), [], is_last=True).headers
    assert ("Connection", "close") not in answered(Reader(), []).headers


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (HTTPStatus.REQUEST_TIMEOUT, "did not come through in time"),
        (HTTPStatus.LENGTH_REQUIRED, "needs a Content-Length"),
        (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "more than 64 megabytes"),
        (HTTPStatus.SERVICE_UNAVAILABLE, "try again in a minute"),
        (HTTPStatus.INSUFFICIENT_STORAGE, "could not keep what you sent"),
    ],
)
def test_a_refusal_is_a_page_that_says_why(client: Client, status: HTTPStatus, words: str) -> None:
    # No database is allowed here.
    response = client.post("/admin/login/", **cast(Any, {REFUSAL: status}))
    assert response.status_code == status
    assert words.lower() in response.content.decode().lower()
    assert "Content-Security-Policy" in response.headers


def test_the_handbook_tells_the_limits() -> None:
    told = Path("articles/handbook/administrators/server.md").read_text(encoding="utf-8")
    limits = [
        f"more than {intake.MOST_BYTES // 2**20} megabytes",
        f"up to {intake.MOST_DISCARDED // 2**20} megabytes",
        f"waits {intake.GRACE:.0f} seconds, and one second more for each {intake.LEAST_RATE} bytes",
        f"each with {['no', 'one', 'two', 'three', 'four'][THREADS]} threads",
    ]
    assert [each for each in limits if each not in told] == []
