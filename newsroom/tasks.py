"""Which queue background work waits in, by one variable."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_SCHEMES: Final = {"amqp", "amqps", "redis", "rediss"}


def queue_at(address: str) -> dict[str, Any]:
    """Return Django's setting TASKS for a broker's address; without one, for the database's queue.

    Raises `ImproperlyConfigured`.
    """
    if not address:
        return _queue("articles.tasks.queue.Queue", "articles.tasks.worker.work_on_database")
    # The address itself is not told: it may hold a password.
    if urlsplit(address).scheme not in _SCHEMES:
        raise ImproperlyConfigured(
            "NEWSROOM_BROKER is no address of a broker; write amqp://user:password@host/ for "
            "RabbitMQ, or redis://host:6379/1."
        )
    if not (find_spec("celery") and find_spec("redis")):
        raise ImproperlyConfigured(
            "NEWSROOM_BROKER needs packages: python -m pip install 'celery[redis]>=5.7,<6'."
        )
    return _queue("articles.tasks.broker.BrokerQueue", "articles.tasks.broker.work")


def _queue(backend: str, worker: str) -> dict[str, Any]:
    return {"default": {"BACKEND": backend, "OPTIONS": {"worker": worker}}}
