"""Rows for tests, with defaults: articles as the store writes them, and people of the desk."""

from __future__ import annotations

from itertools import count

from django.contrib.auth.models import Permission, User

from articles import store
from articles.documents.article import ArticleDocument
from articles.models import Article
from articles.models.version import Reason
from tests.documents.make import make_document

EDITOR = ("view_article", "add_article", "change_article", "publish_article")

_numbers = count(1)


def make_article(
    document: ArticleDocument | None = None, *, slug: str = "", reason: Reason = Reason.EDIT
) -> Article:
    new = store.NewArticle(document or make_document(), slug or f"article-{next(_numbers)}")
    return store.create(new, reason=reason)


def make_editor(*permissions: str) -> User:
    """A member of staff with these permissions of the articles app; without any: none."""
    user = User.objects.create_user(f"editor-{next(_numbers)}", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="articles", codename__in=permissions)
    )
    return user
