from __future__ import annotations

import pytest
from django.utils import timezone

from articles.models import Tombstone

KEYS = ["a.txt", 'it\'s "b" \\.txt', "ключ/字.txt", "{c,d}", "", "1"]


@pytest.mark.django_db
def test_it_finds_what_is_one_of_many_texts() -> None:
    for key in [*KEYS, "another", "c"]:
        Tombstone.objects.create(external_id=key, deleted_at=timezone.now())

    found = Tombstone.objects.filter(external_id__among=KEYS)

    assert sorted(found.values_list("external_id", flat=True)) == sorted(KEYS)
    assert not Tombstone.objects.filter(external_id__among=[]).exists()
