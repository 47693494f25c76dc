"""The fields of the one-minute form, and the control that fits how an indicator is measured."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core.date_fields import DateField
from core.numbers import NumberField
from core.uploads.pictures import PictureField
from monitoring.models import Indicator

from .attaching import ValueDocumentField

OWN_LANGUAGE = {"dir": "auto"}
Measure = Indicator.Measure


class AnswerField(forms.TypedChoiceField):
    """One of the numbers that an indicator takes as an answer: a yes (1), a no (0), the step of a rating."""

    def __init__(self, **kwargs) -> None:
        super().__init__(coerce=Decimal, empty_value=None, **kwargs)

    def prepare_value(self, value):
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def has_changed(self, initial, data) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


def number_field(indicator: Indicator, **kwargs) -> forms.Field:
    """For a target, a baseline or a documented value: a choice, where the indicator takes only some numbers."""
    choices = answers(indicator)
    if choices:
        return AnswerField(choices=[("", "–"), *choices], required=False, **kwargs)
    return NumberField(percent=indicator.measure == Measure.PERCENTAGE, required=False, **kwargs)


def value_field(indicator: Indicator) -> forms.Field:
    """The control of the one-minute form that fits how it is measured."""
    choices = answers(indicator)
    if choices:
        label = _("Answer") if indicator.measure == Measure.NOMINAL else _("Rating")
        return AnswerField(label=label, choices=choices, widget=forms.RadioSelect)
    if indicator.measure == Measure.PERCENTAGE:
        return NumberField(percent=True, label=_("Per cent"), help_text=_("For example: 58. Not 0.58."))
    hint = _("Only the number, for example 300. Use your own way of writing decimals.")
    if indicator.counts_people:
        hint = _("Only the number of people, for example 300.")
    return NumberField(label=_("Value"), help_text=hint)


def answers(indicator: Indicator) -> list[tuple[str, str]]:
    """The choices of an indicator that takes only some numbers; empty for every other."""
    if indicator.measure == Measure.NOMINAL:
        return [("1", capfirst(pgettext("an answer", "yes"))), ("0", capfirst(pgettext("an answer", "no")))]
    return [(str(step), str(step)) for step in indicator.scale or ()]


class MeasureFields(forms.Form):
    """What every value can come with; the form of one value leaves out what its indicator does not ask for."""

    parts_comment = forms.CharField(
        label=gettext_lazy("If the parts do not add up: why?"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("For example: 12 people did not say how old they are."),
        widget=forms.TextInput(attrs=OWN_LANGUAGE),
    )
    narrative = forms.CharField(
        label=gettext_lazy("In words"),
        required=False,
        max_length=5_000,
        help_text=gettext_lazy(
            "What the number is based on, in your language. Public once approved; do not name anybody."
        ),
        widget=forms.Textarea(attrs={"rows": 4, **OWN_LANGUAGE}),
    )
    measured_on = DateField(label=gettext_lazy("Counted on"), required=False)
    source = forms.CharField(
        label=gettext_lazy("Source"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "Where the number comes from. For example: the register of visits at the information desk."
        ),
        widget=forms.TextInput(attrs=OWN_LANGUAGE),
    )
    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"),
        required=False,
        max_length=1_000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    kept = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Documents attached to it"),
        required=False,
        coerce=int,
        help_text=gettext_lazy("Untick the documents that should not be attached."),
        widget=forms.CheckboxSelectMultiple,
    )
    document = ValueDocumentField(label=gettext_lazy("Add a document"), required=False)
    photo_kept = forms.IntegerField(required=False, widget=forms.HiddenInput)
    photo = PictureField(label=gettext_lazy("Photo"), required=False, widget=forms.FileInput)
    photo_description = forms.CharField(
        label=gettext_lazy("What the photo shows"),
        required=False,
        max_length=255,
        help_text=gettext_lazy("One sentence. It is read aloud to people who cannot see the photo."),
        widget=forms.TextInput(attrs=OWN_LANGUAGE),
    )
    photo_removed = forms.BooleanField(label=gettext_lazy("Remove the photo"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why is it corrected?"),
        max_length=500,
        help_text=gettext_lazy("For the M&E officer; not published. For example: a list was counted twice."),
        widget=forms.TextInput(attrs=OWN_LANGUAGE),
        error_messages={"required": gettext_lazy("Explain why the approved value is corrected.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
