"""Wagtail's own tables as files (reports, people, records): no cell is a formula, as in ours (core.exports)."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from .exports import NOT_IN_XLSX, harmless

as_wagtail_writes_it = SpreadsheetExportMixin.preprocess_field_value


def as_a_spreadsheet_may_read_it(self, field: str, value: Any, export_format: str) -> Any:
    """In place of Wagtail's: what every cell of every one of its tables passes, whatever a view makes of its value."""
    cell = as_wagtail_writes_it(self, field, value, export_format)
    if export_format == self.FORMAT_CSV:
        return harmless(cell)
    return NOT_IN_XLSX.sub("", cell) if isinstance(cell, str) else cell


SpreadsheetExportMixin.preprocess_field_value = as_a_spreadsheet_may_read_it
