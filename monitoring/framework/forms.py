"""The forms of the results-framework editor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import languages
from core.control_names import ControlNames
from core.date_fields import DateField
from core.fields import LONGEST
from core.models import Figure, FrameworkItem
from core.newer_version import TellsOfNewerVersion
from core.numbers import WholeNumberField
from core.row_forms import ExistingRows
from monitoring.measuring import Entry
from monitoring.models import COMMENTS, Indicator, Period, ResultLine
from monitoring.publication import values_changed_by_baseline
from monitoring.suppressing import SUPPRESSION_THRESHOLD
from monitoring.values.measure_fields import number_field
from monitoring.wording import display_dates_of

from .places import Place

OWN_WORDS = {"dir": "auto"}
EVERY = ((3, _("every quarter")), (6, _("every half-year")), (12, _("every year")))
LONGEST_LIST = 50
WITHIN_REASON = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2100, 12, 31))]
"""A year of three or five digits is a slip, and sixty years after 9999 there is no day."""


def objectives() -> QuerySet[FrameworkItem]:
    """What a line can serve: the programme's own objectives."""
    return FrameworkItem.objects.filter(framework=FrameworkItem.Framework.MC2CM_OBJECTIVE)


class ObjectiveField(forms.ModelChoiceField):
    def __init__(self, **kwargs) -> None:
        label = _("Objective of the programme")
        super().__init__(
            queryset=objectives(),
            required=False,
            label=label,
            empty_label=pgettext_lazy("an objective", "none"),
            **kwargs,
        )

    def label_from_instance(self, item: FrameworkItem) -> str:
        return f"{item.code} · {item.name}"


