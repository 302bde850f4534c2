"""Pictures of an article that is erased go with it, but not those that others have."""

from __future__ import annotations

import pytest

from articles.erasure.erase import erase_article
from articles.models import Picture
from articles.pictures.stored import original_name, picture_storage
from articles.pictures.use import set_article_pictures
from tests.make import make_article
from tests.pictures.make import make_picture


@pytest.mark.django_db(transaction=True)
def test_its_own_pictures_go_with_their_files() -> None:
    article, own, shared = make_article(), make_picture(), make_picture()
    set_article_pictures({article.pk: [own.sha256, shared.sha256]})
    set_article_pictures({make_article().pk: [shared.sha256]})
    erase_article(article, ground="Court order", dry_run=True)
    assert Picture.objects.count() == 2
    assert picture_storage().exists(original_name(own.sha256))
    done = erase_article(article, ground="Court order")
    assert done.counts["articles.Picture"] == 1
    assert Picture.objects.get() == shared
    assert not picture_storage().exists(original_name(own.sha256))
