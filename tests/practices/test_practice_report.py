"""The editors' report of practices: what it says, by what it is narrowed, who reads it, and its file."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from practices.models import Assessment, Confirmation
from tests import factories
from tests.factories.people import person
from tests.pages import texts

PARTS = dict.fromkeys(("intro", "summary", "challenge", "how_it_works", "results"), "Written.")


def three_practices():
    """A whole practice that is long overdue, one with a newer draft, and one that waits in review."""
    rabat, lyon = factories.city("Rabat"), factories.city("Lyon")
    about = {"themes": [factories.theme()], "target_groups": [factories.target_group()], "status": "running"}
    whole = factories.practice("A house", under=rabat, **PARTS, **about)
    Assessment.objects.create(practice=whole, level=2, why="Measured.", on=timezone.now() - timedelta(days=9))
    Assessment.objects.create(practice=whole, level=1, why="Not so sure.")
    Confirmation.objects.create(
        practice=whole, answer="still-true", by_role="office", on=timezone.localdate() - timedelta(days=600)
    )
    factories.translate(whole, "fr")
    factories.translate(whole, "ar", live=False)
    desk = factories.practice("A desk", under=lyon, language="fr")
    desk.title, desk.challenge, desk.themes = "A better desk", "Nobody knew.", [factories.theme()]
    desk.save_revision()
    waits = factories.practice("Waits", under=lyon, live=False)
    waits.get_workflow().start(waits, person("writer", "editor"))


pytestmark = [pytest.mark.django_db, pytest.mark.begins_with(world=three_practices)]


def exported(client, kind: str = "csv", **question) -> list[dict]:
    answer = client.get(reverse("practices_report"), {"export": kind, **question})
    return list(csv.DictReader(StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))


def titles(rows: list[dict]) -> set[str]:
    return {row["Title"] for row in rows}


def test_it_says_how_each_practice_stands_its_newest_draft_included(client, world):
    client.force_login(person("editor", "editor"))

    page = client.get(reverse("practices_report"))
    rows = {row["Title"]: row for row in exported(client)}

    assert set(texts(page, ".listing td.title")) == set(rows)
    house, desk = rows["A house"], rows["A better desk"]
    assert (house["City"], house["State"], house["Parts written"]) == ("Rabat", "published", "8 of 8")
    assert (house["Evidence level"], house["Up to date?"]) == ("1: logic explained", "Not confirmed since")
    assert (house["Language"], house["Translations"]) == ("en", "fr ar (draft)")
    assert (desk["State"], desk["Parts written"], desk["Evidence level"]) == (
        "published, with a newer draft",
        "2 of 8",
        "",
    )
    assert rows["Waits"]["State"] == "in review"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ({"state": "review"}, {"Waits"}),
        ({"state": "live-draft"}, {"A better desk"}),
        ({"state": "live"}, {"A house"}),
        ({"state": "draft"}, set()),
        ({"complete": "yes"}, {"A house"}),
        ({"level": "1"}, {"A house"}),
        ({"level": "none"}, {"A better desk", "Waits"}),
        ({"age": "overdue"}, {"A house"}),
        ({"age": "never"}, {"A better desk", "Waits"}),
        ({"language": "fr"}, {"A better desk"}),
        ({"without": "fr"}, {"Waits"}),
        ({"without": "ar"}, {"A house", "A better desk", "Waits"}),
    ],
)
def test_it_is_narrowed(client, world, question, found):
    client.force_login(person("editor", "editor"))

    assert titles(exported(client, **question)) == found


def test_it_is_narrowed_to_a_city(client, world):
    client.force_login(person("editor", "editor"))
    practice = factories.practice("Alone")

    assert titles(exported(client, city=practice.get_parent().pk)) == {"Alone"}


def test_no_title_is_run_by_a_spreadsheet(client, site):
    factories.practice("=cmd|' /C calc'!A0")
    client.force_login(person("editor", "editor"))

    answer = client.get(reverse("practices_report"), {"export": "xlsx"})
    sheet = load_workbook(BytesIO(answer.getvalue())).active

    assert titles(exported(client)) == {"'=cmd|' /C calc'!A0"}
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=cmd|' /C calc'!A0", "s")


@pytest.mark.parametrize("role", ["official", "focal-point", "observer", "translator", "organiser"])
def test_it_is_for_editors_and_the_m_and_e_officer_who_sees_no_draft_in_it(client, world, role):
    client.force_login(person("somebody", role, factories.city("Tunis")))
    refused = client.get(reverse("practices_report"), {"export": "csv"})
    client.force_login(person("officer", "mne"))

    assert refused.status_code in (302, 403)  # to the desk, or a page that leads there
    assert titles(exported(client)) >= {"A house"}
    assert "Waits" not in titles(exported(client))


@pytest.mark.parametrize("number", [2, 12])
def test_it_asks_the_database_the_same_however_many_there_are(client, site, number, django_assert_max_num_queries):
    client.force_login(person("editor", "editor"))
    for _ in range(number):
        factories.translate(factories.practice(live=bool(_ % 2)), "fr")

    with django_assert_max_num_queries(22):
        exported(client)
