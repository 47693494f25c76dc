"""The board as a file. Only these columns leave: of a draft only that it was begun, and no small number of people."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext

from core.exports import Column

from .board import kind_name
from .board_cells import unit_of, value_in_words
from .board_rows import Row, Value


def _value(row: Row, value: Value | None) -> Decimal | str:
    """A number where there is one to show."""
    if value is None:
        return ""
    shown = value.published
    return value_in_words(row.indicator, shown) if shown.total is None else shown.total


def _basis(row: Row) -> str:
    if row.value is None:
        return ""
    return _("documented") if row.value.documented else _("reported")


COLUMNS = (
    Column("starts", lazy("Start"), lambda row: row.starts),
    Column("ends", lazy("End"), lambda row: row.ends),
    Column("due", lazy("Due"), lambda row: row.wanted_by),
    Column("city", lazy("City"), lambda row: row.city and row.city.name),
    Column("kind", lazy("Kind"), lambda row: kind_name(row.kind)),
    Column("subject", lazy("Subject"), lambda row: row.subject),
    Column("code", lazy("Code"), lambda row: row.indicator.code),
    Column("indicator", lazy("Indicator"), lambda row: row.indicator.name),
    Column("state", lazy("State"), lambda row: row.standing.label),
    Column("begun", lazy("Begun"), lambda row: pgettext("an answer", "yes") if row.begun else ""),
    Column("locked", lazy("Closed"), lambda row: pgettext("an answer", "yes") if row.locked else ""),
    Column("value", lazy("Value"), lambda row: _value(row, row.value)),
    Column("unit", lazy("Unit"), lambda row: unit_of(row.indicator)),
    Column("basis", lazy("Basis"), _basis),
    Column("by", lazy("Who"), lambda row: row.value and row.value.by),
    Column("since", lazy("Since"), lambda row: row.value and row.value.since),
    Column("target", lazy("Target"), lambda row: None if row.target_is_final else row.target),
    Column("final_target", lazy("Final target"), lambda row: row.target if row.target_is_final else None),
    Column("earlier", lazy("Value before"), lambda row: _value(row, row.earlier)),
    Column("earlier_ends", lazy("Of the period until"), lambda row: row.earlier and row.earlier.ends),
)
