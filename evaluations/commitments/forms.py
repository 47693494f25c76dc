"""The forms of commitments: what a city will do, and what becomes of it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from core import languages
from core.date_fields import DateField
from core.form_references import VisibleReferencesMixin
from core.models import FrameworkItem
from core.newer_version import TellsOfNewerVersion
from evaluations.forms import StepForm
from evaluations.models import Commitment
from learning.models import Recommendation

from .committing import Status, possible_evidence

LONGEST_CHOICE = 110
NONE = pgettext_lazy("nothing chosen", "None")
OWN_WORDS = {"dir": "auto"}


class CommitmentForm(TellsOfNewerVersion, VisibleReferencesMixin, forms.ModelForm):
    """Of one city (`instance.city`)."""

    class Meta:
        model = Commitment
        fields = ["framework_item", "recommendation", "text", "language", "target_date", "status", "evidence", "source"]
        labels = {
            "framework_item": _("Goal or objective"),
            "recommendation": _("Or recommendation"),
            "language": _("Language of the text"),
            "evidence": _("Where this is documented"),
        }
        help_texts = {
            "framework_item": _("What the city commits itself to: one goal or objective, or one recommendation."),
            "text": _("For example: by 2027 every newcomer is received by somebody who speaks their language."),
            "evidence": _("A practice or a pilot of the city. It is shown once it is public."),
            "source": _("Where the city announced it. For example: council decision of 12 March 2026."),
        }
        widgets = {
            "text": forms.Textarea({"rows": 5, **OWN_WORDS}),
            "source": forms.TextInput(OWN_WORDS),
        }
        field_classes = {"target_date": DateField}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["framework_item"].choices = goal_choices()
        self.fields["recommendation"].choices = recommendation_choices()
        self.fields["language"].choices = list(languages.OWN_NAMES.items())
        self.fields["status"].choices = [(code, capfirst(label)) for code, label in Status.choices]
        self.fields["evidence"].choices = evidence_choices(possible_evidence(self.instance, self.for_user))


class FollowForm(StepForm):
    """How a published commitment stands now."""

    status = forms.ChoiceField(label=_("Status"), widget=forms.RadioSelect)
    evidence = forms.ChoiceField(label=_("Where this is documented"), required=False)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Kept in the history; not public."),
        required=False,
        max_length=1_000,
        widget=forms.Textarea({"rows": 2, **OWN_WORDS}),
    )

    def __init__(self, *args, commitment: Commitment, for_user, **kwargs) -> None:
        usual = {"status": commitment.status, "evidence": commitment.evidence_id or ""}
        super().__init__(*args, initial=usual, **kwargs)
        possible = possible_evidence(commitment, for_user)
        self.pages = {str(page.pk): page for page in possible}
        self.fields["evidence"].choices = evidence_choices(possible)
        later = [status for status in Status if status != Status.PROPOSED]
        self.fields["status"].choices = [(status.value, capfirst(status.label)) for status in later]

    def step_data(self) -> dict[str, Any]:
        """For `committing.follow`."""
        return {**self.cleaned_data, "evidence": self.pages.get(self.cleaned_data["evidence"])}


def evidence_choices(pages: list[Page]) -> list[tuple[str, str]]:
    return [("", _("Nothing yet")), *((str(page.pk), page.title) for page in pages)]


def goal_choices() -> list:
    """By framework."""
    items = FrameworkItem.objects.order_by("framework", "order", "pk")
    return [("", NONE)] + [
        (label, [(item.pk, Truncator(f"{item.code} {item.name}").chars(LONGEST_CHOICE)) for item in found])
        for label, found in groupby(items, key=lambda item: item.get_framework_display())
    ]


def recommendation_choices() -> list:
    """Of public publications, by publication."""
    rows = Recommendation.objects.filter(publication__live=True).select_related("publication")
    ordered = rows.order_by("publication__title", "publication", "sort_order", "pk")
    return [("", NONE)] + [
        (title, [(row.pk, Truncator(f"{row.code} {row.words}".strip()).chars(LONGEST_CHOICE)) for row in found])
        for title, found in groupby(ordered, key=lambda row: row.publication.title)
    ]
