"""What somebody asks of the board: one span of time, narrowed and sorted; read from the address.

The page, the file and what is done to many lines at once all start from the same question.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.db import models
from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Left, NullIf
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from cities.belonging import cities_of
from cities.checking_in import ASKED_BEFORE
from cities.models import CityPage, Phase
from core import languages
from core.models import Theme
from core.partial_dates import PartialDate, display_period
from pilots.models import PilotPage
from practices.models import PracticePage

from .models import Indicator, Period, ResultLine
from .models.rights import is_mne, under
from .standing import ORDER, Standing, standing_in, with_standing

ANY = [("", _("Any"))]
CITY_PATH = 4 * Page.steplen
KINDS = {"pilot": ("line__page__pilotpage", PilotPage), "practice": ("line__page__practicepage", PracticePage)}
SORTS = {"state": _("State"), "due": pgettext_lazy("a date", "Due"), "city": _("City"), "indicator": _("Indicator")}
"""The most pressing first, the earliest first, by the alphabet."""
FOLLOWED = ResultLine.objects.filter(indicator=OuterRef("pk")).order_by()
Span = tuple[date, date]


def periods_seen_by(user) -> models.QuerySet[Period]:
    """An M&E officer's are all; a city's people see their own city's."""
    if is_mne(user):
        return Period.objects.all()
    cities = cities_of(user)
    return Period.objects.filter(under(cities, "line__page__")) if cities else Period.objects.none()


def spans_of(periods: models.QuerySet[Period]) -> dict[str, tuple[Span, bool]]:
    """The spans of time that there are, the newest first, by their code; and whether anything of each is due."""
    found = periods.order_by().values("starts", "ends").annotate(wanted=Min(Coalesce("due", "ends")))
    soon, today = timezone.localdate() + ASKED_BEFORE, timezone.localdate()
    rows = found.order_by("-ends", "-starts").values_list("starts", "ends", "wanted")
    return {f"{a}_{b}": ((a, b), b < today or wanted <= soon) for a, b, wanted in rows}


def usual_span(spans: dict[str, tuple[Span, bool]]) -> str:
    """The newest that is over, or of which something is due; else the nearest to come."""
    newest = next((code for code, (_span, is_due) in spans.items() if is_due), "")
    return newest or next(reversed(spans), "")


def said(span: Span) -> str:
    """`1 January to 30 June 2026`, as the visitor writes it."""
    first, last = (PartialDate.parse(day.isoformat()) for day in span)
    return display_period(first, last)


class BoardForm(forms.Form):
    """A value that is not among the choices is refused at its field, and nothing is narrowed by it."""

    period = forms.ChoiceField(label=_("Period"), required=False)
    city = forms.ChoiceField(label=_("City"), required=False)
    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    sort = forms.ChoiceField(label=_("Sort by"), required=False)

    def __init__(self, data, *, choices: dict[str, list[tuple]]) -> None:
        super().__init__(data)
        for name, found in choices.items():
            self.fields[name].choices = found


