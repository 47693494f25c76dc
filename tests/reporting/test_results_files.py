"""Files for spreadsheets: what anybody may have, what only those inside may have, and that nothing small slips out."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.roles import Role
from core.exports import write_xlsx
from evaluations.models import CriterionScore, Evaluation
from reporting.files import pages
from tests import factories
from tests.factories import monitoring
from tests.factories.people import person
from tests.pages import assert_nowhere, attributes

pytestmark = pytest.mark.django_db
SEX = {"sex": {"female": Decimal(30), "male": Decimal(10)}}
SMALL = {"sex": {"female": Decimal(38), "male": Decimal(2)}}


def table(client, name: str, *args, **query) -> list[dict]:
    """The rows of a CSV file, by the columns' names."""
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.status_code
    return list(csv.DictReader(StringIO(b"".join(answer).decode("utf-8-sig"), newline="")))


def workbook(client, name: str, *args, **query):
    return load_workbook(BytesIO(b"".join(client.get(reverse(name, args=args), query))))


@pytest.fixture
def line():
    return monitoring.line(factories.phase(2), monitoring.indicator("People advised"), baseline=7, baseline_year=2025)


# --- what anybody may have --------------------------------------------------------------------------------------
def test_a_file_holds_what_is_published_and_says_what_is_withheld(client, line):
    first, second, third = (monitoring.period(line, f"202{n}-01-01", f"202{n}-12-31") for n in (3, 4, 5))
    monitoring.approved(first, 40, parts=SEX, narrative="=Mostly families")
    monitoring.approved(second, 40, parts=SMALL)
    monitoring.approved(third, 3)
    monitoring.documented(third, 70)

    rows = table(client, "results_file", "csv", phase=2)

    assert [(row["basis"], row["value"], row["withheld"], row["sex_female"]) for row in rows] == [
        ("reported", "40", "", "30"),
        ("reported", "40", "sex", ""),
        ("reported", "", "total", ""),
        ("documented", "70", "", ""),
    ]
    assert rows[0]["narrative"] == "'=Mostly families"
    assert rows[0]["indicator"] == "People advised"
    assert rows[0]["address"].endswith(reverse("line_results", args=[line.pk]))
    assert rows[3]["source"] == "Annual report 2021"
    assert "state" not in rows[0]


def test_drafts_and_what_was_superseded_are_in_no_open_file(client, line):
    first, second = monitoring.period(line), monitoring.period(line, "2025-01-01", "2025-06-30")
    monitoring.approved(first, 40)
    monitoring.approved(first, 50)
    monitoring.submitted(second, 60)

    assert [row["value"] for row in table(client, "results_file", "csv")] == ["50"]


def test_a_workbook_explains_itself_and_holds_no_formula(client, line):
    monitoring.approved(monitoring.period(line), 40, parts=SEX, narrative="=1+1")

    book = workbook(client, "results_file", "xlsx")
    about, data, columns = book.worksheets
    cells = {head.value: cell for head, cell in zip(data[1], data[2], strict=True)}
    explained = [row[0].value for row in columns.iter_rows(min_row=2)]

    assert "approved" in about["A1"].value
    assert (cells["value"].value, cells["value"].data_type) == (40, "n")
    assert cells["in words"].data_type != "f"
    assert len(explained) == len(data[1])
    assert {"value", "withheld", "sex_female"} <= set(explained)


def test_a_workbook_is_made_once_until_a_value_changes(client, line, settings, tmp_path, monkeypatch):
    settings.VAR, made = tmp_path, []
    monkeypatch.setattr(pages, "write_xlsx", lambda *args, **more: made.append(args) or write_xlsx(*args, **more))
    monitoring.approved(monitoring.period(line), 40)

    books = [workbook(client, "results_file", "xlsx").worksheets[1]["A2"].value for _ in range(3)]
    before = len(made)
    monitoring.approved(monitoring.period(line, "2025-01-01", "2025-06-30"), 50)
    workbook(client, "results_file", "xlsx")

    assert len(set(books)) == 1
    assert (before, len(made)) == (1, 2)


def test_a_csv_file_has_its_dictionary_beside_it(client):
    rows = table(client, "dictionary_file", "results")

    assert next(row for row in rows if row["column"] == "basis")["values"].startswith("reported = ")


