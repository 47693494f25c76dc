"""The rows of the board: read for a whole page, or for a part of the file, with as many queries however many there are.

A draft is the city's: one learns that a value was begun, not what it is. What is withheld from the public is withheld
here too, though its readers see it elsewhere (docs/roles.md), because a board is printed and sent on: of a value that
waits, what would be if it were approved now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.models import CityPage
from cities.tree import city_path
from core import languages
from core.display import Link
from core.languages import Wording
from monitoring.models import DOCUMENTED, Indicator, Measurement, MeasurementStep, Period, ResultLine, State
from monitoring.publication import values_with_published
from monitoring.suppressing import Published
from monitoring.wording import display_in_measure, display_published, number_with_unit, unit_of
from practices.wording import display_role

from .question import KINDS, BoardQuestion
from .standing import OPEN_TO_BEGIN, ORDER, PeriodStanding, with_standing

CHUNK = 500
LANGUAGES = tuple(f"{to_page}__language" for to_page, _model in KINDS.values())
READ_FIELDS = (
    "pk",
    "line_id",
    "starts",
    "ends",
    "target",
    "locked",
    "wanted_by",
    "opened",
    "standing",
    "translated",
    "line__page_id",
    "line__page__path",
    "line__page__title",
    "line__page__phasepage__phase_id",
    "line__indicator_id",
    "line__target",
    *LANGUAGES,
)
STATES = {
    PeriodStanding.SUBMITTED: State.SUBMITTED,
    PeriodStanding.RETURNED: State.RETURNED,
    PeriodStanding.APPROVED: State.APPROVED,
    PeriodStanding.DOCUMENTED: "",
}
"""Whose value a row shows, by how its period stands: a documented value has no state."""


@dataclass(frozen=True)
class BoardValue:
    """What was reported for a period that ends on `ends`, or is documented; `by` is a role, nobody where documented."""

    measurement: int
    published: Published
    ends: date
    documented: bool
    by: str = ""
    source: str = ""
    since: datetime | None = None

    @property
    def by_and_since(self) -> str:
        if not self.since:
            return self.by
        day = date_format(self.since)
        # Translators: who said it, and when: "Focal point of Tangier, 3 November 2026"
        return _("%(who)s, %(date)s") % {"who": self.by, "date": day} if self.by else day


@dataclass(frozen=True)
class BoardRow:
    """One line in the span that the board shows. `value` is the period's own, `earlier` the newest before it."""

    period: int
    line: int
    starts: date
    ends: date
    standing: PeriodStanding
    wanted_by: date
    begun: bool
    locked: bool
    city: CityPage | None
    kind: str
    subject: Wording
    indicator: Indicator
    target: Decimal | None
    target_is_final: bool
    value: BoardValue | None
    earlier: BoardValue | None
    is_officer: bool
    reports: bool
    """Whether the reader does, for this line."""

    # --- as the page writes it --------------------------------------------------------------------------------
    @property
    def progress(self) -> str:
        """Who reported it and when; of what has no value yet only that it was begun: a draft is the city's."""
        if self.value:
            return self.value.by_and_since
        return pgettext("a value", "begun") if self.begun else ""

    @property
    def number(self) -> str:
        """The period's own, else the earlier one."""
        value = self.value or self.earlier
        return self.number_of(value) if value else ""

    def number_of(self, value: BoardValue) -> str:
        """As anybody may read it: without a small number of people."""
        if value.published.total_withheld:
            return display_published(self.indicator, value.published)
        return display_in_measure(self.indicator, value.published.total) or _("in words")

    @property
    def unit(self) -> str:
        value = self.value or self.earlier
        return unit_of(self.indicator) if value and value.published.total is not None else ""

    @property
    def target_number(self) -> str:
        number = number_with_unit(self.indicator, self.target)
        return _("%(number)s (final)") % {"number": number} if number and self.target_is_final else number

    @property
    def to_do(self) -> Link | None:
        """The form, for who reports it; the value, where there is one to look at."""
        if self.reports and not self.locked and self.standing in (*OPEN_TO_BEGIN, PeriodStanding.RETURNED):
            returned = self.standing == PeriodStanding.RETURNED
            return Link(
                pgettext("button", "Correct") if returned else pgettext("a value", "Report"),
                reverse("measure", args=[self.period]),
            )
        if self.value:
            judged = self.is_officer and self.standing == PeriodStanding.SUBMITTED
            url = reverse("measurement", args=[self.value.measurement])
            return Link(pgettext("button", "Review") if judged else _("View"), url)
        return None


def rows_of(keys: Sequence[int], question: BoardQuestion) -> list[BoardRow]:
    """Of these periods, in this order."""
    found = _with_translated_titles(with_standing(Period.objects.filter(pk__in=keys))).order_by().values(*READ_FIELDS)
    by_key = {one["pk"]: one for one in found}
    facts = [by_key[key] for key in keys if key in by_key]
    values, earlier = _values(facts), _earlier_values(facts, question)
    lines = {
        one["line_id"]: ResultLine(
            pk=one["line_id"],
            page_id=one["line__page_id"],
            indicator=question.indicators[one["line__indicator_id"]],
        )
        for one in facts
    }
    keys = [row["pk"] for row in (*values.values(), *earlier.values())]
    published = {row["pk"]: decided for row, decided in values_with_published(lines, list(lines), also=keys)}

    def value(place: dict, row: dict | None) -> BoardValue | None:
        return _value(row, place, question, published[row["pk"]]) if row else None

    return [
        _row(one, question, value(one, values.get(one["pk"])), value(one, earlier.get(one["line_id"]))) for one in facts
    ]


