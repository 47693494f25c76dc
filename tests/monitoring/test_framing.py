"""A framework is made of lines and periods; what has values stays, and nothing is there twice."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageLogEntry

from accounts.roles import Role
from monitoring.framework import framing
from monitoring.framework.history import history_of
from monitoring.framework.places import CHANGED, Place, in_list
from monitoring.models import Period, ResultLine
from tests import factories
from tests.factories import monitoring as made
from tests.factories.people import person

pytestmark = pytest.mark.django_db
YEAR = {"starts": date(2026, 1, 1), "ends": date(2026, 12, 31), "by": None}


@pytest.fixture
def place():
    return Place(factories.phase_page())


def spans_of(line: ResultLine) -> list[tuple[str, str]]:
    return [(one.starts.isoformat(), one.ends.isoformat()) for one in line.periods.all()]


# --- lines ------------------------------------------------------------------------------------------------------------
def test_lines_come_behind_those_that_are_there_in_the_order_given(place):
    first = made.line(place.page, order=4)
    trained, reached = made.indicator("Trained"), made.indicator("Reached")

    framing.add_lines(place=place, indicators=[reached, trained], by=None)

    assert [line.indicator for line in place.lines()] == [first.indicator, reached, trained]


def test_an_indicator_is_there_once(place):
    line = made.line(place.page, made.indicator("Trained"))

    with pytest.raises(ValidationError, match="Already in this framework: Trained"):
        framing.add_lines(place=place, indicators=[line.indicator, made.indicator()], by=None)

    assert place.lines().count() == 1


def test_a_translation_has_no_framework():
    words = factories.translate(factories.pilot("TangerAccueil"), "fr", "TangerAccueil")

    with pytest.raises(ValidationError, match="not to a translation"):
        framing.add_lines(place=Place(words), indicators=[made.indicator()], by=None)


def test_a_line_moves_by_one_and_not_past_the_end(place):
    a, b, c = (made.line(place.page) for _ in range(3))

    framing.move_line(c, up=True, by=None)
    framing.move_line(c, up=True, by=None)
    framing.move_line(c, up=True, by=None)

    assert list(place.lines()) == [c, a, b]


def test_a_line_or_period_with_a_value_is_kept_and_one_without_goes(place):
    kept, gone = made.line(place.page), made.line(place.page)
    period = made.period(kept)
    made.draft(period)
    made.period(gone)

    with pytest.raises(ValidationError, match="There is 1 value here"):
        framing.remove_line(kept, by=None)
    with pytest.raises(ValidationError, match="There is 1 value here"):
        framing.remove_periods([period], by=None)
    framing.remove_line(gone, by=None)

    assert list(ResultLine.objects.all()) == [kept]


# --- periods ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("starts", "ends", "months", "expected"),
    [
        ("2026-01-01", "2026-12-31", 6, ["2026-01-01/2026-06-30", "2026-07-01/2026-12-31"]),
        ("2026-01-01", "2026-08-15", 6, ["2026-01-01/2026-06-30", "2026-07-01/2026-08-15"]),
        ("2025-11-30", "2026-05-29", 3, ["2025-11-30/2026-02-27", "2026-02-28/2026-05-29"]),
        ("2026-03-01", "2026-03-01", 12, ["2026-03-01/2026-03-01"]),
    ],
)
def test_spans_follow_each_other_without_a_gap(starts, ends, months, expected):
    found = framing.spans(date.fromisoformat(starts), date.fromisoformat(ends), months)

    assert [f"{first}/{last}" for first, last in found] == expected


def test_periods_are_made_once_with_the_day_they_are_due(place):
    lines = [made.line(place.page), made.line(place.page)]
    made.period(lines[0], target=50)

    first = framing.make_periods(lines=lines, months=6, due_days=30, **YEAR)
    again = framing.make_periods(lines=lines, months=6, due_days=30, **YEAR)

    assert (first, again) == (3, 0)
    assert spans_of(lines[0]) == spans_of(lines[1]) == [("2026-01-01", "2026-06-30"), ("2026-07-01", "2026-12-31")]
    assert lines[1].periods.first().due == date(2026, 7, 30)
    assert lines[0].periods.first().target == 50


def test_days_are_not_in_two_periods_that_count(place):
    line, other = made.line(place.page, made.indicator("Trained")), made.line(place.page)
    made.period(line, "2026-01-01", "2026-03-31")
    made.documented(made.period(other, "2015-01-01", "2026-03-31"))

    with pytest.raises(ValidationError, match="already in another period: Trained"):
        framing.make_periods(lines=[line, other], months=6, **YEAR)
    framing.make_periods(lines=[other], months=6, **YEAR)

    assert (line.periods.count(), other.periods.count()) == (1, 3)


def test_more_periods_than_anybody_reports_on_are_refused(place):
    with pytest.raises(ValidationError, match="At most 60 periods"):
        framing.make_periods(
            lines=[made.line(place.page)], starts=date(2000, 1, 1), ends=date(2030, 1, 1), months=3, by=None
        )


def test_a_span_is_closed_for_all_lines_at_once(place):
    for _ in range(2):
        line = made.line(place.page)
        made.period(line)
        made.period(line, "2026-07-01", "2026-12-31")

    number = framing.lock_periods(
        place.periods().filter(starts=date(2026, 1, 1), ends=date(2026, 6, 30)), locked=True, by=None
    )

    assert number == 2
    assert set(Period.objects.open().values_list("starts", flat=True)) == {date(2026, 7, 1)}


# --- from elsewhere ---------------------------------------------------------------------------------------------------
def test_a_copy_brings_lines_periods_and_targets_but_no_value_and_no_baseline(place):
    pilot = factories.pilot("TangerAccueil")
    about = made.indicator("Trained")
    line = made.line(pilot, about, baseline=4, baseline_year=2018, target=90, exported=False)
    made.approved(made.period(line, target=Decimal(45), due="2026-07-30", locked=False), 40)
    made.documented(made.period(line, "2015-01-01", "2018-12-31"))
    there = made.line(place.page, made.line(pilot).indicator)

    framing.copy_framework(source=Place(pilot), to=place, periods=True, targets=True, by=None)

    copy = place.lines().get(indicator=about)
    assert (copy.baseline, copy.target, copy.exported, copy.order) == (None, 90, False, 1)
    assert list(copy.periods.values_list("starts", "target", "due")) == [(date(2026, 1, 1), 45, date(2026, 7, 30))]
    assert not copy.periods.filter(measurements__isnull=False).exists()
    assert place.lines().count() == 2
    assert there.periods.count() == 0


def test_targets_stay_behind_when_they_are_not_wanted(place):
    pilot = factories.pilot("TangerAccueil")
    made.period(made.line(pilot, target=90), target=45)

    [copy] = framing.copy_framework(source=Place(pilot), to=place, periods=True, targets=False, by=None)

    assert copy.target is None
    assert copy.periods.get().target is None


def test_who_changed_a_framework_is_kept(place):
    officer = person("mne", "mne")

    framing.add_lines(place=place, indicators=[made.indicator()], by=officer)

    entry = PageLogEntry.objects.get(action=CHANGED)
    [row] = in_list([place])
    assert entry.user == officer
    assert (row.line_count, row.period_count, row.changed) == (1, 0, entry.timestamp)


# --- what was changed -------------------------------------------------------------------------------------------------
def told(place, line=None) -> list[str]:
    """The sentences of the newest change, without what keeps directions apart."""
    return [re.sub("[\u2068\u2069]", "", sentence) for sentence in history_of(place, line)[0].sentences]


@pytest.mark.parametrize("of", ["phase", "pilot"])
def test_every_setting_is_kept_with_old_and_new_and_who_changed_it(of):
    place = Place(factories.phase_page() if of == "phase" else factories.pilot("TangerAccueil"))
    officer = person("mne", Role.MNE, first_name="Nadia", last_name="B")
    line = made.line(place.page, made.indicator("Trained"), target=90, baseline=10, baseline_year=2019)
    period = made.period(line, target=45)

    line.target, line.baseline_comment = Decimal(120), "Survey, 2019"
    period.target, period.due, period.locked = None, date(2026, 7, 31), True
    framing.change_line(line, periods=[period], by=officer)

    assert told(place, line) == [
        "About the baseline: Survey, 2019 (before: –)",
        "Final target: 120 people (before: 90 people)",
        "January to June 2026 · Due on: 31 July 2026 (before: –)",
        "January to June 2026 · Target: – (before: 45 people)",
        "January to June 2026 · Locked: yes (before: no)",
    ]
    assert told(place)[1] == "Trained · Final target: 120 people (before: 90 people)"
    assert history_of(place)[0].by == "Nadia B"


@pytest.mark.parametrize("name", ["indicator", "page", "starts", "ends", "line"])
def test_of_what_and_of_when_values_are_is_fixed_once_there_are_any(name):
    lines = [made.line(factories.pilot(title)) for title in ("One", "Two", "Other")]
    answered, free = made.period(lines[0]), made.period(lines[1])
    made.approved(answered, 30)
    day, indicator = date(2026, 2, 2), made.indicator()
    others = {"indicator": indicator, "page": lines[2].page, "line": lines[2], "starts": day, "ends": day}

    def changed(period):
        thing = period if name in ("starts", "ends", "line") else period.line
        thing = type(thing).objects.get(pk=thing.pk)
        setattr(thing, name, others[name])
        thing.full_clean()

    changed(free)
    with pytest.raises(ValidationError, match="This cannot be changed: values have been approved for it"):
        changed(answered)


def test_what_did_not_change_is_not_kept_as_a_change(place):
    line = made.line(place.page, target=90)

    framing.change_line(ResultLine.objects.get(pk=line.pk), by=None)

    assert history_of(place) == []


def test_what_is_taken_away_is_kept_with_what_was_set(place):
    line = made.line(place.page, made.indicator("Trained"), target=90)
    period = made.period(line, target=45)

    framing.remove_periods([period], by=None)
    assert "January to June 2026 · Target: – (before: 45 people)" in told(place, line)
    framing.remove_line(line, by=None)

    assert told(place) == [
        "“Trained” is no longer in this framework.",
        "Trained · Final target: – (before: 90 people)",
    ]


def test_a_span_that_is_closed_is_kept(place):
    line = made.line(place.page)
    made.period(line)

    framing.lock_periods(place.periods(), locked=True, by=None)
    framing.lock_periods(place.periods(), locked=True, by=None)

    assert told(place, line) == ["January to June 2026 has been closed."]
    assert len(history_of(place)) == 1
