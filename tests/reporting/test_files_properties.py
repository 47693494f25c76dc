"""Whatever was counted: no withheld number can be read in a file, nor had from it by subtracting. No database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from core.languages import Wording
from monitoring.models import CATEGORIES, Indicator, Period, ResultLine
from monitoring.results import LineResult, Point
from monitoring.suppressing import published
from reporting.files.columns import PUBLIC_VALUES
from reporting.files.subjects import SubjectColumns
from reporting.files.value_rows import public_row
from reporting.iati.facts import ActivityFacts
from reporting.iati.results_xml import add_indicator

SMALL = range(1, 5)
COUNTS = st.one_of(st.integers(0, 8), st.integers(0, 5000)).map(Decimal)


@st.composite
def breakdowns(draw) -> dict[str, dict[str, Decimal]]:
    """Any dimensions, each with any of its categories."""
    dimensions = draw(st.sets(st.sampled_from(list(CATEGORIES))))
    return {
        str(dimension): draw(
            st.dictionaries(st.sampled_from([str(one) for one in CATEGORIES[dimension]]), COUNTS, min_size=1)
        )
        for dimension in sorted(dimensions)
    }


def result_of(total: Decimal, parts: dict, baseline: Decimal | None) -> tuple[LineResult, Point]:
    """A line as `results()` gives it, with one approved value."""
    indicator = Indicator(pk=1, code="TEST", name_en="People", measure="1", counts_people=True, aggregation="sum")
    line = ResultLine(pk=1, indicator=indicator, baseline=baseline, baseline_year=None if baseline is None else 2020)
    period = Period(pk=1, line=line, starts=date(2021, 1, 1), ends=date(2021, 12, 31))
    point = Point(
        measurement=1,
        period=1,
        starts=period.starts,
        ends=period.ends,
        basis="reported",
        published=published(total, parts, counts_people=True),
        narrative=Wording("", "en"),
        source="",
        source_url="",
        qualifier="",
        measured_on=None,
    )
    return LineResult(line, periods=[period], approved=[point]), point


def in_the_table(total: Decimal, parts: dict, baseline: Decimal | None) -> tuple:
    """Total, baseline and breakdowns as a reader of the spreadsheet has them."""
    result, point = result_of(total, parts, baseline)
    row = public_row(result, SubjectColumns("phase", "Test"), "", result.periods[0], point)
    cells = {column.name: column.getter(row) for column in PUBLIC_VALUES}
    read = {
        dimension: {
            one: cells[name]
            for one in CATEGORIES[dimension]
            if cells[name := f"{dimension}_{one}".replace("-", "_")] is not None
        }
        for dimension in CATEGORIES
    }
    return cells["value"], cells["baseline"], {name: found for name, found in read.items() if found}


def in_the_iati_file(total: Decimal, parts: dict, baseline: Decimal | None) -> tuple:
    """The same as a reader of the XML has them."""
    result, _point = result_of(total, parts, baseline)
    facts = ActivityFacts(name=Wording("Test", "en"), identifier="XM-TEST-0001-1", reporting=None)
    element = add_indicator(etree.Element("result"), result, facts)
    read, whole = {}, None
    for actual in element.iter("actual"):
        dimension = actual.find("dimension")
        if dimension is None:
            whole = Decimal(actual.get("value"))
        else:
            read.setdefault(dimension.get("name"), {})[dimension.get("value")] = Decimal(actual.get("value"))
    began = element.find("baseline")
    return whole, Decimal(began.get("value")) if began is not None else None, read


@given(COUNTS, breakdowns(), st.none() | COUNTS)
def test_nobody_can_be_recognised_in_a_file(total, parts, baseline):
    for read in (in_the_table, in_the_iati_file):
        shown, began, found = read(total, parts, baseline)

        assert shown not in SMALL
        assert began not in SMALL
        for numbers in found.values():
            rest = abs(shown - sum(numbers.values())) if shown is not None else Decimal(0)
            assert not any(number in SMALL for number in (*numbers.values(), rest))


@given(COUNTS, breakdowns(), st.none() | COUNTS)
def test_table_and_iati_file_say_the_same_and_nothing_untrue(total, parts, baseline):
    shown, began, found = in_the_table(total, parts, baseline)

    assert in_the_iati_file(total, parts, baseline) == (shown, began, found)
    assert shown in (None, total)
    assert began in (None, baseline)
    assert all(numbers == parts[dimension] for dimension, numbers in found.items())
