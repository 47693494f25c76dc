"""How a row of the board is shown: words and shapes, and the one thing to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.belonging import cities_of
from monitoring.models import Indicator
from monitoring.models.rights import is_mne
from monitoring.saying import number_said, number_with_unit, published_said, unit_of
from monitoring.suppressing import Published

from .rows import Row
from .standing import OPEN_TO_BEGIN, Standing

SHAPES = {  # icon and tone
    Standing.OVERDUE: ("warn", "due"),
    Standing.RETURNED: ("pen", "wait"),
    Standing.SUBMITTED: ("clock", "wait"),
    Standing.DUE: ("calendar", "wait"),
    Standing.NOT_DUE: ("unset", "none"),
    Standing.APPROVED: ("check", "ok"),
    Standing.DOCUMENTED: ("quote", ""),
    Standing.CLOSED: ("stopped", "none"),
}


@dataclass(frozen=True)
class Shown:
    """A row as its template writes it."""

    row: Row
    sign: dict
    said: str
    """Since when, or who said it and when."""
    source: str
    value: str
    unit: str
    from_before: str
    """The end of the earlier period that `value` is of."""
    target: str
    due: str
    url: str = ""
    action: str = ""


def shown(rows: list[Row], user) -> list[Shown]:
    own, officer = {city.pk for city in cities_of(user)}, is_mne(user)
    return [_shown(row, own, officer=officer) for row in rows]


def sign(standing: Standing) -> dict:
    icon, tone = SHAPES[standing]
    return {"icon": icon, "tone": tone, "text": standing.label}


def _shown(row: Row, own: set[int], *, officer: bool) -> Shown:
    value = row.value or row.earlier
    url, action = _to_do(row, own, officer=officer)
    return Shown(
        row=row,
        sign=sign(row.standing),
        said=_said(row),
        source=row.value.source if row.value else "",
        value=value_in_words(row.indicator, value.published) if value else "",
        unit=unit_of(row.indicator) if value and value.published.total is not None else "",
        from_before=date_format(row.earlier.ends) if row.earlier else "",
        target=_target(row),
        due=date_format(row.wanted_by),
        url=url,
        action=action,
    )


def _said(row: Row) -> str:
    """Of what has no value yet, that it was begun: what stands in a draft is the city's."""
    value = row.value
    if value is None:
        return pgettext("a value", "begun") if row.begun else ""
    if not value.since:
        return value.by
    day = date_format(value.since)
    # Translators: who said it, and when: "Focal point of Tangier, 3 November 2026"
    return _("%(who)s, %(date)s") % {"who": value.by, "date": day} if value.by else day


def _target(row: Row) -> str:
    if row.target is None:
        return ""
    number = number_with_unit(row.indicator, row.target)
    return _("%(number)s (final)") % {"number": number} if row.target_is_final else number


def _to_do(row: Row, own: set[int], *, officer: bool) -> tuple[str, str]:
    """The form, for who reports it; the value, where there is one to look at."""
    reports = row.city.pk in own if row.city else officer
    if reports and not row.locked and row.standing in (*OPEN_TO_BEGIN, Standing.RETURNED):
        action = _("Correct") if row.standing == Standing.RETURNED else pgettext("a value", "Report")
        return reverse("measure", args=[row.period]), action
    if row.value:
        judged = officer and row.standing == Standing.SUBMITTED
        return reverse("measurement", args=[row.value.measurement]), _("Judge") if judged else _("Look at it")
    return "", ""


# --- values -----------------------------------------------------------------------------------------------------
def value_in_words(indicator: Indicator, value: Published) -> str:
    """As anybody may read it: without a small number of people."""
    if value.total_withheld:
        return published_said(indicator, value)
    return _("in words") if value.total is None else number_said(indicator, value.total)
