"""What is published of a line, and of many: by the rule of the indicator, and never a small number of people."""

from __future__ import annotations

from decimal import Decimal

import pytest

from monitoring.models import Measurement, ResultLine
from monitoring.results import Word, aggregates, results
from monitoring.suppressing import added, published
from tests import factories
from tests.factories import monitoring as made

pytestmark = pytest.mark.django_db
HALVES = (("2026-01-01", "2026-06-30"), ("2026-07-01", "2026-12-31"))


def two_halves(of, values, **facts):
    line = made.line(of, made.indicator(**facts), target=facts.pop("target", None))
    for half, value in zip(HALVES, values, strict=True):
        made.approved(made.period(line, *half), value)
    return line


@pytest.mark.parametrize(("rule", "reached"), [("sum", 30), ("last", 20)])
def test_a_line_is_put_together_by_its_rule(rule, reached):
    two_halves(factories.phase(), [10, 20], aggregation=rule)

    (result,) = results(ResultLine.objects.public())

    assert result.reached.total == reached


def test_percentages_are_never_put_together():
    kind = made.indicator(measure="2", aggregation="last", counts_people=False, dimensions=[])
    for value in (40, 60):
        made.approved(made.period(made.line(factories.pilot(), kind)), value)

    (whole,) = aggregates(results(ResultLine.objects.public()))

    assert whole.sum is None
    assert (whole.reported, whole.followed) == (2, 2)


def test_documented_values_are_shown_and_never_counted():
    made.documented(made.period(made.line(factories.phase(), target=15)), 9)

    (result,) = results(ResultLine.objects.public())

    assert result.latest.value == 9
    assert result.reached.total is None
    assert result.word == Word.INCOMPLETE


def test_the_pilot_of_a_draft_shows_nothing():
    made.approved(made.period(made.line(factories.pilot(live=False))), 10)

    assert not Measurement.objects.public().exists()
    assert results(ResultLine.objects.public()) == []


def test_how_many_queries_it_takes_does_not_depend_on_how_many_lines(django_assert_num_queries):
    for _ in range(3):
        two_halves(factories.phase(), [10, 20])

    with django_assert_num_queries(4):
        results(ResultLine.objects.public())


def test_a_small_total_of_people_is_left_out_of_what_is_put_together():
    values = [published(Decimal(number), {}, counts_people=True) for number in (3, 20)]

    whole = added(values)

    assert values[0].total is None
    assert (whole.total, whole.left_out) == (20, 1)


def test_the_words_of_a_small_total_are_withheld_with_it():
    made.approved(made.period(made.line(factories.phase())), 3, narrative="Three families came.")

    (result,) = results(ResultLine.objects.public())

    assert result.latest.published.total_withheld
    assert result.latest.narrative == ""


@pytest.mark.parametrize("parts", [{"female": 3, "male": 9}, {"female": 9}, {"female": 12, "male": 2}])
def test_a_breakdown_that_tells_of_few_is_withheld_whole(parts):
    shown = published(Decimal(12), {"sex": {k: Decimal(v) for k, v in parts.items()}}, counts_people=True)

    assert shown.total == 12
    assert shown.breakdowns == {}
    assert shown.withheld == {"sex"}


@pytest.mark.parametrize(("reached", "word"), [(50, Word.ON_TRACK), (49, Word.BEHIND)])
def test_of_some_days_only_their_share_of_the_final_target_is_wanted(reached, word):
    line = made.line(factories.phase(), target=101)
    first, _second = (made.period(line, *half) for half in HALVES)
    made.approved(first, reached)

    (result,) = results(ResultLine.objects.public(), starts=first.starts, ends=first.ends)

    assert [period.pk for period in result.periods] == [first.pk]
    assert result.word == word
