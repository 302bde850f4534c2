"""What an editor writes for readers, and which of the changed paragraphs are quoted with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from articles.models.correction import CorrectionKind

# In characters: a note says what was wrong and what is right, and no more.
LONGEST_NOTE = 2_000


class CorrectionForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=CorrectionKind.choices,
        initial=CorrectionKind.CORRECTION,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "A correction says what was wrong, a clarification what was unclear, an update what "
            "is new since."
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("Note for readers"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "maxlength": LONGEST_NOTE}),
        help_text=gettext_lazy(
            "What was wrong, and what is right: “An earlier version said that there are 4,000 "
            "geese. There are 400.”"
        ),
        error_messages={"required": gettext_lazy("Write what readers are to be told.")},
    )
    quoted = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, places: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        field: Any = self.fields["quoted"]
        field.choices = [(place, str(place)) for place in range(places)]

    @property
    def ticked(self) -> set[int]:
        """Return the places of the paragraphs that are chosen, as far as they are any."""
        return {int(value) for value in self["quoted"].value() or () if str(value).isdigit()}
