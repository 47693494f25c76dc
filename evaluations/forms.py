"""The forms of evaluations: what it is of and by whom; what it says; whom to ask as a peer; a note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cities.models import CityPage, Membership
from cities.peer_fields import PeerField
from cities.tree import under
from core import languages
from core.date_fields import DateField
from core.newer_version import TellsOfNewerVersion
from core.uploads.document_fields import DocumentField
from evaluations.models import CriterionScore, Evaluation
from monitoring.models import PhasePage
from pilots.models import PilotPage
from practices.models import PracticePage

from .evaluating import Criterion, Verdict, verdicts_of

OWN_WORDS = {"dir": "auto"}
NOT_ASSESSED = ""
QUESTIONS: dict[str, Promise] = {
    Criterion.RELEVANCE: _("Is it doing the right things, for the people it is for?"),
    Criterion.COHERENCE: _("How well does it fit with what others do?"),
    Criterion.EFFECTIVENESS: _("Is it reaching its objectives?"),
    Criterion.EFFICIENCY: _("How well are money, people and time used?"),
    Criterion.IMPACT: _("What difference does it make?"),
    Criterion.SUSTAINABILITY: _("Will the benefits last?"),
}
"""What each criterion asks (OECD-DAC, 2019)."""


def subject_choices(cities: list[CityPage] | None) -> list[tuple[str, list[tuple[int, str]]]]:
    """What can be evaluated, by kind: all that is public, or of these cities what hangs under their pages."""
    phases = PhasePage.objects.live().select_related("phase").order_by("phase__number")
    groups = [(_("Phases"), [(page.pk, str(page.name)) for page in phases])] if cities is None else []
    for model, label in ((PilotPage, _("Pilots")), (CityPage, _("Cities")), (PracticePage, _("Practices"))):
        pages = model.objects.live() if cities is None else model.objects.live().filter(under(cities, ""))
        groups.append((label, list(pages.order_by("title").values_list("pk", "title"))))
    return [("", _("Choose"))] + [(label, choices) for label, choices in groups if choices]


class EvaluationFactsForm(TellsOfNewerVersion, forms.ModelForm):
    """Of what, when, by whom. A city evaluates only itself: `cities`, the person's own, or None for all."""

    subject = forms.TypedChoiceField(label=_("What is evaluated"), coerce=int)

    class Meta:
        model = Evaluation
        fields = ["timing", "by", "evaluator", "on", "language"]
        labels = {"timing": _("Stage"), "on": _("Date of the evaluation"), "language": _("Language of the text")}
        help_texts = {"evaluator": _("An organisation or a role, not a person. For example: University of Sfax.")}
        widgets = {
            "timing": forms.RadioSelect,
            "by": forms.RadioSelect,
            "evaluator": forms.TextInput(OWN_WORDS),
        }
        field_classes = {"on": DateField}

    def __init__(self, *args, cities: list[CityPage] | None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = subject_choices(cities)
        self.fields["language"].choices = list(languages.OWN_NAMES.items())
        for name in ("timing", "by"):
            choices = [(code, capfirst(label)) for code, label in self.fields[name].choices if code]
            self.fields[name].choices = choices
        if self.instance.pk:
            del self.fields["subject"], self.fields["by"]
        elif cities is not None:
            del self.fields["by"]
            self.instance.by = Evaluation.By.SELF
        self.order_fields(["subject", *self.Meta.fields])

    def _post_clean(self) -> None:
        """Without a subject the record's own check would say the same a second time."""
        if "subject" not in self.errors:
            super()._post_clean()

    def clean_subject(self) -> int:
        """Kept on the record, whose own check runs next."""
        self.instance.page_id = self.cleaned_data["subject"]
        return self.instance.page_id


@dataclass(frozen=True)
class CriterionFields:
    """One criterion in a form: `score` and `why` are bound fields."""

    label: str
    question: str
    score: forms.BoundField
    why: forms.BoundField


class NeededInTheEnd(forms.CharField):
    """Not optional, but a draft may be without it. Whether it is there is asked when the evaluation is sent."""

    def validate(self, value: str) -> None:
        pass


class CriteriaForm(forms.Form):
    """What an evaluation says: six criteria, a summary, lessons."""

    use_required_attribute = False

    summary = NeededInTheEnd(
        label=_("Summary"),
        help_text=_("What a colleague of another city should know. For example: it reaches families, but not tenants."),
        max_length=4_000,
        widget=forms.Textarea({"rows": 5, **OWN_WORDS}),
    )
    lessons = forms.CharField(
        label=_("Lessons"),
        help_text=_("What you would do again and what you would not. One per line."),
        required=False,
        max_length=6_000,
        widget=forms.Textarea({"rows": 6, **OWN_WORDS}),
    )

    def __init__(self, *args, verdicts: Mapping[str, Verdict] | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        scores = [(score.value, f"{score.value} – {capfirst(score.label)}") for score in CriterionScore.Score]
        for criterion in Criterion:
            before = (verdicts or {}).get(criterion, Verdict())
            self.fields[f"score_{criterion}"] = forms.TypedChoiceField(
                label=_("%(criterion)s: score") % {"criterion": criterion.label},
                required=False,
                coerce=int,
                empty_value=None,
                initial=before.score or NOT_ASSESSED,
                choices=[*scores, (NOT_ASSESSED, _("Not assessed"))],
                widget=forms.RadioSelect,
            )
            self.fields[f"why_{criterion}"] = NeededInTheEnd(
                label=_("%(criterion)s: why") % {"criterion": criterion.label},
                initial=before.why,
                max_length=3_000,
                widget=forms.Textarea({"rows": 3, **OWN_WORDS}),
            )

    @property
    def criteria(self) -> list[CriterionFields]:
        return [
            CriterionFields(str(one.label), str(QUESTIONS[one]), self[f"score_{one}"], self[f"why_{one}"])
            for one in Criterion
        ]

    def verdicts(self) -> dict[str, Verdict]:
        data = self.cleaned_data
        return {one.value: Verdict(data[f"score_{one}"], data[f"why_{one}"].strip()) for one in Criterion}


class WordsForm(TellsOfNewerVersion, CriteriaForm):
    """What an M&E officer's or a city's own draft says, with its document."""

    file = DocumentField(
        label=_("Document"),
        required=False,
        help_text=_("The whole evaluation, for example as a PDF. It is published together with it."),
    )

    def __init__(self, *args, evaluation: Evaluation, **kwargs) -> None:
        initial = {"summary": evaluation.summary, "lessons": evaluation.lessons}
        super().__init__(*args, verdicts=verdicts_of(evaluation), initial=initial, **kwargs)


class PeerForm(CriteriaForm):
    """What a peer says, in the language they choose."""

    language = forms.ChoiceField(label=_("Language of the text"), choices=languages.OWN_NAMES.items())
    field_order = ["language", "summary", "lessons"]


class StepForm(forms.Form):
    """Only a button; it says why the step could not be taken."""

    def step_data(self) -> dict[str, Any]:
        """What the verb of the step is called with."""
        return self.cleaned_data


class PeerInvitationForm(StepForm):
    peer = PeerField(
        label=_("Who should evaluate"),
        help_text=_("A colleague in another city. They see the public page and your note, and nothing else."),
        empty_label=_("Choose a colleague"),
    )
    note = forms.CharField(
        label=_("What to look at"),
        help_text=_("For example: would it work with half of the staff?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 4, **OWN_WORDS}),
    )

    def __init__(self, *args, peers: QuerySet[Membership], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["peer"].queryset = peers


class NoteForm(StepForm):
    """Why it is sent back or withdrawn."""

    note = forms.CharField(
        label=_("Why"),
        help_text=_("Kept in the history; the author can read it."),
        max_length=2_000,
        widget=forms.Textarea({"rows": 3, **OWN_WORDS}),
    )
