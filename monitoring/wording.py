"""Words for numbers, periods, sources, rules, states and roles: the same on every page."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from accounts.roles import Role
from core import languages
from core.bidi import isolated
from core.display import Sign
from core.figures import EXACTNESS
from core.languages import Wording
from core.numbers import display_number
from core.partial_dates import PartialDate, display_period
from core.sources import called

from .models import Indicator, Period, State
from .results import DOCUMENTED, Coverage, Point, Word
from .suppressing import SUPPRESSION_THRESHOLD, Published, Sum

IN_A_CELL = 90
Measure = Indicator.Measure
NOTHING = "–"  # nobody has reported: not that nothing was done
SIGNS = {  # icon and tone
    Word.ON_TRACK: ("check", "ok"),
    Word.BEHIND: ("warn", "due"),
    Word.INCOMPLETE: ("pilot", "wait"),
    Word.NO_TARGET: ("", ""),
    Word.NO_DATA: ("", "none"),
}
SIGNS_OF_STATES = {  # of a value, on its page, in lists and on the board
    State.DRAFT: ("pen", ""),
    State.SUBMITTED: ("clock", "wait"),
    State.RETURNED: ("pen", "wait"),
    State.APPROVED: ("check", "ok"),
    State.SUPERSEDED: ("ended", ""),
    State.WITHDRAWN: ("stopped", "due"),
    "": ("quote", ""),  # documented
}
MEANINGS = {
    Word.ON_TRACK: gettext_lazy("approved results meet the target for this date"),
    Word.BEHIND: gettext_lazy("approved results are below the target for this date"),
    Word.INCOMPLETE: gettext_lazy(
        "there is a target, but a period that is due has no approved value, or all values come from documents"
    ),
    Word.NO_TARGET: gettext_lazy("there are results but no target to compare them with"),
    Word.NO_DATA: gettext_lazy("nobody has reported, and no published source has a figure"),
}
RULES = {
    Indicator.Aggregation.SUM: gettext_lazy("The values of periods and of places are added up."),
    Indicator.Aggregation.LAST: gettext_lazy(
        "The newest value of a place counts; the newest values of places are added up."
    ),
    Indicator.Aggregation.NONE: gettext_lazy("Values are never combined: each one is shown on its own."),
}


@dataclass(frozen=True)
class Basis:
    """Where a value comes from, as a `text`; `url` leads to the source where it has an address."""

    text: str
    url: str = ""
    is_documented: bool = False


# --- numbers --------------------------------------------------------------------------------------------------------
def display_in_measure(indicator: Indicator, number: Decimal | None) -> str:
    """In the indicator's measure: `1,234`, `58%`, `yes`."""
    if number is None:
        return ""
    if indicator.measure == Indicator.Measure.PERCENTAGE:
        # Translators: a percentage, as your language writes it
        return _("%(number)s%%") % {"number": display_number(number)}
    if indicator.measure == Indicator.Measure.NOMINAL and number in (0, 1):
        return pgettext("an answer", "yes") if number else pgettext("an answer", "no")
    return display_number(number)


def number_with_unit(indicator: Indicator, number: Decimal | None) -> str:
    """As a number stands by itself: `1,234 people`, `58%`, `yes`, `4 (1 to 5)`."""
    text = display_in_measure(indicator, number)
    unit = indicator.unit_named if indicator.measure in (Measure.UNIT, Measure.ORDINAL) else ""
    if not text or not unit:
        return text
    if indicator.measure == Measure.ORDINAL:
        # Translators: a rating and its scale: "4 (1 to 5)"
        return _("%(rating)s (%(scale)s)") % {"rating": text, "scale": unit}
    # Translators: a number and what it counts: "1,234 people"
    # An English unit beside Arabic digits keeps its own direction.
    return _("%(number)s %(unit)s") % {
        "number": text,
        "unit": unit if unit.language == languages.current() else isolated(unit),
    }


def unit_of(indicator: Indicator) -> str:
    """What a number counts, where that has to be said."""
    return indicator.unit_named if indicator.measure == Indicator.Measure.UNIT else ""


def below_threshold() -> str:
    """What stands for a total of people that could be recognised."""
    return _("fewer than %(threshold)s") % {"threshold": SUPPRESSION_THRESHOLD}


def display_value(indicator: Indicator, point: Point) -> str:
    """A published value, with its unit and how exact it is: `about 300 people`, or its first words."""
    if point.value is None and not point.published.total_withheld:
        narrative = point.displayed_narrative
        return Wording(Truncator(narrative).chars(IN_A_CELL), narrative.language)
    text = display_published(indicator, point.published)
    return text if point.value is None else EXACTNESS.get(point.qualifier, "%(value)s") % {"value": text}


def display_published(indicator: Indicator, published: Published) -> str:
    """With its unit; of a number that is withheld, why."""
    if not published.total_withheld:
        return number_with_unit(indicator, published.total)
    if published.near is not None:
        about = {"number": number_with_unit(indicator, published.near), "threshold": SUPPRESSION_THRESHOLD}
        # Translators: a number of people that is not shown, because it differs from an earlier one by so few: "150 ..."
        return _("%(number)s, with a difference of fewer than %(threshold)s") % about
    if indicator.counts_people:
        return below_threshold()
    return _("withheld: a share of few people, or of people whose number is not published")


