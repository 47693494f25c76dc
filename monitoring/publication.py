"""What of each value is published, read together with the values that one could hold it against.

`monitoring.suppressing` has the rule. A value is held against what was published of its line before it, a percentage
against the numbers of people of its page at that time: those that stood when it became public, or since. What
was corrected or withdrawn in the meantime was read as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from .models import Indicator, Measurement, MeasurementPart, MeasurementStep, ResultLine, State
from .models.measurements import DOCUMENTED
from .suppressing import Breakdown, Published, Value, published, published_in_turn, published_share

Rows = Sequence[dict]
COLUMNS = (
    "pk",
    "period_id",
    "period__starts",
    "period__ends",
    "period__line_id",
    "period__line__page_id",
    "period__line__baseline",
    "period__line__indicator_id",
    "period__line__indicator__counts_people",
    "period__line__indicator__aggregation",
    "period__line__indicator__measure",
    "period__line__indicator__share_of_id",
    "basis",
    "state",
    "value",
    "is_public",
    "published_in",
)
PUBLISHED = (State.APPROVED, State.SUPERSEDED, State.WITHDRAWN, "")
EVER_PUBLISHED = Q(state__in=PUBLISHED)
"""Also what was withdrawn, because somebody may have kept it."""
STANDING = Q(basis=Measurement.Basis.REPORTED, state=State.APPROVED) | DOCUMENTED
NEVER = float("inf")


def published_of(measurements: Iterable[Measurement]) -> dict[int, Published]:
    """By key, of measurements whose lines and indicators are at hand; of a draft what would be if it came next."""
    measurements = list(measurements)
    lines = {one.period.line_id: one.period.line for one in measurements}
    keys = [one.pk for one in measurements]
    decided = {row["pk"]: shown for row, shown in values_with_published(lines, list(lines), also=keys)}
    return {key: decided[key] for key in keys}


def values_with_published(
    lines: Mapping[int, ResultLine], keys: object, *, columns: Sequence[str] = (), also: Sequence[int] = ()
) -> Iterator[tuple[dict, Published]]:
    """Every value of the lines that was ever published, and those of `also`, each with what of it may be: two queries.

    `keys` is a subquery of the keys of `lines`, or a list of them. `is_public` says which of the rows anybody may see.
    """
    beside = _beside_percentages(lines.values())
    wanted = (EVER_PUBLISHED | Q(pk__in=also)) if also else EVER_PUBLISHED
    found = Measurement.objects.filter(
        wanted, Q(period__line__in=keys) | beside if beside else Q(period__line__in=keys)
    )
    parts = _parts(found)
    rows = list(_read(found, columns))
    decided = decided_of(rows, parts)
    for row in rows:
        if row["period__line_id"] in lines:
            yield row, decided[row["pk"]]


def values_changed_by_baseline(line: ResultLine, baseline: Decimal | None) -> int:
    """How many values of a line, which it has as it stands, would be published otherwise beside this baseline."""
    if not line.indicator.counts_people or line.indicator.aggregation == Indicator.Aggregation.SUM:
        return 0
    found = Measurement.objects.filter(EVER_PUBLISHED, period__line=line.pk)
    parts, rows = _parts(found), list(_read(found, ()))
    before = decided_of(rows, parts)
    after = decided_of([{**row, "period__line__baseline": baseline} for row in rows], parts)
    return sum(before[key] != after[key] for key in before)


def _beside_percentages(lines: Iterable[ResultLine]) -> Q:
    """The numbers of people of the pages of which there are percentages."""
    shares = [line for line in lines if line.indicator.measure == Indicator.Measure.PERCENTAGE]
    if not shares:
        return Q()
    pages = {line.page_id for line in shares}
    return Q(period__line__page__in=pages, period__line__indicator__counts_people=True)


def _read(found: models.QuerySet, columns: Sequence[str]) -> models.QuerySet:
    """Rows, not models: a phase has thousands of them."""
    steps = MeasurementStep.objects.filter(measurement=OuterRef("pk"), state__in=(State.APPROVED, ""))
    readable = Q(period__line__page__live=True)
    is_public = models.ExpressionWrapper(STANDING & readable, output_field=models.BooleanField())
    rows = found.annotate(is_public=is_public, published_in=Subquery(steps.order_by("pk").values("pk")[:1]))
    return rows.order_by("period__ends", "period__starts", "pk").values(*{*COLUMNS, *columns})


def _parts(found: models.QuerySet) -> dict[int, dict[str, dict[str, Breakdown]]]:
    parts: dict[int, dict] = defaultdict(lambda: defaultdict(dict))
    rows = MeasurementPart.objects.filter(measurement__in=found.order_by().values("pk")).order_by("pk")
    for measurement, dimension, category, value in rows.values_list("measurement_id", "dimension", "category", "value"):
        parts[measurement][dimension][category] = value
    return parts


# --- decided ------------------------------------------------------------------------------------------------------
def decided_of(rows: Rows, parts: Mapping[int, dict]) -> dict[int, Published]:
    """By key, of rows with `COLUMNS`, `is_public` and `published_in`; asks the database nothing."""
    by_line: dict[int, list[dict]] = defaultdict(list)
    for row in sorted(rows, key=_turn):
        by_line[row["period__line_id"]].append(row)
    decided: dict[int, Published] = {}
    for ones in by_line.values():
        if not _is_share(ones[0]):
            decided |= _of_line(ones, parts)
    if shares := [row for row in rows if _is_share(row)]:
        people: dict[int, list[dict]] = defaultdict(list)
        for row in rows:
            if row["period__line__indicator__counts_people"] and row["state"] in PUBLISHED:
                people[row["period__line__page_id"]].append(row)
        ended = _ended(rows)
        for row in shares:
            beside = [one for one in people[row["period__line__page_id"]] if _is_beside(row, one, ended)]
            decided[row["pk"]] = _share(row, beside, decided)
    return decided


def _turn(row: dict) -> tuple:
    """In the order in which they became public; what never did comes last."""
    return ((row["published_in"] or 0) if row["state"] in PUBLISHED else NEVER, row["pk"])


def _ended(rows: Rows) -> dict[int, tuple]:
    """By key, when the next value of the same period took the place of one that stands no more."""
    ended, following = {}, {}
    for row in sorted(rows, key=_turn, reverse=True):
        place = row["period_id"], row["basis"]
        if place in following:
            ended[row["pk"]] = following[place]
        if row["state"] in PUBLISHED:
            following[place] = _turn(row)
    return ended


def _of_line(rows: Rows, parts: Mapping[int, dict]) -> dict[int, Published]:
    first, adds = rows[0], Indicator.Aggregation.SUM
    people = first["period__line__indicator__counts_people"]
    if people and first["period__line__indicator__aggregation"] != adds:
        values = [Value(row["pk"], row["value"], parts.get(row["pk"], {})) for row in rows]
        return published_in_turn(values, baseline=first["period__line__baseline"])
    return {row["pk"]: published(row["value"], parts.get(row["pk"], {}), counts_people=people) for row in rows}


def _is_share(row: dict) -> bool:
    return row["period__line__indicator__measure"] == Indicator.Measure.PERCENTAGE


def _is_beside(share: dict, people: dict, ended: Mapping[int, tuple]) -> bool:
    """Whether they are of the same days, and stood when the percentage became public, or since."""
    overlap = people["period__starts"] <= share["period__ends"] and share["period__starts"] <= people["period__ends"]
    return overlap and _turn(share) < ended.get(people["pk"], (NEVER, NEVER))


def _share(row: dict, beside: Rows, decided: Mapping[int, Published]) -> Published:
    of = row["period__line__indicator__share_of_id"]
    people = [decided[one["pk"]] for one in beside if of in (None, one["period__line__indicator_id"])]
    return published_share(row["value"], people, is_of_them=of is not None)
