"""The synthetic phase: a sound tree, values as the verbs would have left them, and never beside real ones unasked."""

from __future__ import annotations

from datetime import date

import pytest
from wagtail.models import Page

from benchmarks import worlds
from benchmarks.synthetic_monitoring import WAYS, half_years
from monitoring.measuring import refuse_impossible
from monitoring.models import Measurement, Period, ResultLine, State
from pilots.models import PilotPage
from tests import factories
from tests.factories import monitoring as made

pytestmark = pytest.mark.django_db


def make(pilots: int = 4, indicators: int = 5, periods: int = 4, *options: str) -> None:
    sizes = {"--pilots": pilots, "--indicators": indicators, "--periods": periods}
    worlds.main(["monitoring", *(str(part) for size in sizes.items() for part in size), *options])


def test_the_tree_is_sound_and_everything_is_marked(site):
    factories.country("MA")

    make()
    make(2)

    assert not any(Page.find_problems())
    assert ResultLine.objects.filter(programme_id__startswith="synthetic-").count() == ResultLine.objects.count() == 30
    assert Period.objects.count() == 120
    assert all(pilot.title.startswith("Synthetic") for pilot in PilotPage.objects.all())


def test_values_are_what_the_verbs_would_have_left(site):
    make(periods=6)

    values = Measurement.objects.select_related("period__line__indicator").prefetch_related("parts", "steps")
    reported = [value for value in values if value.basis == Measurement.Basis.REPORTED]

    assert {value.state for value in reported} == set(WAYS)
    for value in values:
        refuse_impossible(value)
    for value in reported:
        assert tuple(State(step.state) for step in value.steps.all()) == WAYS[State(value.state)]


def test_it_keeps_away_from_what_cities_have_reported(site):
    made.approved(made.period(made.line(factories.phase())))

    with pytest.raises(SystemExit, match="beside-real"):
        make()
    make(1, 1, 1, "--beside-real")

    assert PilotPage.objects.count() == 1


def test_half_years_end_with_the_one_that_runs():
    assert half_years(3, date(2026, 11, 25)) == [
        (date(2025, 7, 1), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 12, 31)),
    ]


def test_bad_arguments_and_a_missing_site_are_refused(db, capsys):
    with pytest.raises(SystemExit):
        make(0)
    assert "at least 1" in capsys.readouterr().err
    Page.objects.filter(depth=2).delete()
    with pytest.raises(SystemExit, match="load_programme"):
        make()
