"""What imports have workers do."""

from __future__ import annotations

from uuid import uuid4

from articles.importing.chunks import take
from django_tasks import task


@task(attempts=6, pause=5)
def import_chunk(chunk: int) -> None:
    """Import a part of a run that machines share."""
    # A name of its own: who takes a chunk up anew under an old one would be taken for that.
    take.import_chunk(chunk, uuid4().hex)
