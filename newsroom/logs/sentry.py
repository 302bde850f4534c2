"""Errors told to Sentry: where the code failed and on which route, not who asked for what."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

import sentry_sdk
from django.core.exceptions import ImproperlyConfigured
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.transport import Transport
from sentry_sdk.types import Event, Hint
from sentry_sdk.utils import BadDsn

from newsroom.logs.impersonal import without_texts

# All else of an event is left out: what a later release of the library adds, too.
_EVENT: Final = (
    "event_id", "timestamp", "level", "platform", "logger", "release", "environment", "transaction",
    "transaction_info", "sdk",
)  # fmt: skip
_FRAME: Final = (
    "filename", "abs_path", "module", "function", "lineno", "in_app", "pre_context", "context_line",
    "post_context",
)  # fmt: skip


def tell_errors(dsn: str, transport: type[Transport] | None = None) -> None:
    """Tell every error from now on. Raises `ImproperlyConfigured` for what is no DSN."""
    try:
        sentry_sdk.init(
            dsn,
            transport=transport,
            release=_release(),
            include_local_variables=False,
            max_request_body_size="never",
            max_breadcrumbs=0,
            auto_session_tracking=False,
            send_client_reports=False,
            auto_enabling_integrations=False,
            integrations=[DjangoIntegration(transaction_style="url")],
            before_send=without_persons,
        )
    except BadDsn as error:
        raise ImproperlyConfigured("NEWSROOM_SENTRY_DSN is no address of Sentry.") from error


def without_persons(event: Event, hint: Hint) -> Event:
    """Return what is known to be no person's, of an event: the code, and not what it worked on."""
    given: dict[str, Any] = dict(event)
    told: dict[str, Any] = {name: given[name] for name in _EVENT if name in given}
    if record := hint.get("log_record"):
        told["logentry"] = {"message": without_texts(record).getMessage()}
    values = (given.get("exception") or {}).get("values") or []
    told["exception"] = {"values": [_exception(each) for each in values]}
    return told  # type: ignore[return-value]


def _exception(given: dict[str, Any]) -> dict[str, Any]:
    """Return the kind of an exception and its frames; its words may quote what somebody typed."""
    frames = (given.get("stacktrace") or {}).get("frames") or []
    told = {name: given.get(name) for name in ("type", "module", "mechanism")}
    kept = [{name: frame[name] for name in _FRAME if name in frame} for frame in frames]
    return {**told, "stacktrace": {"frames": kept}}


def _release() -> str:
    try:
        return f"newsroom@{version('newsroom')}"
    except PackageNotFoundError:  # A clone.
        return "newsroom"
