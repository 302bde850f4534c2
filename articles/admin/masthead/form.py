"""The form of the masthead: what it takes, and what it says of a colour that nobody could read."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.masthead.links import LinksField
from articles.admin.typed import ModelForm
from articles.documents.urls.host import host_of
from articles.models import Masthead

# Of `site.css`: what the accent stands on, and how much more light one must have than the other.
LIGHT_PAPER: Final = "#fcfcfa"
DARK_PAPER: Final = "#141719"
_LEAST: Final = 4.5


class HostsField(forms.Field):
    """A list of hosts, one per line; of an address, its host."""

    widget = forms.Textarea(attrs={"rows": 3, "dir": "ltr", "class": "vLargeTextField"})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        lines = (value or "").split()
        return list(dict.fromkeys(map(self._host, lines)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != (data or "").split()

    def _host(self, line: str) -> str:
        host = host_of(line if "//" in line else f"//{line}").rstrip(".").lower()
        try:
            host = host.encode("idna").decode()
        except UnicodeError:
            host = ""
        if "." not in host:
            raise forms.ValidationError(
                _("“%(line)s” is no host. Write one such as old-blog.example.") % {"line": line}
            )
        return host


class MastheadForm(ModelForm[Masthead]):
    navigation = LinksField(
        required=False,
        label=gettext_lazy("Navigation"),
        help_text=gettext_lazy("At the top of each page: six or seven words at most."),
    )
    footer = LinksField(
        required=False,
        label=gettext_lazy("Footer"),
        help_text=gettext_lazy("Before the static pages, the archive and the feed."),
    )
    former_hosts = HostsField(
        required=False,
        label=gettext_lazy("Former hosts"),
        help_text=Masthead._meta.get_field("former_hosts").help_text,
    )

    class Meta:
        model = Masthead
        fields = (
            "name", "tagline", "logo", "accent", "accent_on_dark", "navigation", "footer",
            "former_hosts",
        )  # fmt: skip

    def clean_accent(self) -> str:
        return _readable(self.cleaned_data["accent"], LIGHT_PAPER)

    def clean_accent_on_dark(self) -> str:
        return _readable(self.cleaned_data["accent_on_dark"], DARK_PAPER)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb (WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def _readable(colour: str, paper: str) -> str:
    """Return a colour that can be read on paper. Raises `ValidationError` for another."""
    if colour and (found := contrast(colour, paper)) < _LEAST:
        told = {"found": f"{found:.1f}", "least": _LEAST}
        if paper == LIGHT_PAPER:
            message = _(
                "On light paper this has a contrast of %(found)s, and links need %(least)s to be "
                "read. Choose a darker one."
            )
        else:
            message = _(
                "On dark paper this has a contrast of %(found)s, and links need %(least)s to be "
                "read. Choose a lighter one."
            )
        raise forms.ValidationError(message % told)
    return colour
