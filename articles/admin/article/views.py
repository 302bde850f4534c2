"""Views of the list of articles: those that everybody has, and those that people save."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.lists.waiting import REVIEWS
from articles.admin.numbers import integer
from articles.admin.page import desk_page
from articles.admin.typed import ModelAdmin
from articles.models import Article, SavedView
from articles.models.article import State

# Of what is found, the best matches first.
BEST: Final = "best"
FILTERS: Final = (
    "state", "look", "source_updates", "duplicates", "headline", "changed", "language",
    "publisher", "mine",
)  # fmt: skip
# What of an address makes a view.
_KEPT: Final = (SEARCH_VAR, ORDER_VAR, BEST, *FILTERS)


_Counted = Callable[[User], Sequence[QuerySet[Any]]]


def _in_state(state: State) -> tuple[dict[str, str], _Counted]:
    return {"state": state.value}, lambda _user: [Article.objects.filter(kept_state=state)]


_FOR_ALL: Final[tuple[tuple[Any, dict[str, str], _Counted], ...]] = (
    (gettext_lazy("All"), {}, lambda _user: [Article.objects.all()]),
    (gettext_lazy("Mine"), {"mine": "1"}, lambda user: [Article.objects.filter(owner=user)]),
    (gettext_lazy("Needs a look"), {"look": "needed"}, lambda _user: REVIEWS.counted()),
    (gettext_lazy("Drafts"), *_in_state(State.DRAFT)),
    (gettext_lazy("Scheduled"), *_in_state(State.SCHEDULED)),
    (gettext_lazy("Live"), *_in_state(State.LIVE)),
    (gettext_lazy("Changed since published"), *_in_state(State.CHANGED)),
)
# Beyond so many, a row of them is no help.
_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class ListView:
    """A view as the list offers it."""

    title: str
    parameters: Mapping[str, str]
    # What `capped_count` counts for those that everybody has: the filters of the list cost more.
    counted: Sequence[QuerySet[Any]] = ()

    @property
    def address(self) -> str:
        return f"?{urlencode(sorted(self.parameters.items()))}"


def views_for(user: User) -> Iterator[ListView]:
    """Yield what a person chooses from: first what everybody has, then what is saved."""
    for title, parameters, counted in _FOR_ALL:
        yield ListView(str(title), parameters, counted(user))
    saved = SavedView.objects.of_user(user).order_by("-pk")[:_MOST]
    for view in sorted(saved, key=lambda each: each.name.casefold()):
        yield ListView(view.name, view.parameters)


def view_of(parameters: Mapping[str, str]) -> dict[str, str]:
    """Return what of an address makes a view."""
    return {name: parameters[name] for name in _KEPT if parameters.get(name)}


def _groups_of(user: User) -> QuerySet[Group]:
    """Return the groups that a person may share views with."""
    if not user.has_perm("articles.share_savedview"):
        return Group.objects.none()
    return Group.objects.all() if user.is_superuser else user.groups.all()


def _deletable(user: User) -> QuerySet[SavedView]:
    return SavedView.objects.filter(owner=user) | SavedView.objects.filter(
        group__in=_groups_of(user)
    )


class ViewForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    group = forms.ModelChoiceField(
        label=gettext_lazy("For"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=gettext_lazy("Only you"),
        help_text=gettext_lazy("All members of the group have it above their list."),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        groups = _groups_of(user)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        if not groups.exists():
            del self.fields["group"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (
            data.get("name")
            and SavedView.objects.filter(**self.whose(), name=data["name"]).exists()
        ):
            text = _("There is a view of this name. Take another one, or delete that first.")
            self.add_error("name", text)
        return data

    def whose(self) -> dict[str, Any]:
        """Return whose view it is to be."""
        group = self.cleaned_data.get("group")
        return {"group": group} if group else {"owner": self.user}


def views_page(desk: ModelAdmin[Article], request: HttpRequest) -> HttpResponse:
    """Save what the list at this address shows as a view, or delete one."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    user = request.user
    assert isinstance(user, User)
    parameters = view_of(request.GET.dict())
    back = f"{reverse('admin:articles_article_changelist')}?{urlencode(parameters)}"
    if request.method == "POST" and "delete" in request.POST:
        number = integer(request.POST["delete"])
        view = get_object_or_404(_deletable(user), pk=number)
        view.delete()
        text = _("The view “%(name)s” is deleted.") % {"name": view.name}
        messages.success(request, text)
        return HttpResponseRedirect(request.get_full_path())
    form = ViewForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        SavedView.objects.create(name=name, parameters=parameters, **form.whose())
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": name})
        return HttpResponseRedirect(back)
    context = {
        "title": _("Save this view"),
        "form": form,
        "parameters": parameters,
        "back": back,
        "saved": _deletable(user).select_related("group").order_by("name", "pk"),
        "style": "articles/desk/list.css",
    }
    return desk_page(desk, request, "article/views.html", context)
