"""The form of a topic, an author or a publisher: no two have a slug, or a spelling."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.typed import ModelForm
from articles.listings.names import listing_key
from articles.models import FormerSlug, Listing, ListingSpelling


class ListingForm(ModelForm[Any]):
    class Meta:
        model: Any = Listing
        fields = ("name", "slug", "about", "picture")
        widgets: ClassVar = {
            "name": forms.TextInput(attrs={"class": "vTextField"}),
            "about": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A new one is of the kind of its list.
        self.instance.kind = self._meta.model.KIND
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = gettext_lazy(
                "The last part of its page's address; empty for that of its name. An earlier one "
                "leads there, too, for ever."
            )

    def clean_name(self) -> str:
        """Return the name, unless it names nothing, or somebody else."""
        name = " ".join(self.cleaned_data["name"].split())
        key = listing_key(self.instance.kind, name)
        if not key:
            raise forms.ValidationError(_("Write a name with a letter or a digit in it."))
        others = ListingSpelling.objects.filter(kind=self.instance.kind, key=key)
        if other := others.exclude(listing=self.instance.pk).select_related("listing").first():
            text = _("This is a spelling of “%(name)s” already. Merge the two on the list.")
            raise forms.ValidationError(text % {"name": other.listing.name})
        return name

    def clean_slug(self) -> str:
        """Return the slug, unless it is or was another's."""
        slug: str = self.cleaned_data["slug"] or self.instance.slug
        of_kind = {"kind": self.instance.kind, "slug": slug}
        others = Listing.objects.filter(**of_kind).exclude(pk=self.instance.pk)
        former = FormerSlug.objects.filter(**of_kind).exclude(listing=self.instance.pk)
        other = others.first() or next((each.listing for each in former), None)
        if other and slug:
            text = _("This slug leads to “%(name)s”. Choose another.")
            raise forms.ValidationError(text % {"name": other.name})
        return slug
