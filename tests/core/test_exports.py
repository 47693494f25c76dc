"""Files for spreadsheets: what begins like a formula is a text, numbers and dates stay what they are."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.roles import Role
from core.exports import Column, export
from tests import factories
from tests.factories.people import person

COLUMNS = [Column("title", "Title", lambda row: row[0]), Column("number", "=Number", lambda row: row[1])]
HOSTILE = ["=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "\tx", "\rx", " =1", "\n=1"]


def content(kind: str, rows: list) -> bytes:
    return b"".join(export(kind, rows, COLUMNS, "practices"))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula(text):
    cells = [row[0] for row in csv.reader(StringIO(content("csv", [(text, 1)]).decode("utf-8-sig"), newline=""))]
    sheet = load_workbook(BytesIO(content("xlsx", [(text, 1)]))).active

    assert cells[1] == f"'{text}"
    assert sheet["A2"].data_type == "s"
    assert sheet["B1"].data_type == "s"


def test_numbers_and_dates_are_numbers_and_dates():
    rows = [("a", Decimal("-1.5")), ("b", date(2024, 2, 29)), ("c", None), ("د\x07", 3)]

    text = content("csv", rows).decode("utf-8-sig")
    sheet = load_workbook(BytesIO(content("xlsx", rows))).active

    assert text.splitlines()[1:4] == ["a,-1.5", "b,2024-02-29", "c,"]
    assert [cell.data_type for cell in sheet["B"]][1:] == ["n", "d", "n", "n"]
    assert sheet["A5"].value == "د"


@pytest.mark.django_db
def test_no_cell_of_wagtails_own_tables_is_a_formula(admin_client):
    formula = "=cmd|' /C calc'!A0\x01"
    page = factories.practice(formula)
    page.get_workflow().start(page, person("=1+1", Role.EDITOR, first_name=formula))
    type(page).objects.filter(pk=page.pk).update(locked=True)

    for report in ("workflow", "workflow_tasks", "aging_pages", "site_history", "locked_pages"):
        where = reverse(f"wagtailadmin_reports:{report}")
        lines = b"".join(admin_client.get(where, {"export": "csv"}).streaming_content).decode()
        workbook = b"".join(admin_client.get(where, {"export": "xlsx"}).streaming_content)

        cells = [cell for line in csv.reader(StringIO(lines, newline="")) for cell in line]
        kinds = {cell.data_type for row in load_workbook(BytesIO(workbook)).active for cell in row}
        assert any("=cmd" in cell for cell in cells), report
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == [], report
        assert "f" not in kinds, report
