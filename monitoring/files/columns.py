"""What may stand in a file, and what each column means. Nothing else leaves: a new field is no new column."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.exports import Column
from monitoring.models import CATEGORIES, Category, Dimension, Indicator, Measurement, State


def codes(choices) -> Promise | str:
    """The codes that may stand in a column, each with its meaning."""
    pairs = [format_lazy("{code} = {label}", code=code, label=label) for code, label in choices]
    return format_lazy("; ".join("{}" for _pair in pairs), *pairs)


def _of(name: str, heading, take, meaning="", values="") -> Column:
    return Column(name, heading, take, meaning, values)


LANGUAGE = _("ISO 639-1")
DAY = _("date")
IN_UNIT = _("in the unit of the indicator")

SUBJECT = (
    _of(
        "of_kind",
        pgettext_lazy("heading of a file", "kind of subject"),
        lambda row: row.subject.kind,
        _("What the value is about."),
        "phase; pilot; practice; city",
    ),
    _of("of", pgettext_lazy("heading of a file", "subject"), lambda row: row.subject.title, _("Its name or title.")),
    _of("phase", _("phase"), lambda row: row.subject.phase, _("Number of the programme's phase.")),
    _of("city", _("city"), lambda row: row.subject.city, _("The city it belongs to; empty where it is of none.")),
    _of("country", _("country"), lambda row: row.subject.country, _("Country of that city."), "ISO 3166-1 alpha-2"),
)
INDICATOR = (
    _of("line", _("line"), lambda row: row.line.pk, _("Number of the line of the results framework.")),
    _of("indicator_code", _("code"), lambda row: row.line.indicator.code, _("The indicator's code in the library.")),
    _of("indicator", _("indicator"), lambda row: str(row.line.indicator.name), _("What is measured.")),
    _of(
        "family",
        _("family"),
        lambda row: row.line.indicator.family,
        _("Where the indicator comes from."),
        codes(Indicator.Family.choices),
    ),
    _of(
        "result_type",
        _("kind of result"),
        lambda row: row.line.indicator.result_type,
        _("IATI code list ResultType."),
        codes(Indicator.ResultType.choices),
    ),
    _of(
        "measure",
        _("measured as"),
        lambda row: row.line.indicator.measure,
        _("IATI code list IndicatorMeasure."),
        codes(Indicator.Measure.choices),
    ),
    _of("unit", _("unit"), lambda row: row.line.indicator.unit, _("What one unit of the value is.")),
    _of(
        "aggregation",
        _("how values are put together"),
        lambda row: row.line.indicator.aggregation,
        _("Whether values of periods and places may be added."),
        codes(Indicator.Aggregation.choices),
    ),
    _of(
        "objective",
        _("objective of the programme"),
        lambda row: row.line.objective.code if row.line.objective else "",
        _("Code of the objective that the line serves."),
    ),
    _of("baseline", _("baseline"), lambda row: row.baseline.total, _("Where it began."), IN_UNIT),
    _of(
        "baseline_withheld",
        _("baseline withheld"),
        lambda row: int(row.baseline.total_withheld),
        _("1 where it was fewer than 5 people, which is not published."),
        "0; 1",
    ),
    _of("baseline_year", _("year of the baseline"), lambda row: row.line.baseline_year, "", _("year")),
    _of(
        "final_target", _("final target"), lambda row: row.line.target, _("What is to be reached in the end."), IN_UNIT
    ),
)
PERIOD = (
    _of("period_start", _("start of the period"), lambda row: row.period.starts, "", DAY),
    _of("period_end", _("end of the period"), lambda row: row.period.ends, "", DAY),
    _of("period_target", _("target of the period"), lambda row: row.period.target, "", IN_UNIT),
)


def _part(dimension: str, category: str) -> Column:
    key = (str(dimension), str(category))
    heading = format_lazy(
        _("{dimension}: {category}"), dimension=Dimension(dimension).label, category=Category(category).label
    )
    return _of(
        f"{dimension}_{category}".replace("-", "_"),
        heading,
        lambda row: row.parts.get(key),
        _("How many of the value. Empty: not broken down, or withheld."),
        IN_UNIT,
    )


PARTS = tuple(_part(dimension, category) for dimension, categories in CATEGORIES.items() for category in categories)
VALUE = (
    _of("measurement", _("value no."), lambda row: row.measurement, _("Number of the value, which never changes.")),
    _of(
        "basis",
        _("basis"),
        lambda row: row.basis,
        _("Reported by a city and approved, or read in a published source. The two are never added."),
        codes(Measurement.Basis.choices),
    ),
    _of("value", _("value"), lambda row: row.total, _("Empty where it is said in words, or withheld."), IN_UNIT),
    _of(
        "withheld",
        _("withheld"),
        lambda row: " ".join(row.withheld),
        _("What is not published because fewer than 5 people could be recognised: the total, or a breakdown."),
        codes((("total", _("the total, and what comes with it")), *Dimension.choices)),
    ),
    _of("qualifier", _("how exact"), lambda row: row.qualifier, _("As the source says it: about, over, up to.")),
    *PARTS,
    _of("narrative", _("in words"), lambda row: row.narrative, _("What was said with the value, or instead of one.")),
    _of("language", _("language of the words"), lambda row: row.language, "", LANGUAGE),
    _of("measured_on", _("measured on"), lambda row: row.measured_on, "", DAY),
    _of("source", _("source"), lambda row: row.source, _("Where the value comes from.")),
    _of("source_address", _("address of the source"), lambda row: row.source_url),
    _of("address", _("address of the value"), lambda row: row.address, _("Where it is shown with its history.")),
)
PUBLIC_VALUES = (*SUBJECT, *INDICATOR, *PERIOD, *VALUE)
INTERNAL_VALUES = (
    *PUBLIC_VALUES,
    _of("state", _("state"), lambda row: row.state, _("Of a reported value."), codes(State.choices)),
    _of("entered", _("entered"), lambda row: row.entered, _("When it was begun."), _("date and time")),
    _of("parts_comment", _("why the parts do not add up"), lambda row: row.parts_comment),
)
