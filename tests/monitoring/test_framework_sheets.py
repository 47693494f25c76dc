"""A framework goes out as a spreadsheet and comes back: first it is said what would change, and what is wrong where."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook, load_workbook

from accounts.roles import Role
from monitoring.framework.history import history_of
from monitoring.framework.places import Place
from monitoring.framework.sheet_planning import carry_out, plan
from monitoring.framework.sheet_reading import read_sheets
from monitoring.framework.sheets import workbook
from monitoring.models import Period, ResultLine
from tests import factories
from tests.factories import monitoring as made
from tests.factories.people import person
from tests.pages import attributes, has, text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
LINES, PERIODS = ("indicator", "target", "exported"), ("indicator", "starts", "ends", "target", "locked")


@pytest.fixture
def place():
    return Place(factories.phase_page())


@pytest.fixture
def line(place):
    return made.line(place.page, made.indicator("Trained", code="COI 3.7"), target=90)


def sent(lines: list[list], periods: list[list] | None = None) -> SimpleUploadedFile:
    """A file with these rows, each sheet with its first."""
    book = Workbook()
    book.active.title = "Lines"
    for row in lines:
        book["Lines"].append(row)
    if periods is not None:
        sheet = book.create_sheet("Periods")
        for row in periods:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile("framework.xlsx", file.getvalue())


def problems(place: Place, *tables: list[list]) -> dict[str, str]:
    return {problem.cell: problem.message for problem in plan(place, read_sheets(sent(*tables))).problems}


# --- out --------------------------------------------------------------------------------------------------------------
def test_what_goes_out_comes_back_without_a_change(place, line):
    made.period(line, target=Decimal(45), due="2026-07-30", locked=True, target_comment="=SUM(A1)")

    file = workbook(place)
    back = plan(place, read_sheets(SimpleUploadedFile("framework.xlsx", file.getvalue())))

    book = load_workbook(file)
    assert (back.changes, back.problems) == ([], [])
    assert book.sheetnames == ["Lines", "Periods", "Dictionary"]
    assert book["Periods"]["F2"].data_type == "s"
    assert book["Periods"]["B2"].value.date() == date(2026, 1, 1)


# --- back -------------------------------------------------------------------------------------------------------------
def test_rows_change_and_add_and_what_is_not_in_the_file_stays(place, line):
    made.indicator("Reached", code="COI 2.9")
    made.period(line)
    kept = made.line(place.page)
    file = sent(
        [LINES, ["COI 3.7", 120, "no"], ["COI 2.9", "1,000", ""]],
        [PERIODS, ["COI 3.7", date(2026, 1, 1), "2026-06-30", 60, "yes"], ["COI 2.9", "2026-01-01", "2026-12-31"]],
    )

    made_plan = plan(place, read_sheets(file))

    assert made_plan.problems == []
    assert made_plan.changes == [
        "COI 3.7: target 90 → 120, exported yes → no",
        "COI 2.9: new, target 1000",
        "COI 3.7, January to June 2026: target – → 60, locked no → yes",
        "COI 2.9, 2026: new",
    ]
    assert kept in place.lines()


def test_a_column_that_is_missing_is_left_alone_and_an_empty_cell_is_nothing(place, line):
    empty = plan(place, read_sheets(sent([["indicator", "target"], ["COI 3.7", None]])))
    missing = plan(place, read_sheets(sent([["indicator"], ["COI 3.7"]])))

    assert empty.changes == ["COI 3.7: target 90 → –"]
    assert missing.changes == []


def test_every_mistake_is_told_by_its_cell(place, line):
    found = problems(
        place,
        [
            ["indicator", "objective", "baseline", "baseline_year", "target", "exported"],
            ["COI 3.7", "9.9", "environ 300", "last year", "=1+1", "perhaps"],
            ["COI 3.7", None, 4, None, 12.5, None],
            ["COI 99"],
            [None, None, 5],
        ],
        [
            PERIODS,
            ["COI 3.7", "soon", "2026-06-30"],
            ["COI 3.7", "2026-06-30", "2026-01-01"],
            ["COI 3.7", "2027-01-01", "2027-06-30", -4],
            ["COI 3.7", "2027-01-01", "2027-06-30"],
            ["COI 3.7", "2027-06-01", "2027-12-31"],
            ["COI 2.2", "2027-01-01", "2027-06-30"],
        ],
    )

    assert set(found) == {
        *("Lines B2", "Lines C2", "Lines D2", "Lines E2", "Lines F2", "Lines A3", "Lines A4", "Lines A5"),
        *("Periods B2", "Periods C3", "Periods D4", "Periods B5", "Periods B6", "Periods A7"),
    }
    assert found["Lines C2"].startswith("Write only the number: 300")
    assert found["Lines A4"] == "There is no indicator “COI 99” in the library."
    assert found["Periods B6"] == "Some of these days are already in another period."


def test_a_baseline_near_an_approved_number_is_told_at_its_cell(place):
    for code, aggregation in (("ADDS", "sum"), ("NEWEST", "last")):
        of = made.line(place.page, made.indicator("Trained", code=code, aggregation=aggregation))
        made.approved(made.period(of), 153)
    rows = [["indicator", "baseline", "baseline_year"], ["ADDS", 150, 2024], ["NEWEST", 150, 2024]]

    (problem,) = plan(place, read_sheets(sent(rows))).problems

    assert "fewer than 5 people" in problem.message


def test_a_baseline_without_its_year_is_told_at_the_year(place, line):
    found = problems(place, [["indicator", "baseline", "baseline_year"], ["COI 3.7", 4, None]])

    assert found == {"Lines C2": "Enter the year of the baseline."}


# --- files that are none ----------------------------------------------------------------------------------------------
def zipped(**members: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "."), content)
    return file.getvalue()


SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


def damaged(change, where: str = SHEET) -> bytes:
    """A workbook of ours in which `change` was made to one member."""
    file = BytesIO()
    with ZipFile(BytesIO(sent([LINES]).read())) as whole, ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name in whole.namelist():
            package.writestr(name, change(whole.read(name)) if name == where else whole.read(name))
    return file.getvalue()


def with_a_broken_member() -> bytes:
    """Its first sheet no longer unpacks."""
    content = bytearray(damaged(lambda sheet: sheet * 20))
    with ZipFile(BytesIO(bytes(content))) as package:
        start = package.getinfo(SHEET).header_offset + 30 + len(SHEET)
    content[start : start + 20] = b"\xff" * 20
    return bytes(content)


@pytest.mark.parametrize(
    ("part", "many"),
    [
        (SHEET, b"<row>" + b"<c/>" * 500_000 + b"</row>"),
        (SHEET, b"<row/>" * 500_000),
        ("xl/styles.xml", b"<xf/>" * 500_000),
    ],
)
def test_more_cells_than_a_framework_has_are_refused_before_they_are_read(monkeypatch, part, many):
    """24 KB of five million cells held a worker for a minute."""
    monkeypatch.setattr("monitoring.framework.sheet_reading.load_workbook", None)

    with pytest.raises(ValidationError, match="too large when it is unpacked"):
        read_sheets(SimpleUploadedFile("x.xlsx", damaged(lambda whole: whole + many, part)))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (damaged(lambda sheet: sheet[: len(sheet) // 2]), "This spreadsheet cannot be read"),
        (damaged(lambda book: book[: len(book) // 2], BOOK), "This spreadsheet cannot be read"),
        (with_a_broken_member(), "This spreadsheet cannot be read"),
        (b"indicator;target", "This spreadsheet cannot be read"),
        (zipped(a__txt="x"), "This spreadsheet cannot be read"),
        (zipped(a__xml="<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"), "This spreadsheet cannot be read"),
        (b"x" * (1024 * 1024 + 1), "larger than 1 MB"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_kindly(client, place, line, content, message):
    client.force_login(person("mne", Role.MNE))

    answer = client.post(
        reverse("framework_sheet", args=[place.pk]), {"file": SimpleUploadedFile("file.xlsx", content)}
    )

    assert message in text(answer, "#id_file_error")


def test_a_sheet_without_its_first_column_is_refused(client, place, line):
    client.force_login(person("mne", Role.MNE))

    answer = client.post(reverse("framework_sheet", args=[place.pk]), {"file": sent([["target"], [4]])})

    assert "has no column “indicator”" in text(answer, "#id_file_error")


# --- the page ---------------------------------------------------------------------------------------------------------
def token_in(page) -> str:
    """What confirms the plan that the page shows."""
    (token,) = attributes(page, "[name=token]", "value")
    return token


def test_nothing_is_saved_before_it_is_confirmed_then_all_of_it(client, place, line):
    client.force_login(person("mne", Role.MNE))
    made.indicator("Reached", code="COI 2.9")
    url = reverse("framework_sheet", args=[place.pk])
    file = sent([LINES, ["COI 3.7", 120], ["COI 2.9", 10]], [PERIODS, ["COI 2.9", "2026-01-01", "2026-12-31", 5]])

    shown = client.post(url, {"file": file})
    before = (ResultLine.objects.count(), Period.objects.count())
    done = client.post(url, {"token": token_in(shown)})

    line.refresh_from_db()
    period = Period.objects.get()
    assert "COI 3.7: target 90 → 120" in texts(shown, "main li")
    assert before == (1, 0)
    assert done["Location"] == place.url
    assert (line.target, period.line.indicator.code, period.target) == (120, "COI 2.9", 5)


def test_a_file_with_a_mistake_changes_nothing(client, place, line):
    client.force_login(person("mne", Role.MNE))
    url = reverse("framework_sheet", args=[place.pk])

    shown = client.post(url, {"file": sent([LINES, ["COI 3.7", 120], ["COI 99", 1]])})

    line.refresh_from_db()
    assert texts(shown, "main [role=alert] bdi") == ["Lines A3"]
    assert not has(shown, "[name=token]")
    assert line.target == 90


def test_what_changed_meanwhile_is_shown_again(client, place, line):
    client.force_login(person("mne", Role.MNE))
    url = reverse("framework_sheet", args=[place.pk])
    shown = client.post(url, {"file": sent([LINES, ["COI 3.7", 120]])})
    ResultLine.objects.filter(pk=line.pk).update(target=100)

    again = client.post(url, {"token": token_in(shown)})
    forged = client.post(url, {"token": "x:y:z"}, follow=True)

    line.refresh_from_db()
    assert "changed in the meantime" in text(again, "main [role=alert]")
    assert "COI 3.7: target 100 → 120" in texts(again, "main li")
    assert "took too long" in text(forged, "[role=status]")
    assert line.target == 100


def test_the_plan_asks_no_more_of_the_database_for_more_rows(place, django_assert_max_num_queries):
    lines = [made.line(place.page) for _ in range(8)]
    rows = [["indicator", "target", "baseline", "baseline_year"], *([one.indicator.code, 7, 1, 2020] for one in lines)]
    periods = [PERIODS, *([one.indicator.code, "2026-01-01", "2026-06-30", 3] for one in lines)]
    read = read_sheets(sent(rows, periods))

    with django_assert_max_num_queries(8):
        found = plan(place, read)

    assert len(found.changes) == 16


# --- percentages, formulas, names -------------------------------------------------------------------------------------
def percentage(place: Place) -> ResultLine:
    return made.line(
        place.page, made.indicator("Trained in time", code="PCT", measure="2", aggregation="none", counts_people=False)
    )


def with_format(value, number_format: str = "0%") -> SimpleUploadedFile:
    book = Workbook()
    book.active.title = "Lines"
    book.active.append(["indicator", "target"])
    book.active.append(["PCT", value])
    book.active["B2"].number_format = number_format
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile("framework.xlsx", file.getvalue())


@pytest.mark.parametrize("cell", [(0.58, "0%"), (0.58, "0.00%"), ("58%", "General"), ("58 %", "@"), ("٥٨٪", "@")])
def test_a_percentage_means_what_its_cell_shows(place, cell):
    percentage(place)

    found = plan(place, read_sheets(with_format(*cell)))

    assert (found.changes, found.problems, found.doubts) == (["PCT: target – → 58"], [], [])


def test_a_percentage_below_one_is_asked_about(place):
    percentage(place)

    found = plan(place, read_sheets(with_format(0.58, "General")))

    assert found.problems == []
    assert found.changes == ["PCT: target – → 0.58"]
    assert [doubt.cell for doubt in found.doubts] == ["Lines B2"]
    assert "58%" in found.doubts[0].message.replace("\u2068", "").replace("\u2069", "")


def test_per_cent_of_what_is_no_percentage_is_refused(place, line):
    assert "not a percentage" in problems(place, [["indicator", "target"], ["COI 3.7", "58%"]])["Lines B2"]


def with_kept_result(file: SimpleUploadedFile) -> SimpleUploadedFile:
    """As a spreadsheet saves it: the formula, and what it came to."""
    written = BytesIO()
    with ZipFile(file) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"</f><v ?/>|</f><v></v>", b"</f><v>42</v>", old.read(name)))
    return SimpleUploadedFile("framework.xlsx", written.getvalue())


def test_of_a_formula_its_kept_result_is_read(place, line):
    file = sent([["indicator", "target"], ["COI 3.7", "=40+2"]])

    assert plan(place, read_sheets(with_kept_result(file))).changes == ["COI 3.7: target 90 → 42"]


def test_a_formula_without_a_result_is_refused_and_empties_nothing(place, line):
    found = plan(
        place, read_sheets(sent([["indicator", "target", "target_comment"], ["COI 3.7", "=40+2", '="a"&"b"']]))
    )

    assert {problem.cell for problem in found.problems} == {"Lines B2", "Lines C2"}
    assert found.changes == []


def test_a_sheet_may_be_called_as_people_type_it(place, line):
    book = Workbook()
    book.active.title = "lines"
    book.active.append(["indicator", "target"])
    book.active.append(["COI 3.7", 120])
    file = BytesIO()
    book.save(file)
    found = plan(place, read_sheets(SimpleUploadedFile("framework.xlsx", file.getvalue())))

    assert found.changes == ["COI 3.7: target 90 → 120"]


def test_two_columns_of_one_name_are_refused(place, line):
    with pytest.raises(ValidationError, match="Two columns of “Lines” are called “target”"):
        read_sheets(sent([["indicator", "target", "Target"], ["COI 3.7", 120, 130]]))


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("day", ["01/02/2026", "٠١/٠٢/٢٠٢٦", "2026-02-01", "1 février 2026"])
def test_days_are_read_day_first_in_every_language(place, line, language, day):
    with translation.override(language):
        found = plan(
            place, read_sheets(sent([LINES], [["indicator", "starts", "ends"], ["COI 3.7", day, "2026-06-30"]]))
        )

    assert [(period.starts, period.ends) for period in found.periods] == [(date(2026, 2, 1), date(2026, 6, 30))]


def test_a_framework_in_arabic_opens_from_right_to_left(place, line):
    with translation.override("ar"):
        book = load_workbook(workbook(place))

    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)


def test_numbers_go_out_without_a_tail_of_zeros(place, line):
    line.target = Decimal("87.000")
    line.save()

    with ZipFile(workbook(place)) as package:
        assert b"<v>87</v>" in package.read("xl/worksheets/sheet1.xml")


def test_the_sheet_takes_what_the_indicator_can_come_to(place):
    plain = {"counts_people": False, "aggregation": "none", "dimensions": []}
    made.line(place.page, made.indicator(code="R", measure="4", unit="1 to 5", **plain))
    made.line(place.page, made.indicator(code="Y", measure="3", unit="", **plain))
    made.line(place.page, made.indicator(code="W", measure="5", unit="", **plain))
    header = ["indicator", "baseline", "baseline_year", "target"]

    wrong = problems(
        place,
        [header, ["R", 7, 2019, 9], ["Y", "maybe", 2019, 7], ["W", None, None, 3]],
        [["indicator", "starts", "ends", "target"], ["R", "2026-01-01", "2026-12-31", 6]],
    )
    right = plan(place, read_sheets(sent([header, ["R", 2, 2019, 5], ["Y", "no", 2019, "oui"]])))

    assert {"Lines B2", "Lines D2", "Lines B3", "Lines D3", "Lines D4", "Periods D2"} == wrong.keys()
    assert "from 1 to 5" in wrong["Lines D2"]
    assert not right.problems
    assert [(line.baseline, line.target) for line in right.lines] == [(2, 5), (0, 1)]


def test_a_sheet_keeps_what_was_before(place, line):
    period = made.period(line, target=45)

    made_plan = plan(
        place,
        read_sheets(
            sent(
                [["indicator", "target"], ["COI 3.7", 120]],
                [["indicator", "starts", "ends", "target"], ["COI 3.7", period.starts, period.ends, 60]],
            )
        ),
    )
    carry_out(made_plan, by=None)

    told = " ".join(history_of(place)[0].sentences)
    assert "before: \u206890 people" in told
    assert "before: \u206845 people" in told