def all_rows(question: BoardQuestion) -> Iterator[BoardRow]:
    """Everything that the question finds, a part at a time."""
    for start in range(0, len(question.keys), CHUNK):
        yield from rows_of(question.keys[start : start + CHUNK], question)


def _with_translated_titles(periods: models.QuerySet[Period]) -> models.QuerySet[Period]:
    """With the subject's public title in the visitor's language, where it has one of its own."""
    public = {"language": languages.current(), "subject": OuterRef("line__page"), "live": True}
    titles = (model.translation_model().objects.filter(**public).order_by() for _to_page, model in KINDS.values())
    return periods.annotate(translated=Coalesce(*(Subquery(title.values("title")[:1]) for title in titles)))


def _row(facts: dict, question: BoardQuestion, value: BoardValue | None, earlier: BoardValue | None) -> BoardRow:
    of_page = next((kind for kind, column in zip(KINDS, LANGUAGES, strict=True) if facts[column]), "city")
    kind = "phase" if facts["line__page__phasepage__phase_id"] else of_page
    city = question.cities.get(city_path(facts["line__page__path"]))
    standing = ORDER[facts["standing"]]
    return BoardRow(
        period=facts["pk"],
        line=facts["line_id"],
        starts=facts["starts"],
        ends=facts["ends"],
        standing=standing,
        wanted_by=facts["wanted_by"],
        begun=facts["opened"] == State.DRAFT and standing not in STATES,
        locked=facts["locked"],
        city=city,
        kind=kind,
        subject=_subject(facts, kind, city, question),
        indicator=question.indicators[facts["line__indicator_id"]],
        target=facts["line__target"] if facts["target"] is None else facts["target"],
        target_is_final=facts["target"] is None,
        value=value,
        earlier=None if value else earlier,
        is_officer=question.is_officer,
        reports=city.pk in question.own if city else question.is_officer,
    )


def _subject(facts: dict, kind: str, city: CityPage | None, question: BoardQuestion) -> Wording:
    if kind == "phase":
        return question.phases[facts["line__page__phasepage__phase_id"]].name
    if kind == "city" and city:
        return city.name
    if facts["translated"]:
        return Wording(facts["translated"], languages.current())
    language = next((facts[column] for column in LANGUAGES if facts[column]), languages.current())
    return Wording(facts["line__page__title"], language)


# --- values -----------------------------------------------------------------------------------------------------
def _values(facts: list[dict]) -> dict[int, dict]:
    """Of each period the value by which it stands as it does."""
    wanted = {one["pk"]: STATES[ORDER[one["standing"]]] for one in facts if ORDER[one["standing"]] in STATES}
    steps = MeasurementStep.objects.filter(measurement=OuterRef("pk")).order_by("-on", "-pk")
    # Neither superseded, withdrawn nor a draft. An approved value whose correction is begun still counts.
    reported = Q(basis=Measurement.Basis.REPORTED, state__in=(State.SUBMITTED, State.RETURNED, State.APPROVED))
    rows = (
        Measurement.objects.filter(reported | DOCUMENTED)
        .filter(period__in=list(wanted))
        .annotate(
            since=Subquery(steps.values("on")[:1]),
            role=Subquery(
                steps.filter(state__in=(State.DRAFT, State.SUBMITTED)).exclude(by_role="").values("by_role")[:1]
            ),
        )
    )
    found = {}
    for row in rows.order_by("pk").values("pk", "period_id", "state", "basis", "source", "since", "role"):
        if row["state"] == wanted[row["period_id"]]:
            found[row["period_id"]] = row
    return found


def _value(row: dict, place: dict, question: BoardQuestion, published: Published) -> BoardValue:
    city = question.cities.get(city_path(place["line__page__path"]))
    documented = row["basis"] == Measurement.Basis.DOCUMENTED
    return BoardValue(
        measurement=row["pk"],
        published=published,
        ends=row.get("period__ends") or place["ends"],
        documented=documented,
        by="" if documented else display_role(row.get("role") or "", city.name if city else ""),
        source="" if published.hides_its_company else row.get("source", ""),
        since=row.get("since"),
    )


def _earlier_values(facts: list[dict], question: BoardQuestion) -> dict[int, dict]:
    """Of each line the newest approved value from before the span; else the newest documented one."""
    public = Q(state=State.APPROVED) | DOCUMENTED
    rows = Measurement.objects.filter(
        public, period__line__in=[one["line_id"] for one in facts], period__ends__lt=question.span[1]
    )
    found = {}
    for row in rows.order_by(F("basis").asc(), "period__ends", "pk").values(
        "pk", "basis", "period__line_id", "period__ends"
    ):  # "documented" comes before "reported": what is reported overwrites
        found[row["period__line_id"]] = row
    return found


@dataclass(frozen=True)
class Listing:
    """What the question finds, as a paginator takes it: counted already, and read only in part."""

    question: BoardQuestion

    def count(self) -> int:
        return len(self.question.keys)

    def __getitem__(self, part: slice) -> list[BoardRow]:
        return rows_of(self.question.keys[part], self.question)