def test_a_file_is_of_one_phase_city_or_indicator(client):
    here, there = factories.city("Tangier", slug="tangier"), factories.city("Lyon")
    shared = monitoring.indicator("People housed")
    for place, value in ((here, 40), (there, 50), (factories.phase(2), 60), (factories.phase(1), 70)):
        monitoring.approved(monitoring.period(monitoring.line(place, shared)), value)

    assert [row["value"] for row in table(client, "results_file", "csv", city="tangier")] == ["40"]
    assert [row["value"] for row in table(client, "results_file", "csv", phase=1)] == ["70"]
    assert len(table(client, "results_file", "csv", indicator=shared.pk)) == 4
    assert table(client, "results_file", "csv", city="tangier")[0]["country"] == "MA"
    for wrong in ({"phase": "9"}, {"phase": "x"}, {"city": "nowhere"}, {"indicator": "9" * 30}):
        assert client.get(reverse("results_file", args=["csv"]), wrong).status_code == 404
    assert client.get(reverse("results_file", args=["pdf"])).status_code == 404


def test_frameworks_and_evaluations_have_files_too(client, line):
    monitoring.period(line, target=15)
    evaluation = Evaluation.objects.create(page=line.page, timing="final", by="peer", published=timezone.now())
    CriterionScore.objects.create(evaluation=evaluation, criterion="impact", score=3, why="Jobs")
    Evaluation.objects.create(page=line.page, timing="final", by="self", summary="Not yet public")

    framework, evaluated = table(client, "frameworks_file", "csv"), table(client, "evaluations_file", "csv", phase=2)

    assert [(row["baseline"], row["period_target"]) for row in framework] == [("7", "15")]
    assert [(row["impact_score"], row["impact_why"], row["summary"]) for row in evaluated] == [("3", "Jobs", "")]


def test_a_file_asks_no_more_for_more_rows(client, django_assert_max_num_queries):
    for _number in range(3):
        for line in (monitoring.line(factories.phase(2)), monitoring.line(factories.phase(1))):
            for year in (2023, 2024):
                monitoring.approved(monitoring.period(line, f"{year}-01-01", f"{year}-12-31"), 40, parts=SEX)

    with django_assert_max_num_queries(9):
        assert len(table(client, "results_file", "csv")) == 12


# --- what only those inside may have ----------------------------------------------------------------------------
def test_inside_values_are_whole_and_the_file_says_that_it_is_internal(client):
    city, other = factories.city("Tangier", slug="tangier"), factories.city("Lyon", slug="lyon")
    monitoring.approved(monitoring.period(monitoring.line(city)), 40, parts=SMALL)
    monitoring.draft(monitoring.period(monitoring.line(other)), 3)
    officer, official = person("mne", Role.MNE), person("amal", Role.OFFICIAL, city)

    client.force_login(officer)
    everything = table(client, "desk_file", "results", "csv")
    about = workbook(client, "desk_file", "results", "xlsx").worksheets[0]
    client.force_login(official)
    own = table(client, "desk_file", "results", "csv", city="tangier")

    assert [(row["value"], row["state"], row["withheld"], row["sex_male"]) for row in everything] == [
        ("40", "approved", "sex", "2"),
        ("3", "draft", "total", ""),
    ]
    assert about["A1"].value.startswith("Internal: do not pass on.")
    assert [row["value"] for row in own] == ["40"]


@pytest.mark.parametrize("what", ["results", "frameworks", "evaluations"])
def test_who_may_take_an_internal_file(client, what):
    city = factories.city("Tangier", slug="tangier")
    factories.city("Lyon", slug="lyon")
    people = {
        None: (302, 302, 302),
        person("mne", Role.MNE): (200, 200, 200),
        person("official", Role.OFFICIAL, city): (404, 200, 404),
        person("editor", Role.EDITOR): (404, 404, 404),
        person("observer", Role.OBSERVER, city): (404, 404, 404),
    }
    for user, expected in people.items():
        client.logout()
        if user:
            client.force_login(user)
        found = [
            client.get(reverse("desk_file", args=[what, "csv"]), query).status_code
            for query in ({}, {"city": "tangier"}, {"city": "lyon"})
        ]
        assert tuple(found) == expected, user


def test_the_page_offers_what_the_person_may_take(client):
    city = factories.city("Tangier", slug="tangier")
    page = reverse("desk_files")
    assert client.get(page).status_code == 302

    client.force_login(person("official", Role.OFFICIAL, city))
    official = client.get(page)
    client.force_login(person("editor", Role.EDITOR))
    editor = client.get(page)

    assert reverse("desk_file", args=["results", "csv"]) + "?city=tangier" in attributes(official, "main a", "href")
    assert_nowhere(editor, "desk/files/results")
    assert reverse("results_file", args=["xlsx"]) in attributes(editor, "main a", "href")
