"""Who may do what with articles, on the list and every page of one, and what the log keeps."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles import store
from articles.admin.typed import ModelAdmin
from articles.models import Article
from articles.models.article import State

_SHOWN: Final = (State.LIVE, State.CHANGED, State.SCHEDULED)


class ChangesLogged(ModelAdmin[Any]):
    """Django's log of the desk, without entries for saves that changed nothing."""

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Log nothing for an empty message: nothing was changed."""
        return super().log_change(request, obj, message) if message else None


class ArticleAccess(ModelAdmin[Article]):
    """Publishing is a right of its own, beside that to change the text."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return Article.objects.with_state().select_related("source", "changed_by", "owner")

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Return whether the user may change it: any, or drafts that are the own.

        Without an article: whether there may be some.
        """
        if super().has_change_permission(request, obj):
            return True
        may_change_own = request.user.has_perm("articles.change_own_article")
        return may_change_own and (obj is None or is_own_draft(request, obj))

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_view_permission(request, obj) or self.has_change_permission(request, obj)

    def has_publish_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        may_publish = request.user.has_perm("articles.publish_article")
        return may_publish and self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Return whether the user may put it into the trash, which takes it from its readers."""
        may_delete = super().has_delete_permission(request, obj)
        is_shown = obj is not None and State(obj.state) in _SHOWN
        return may_delete and (not is_shown or self.has_publish_permission(request, obj))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Return nothing to list or to refuse: the article goes into the trash with its parts."""
        return [], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        store.delete([obj.pk], by=author_of(request))

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Log what is done to the article, which stays."""
        for article in queryset:
            self.log_change(request, article, _("Put into the trash."))


def is_own_draft(request: HttpRequest, article: Article) -> bool:
    """Return whether it is the user's, and readers have never seen it, nor are about to."""
    return article.owner_id == request.user.pk and State(article.state) is State.DRAFT


def may_take(request: HttpRequest, article: Article) -> bool:
    """Return whether the user may become its owner: editors always, others of what nobody has."""
    if article.owner_id == request.user.pk:
        return False
    if request.user.has_perm("articles.change_article"):
        return True
    is_free = article.owner_id is None and State(article.state) is State.DRAFT
    return is_free and request.user.has_perm("articles.change_own_article")


def may_import(request: HttpRequest) -> bool:
    """Return whether the user may import: that creates articles and changes them."""
    return request.user.has_perms(["articles.add_article", "articles.change_article"])


def author_of(request: HttpRequest) -> AbstractBaseUser:
    """Return who saves; the desk lets nobody in who is not known."""
    assert isinstance(request.user, AbstractBaseUser)
    return request.user
