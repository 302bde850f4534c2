"""Who may do what with articles, on the list and every page of one, and what the log keeps."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from articles import store
from articles.admin.typed import ModelAdmin
from articles.models import Article


class ChangesLogged(ModelAdmin[Any]):
    """Django's log of the desk, without entries for saves that changed nothing."""

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Log nothing for an empty message: nothing was changed."""
        return super().log_change(request, obj, message) if message else None


class ArticleAccess(ModelAdmin[Article]):
    """Publishing is a right of its own, beside that to change the text."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return Article.objects.with_state().select_related("source", "changed_by")

    def has_publish_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        may_publish = request.user.has_perm("articles.publish_article")
        return may_publish and self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Refuse editors, who withdraw: what is deleted is gone with its whole history."""
        return bool(request.user.is_active and request.user.is_superuser)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """List the articles alone: their parts may not be deleted singly, and are thousands."""
        _, counts, _, protected = super().get_deleted_objects(objs, request)
        return [str(article) for article in objs], counts, set(), protected

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        # Not by itself: links of other articles lead to its page.
        store.delete([obj.pk])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        store.delete(list(queryset.values_list("pk", flat=True)))


def may_import(request: HttpRequest) -> bool:
    """Return whether the user may import: that creates articles and changes them."""
    return request.user.has_perms(["articles.add_article", "articles.change_article"])


def author_of(request: HttpRequest) -> AbstractBaseUser:
    """Return who saves; the desk lets nobody in who is not known."""
    assert isinstance(request.user, AbstractBaseUser)
    return request.user
