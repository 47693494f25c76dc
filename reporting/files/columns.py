"""What may stand in a file, and what each column means. Nothing else leaves: a new field is no new column."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.exports import Column
from core.listing import listed_at_length_lazy
from monitoring.models import CATEGORIES, Category, Dimension, Indicator, Measurement, State
from monitoring.suppressing import SUPPRESSION_THRESHOLD


def codes(choices) -> Promise | str:
    """The codes that may stand in a column, each with its meaning."""
    return listed_at_length_lazy([format_lazy("{code} = {label}", code=code, label=label) for code, label in choices])


def _with_threshold(meaning: Promise) -> Promise | str:
    return format_lazy(meaning, threshold=SUPPRESSION_THRESHOLD)


LANGUAGE = _("ISO 639-1")
DAY = _("date")
IN_UNIT = _("in the unit of the indicator")

SUBJECT = (
    Column(
        "of_kind",
        pgettext_lazy("heading of a file", "kind of subject"),
        lambda row: row.subject.kind,
        _("What the value is about."),
        "phase; pilot; practice; city",
    ),
    Column("of", pgettext_lazy("heading of a file", "subject"), lambda row: row.subject.title, _("Its name or title.")),
    Column("phase", _("phase"), lambda row: row.subject.phase, _("Number of the programme's phase.")),
    Column("city", _("city"), lambda row: row.subject.city, _("The city it belongs to; empty if it belongs to none.")),
    Column("country", _("country"), lambda row: row.subject.country, _("Country of that city."), "ISO 3166-1 alpha-2"),
)
INDICATOR = (
    Column("line", _("line"), lambda row: row.line.pk, _("Number of the line of the results framework.")),
    Column("indicator_code", _("code"), lambda row: row.line.indicator.code, _("The indicator's code in the library.")),
    Column("indicator", _("indicator"), lambda row: str(row.line.indicator.name), _("What is measured.")),
    Column(
        "family",
        _("family"),
        lambda row: row.line.indicator.family,
        _("Where the indicator comes from."),
        codes(Indicator.Family.choices),
    ),
    Column(
        "result_type",
        _("kind of result"),
        lambda row: row.line.indicator.result_type,
        _("IATI code list ResultType."),
        codes(Indicator.ResultType.choices),
    ),
    Column(
        "measure",
        _("measured as"),
        lambda row: row.line.indicator.measure,
        _("IATI code list IndicatorMeasure."),
        codes(Indicator.Measure.choices),
    ),
    Column("unit", _("unit"), lambda row: row.line.indicator.unit, _("What one unit of the value means.")),
    Column(
        "aggregation",
        _("how values are combined"),
        lambda row: row.line.indicator.aggregation,
        _("Whether values of periods and places may be added up."),
        codes(Indicator.Aggregation.choices),
    ),
    Column(
        "objective",
        _("objective of the programme"),
        lambda row: row.line.objective.code if row.line.objective else "",
        _("Code of the objective that the line serves."),
    ),
    Column("baseline", _("baseline"), lambda row: row.baseline.total, _("The value before."), IN_UNIT),
    Column(
        "baseline_withheld",
        _("baseline withheld"),
        lambda row: int(row.baseline.total_withheld),
        _with_threshold(_("1 where it was fewer than {threshold} people, which is not published.")),
        "0; 1",
    ),
    Column("baseline_year", _("year of the baseline"), lambda row: row.line.baseline_year, "", _("year")),
    Column("final_target", _("final target"), lambda row: row.line.target, _("The final target."), IN_UNIT),
)
PERIOD = (
    Column("period_start", _("start of the period"), lambda row: row.period.starts, "", DAY),
    Column("period_end", _("end of the period"), lambda row: row.period.ends, "", DAY),
    Column("period_target", _("target of the period"), lambda row: row.period.target, "", IN_UNIT),
)


def _part(dimension: str, category: str) -> Column:
    key = (str(dimension), str(category))
    heading = format_lazy(
        _("{dimension}: {category}"), dimension=Dimension(dimension).label, category=Category(category).label
    )
    return Column(
        f"{dimension}_{category}".replace("-", "_"),
        heading,
        lambda row: row.parts.get(key),
        _("How many of the value. Empty: not broken down, or withheld."),
        IN_UNIT,
    )


PARTS = tuple(_part(dimension, category) for dimension, categories in CATEGORIES.items() for category in categories)
VALUE = (
    Column("measurement", _("value no."), lambda row: row.measurement, _("Number of the value; it never changes.")),
    Column(
        "basis",
        _("basis"),
        lambda row: row.basis,
        _("Reported by a city and approved, or taken from a published source. The two are never added up."),
        codes(Measurement.Basis.choices),
    ),
    Column("value", _("value"), lambda row: row.total, _("Empty if the answer is in words, or withheld."), IN_UNIT),
    Column(
        "withheld",
        _("withheld"),
        lambda row: " ".join(row.withheld),
        _with_threshold(
            _(
                "What is not published because fewer than {threshold} people could be recognised: the total, or a "
                "breakdown."
            )
        ),
        codes((("total", _("the total and its details")), *Dimension.choices)),
    ),
    Column("qualifier", _("how exact"), lambda row: row.qualifier, _("According to the source: about, over, up to.")),
    *PARTS,
    Column(
        "narrative", _("in words"), lambda row: row.narrative, _("The comment on the value, or the answer in words.")
    ),
    Column("language", _("language of the text"), lambda row: row.language, "", LANGUAGE),
    Column("measured_on", _("measured on"), lambda row: row.measured_on, "", DAY),
    Column("source", _("source"), lambda row: row.source, _("Where the value comes from.")),
    Column("source_address", _("address of the source"), lambda row: row.source_url),
    Column("address", _("address of the value"), lambda row: row.address, _("Where it is shown with its history.")),
)
PUBLIC_VALUES = (*SUBJECT, *INDICATOR, *PERIOD, *VALUE)
INTERNAL_VALUES = (
    *PUBLIC_VALUES,
    Column("state", _("state"), lambda row: row.state, _("Of a reported value."), codes(State.choices)),
    Column("entered", _("entered"), lambda row: row.entered, _("When the entry was started."), _("date and time")),
    Column("parts_comment", _("why the parts do not add up"), lambda row: row.parts_comment),
)
