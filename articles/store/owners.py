"""Who looks after an article: not a part of its text, so no version tells of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.models import Article


@transaction.atomic
def take_over(article_id: int, *, by: AbstractBaseUser) -> AbstractBaseUser | None:
    """Make a person the owner of an article; return the one before."""
    article = Article.objects.for_change().get(pk=article_id)
    before: Any = article.owner
    Article.objects.filter(pk=article_id).update(owner=by.pk)
    return before  # type: ignore[no-any-return]


def give_articles(owner: AbstractBaseUser, to: AbstractBaseUser | None) -> int:
    """Give what a person has to another, or to nobody; return how many articles that are.

    Those in the trash go with them: who restores one finds somebody who knows of it.
    """
    theirs = Article.with_deleted.filter(owner=owner.pk)
    return theirs.update(owner=to.pk if to else None)