@dataclass
class Question:
    """`cities` and `indicators` are those of the whole board: rows take their names from them."""

    form: BoardForm
    seen: models.QuerySet[Period]
    spans: dict[str, tuple[Span, bool]]
    cities: dict[str, CityPage]
    """By their place in the tree."""
    indicators: dict[int, Indicator]
    phases: dict[int, Phase]

    @classmethod
    def of(cls, request) -> Question:
        seen, own = periods_seen_by(request.user), cities_of(request.user)
        cities = CityPage.objects.only("path", "slug", "title", *(f"name_{code}" for code in languages.CODES))
        if not is_mne(request.user):
            cities = cities.filter(pk__in=[city.pk for city in own])
        found = {
            "spans": spans_of(seen),
            "cities": {city.path: city for city in cities},
            "indicators": {one.pk: one for one in Indicator.objects.filter(Exists(FOLLOWED))},
            "phases": Phase.objects.in_bulk(),
        }
        data = request.GET.copy()
        data["period"] = data.get("period") or usual_span(found["spans"])
        form = BoardForm(data, choices=_choices(**found))
        form.is_valid()
        return cls(form, seen, **found)

    def __getitem__(self, name: str) -> str:
        return self.form.cleaned_data.get(name) or ""

    @property
    def code(self) -> str:
        return self["period"] or usual_span(self.spans)

    @property
    def span(self) -> Span:
        return self.spans[self.code][0]

    # --- periods ----------------------------------------------------------------------------------------------
    @cached_property
    def of_any_state(self) -> models.QuerySet[Period]:
        """What the board counts: narrowed by everything but the state."""
        starts, ends = self.span
        return with_standing(self.seen.filter(self._narrowed(), starts=starts, ends=ends))

    @property
    def periods(self) -> models.QuerySet[Period]:
        """What the board lists, in its order."""
        found = self.of_any_state
        if self["state"]:
            found = found.filter(standing_in(Standing(self["state"])))
        return _sorted(found, self["sort"] or "state")

    def _narrowed(self) -> Q:
        narrowed = Q()
        for city in self.cities.values():
            if city.slug == self["city"]:
                narrowed &= under([city], "line__page__")
        if self["indicator"]:
            narrowed &= Q(line__indicator__code=self["indicator"])
        if self["kind"]:
            narrowed &= _of_kind(self["kind"])
        if self["theme"]:
            narrowed &= _about(self["theme"])
        for phase in self.phases.values():
            if str(phase.number) == self["phase"]:
                narrowed &= Q(line__in=ResultLine.objects.of_phase(phase).order_by().values("pk"))
        return narrowed

    @cached_property
    def counts(self) -> dict[Standing, int]:
        """Over everything that is found, not only what a page shows."""
        counted = self.of_any_state.order_by().values("standing").annotate(number=Count("pk"))
        numbers = dict(counted.values_list("standing", "number"))
        return {standing: numbers.get(standing.rank, 0) for standing in ORDER}

    @property
    def number(self) -> int:
        return self.counts[Standing(self["state"])] if self["state"] else sum(self.counts.values())

    # --- addresses --------------------------------------------------------------------------------------------
    def address(self, **changed: str) -> str:
        """The same question with something else in it."""
        asked = {**{name: self[name] for name in self.form.fields}, **changed}
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    @property
    def is_narrowed(self) -> bool:
        return any(self[name] for name in self.form.fields if name not in ("period", "sort"))


def _choices(*, spans, cities, indicators, phases) -> dict[str, list[tuple]]:
    named = sorted(((city.slug, str(city.name)) for city in cities.values()), key=lambda choice: choice[1])
    return {
        "period": [(code, said(span)) for code, (span, _is_due) in spans.items()],
        "city": [*ANY, *named],
        "indicator": [*ANY, *((one.code, f"{one.name} ({one.code})") for one in indicators.values())],
        "state": [*ANY, *((code, capfirst(label)) for code, label in Standing.choices)],
        "kind": [*ANY, *((kind, capfirst(kind_name(kind))) for kind in (*KINDS, "city", "phase"))],
        "theme": [*ANY, *((theme.code, theme.name) for theme in Theme.objects.all())],
        "phase": [*ANY, *((str(phase.number), phase.name) for phase in phases.values())],
        "sort": list(SORTS.items()),
    }


def kind_name(kind: str) -> str:
    """In the visitor's language."""
    model = {"city": CityPage, "phase": Phase}.get(kind) or KINDS[kind][1]
    return str(model._meta.verbose_name)


def _of_kind(kind: str) -> Q:
    if kind in KINDS:
        return Q(**{f"{KINDS[kind][0]}__isnull": False})
    return Q(line__page__citypage__isnull=False) if kind == "city" else Q(line__phase__isnull=False)


def _about(theme: str) -> Q:
    pilots, practices = (model.objects.filter(themes__code=theme).order_by() for _to, model in KINDS.values())
    return Q(line__page__in=pilots.values("pk")) | Q(line__page__in=practices.values("pk"))


# --- order ------------------------------------------------------------------------------------------------------
def _sorted(periods: models.QuerySet[Period], sort: str) -> models.QuerySet[Period]:
    """What has no city comes last. Every order ends with the key, so that no row stands on two pages."""
    above = CityPage.objects.filter(path=OuterRef("place")).order_by()
    found = periods.annotate(place=Left("line__page__path", CITY_PATH)).annotate(
        city_name=Subquery(above.annotate(called=_named("")).values("called")[:1]),
        indicator_name=_named("line__indicator__"),
    )
    orders = {
        "state": ("standing", "wanted_by", "city_name"),
        "due": ("wanted_by", "standing", "city_name"),
        "city": ("city_name", "line__page__path", "line__order"),
        "indicator": ("indicator_name", "city_name"),
    }
    return found.order_by(*(F(field).asc(nulls_last=True) for field in orders[sort]), "pk")


def _named(prefix: str) -> Coalesce:
    """A name in the visitor's language, else in the first that has one: what `NamedInLanguages.name` says, as SQL."""
    codes = languages.preferred(languages.current())
    return Coalesce(*(NullIf(f"{prefix}name_{code}", Value("")) for code in codes))
