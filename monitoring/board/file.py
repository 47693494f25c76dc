"""The board as a file. Only these columns leave: of a draft only that it was begun, and no small number of people."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from core.exports import Column
from monitoring.models import Measurement
from monitoring.wording import unit_of

from .question import kind_name
from .rows import BoardRow, BoardValue


def _value(row: BoardRow, value: BoardValue | None) -> Decimal | str:
    """A number where there is one to show."""
    if value is None:
        return ""
    return row.number_of(value) if value.published.total is None else value.published.total


def _basis(row: BoardRow) -> str:
    if row.value is None:
        return ""
    basis = Measurement.Basis
    return (basis.DOCUMENTED if row.value.documented else basis.REPORTED).label


COLUMNS = (
    Column("starts", _("Start"), lambda row: row.starts),
    Column("ends", pgettext_lazy("last day", "End"), lambda row: row.ends),
    Column("due", pgettext_lazy("a date", "Due"), lambda row: row.wanted_by),
    Column("city", _("City"), lambda row: row.city and row.city.name),
    Column("kind", _("Kind"), lambda row: kind_name(row.kind)),
    Column("subject", _("Subject"), lambda row: row.subject),
    Column("code", _("Code"), lambda row: row.indicator.code),
    Column("indicator", _("Indicator"), lambda row: row.indicator.name),
    Column("state", _("State"), lambda row: row.standing.label),
    Column("begun", pgettext_lazy("a value", "Begun"), lambda row: pgettext("an answer", "yes") if row.begun else ""),
    Column(
        "locked", pgettext_lazy("a period", "Closed"), lambda row: pgettext("an answer", "yes") if row.locked else ""
    ),
    Column("value", _("Value"), lambda row: _value(row, row.value)),
    Column("unit", _("Unit"), lambda row: unit_of(row.indicator)),
    Column("basis", _("Basis"), _basis),
    Column("by", _("Who"), lambda row: row.value and row.value.by),
    Column("source", _("Source"), lambda row: row.value and row.value.source),
    Column("since", pgettext_lazy("a date", "Since"), lambda row: row.value and row.value.since),
    Column("target", _("Target"), lambda row: None if row.target_is_final else row.target),
    Column("final_target", _("Final target"), lambda row: row.target if row.target_is_final else None),
    Column("earlier", _("Value before"), lambda row: _value(row, row.earlier)),
    Column("earlier_ends", _("Of the period ending on"), lambda row: row.earlier and row.earlier.ends),
)
