"""How a results framework is made: lines from the library, periods, targets; and copied from another place.

A line or a period that has values is never taken away. Who changed what in a framework, with old and new, is kept in
Wagtail's log (`monitoring.framework.history` reads it back). All verbs raise ValidationError; whoever calls asks first
whether the person may (`ResultLine.objects.editable_by`).
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from core.changes import note_all
from core.listing import listed_at_length
from core.models import FrameworkItem
from monitoring import measuring
from monitoring.measuring import COLLECTION
from monitoring.models import Indicator, Measurement, Period, ResultLine

from .history import changed_settings, lost_settings, settings_there
from .places import CHANGED, Place, place_of

MOST_PERIODS = 60
"""Of one line at once: fifteen years of quarters."""
DAY = timedelta(days=1)
Span = tuple[date, date]


# --- lines ------------------------------------------------------------------------------------------------------------
@transaction.atomic
def add_lines(
    *, place: Place, indicators: Iterable[Indicator], objective: FrameworkItem | None = None, by
) -> list[ResultLine]:
    """Behind those that are there, in the order given. What is there already is refused by name."""
    indicators = list(indicators)
    there = set(place.lines().filter(indicator__in=indicators).values_list("indicator", flat=True))
    if twice := [str(one) for one in indicators if one.pk in there]:
        raise ValidationError(_("Already in this framework: %(names)s."), params={"names": listed_at_length(twice)})
    last = place.lines().aggregate(last=Max("order"))["last"] or 0
    made = [
        ResultLine(page_id=place.pk, indicator=indicator, objective=objective, order=last + number)
        for number, indicator in enumerate(indicators, start=1)
    ]
    if made:
        made[0].clean()  # whether the place can have lines at all
    made = ResultLine.objects.bulk_create(made)
    keep_change(place, by, added=len(made))
    return made


@transaction.atomic
def move_line(line: ResultLine, *, up: bool, by) -> None:
    """One place up or down; the order is numbered anew."""
    place = place_of(line)
    lines = list(place.lines())
    here = lines.index(line)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(lines):
        return
    lines[here], lines[there] = lines[there], lines[here]
    for number, one in enumerate(lines, start=1):
        one.order = number
    ResultLine.objects.bulk_update(lines, ["order"])
    keep_change(place, by, moved=line.pk)


@transaction.atomic
def remove_line(line: ResultLine, *, by) -> None:
    """With its periods; not when anybody has entered a value."""
    number = Measurement.objects.filter(period__line=line).count()
    if number:
        raise ValidationError(_values_stay(number))
    place, lost = place_of(line), lost_settings([line, *line.periods.select_related("line__indicator")])
    line.delete()
    keep_change(place, by, removed=str(line.indicator), settings=lost)


@transaction.atomic
def change_line(line: ResultLine, *, periods: Iterable[Period] = (), by) -> ResultLine:
    """Keeps what was set on a line and on its periods: baseline, targets, days, locks."""
    things = [line, *periods]
    before = settings_there(things)
    for thing in things:
        thing.full_clean()
        thing.save()
    if changed := changed_settings(before, things):
        keep_change(place_of(line), by, line=line.pk, settings=changed)
    return line


# --- periods ----------------------------------------------------------------------------------------------------------
def spans(starts: date, ends: date, months: int) -> list[Span]:
    """From `starts` to `ends`, `months` long each; the last is as long as there is time for."""
    begin = [_months_after(starts, months * number) for number in range(MOST_PERIODS + 2)]
    return [(first, min(following - DAY, ends)) for first, following in pairwise(begin) if first <= ends]


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


@transaction.atomic
def make_periods(
    *, lines: Sequence[ResultLine], starts: date, ends: date, months: int, due_days: int | None = None, by
) -> int:
    """For each of `lines` of one place; how many were made. Those that are there stay as they are.

    A span that overlaps another of the line is refused, as its values would be counted twice; that of a documented
    value is no such span.
    """
    wanted = spans(starts, ends, months)
    if not lines or not wanted:
        raise ValidationError(_("Choose at least one indicator, and an end that is not before the start."))
    if len(wanted) > MOST_PERIODS:
        raise ValidationError(_("At most %(number)s periods at once."), params={"number": MOST_PERIODS})
    there = _spans_of(lines)
    _refuse_overlaps(lines, wanted, there)
    late = timedelta(days=due_days) if due_days is not None else None
    made = [
        Period(line=line, starts=first, ends=last, due=last + late if late is not None else None)
        for line in lines
        for first, last in wanted
        if (first, last) not in there[line.pk]
    ]
    Period.objects.bulk_create(made)
    keep_change(place_of(lines[0]), by, periods=len(made))
    return len(made)


def _spans_of(lines: Iterable[ResultLine]) -> dict[int, dict[Span, bool]]:
    """Of each line its spans, and whether what is there was documented only."""
    found: dict[int, dict[Span, bool]] = {line.pk: {} for line in lines}
    documented = set(Measurement.objects.documented().filter(period__line__in=found).values_list("period", flat=True))
    for pk, line, starts, ends in Period.objects.filter(line__in=found).values_list("pk", "line", "starts", "ends"):
        found[line][starts, ends] = pk in documented
    return found


def _refuse_overlaps(lines: Iterable[ResultLine], wanted: list[Span], there: dict[int, dict[Span, bool]]) -> None:
    crossed = [
        str(line.indicator)
        for line in lines
        if any(
            not documented and old not in wanted and old[0] <= last and first <= old[1]
            for old, documented in there[line.pk].items()
            for first, last in wanted
        )
    ]
    if crossed:
        raise ValidationError(
            _("Some of these days are already in another period: %(names)s. Values would be counted twice."),
            params={"names": listed_at_length([*crossed[:3], *(["…"] if len(crossed) > 3 else [])])},
        )


@transaction.atomic
def lock_periods(periods: QuerySet[Period], *, locked: bool, by) -> int:
    """Closes these periods or opens them again, of one place or of many; how many were not so already.

    A closed period takes no values: nothing is entered or approved until it is opened.
    """
    changed = list(periods.exclude(locked=locked).select_related("line__page"))
    spans_of_places: dict[tuple, list[Period]] = defaultdict(list)
    for period in changed:
        measuring.set_lock(period, locked=locked)
        spans_of_places[period.line.page_id, period.starts, period.ends].append(period)
    for (_page, starts, ends), closed in spans_of_places.items():
        lines, span = [period.line_id for period in closed], [starts.isoformat(), ends.isoformat()]
        keep_change(place_of(closed[0].line), by, locked=locked, span=span, lines=lines)
    return len(changed)


@transaction.atomic
def remove_periods(periods: Sequence[Period], *, by) -> int:
    """All or none: a period with a value stays."""
    number = Measurement.objects.filter(period__in=periods).count()
    if number:
        raise ValidationError(_values_stay(number))
    place, lost = place_of(periods[0].line) if periods else None, lost_settings(periods)
    Period.objects.filter(pk__in=[period.pk for period in periods]).delete()
    if place:
        keep_change(place, by, removed_periods=len(periods), settings=lost, lines=[one.line_id for one in periods])
    return len(periods)


def _values_stay(number: int) -> str:
    return ngettext(
        "There is %(number)s value here. Reported or documented values are kept, so this cannot be removed.",
        "There are %(number)s values here. Reported or documented values are kept, so this cannot be removed.",
        number,
    ) % {"number": number}


# --- from elsewhere ---------------------------------------------------------------------------------------------------
@transaction.atomic
def copy_framework(*, source: Place, to: Place, periods: bool, targets: bool, by) -> list[ResultLine]:
    """The lines that `to` does not have yet, with their periods and targets if wanted; never a value or a baseline."""
    there = set(to.lines().values_list("indicator", flat=True))
    lines = [line for line in source.lines() if line.indicator_id not in there]
    last = to.lines().aggregate(last=Max("order"))["last"] or 0
    target = ("target", "target_comment", "target_comment_language") if targets else ()
    copied = ("indicator", "objective", "exported", *target)
    copies = [
        ResultLine(page_id=to.pk, order=last + number, **{name: getattr(line, name) for name in copied})
        for number, line in enumerate(lines, start=1)
    ]
    if copies:
        copies[0].clean()
    made = ResultLine.objects.bulk_create(copies)
    if periods:
        copy_of = {line.pk: copy for line, copy in zip(lines, made, strict=True)}
        # a span that stands only for a documented value is no period to report on; a closed one is open again
        documented = Measurement.objects.documented().values("period")
        Period.objects.bulk_create(
            Period(
                line=copy_of[period.line_id],
                **{name: getattr(period, name) for name in ("starts", "ends", "due", *target)},
            )
            for period in Period.objects.filter(line__in=copy_of).exclude(pk__in=documented)
        )
    keep_change(to, by, copied=len(made), source=str(source.title))
    return made


def keep_change(place: Place, by, **what) -> None:
    """In the log of the page, and to whatever was kept of the results."""
    log(instance=place.page, action=CHANGED, user=by, data=what)
    note_all(COLLECTION)