def display_sum(indicator: Indicator, whole: Sum | None) -> str:
    """What was put together, with its unit; where all of it is withheld, that it is little; a dash for nothing."""
    if whole is None or whole.total is None:
        return below_threshold() if whole and whole.left_out == 1 else NOTHING
    return number_with_unit(indicator, whole.total)


def display_left_out(whole: Sum | None) -> str:
    """Which values are not in a sum because they are too small to be shown."""
    if whole is None or not whole.left_out or (whole.total is None and whole.left_out == 1):
        return ""
    return ngettext(
        "%(number)s value of fewer than %(threshold)s people is left out",
        "%(number)s values of fewer than %(threshold)s people are left out",
        whole.left_out,
    ) % {"number": display_number(whole.left_out), "threshold": SUPPRESSION_THRESHOLD}


# --- periods --------------------------------------------------------------------------------------------------------
def display_date_range(starts: date, ends: date) -> str:
    """`2026`, `2015–2022`, `January to June 2026`, or with days where a period is no whole months."""
    whole_months = starts.day == 1 and ends.day == monthrange(ends.year, ends.month)[1]
    if whole_months and starts.month == 1 and ends.month == 12:
        first, last = PartialDate(starts.year), PartialDate(ends.year)
    elif whole_months:
        first, last = PartialDate(starts.year, starts.month), PartialDate(ends.year, ends.month)
    else:
        first = PartialDate(starts.year, starts.month, starts.day)
        last = PartialDate(ends.year, ends.month, ends.day)
    return display_period(first, last)


def display_dates_of(period: Period | Point) -> str:
    return display_date_range(period.starts, period.ends)


def display_month(day: date) -> str:
    """As short as on an axis: `Jun 2026`."""
    return date_format(day, "M Y")


def display_coverage(covered: Coverage, *, of_pilots: bool) -> str:
    """`7 of 12 pilots reported for January to June 2026 (9 at any time)`: beside every number that is put together."""
    pilots = ngettext(
        "%(reported)s of %(followed)s pilot reported", "%(reported)s of %(followed)s pilots reported", covered.followed
    )
    places = ngettext(
        "%(reported)s of %(followed)s place reported", "%(reported)s of %(followed)s places reported", covered.followed
    )
    numbers = {"reported": display_number(covered.lately), "followed": display_number(covered.followed)}
    return with_its_period((pilots if of_pilots else places) % numbers, covered)


def with_its_period(text: str, covered: Coverage) -> str:
    """Who reported, with for when: without it everybody who did once would be counted for ever."""
    if covered.starts is None or covered.ends is None:
        return text
    parts = {"said": text, "period": display_date_range(covered.starts, covered.ends)}
    if covered.reported == covered.lately:
        # Translators: "3 of 4 pilots reported for January to June 2026"
        return _("%(said)s for %(period)s") % parts
    # Translators: "2 of 4 pilots reported for January to June 2026 (3 at any time)"
    return _("%(said)s for %(period)s (%(number)s at any time)") % {**parts, "number": display_number(covered.reported)}


def display_until(ends: date) -> str:
    return pgettext("day", "until %(date)s") % {"date": date_format(ends)}


# --- where a value comes from ---------------------------------------------------------------------------------------
def basis_of(point: Point) -> Basis:
    source = point.source or (called(point.source_url) if point.source_url else "")
    if point.basis == DOCUMENTED and not source:
        return Basis(_("documented, from a published source"), is_documented=True)
    if point.basis == DOCUMENTED:
        return Basis(_("documented: %(source)s") % {"source": source}, point.source_url, is_documented=True)
    return Basis(_("approved: %(source)s") % {"source": source}, point.source_url) if source else approved()


def approved() -> Basis:
    """Of several values together, or of one that names no source."""
    return Basis(pgettext("a measurement", "approved"))


# --- rules and states -----------------------------------------------------------------------------------------------
def aggregation_rule(indicator: Indicator) -> str:
    if indicator.measure == Indicator.Measure.PERCENTAGE:
        return _("Percentages are never added up: each one is shown on its own.")
    if not indicator.adds_up and indicator.aggregation == Indicator.Aggregation.LAST:
        return _("The newest value of a place counts; values of different places are never combined.")
    return str(RULES[indicator.aggregation])


def display_role(by_role: str) -> str:
    """Of who did something: a role of which only the code is kept; what was written in words stays."""
    return str(Role(by_role).label) if by_role in Role.values else by_role


def sign_of(word: Word) -> Sign:
    return Sign(str(word.label), *SIGNS[word])


def sign_of_state(state: str) -> Sign:
    """Of a value or of a step of its; without a state it is documented."""
    text = State(state).label if state else _("documented, from a published source")
    return Sign(capfirst(str(text)), *SIGNS_OF_STATES[state])


@dataclass(frozen=True)
class Meaning:
    """A word for how a line stands, and how it is chosen."""

    sign: Sign
    meaning: str


def status_legend() -> list[Meaning]:
    return [Meaning(sign_of(word), str(meaning)) for word, meaning in MEANINGS.items()]


def display_unit(indicator: Indicator) -> str:
    """What is counted, where the name of the indicator does not say it."""
    return (
        indicator.unit_named
        if indicator.measure == Indicator.Measure.UNIT
        else capfirst(indicator.get_measure_display())
    )
