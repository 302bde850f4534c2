"""The same jobs by way of a broker: Celery carries their keys to workers on any machine.

The row of a job stays the record of truth. A message is sent when its transaction has ended, and
acknowledged when the job has; a worker does what it names only if it can take the job, so a
message that comes twice, or too late, does nothing. What a crash lost between the two is sent again
by the sweep, once the broker has nothing more to give.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterable
from functools import partial
from typing import Any, Final
from uuid import UUID

from amqp.exceptions import AMQPError
from billiard.process import active_children, current_process
from celery import Celery, signals
from django.conf import settings
from django.db import close_old_connections, transaction
from django_tasks_db.backend import TaskResult
from kombu import Queue as BrokersQueue
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from articles.models.job import Job
from articles.tasks import current
from articles.tasks.beat import Beat
from articles.tasks.elsewhere import left_alone
from articles.tasks.execute import execute, take
from articles.tasks.queue import Queue, queue
from articles.tasks.schedule import load_work
from articles.tasks.worker import end_with, work_on_database

_NAME: Final = "newsroom"
# So many are sent again at most each time that the broker has run dry.
_AT_ONCE: Final = 1_000
# Seconds.
_LOOK: Final = 2.0
_PATIENCE: Final = 4
_START: Final = 120
_UNREACHABLE: Final = (KombuError, AMQPError, RedisError, OSError)
_logger: Final = logging.getLogger(__name__)

_is_rabbitmq: Final = settings.BROKER.startswith("amqp")
app: Final = Celery(_NAME, broker=settings.BROKER, set_as_current=False)
app.conf.update(
    broker_connection_retry_on_startup=True,
    broker_connection_timeout=_PATIENCE,
    broker_connection_max_retries=None,
    # RabbitMQ says when a message is safe.
    broker_transport_options={"confirm_publish": True} if _is_rabbitmq else {},
    task_acks_late=True,
    task_default_queue=_NAME,
    task_ignore_result=True,
    task_publish_retry_policy={"max_retries": 1, "interval_start": 0, "interval_max": 0},
    task_queues=[
        BrokersQueue(_NAME, routing_key=_NAME, queue_arguments={"x-queue-type": "quorum"})
        if _is_rabbitmq
        else BrokersQueue(_NAME, routing_key=_NAME)
    ],
    task_reject_on_worker_lost=True,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    worker_enable_remote_control=False,
    worker_hijack_root_logger=False,
    worker_prefetch_multiplier=1,
    worker_proc_alive_timeout=_START,
)


class BrokerQueue(Queue):
    """Keep jobs as rows, and tell workers of them by a broker."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> TaskResult[Any, Any]:
        result: TaskResult[Any, Any] = super().enqueue(task, args, kwargs)
        if task.run_after is None:
            self.announce([UUID(result.id)])
        return result

    def announce(self, jobs: Iterable[UUID]) -> None:
        transaction.on_commit(partial(_send, list(jobs)), robust=True)

    def announce_lost(self) -> None:
        """Send those that are due once the broker has nothing to give.

        Until then, some of them may be what it has.
        """
        due = Job.objects.due().values_list("pk", flat=True)
        if due.exists() and _is_empty():
            _send(due[:_AT_ONCE])


def _send(jobs: Iterable[UUID]) -> None:
    try:
        for key in jobs:
            do_job.apply_async((str(key),))
    except _UNREACHABLE as error:
        _logger.warning("The broker does not answer. Jobs wait until it does: %s", error)


def _is_empty() -> bool:
    """Return whether no message waits at the broker; False where it does not answer."""
    try:
        with app.connection_for_write(connect_timeout=_PATIENCE) as connection:
            channel = connection.default_channel
            app.amqp.queues[_NAME].bind(channel).declare()
            return not channel.queue_declare(_NAME, passive=True).message_count
    except _UNREACHABLE as error:
        _logger.warning("The broker does not answer: %s", error)
        return False


# In workers


@app.task(name=f"{_NAME}.do_job")
def do_job(key: str) -> None:
    """Do a job, unless another worker has it or it has ended."""
    try:
        if job := take(UUID(key), _process.name):
            execute(job)
        elif Job.objects.due().filter(pk=key, task_path__in=left_alone()).exists():
            # Another worker may get the next message of it.
            time.sleep(_LOOK)
            queue().announce([UUID(key)])
    finally:
        close_old_connections()


class _Process:
    """A process of a worker that does jobs: its name, and its heart."""

    worker = ""
    name = ""
    beat: Beat | None = None

    def begin(self, **_about: Any) -> None:
        self.name = f"{self.worker}-{current_process().index + 1}"
        current.listen()
        self.beat = Beat(self.name)
        self.beat.__enter__()

    def end(self, **_about: Any) -> None:
        if self.beat:
            self.beat.__exit__(None, None, None)


_process: Final = _Process()


def work(name: str, *, once: bool = False, parent: int | None = None) -> None:
    """Do jobs that the broker delivers; with `once`, those that are due in the database."""
    if once:
        work_on_database(name, once=True, parent=parent)
        return
    load_work()
    _process.worker = name
    signals.worker_process_init.connect(_process.begin, weak=False)
    signals.worker_process_shutdown.connect(_process.end, weak=False)
    signals.worker_shutting_down.connect(_interrupt_processes, weak=False)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    worker = app.Worker(
        hostname=f"{_NAME}@{name}",
        pool="prefork",
        concurrency=1,
        loglevel="WARNING",
        without_gossip=True,
        without_mingle=True,
        quiet=True,
    )
    worker.start()


def _watch(parent: int | None) -> None:
    while True:
        end_with(parent)
        time.sleep(_LOOK)


def _interrupt_processes(**_about: Any) -> None:
    """Let what the processes do wait for another worker, so that this one ends soon."""
    for process in active_children():
        os.kill(process.pid, current.SIGNAL)
