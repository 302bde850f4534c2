"""What imports have workers do."""

from __future__ import annotations

from uuid import uuid4

from django_tasks import task

from articles.importing.chunks import take


@task(attempts=6, pause=5)
def import_chunk(chunk: int) -> None:
    """Import a part of a run that machines share."""
    # A name of its own: who takes a chunk up anew under an old one would be taken for that.
    take.do_chunk(chunk, uuid4().hex)
