"""Rows in every table, as the site itself makes them."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission

from articles import store
from articles.documents.source import PublishingStatus, SourceMetadata
from articles.erasure.erase import erase_article
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Policy, TrackingRule
from tests.documents.make import SENTENCE, make_source
from tests.erasure.everything import make_everything
from tests.make import make_article, make_imported

STORY = (
    f"{SENTENCE} The captain, the mate and the cook all said that they had not noticed.",
    "Passengers on the quay clapped, and a dog that had waited since April was let aboard.",
    "The company will look into it, and has asked the crew not to let it happen again.",
)


def make_rows() -> None:
    """Articles that are live, edited, disputed, copied, in the trash and erased; and decisions."""
    make_everything()
    erase_article(make_imported(SENTENCE), ground="Court of Hesk, 4 O 17/26")
    store.delete([make_article().pk])
    for name in ("one", "other"):
        metadata = SourceMetadata(title=f"The ferry, said {name}")
        source = make_source(*STORY, external_id=name, metadata=metadata)
        list(import_documents([source], Options(publish=True)))
    list(import_documents([make_source("", external_id="empty")], Options()))
    ahead = SourceMetadata(
        title="The ferry, corrected", status=PublishingStatus.CANCELED, version=2
    )
    list(import_documents([make_source(*STORY, external_id="one", metadata=ahead)], Options()))
    Policy.objects.create(publisher="The Hesk Post")
    TrackingRule.objects.create(pattern="ref")
    group = Group.objects.create(name="Night desk")
    group.permissions.add(Permission.objects.get(codename="change_article"))
