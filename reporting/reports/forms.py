"""The form by which somebody asks for a report."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import languages
from core.date_fields import DateField

from .subjects import SubjectChoices


class ReportForm(forms.Form):
    """`groups` are what the person may ask about: nothing else is a choice. `asked` is a page's key to begin with."""

    about = forms.TypedChoiceField(label=pgettext_lazy("subject of a report", "About"), coerce=int)
    starts = DateField(label=pgettext_lazy("first day", "From"))
    ends = DateField(
        label=pgettext_lazy("last day", "To"),
        help_text=_("Values of periods that end between the two days, including both."),
    )
    language = forms.ChoiceField(label=_("Language of the report"), choices=languages.OWN_NAMES.items())

    introduction = forms.CharField(
        required=False,
        max_length=10_000,
        label=_("Introduction"),
        help_text=_("Your own words to the funder, in the language of the report. They appear before the summary."),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )

    def __init__(self, *args, groups: list[SubjectChoices], asked: str = "", **kwargs) -> None:
        usual = {"about": asked, "starts": date(timezone.localdate().year, 1, 1), "ends": timezone.localdate()}
        super().__init__(*args, initial={**usual, "language": languages.current()}, **kwargs)
        self.fields["about"].choices = [(group.label, group.pages) for group in groups]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            raise ValidationError({"ends": _("The end is before the start.")})
        return cleaned