# --- lines ------------------------------------------------------------------------------------------------------------
class FindForm(forms.Form):
    """By what the library is narrowed."""

    q = forms.CharField(
        required=False, max_length=200, label=_("Words or code"), widget=forms.SearchInput(attrs=OWN_WORDS)
    )
    family = forms.ChoiceField(
        required=False,
        label=_("Family"),
        choices=[("", _("all")), *((code, capfirst(name)) for code, name in Indicator.Family.choices)],
    )

    def found(self, library: QuerySet[Indicator]) -> QuerySet[Indicator]:
        """All words must stand in its code, its names or its definition."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("family"):
            library = library.filter(family=asked["family"])
        for word in asked.get("q", "").split():
            places = ("code", "definition", *(f"name_{code}" for code in languages.CODES))
            library = library.filter(Q(*((f"{place}__icontains", word) for place in places), _connector=Q.OR))
        return library


class AddForm(forms.Form):
    add = forms.ModelMultipleChoiceField(
        queryset=Indicator.objects.none(),
        label=_("Indicators"),
        error_messages={"required": _("Tick at least one indicator.")},
    )
    objective = ObjectiveField()

    def __init__(self, *args, place: Place, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["add"].queryset = library_for(place)


def library_for(place: Place) -> QuerySet[Indicator]:
    """What is not in the framework yet."""
    return Indicator.objects.exclude(pk__in=place.lines().order_by().values("indicator"))


class CommentsAsTyped:
    """A comment that was changed is in the language of who changed it; the others stay in theirs."""

    def _post_clean(self) -> None:
        super()._post_clean()
        for name in COMMENTS:
            if name in self.changed_data and name in self.cleaned_data:
                self.instance.set_comment(name, self.cleaned_data[name])


class LineForm(TellsOfNewerVersion, CommentsAsTyped, ControlNames, forms.ModelForm):
    """Baseline, target and what else is said of a line. What is answered in words has both in words only."""

    baseline_year = WholeNumberField(required=False, label=_("Year of the baseline"), min_value=1900, max_value=2100)
    objective = ObjectiveField()

    class Meta:
        model = ResultLine
        fields = [
            "objective",
            "baseline",
            "baseline_year",
            "baseline_comment",
            "target",
            "target_comment",
            "exported",
        ]
        labels = {
            "baseline_comment": _("About the baseline"),
            "target_comment": _("About the target"),
            "exported": _("Included in the IATI file"),
        }
        widgets = {name: forms.TextInput(attrs=OWN_WORDS) for name in ("baseline_comment", "target_comment")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["baseline_comment"].help_text = _("For example: survey of the city, 2019.")
        indicator = self.instance.indicator
        for name, label in (("baseline", _("Baseline")), ("target", _("Final target"))):
            if takes_numbers(indicator, [getattr(self.instance, name)]):
                self.fields[name] = number_field(indicator, label=label, help_text=indicator.unit_named)
            else:
                del self.fields[name]
        if not indicator.is_number:
            self.fields["baseline_comment"].label = _("Baseline, in words")
            self.fields["target_comment"].label = _("Target, in words")

    def clean_baseline(self) -> Decimal | None:
        baseline = self.cleaned_data["baseline"]
        refuse_baseline(self.instance, baseline)
        return baseline


def refuse_baseline(line: ResultLine, baseline: Decimal | None) -> None:
    """Raises ValidationError where what is public would be withheld because of it, or what is withheld shown: somebody
    who has kept both would subtract them."""
    if line.pk and values_changed_by_baseline(line, baseline):
        raise ValidationError(
            _("Approved numbers differ from this baseline, or from the one before, by fewer than %(threshold)s people.")
            % {"threshold": SUPPRESSION_THRESHOLD}
        )


def takes_numbers(indicator: Indicator, there: Iterable[Decimal | None]) -> bool:
    """Not where it is answered in words; a number that is there from before can still be taken away."""
    return indicator.is_number or any(number is not None for number in there)


class PeriodForm(TellsOfNewerVersion, CommentsAsTyped, ControlNames, forms.ModelForm):
    """One row of the periods of a line, all of them `with_target` or none."""

    class Meta:
        model = Period
        fields = ["target", "target_comment", "due", "locked"]
        labels = {"target_comment": _("About the target"), "due": _("Due on"), "locked": _("Closed")}
        widgets = {"target_comment": forms.TextInput(attrs=OWN_WORDS)}
        field_classes = {"due": DateField}

    def __init__(self, *args, with_target: bool = True, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if with_target:
            self.fields["target"] = number_field(self.instance.line.indicator, label=_("Target"))
        else:
            del self.fields["target"]


PeriodForms = forms.modelformset_factory(Period, form=PeriodForm, formset=ExistingRows, extra=0)


# --- periods ----------------------------------------------------------------------------------------------------------
class MakePeriodsForm(forms.Form):
    months = forms.TypedChoiceField(label=_("How often"), choices=EVERY, coerce=int, initial=6)
    starts = DateField(label=pgettext_lazy("first day", "From"), validators=WITHIN_REASON)
    ends = DateField(label=pgettext_lazy("last day", "To"), validators=WITHIN_REASON)
    due_days = WholeNumberField(
        required=False,
        min_value=0,
        max_value=366,
        initial=30,
        label=_("Due, days after the end"),
        help_text=_("For example: 30. If empty, no reminder is sent."),
    )
    lines = forms.ModelMultipleChoiceField(
        queryset=ResultLine.objects.none(),
        label=_("For these indicators"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one indicator.")},
    )

    def __init__(self, *args, place: Place, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lines"]
        field.queryset = place.lines()
        field.label_from_instance = lambda line: f"{line.indicator.name} ({line.indicator.code})"
        field.initial = [line.pk for line in field.queryset]

    def clean(self) -> dict:
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The end is before the start."))
        return self.cleaned_data


# --- from elsewhere ---------------------------------------------------------------------------------------------------
class CopyForm(forms.Form):
    source = forms.ChoiceField(label=pgettext_lazy("what is copied", "From"))
    periods = forms.BooleanField(required=False, initial=True, label=_("Copy periods too"))
    targets = forms.BooleanField(
        required=False, label=_("Copy targets too"), help_text=_("Baselines and values are never copied.")
    )

    def __init__(self, *args, places: list[Place], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places}
        titles = [(key, f"{place.title} ({place.kind_name})") for key, place in self.places.items()]
        self.fields["source"].choices = [("", _("choose")), *titles]

    def clean_source(self) -> Place:
        return self.places[self.cleaned_data["source"]]


# --- a documented value -----------------------------------------------------------------------------------------------
class DocumentedValueForm(forms.Form):
    """A value that was published elsewhere: of a period that is there, or of a span of its own."""

    period = forms.ModelChoiceField(
        queryset=Period.objects.none(), required=False, label=_("Period"), empty_label=_("another period:")
    )
    starts = DateField(required=False, label=pgettext_lazy("first day", "From"), validators=WITHIN_REASON)
    ends = DateField(required=False, label=pgettext_lazy("last day", "To"), validators=WITHIN_REASON)
    value = forms.Field(required=False)
    """The control that fits the indicator; none where it is answered in words."""
    qualifier = forms.ChoiceField(required=False, label=_("How exact"), choices=Figure.Qualifier.choices)
    narrative = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=_("In words"),
        widget=forms.Textarea(attrs={"rows": 3, **OWN_WORDS}),
    )
    source = forms.CharField(
        max_length=500,
        label=_("Source"),
        help_text=_("Who published it, where and when. For example: MedCities, final report of TangerAccueil, 2021."),
        widget=forms.TextInput(attrs=OWN_WORDS),
    )
    source_url = forms.URLField(
        required=False, max_length=1000, assume_scheme="https", label=_("Address of the source")
    )
    language = forms.ChoiceField(label=_("Language of this text"), choices=languages.OWN_NAMES.items())

    def __init__(self, *args, line: ResultLine, **kwargs) -> None:
        super().__init__(*args, **{"initial": {"language": languages.current()}, **kwargs})
        self.line = line
        self.fields["period"].queryset = line.periods.all()
        self.fields["period"].label_from_instance = display_dates_of
        if line.indicator.is_number:
            self.fields["value"] = number_field(line.indicator, label=_("Value"), help_text=line.indicator.unit_named)
        else:
            del self.fields["value"], self.fields["qualifier"]

    def clean(self) -> dict:
        asked = self.cleaned_data
        if not asked.get("period"):
            for name in ("starts", "ends"):
                if not asked.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose a period, or enter its first and last day."))
            if asked.get("starts") and asked.get("ends") and asked["ends"] < asked["starts"]:
                self.add_error("ends", _("The end is before the start."))
        return asked

    @property
    def entry(self) -> Entry:
        names = ("value", "qualifier", "narrative", "source", "source_url", "language")
        return Entry(**{name: self.cleaned_data[name] for name in names if name in self.cleaned_data})


def default_dates() -> dict:
    """This year, which is what is mostly wanted."""
    year = timezone.localdate().year
    return {"starts": date(year, 1, 1), "ends": date(year, 12, 31)}
