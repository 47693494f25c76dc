"""The rows of the board: read for a whole page, or for a part of the file, with as many queries however many there are.

A draft is the city's: that a value was begun is said, the value is not. What is withheld from the public is withheld
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

from cities.models import CityPage
from core import languages
from core.languages import Wording
from monitoring.models import DOCUMENTED, Indicator, Measurement, MeasurementStep, Period, ResultLine, State
from monitoring.publication import values_with_published
from monitoring.subjects import CITY_PART
from monitoring.suppressing import Published
from practices.freshness import speaker

from .question import KINDS, Question
from .standing import ORDER, Standing, with_standing

CHUNK = 500
LANGUAGES = tuple(f"{to_page}__language" for to_page, _model in KINDS.values())
COLUMNS = (
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
    "line__phase_id",
    "line__indicator_id",
    "line__target",
    *LANGUAGES,
)
STATES = {
    Standing.SUBMITTED: State.SUBMITTED,
    Standing.RETURNED: State.RETURNED,
    Standing.APPROVED: State.APPROVED,
    Standing.DOCUMENTED: "",
}
"""Whose value a row shows, by how its period stands: a documented value has no state."""


@dataclass(frozen=True)
class Value:
    """What was said of a period that ends on `ends`; `by` is a role, nobody where it is documented."""

    measurement: int
    published: Published
    ends: date
    documented: bool
    by: str = ""
    source: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class Row:
    """One line in the span that the board shows. `value` is the period's own, `earlier` the newest before it."""

    period: int
    line: int
    starts: date
    ends: date
    standing: Standing
    wanted_by: date
    begun: bool
    locked: bool
    city: CityPage | None
    kind: str
    subject: Wording
    indicator: Indicator
    target: Decimal | None
    target_is_final: bool
    value: Value | None
    earlier: Value | None


def rows_of(keys: Sequence[int], question: Question) -> list[Row]:
    """Of these periods, in this order."""
    found = _titled(with_standing(Period.objects.filter(pk__in=keys))).order_by().values(*COLUMNS)
    by_key = {one["pk"]: one for one in found}
    facts = [by_key[key] for key in keys if key in by_key]
    values, earlier = _values(facts), _earlier(facts, question)
    shown = _published(facts, question, [row["pk"] for row in (*values.values(), *earlier.values())])

    def value(place: dict, row: dict | None) -> Value | None:
        return _value(row, place, question, shown[row["pk"]]) if row else None

    return [
        _row(one, question, value(one, values.get(one["pk"])), value(one, earlier.get(one["line_id"]))) for one in facts
    ]


def all_rows(question: Question) -> Iterator[Row]:
    """Everything that the question finds, a part at a time."""
    for start in range(0, len(question.keys), CHUNK):
        yield from rows_of(question.keys[start : start + CHUNK], question)


def _titled(periods: models.QuerySet[Period]) -> models.QuerySet[Period]:
    """With the subject's public title in the visitor's language, where it has one of its own."""
    shown = {"language": languages.current(), "subject": OuterRef("line__page"), "live": True}
    titles = (model.translation_model().objects.filter(**shown).order_by() for _to_page, model in KINDS.values())
    return periods.annotate(translated=Coalesce(*(Subquery(title.values("title")[:1]) for title in titles)))


def _row(facts: dict, question: Question, value: Value | None, earlier: Value | None) -> Row:
    kind = _kind(facts)
    city = question.cities.get((facts["line__page__path"] or "")[:CITY_PART])
    standing = ORDER[facts["standing"]]
    return Row(
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
    )


def _kind(facts: dict) -> str:
    if facts["line__phase_id"]:
        return "phase"
    return next((kind for kind, column in zip(KINDS, LANGUAGES, strict=True) if facts[column]), "city")


def _subject(facts: dict, kind: str, city: CityPage | None, question: Question) -> Wording:
    if kind == "phase":
        return question.phases[facts["line__phase_id"]].name
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
    rows = (
        _current()
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


def _published(facts: list[dict], question: Question, keys: Sequence[int]) -> dict[int, Published]:
    """By key, what of these values may be published."""
    lines = {
        one["line_id"]: ResultLine(
            pk=one["line_id"],
            page_id=one["line__page_id"],
            phase_id=one["line__phase_id"],
            indicator=question.indicators[one["line__indicator_id"]],
        )
        for one in facts
    }
    return {row["pk"]: shown for row, shown in values_with_published(lines, list(lines), also=keys)}


def _current() -> models.QuerySet[Measurement]:
    """Neither superseded, withdrawn nor a draft. An approved value whose correction is begun still counts."""
    reported = Q(basis=Measurement.Basis.REPORTED, state__in=(State.SUBMITTED, State.RETURNED, State.APPROVED))
    return Measurement.objects.filter(reported | DOCUMENTED)


def _value(row: dict, place: dict, question: Question, shown: Published) -> Value:
    city = question.cities.get((place["line__page__path"] or "")[:CITY_PART])
    documented = row["basis"] == Measurement.Basis.DOCUMENTED
    return Value(
        measurement=row["pk"],
        published=shown,
        ends=row.get("period__ends") or place["ends"],
        documented=documented,
        by="" if documented else speaker(row.get("role") or "", city.name if city else ""),
        source="" if shown.hides_its_company else row.get("source", ""),
        since=row.get("since"),
    )


def _earlier(facts: list[dict], question: Question) -> dict[int, dict]:
    """Of each line the newest approved value from before the span; else the newest documented one."""
    shown = Q(state=State.APPROVED) | DOCUMENTED
    rows = Measurement.objects.filter(
        shown, period__line__in=[one["line_id"] for one in facts], period__ends__lt=question.span[1]
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

    question: Question

    def count(self) -> int:
        return len(self.question.keys)

    def __getitem__(self, part: slice) -> list[Row]:
        return rows_of(self.question.keys[part], self.question)
