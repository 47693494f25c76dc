"""What somebody asks of the board: one span of time, narrowed and sorted; read from the address.

The page, the file and what is done to many lines at once all start from the same question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.db import models
from django.db.models import Exists, Min, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from cities.belonging import cities_of
from cities.checking_in import ASKED_BEFORE
from cities.models import CityPage, Phase
from cities.tree import city_path, under
from core import languages
from core.folding import fold
from core.models import Theme
from monitoring.models import Indicator, Period, ResultLine
from monitoring.models.rights import is_mne
from monitoring.wording import display_date_range
from pilots.models import PilotPage
from practices.models import PracticePage

from .standing import ORDER, PeriodStanding, standing_in, with_standing

KINDS = {"pilot": ("line__page__pilotpage", PilotPage), "practice": ("line__page__practicepage", PracticePage)}
OF_KIND = {
    **{kind: Q(**{f"{to_page}__isnull": False}) for kind, (to_page, _model) in KINDS.items()},
    "city": Q(line__page__citypage__isnull=False),
    "phase": Q(line__page__phasepage__isnull=False),
}
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


class BoardFilterForm(forms.Form):
    """A value that is not among the choices is refused at its field, and nothing is narrowed by it."""

    period = forms.ChoiceField(label=_("Period"), required=False)
    city = forms.ChoiceField(label=_("City"), required=False)
    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    sort = forms.ChoiceField(label=_("Sort by"), required=False)

    def __init__(self, data, *, spans, cities, indicators, phases) -> None:
        super().__init__(data)
        named = sorted(((city.slug, str(city.name)) for city in cities.values()), key=lambda choice: choice[1])
        choices = {
            "period": [(code, display_date_range(*span)) for code, (span, _is_due) in spans.items()],
            "city": [("", pgettext("a city", "Any")), *named],
            "indicator": [
                ("", pgettext("an indicator", "Any")),
                *((one.code, f"{one.name} ({one.code})") for one in indicators.values()),
            ],
            "state": [
                ("", pgettext("a state", "Any")),
                *((code, capfirst(label)) for code, label in PeriodStanding.choices),
            ],
            "kind": [
                ("", pgettext("a kind", "Any")),
                *((kind, capfirst(kind_name(kind))) for kind in (*KINDS, "city", "phase")),
            ],
            "theme": [("", pgettext("a theme", "Any")), *((theme.code, theme.name) for theme in Theme.objects.all())],
            "phase": [
                ("", pgettext("a phase", "Any")),
                *((str(phase.number), phase.name) for phase in phases.values()),
            ],
            "sort": list(SORTS.items()),
        }
        for name, found in choices.items():
            self.fields[name].choices = found


class BoardLine(NamedTuple):
    """What a line of the board is sorted and counted by; the fields are the database's."""

    pk: int
    standing: int
    wanted_by: date
    line__page__path: str
    line__indicator_id: int
    line__order: int


@dataclass
class BoardQuestion:
    """`cities` and `indicators` are those of the whole board: rows take their names from them. `own` are the cities for
    which the person reports, by key."""

    form: BoardFilterForm
    is_officer: bool
    own: set[int]
    seen: models.QuerySet[Period]
    spans: dict[str, tuple[Span, bool]]
    cities: dict[str, CityPage]
    """By their place in the tree."""
    indicators: dict[int, Indicator]
    phases: dict[int, Phase]

    @classmethod
    def of(cls, request) -> BoardQuestion:
        seen, is_officer = periods_seen_by(request.user), is_mne(request.user)
        own = {city.pk for city in cities_of(request.user)}
        cities = CityPage.objects.only("path", "slug", "title", *(f"name_{code}" for code in languages.CODES))
        if not is_officer:
            cities = cities.filter(pk__in=own)
        found = {
            "spans": spans_of(seen),
            "cities": {city.path: city for city in cities},
            "indicators": {one.pk: one for one in Indicator.objects.filter(Exists(FOLLOWED))},
            "phases": Phase.objects.in_bulk(),
        }
        data = request.GET.copy()
        data["period"] = data.get("period") or usual_span(found["spans"])
        form = BoardFilterForm(data, **found)
        form.is_valid()
        return cls(form, is_officer, own, seen, **found)

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
        """What the board lists, for what is done to many at once."""
        if not self["state"]:
            return self.of_any_state
        return self.of_any_state.filter(standing_in(PeriodStanding(self["state"])))

    @cached_property
    def standings(self) -> list[tuple[int, int]]:
        """Key and rank of everything that is counted, in the board's order: read once, counts and pages follow from it.

        Sorted here and not by the database, because names sort as a visitor looks for them (accents, the Arabic
        article) on every database alike, and are at hand. Asked to filter by how a period stands, PostgreSQL plans for
        one row and takes ten times as long.
        """
        rows = self.of_any_state.order_by().values_list(*BoardLine._fields)
        lines = sorted((BoardLine(*row) for row in rows), key=self._order())
        return [(line.pk, line.standing) for line in lines]

    def _order(self) -> Callable[[BoardLine], tuple]:
        """What has no city comes last; the key at the end, so that no line stands on two pages."""
        cities = {path: (False, fold(city.name)) for path, city in self.cities.items()}
        indicators = {pk: fold(indicator.name) for pk, indicator in self.indicators.items()}

        def city(line: BoardLine) -> tuple[bool, str]:
            return cities.get(city_path(line.line__page__path), (True, ""))

        orders = {
            "state": lambda line: (line.standing, line.wanted_by, city(line), line.pk),
            "due": lambda line: (line.wanted_by, line.standing, city(line), line.pk),
            "city": lambda line: (city(line), line.line__page__path, line.line__order, line.pk),
            "indicator": lambda line: (indicators[line.line__indicator_id], city(line), line.pk),
        }
        return orders[self["sort"] or "state"]

    @cached_property
    def keys(self) -> list[int]:
        """Of the periods that the board lists, in its order."""
        wanted = PeriodStanding(self["state"]).rank if self["state"] else None
        return [key for key, standing in self.standings if wanted in (None, standing)]

    @cached_property
    def counts(self) -> dict[PeriodStanding, int]:
        """Over everything that is found, not only what a page shows."""
        numbers = Counter(standing for _key, standing in self.standings)
        return {standing: numbers[standing.rank] for standing in ORDER}

    def _narrowed(self) -> Q:
        narrowed = Q()
        for city in self.cities.values():
            if city.slug == self["city"]:
                narrowed &= under([city], "line__page__")
        if self["indicator"]:
            narrowed &= Q(line__indicator__code=self["indicator"])
        if self["kind"]:
            narrowed &= OF_KIND[self["kind"]]
        if self["theme"]:
            pages = (model.objects.filter(themes__code=self["theme"]).order_by() for _to, model in KINDS.values())
            pilots, practices = (found.values("pk") for found in pages)
            narrowed &= Q(line__page__in=pilots) | Q(line__page__in=practices)
        for phase in self.phases.values():
            if str(phase.number) == self["phase"]:
                narrowed &= Q(line__in=ResultLine.objects.of_phase(phase).order_by().values("pk"))
        return narrowed

    # --- addresses --------------------------------------------------------------------------------------------
    def address(self, **changed: str) -> str:
        """The same question with something else in it."""
        asked = {**{name: self[name] for name in self.form.fields}, **changed}
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    @property
    def is_narrowed(self) -> bool:
        return any(self[name] for name in self.form.fields if name not in ("period", "sort"))


def kind_name(kind: str) -> str:
    """In the visitor's language."""
    model = {"city": CityPage, "phase": Phase}.get(kind) or KINDS[kind][1]
    return str(model._meta.verbose_name)
