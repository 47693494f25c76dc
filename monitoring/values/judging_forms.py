"""What is asked of the list of values, and the officer's answer to one."""

from __future__ import annotations

from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from cities.models import CityPage
from cities.tree import CityPath, under
from monitoring.models import Indicator, Measurement, ResultLine, State

DUE, DOCUMENTED = "due", "documented"
NAMES = ("slug", "path", "title", "name_en", "name_fr", "name_es", "name_ar")


class ListForm(forms.Form):
    """A value that is not among the choices is refused at its field, and nothing is filtered by it."""

    city = forms.ChoiceField(label=_("City"), required=False)
    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data, *, lines: QuerySet[ResultLine], due: bool) -> None:
        """`lines`: those that the person may ask about; `due`: whether they also report."""
        super().__init__(data)
        paths = lines.annotate(city=CityPath("page__path")).order_by()
        self.cities = {city.slug: city for city in CityPage.objects.filter(path__in=paths.values("city")).only(*NAMES)}
        named = sorted(((slug, city.name) for slug, city in self.cities.items()), key=lambda choice: str(choice[1]))
        self.fields["city"].choices = [("", pgettext("a city", "Any")), *named]
        indicators = Indicator.objects.filter(pk__in=lines.order_by().values("indicator"))
        self.fields["indicator"].choices = [
            ("", pgettext("an indicator", "Any")),
            *((str(one.pk), one.name) for one in indicators),
        ]
        states = [(state.value, capfirst(state.label)) for state in State]
        more = [(DUE, _("Not reported yet"))] if due else []
        self.fields["state"].choices = [
            ("", pgettext("a state", "Any")),
            *more,
            *states,
            (DOCUMENTED, _("Documented, from a published source")),
        ]
        if len(named) < 2:
            del self.fields["city"]

    def asked(self, name: str) -> str:
        return getattr(self, "cleaned_data", {}).get(name) or ""

    def of_lines(self, to_line: str) -> Q:
        """City and indicator; `to_line` leads to the line ("period__line__")."""
        found = Q()
        if self.asked("city"):
            found &= under([self.cities[self.asked("city")]], f"{to_line}page__")
        if self.asked("indicator"):
            found &= Q(**{f"{to_line}indicator": self.asked("indicator")})
        return found

    def in_state(self, values: QuerySet[Measurement]) -> QuerySet[Measurement]:
        state = self.asked("state")
        if state == DOCUMENTED:
            return values.filter(basis=Measurement.Basis.DOCUMENTED)
        return values.filter(state=state) if state else values


class JudgementForm(forms.Form):
    """A note goes with what is returned; with what is approved it may."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2_000,
        help_text=_(
            "To return it: explain politely what needs correcting. For example: this is the whole "
            "year; please send the half-year."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class AfterwardsForm(forms.Form):
    """What is public already is never changed in silence: a note goes with every step."""

    note = forms.CharField(
        label=_("What is wrong with it?"),
        required=False,
        max_length=2_000,
        help_text=_("The city reads this, and it is kept in the history. For example: two courses were counted twice."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
