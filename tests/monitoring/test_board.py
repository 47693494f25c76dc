"""The board: how every line of a period stands, who sees it, and what an M&E officer does to many lines at once."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.roles import Role
from monitoring import measuring
from monitoring.board.standing import ORDER, with_standing
from monitoring.framework.history import history_of
from monitoring.framework.places import place_of
from monitoring.models import Period
from practices.models import PracticePage
from tests import factories
from tests.factories import monitoring as made
from tests.factories.people import person
from tests.pages import assert_nowhere, attributes, text, texts

pytestmark = pytest.mark.django_db
BOARD = "/en/desk/board/"


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


def span(ended_days_ago: int, **facts) -> dict:
    return {"starts": day(-ended_days_ago - 180), "ends": day(-ended_days_ago), **facts}


def returned(period, value=10):
    return measuring.send_back(made.submitted(period, value), by=None, note="Which half-year?")


def corrected(period):
    made.approved(period, 10)
    made.submitted(period, 12)


def correction_begun(period):
    made.approved(period, 10)
    made.draft(period, 12)


def begun_again(period):
    returned(period)
    made.draft(period, 12)


def documented_and_reported(period):
    made.documented(period, 10)
    made.approved(period, 12)


def locked(period):
    measuring.set_lock(period, locked=True)


def locked_after(step):
    def do(period):
        step(period)
        locked(period)

    return do


LATE, OVER, TO_COME, SOON = 60, 10, -200, -20  # days since the period's end


@pytest.mark.parametrize(
    ("ended", "due", "done", "standing"),
    [
        (TO_COME, None, None, "not-due"),
        (SOON, None, None, "due"),
        (OVER, 20, None, "due"),
        (OVER, 60, None, "not-due"),
        (OVER, 0, None, "due"),
        (LATE, -1, None, "overdue"),
        (LATE, None, None, "overdue"),
        (LATE, None, made.draft, "overdue"),
        (TO_COME, None, made.draft, "not-due"),
        (LATE, None, made.submitted, "submitted"),
        (LATE, None, returned, "returned"),
        (LATE, None, begun_again, "overdue"),
        (LATE, None, made.approved, "approved"),
        (LATE, None, corrected, "submitted"),
        (LATE, None, correction_begun, "approved"),
        (LATE, None, made.documented, "documented"),
        (LATE, None, documented_and_reported, "approved"),
        (LATE, None, locked, "closed"),
        (LATE, None, locked_after(made.approved), "approved"),
        (LATE, None, locked_after(made.submitted), "submitted"),
        (LATE, None, locked_after(made.draft), "closed"),
    ],
)
def test_how_a_period_stands(ended, due, done, standing):
    period = made.period(made.line(factories.phase()), **span(ended), due=None if due is None else day(due))

    if done:
        done(period)

    assert ORDER[with_standing(Period.objects.all()).get().standing] == standing


# --- the page ---------------------------------------------------------------------------------------------------
@pytest.fixture
def officer(client, site):
    user = person("mne", Role.MNE)
    client.force_login(user)
    return user


def wanted(of, number: int = 1, **facts) -> list[Period]:
    """So many overdue lines of one period."""
    return [made.period(made.line(of), **span(LATE), **facts) for _number in range(number)]


def counts(answer) -> dict[str, str]:
    return {count.sign.text: count.number for count in answer.context["counts"] if count.number != "0"}


def rows(answer) -> list[str]:
    return [row.standing for row in answer.context["rows"]]


def test_the_counts_are_those_of_the_lines_and_lead_to_them(client, officer):
    _late, sent, done, *_more = wanted(factories.phase(), 5)
    made.submitted(sent, 20)
    made.approved(done, 30)

    whole = client.get(BOARD)
    only = client.get(BOARD + next(one.url for one in whole.context["counts"] if one.sign.text == "overdue"))

    assert counts(whole) == {"overdue": "3", "submitted": "1", "approved": "1"}
    assert rows(whole) == ["overdue"] * 3 + ["submitted", "approved"]
    assert whole.context["coverage"] == "1 of 5 values are approved."
    assert counts(only) == counts(whole)
    assert rows(only) == ["overdue"] * 3


def test_it_shows_the_newest_period_that_is_due_and_any_other_when_asked(client, officer):
    line = made.line(factories.phase())
    old, newest, _to_come = (made.period(line, **span(ended)) for ended in (300, LATE, TO_COME))
    made.approved(old, 44)

    usual = client.get(BOARD)
    asked = client.get(BOARD, {"period": f"{old.starts}_{old.ends}"})

    assert [row.period for row in usual.context["rows"]] == [newest.pk]
    assert usual.context["rows"][0].number == "44"
    assert usual.context["rows"][0].earlier
    assert [row.period for row in asked.context["rows"]] == [old.pk]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"city": "tangier"}, 2),
        ({"kind": "pilot"}, 1),
        ({"kind": "city"}, 1),
        ({"kind": "phase"}, 1),
        ({"theme": "housing"}, 1),
        ({"phase": "2"}, 2),
        ({"indicator": "TRAINED"}, 1),
        ({"state": "approved"}, 0),
        ({"city": "atlantis"}, 3),
    ],
)
def test_it_is_narrowed(client, officer, tangier, asked, number):
    phase, trained = factories.phase(2), made.indicator(code="TRAINED")
    pilot = factories.pilot(under=tangier, themes=[factories.theme("housing")], phase=phase)
    for of, about in ((pilot, trained), (tangier, made.indicator()), (phase, made.indicator())):
        made.period(made.line(of, about), **span(LATE))

    answer = client.get(BOARD, asked)

    assert len(answer.context["rows"]) == number
    assert bool(answer.context["form"].errors) == ("atlantis" in asked.values())


def test_it_is_sorted_and_a_city_is_called_as_the_visitor_calls_it(client, officer, tangier):
    vienna = factories.city("Vienna", name_fr="Autriche, Vienne")
    for city, due in ((vienna, day(-10)), (tangier, day(-20))):
        wanted(city, due=due)

    orders = {
        (language, sort): [
            row.city.name_en for row in client.get(f"/{language}/desk/board/", {"sort": sort}).context["rows"]
        ]
        for language, sort in (("en", "city"), ("fr", "city"), ("en", "due"), ("en", "indicator"))
    }

    assert orders["en", "city"] == ["Tangier", "Vienna"]
    assert orders["fr", "city"] == ["Vienna", "Tangier"]
    assert orders["en", "due"] == ["Tangier", "Vienna"]
    assert orders["en", "indicator"] == ["Vienna", "Tangier"]


def test_few_people_are_not_shown_on_the_board_nor_in_its_file(client, officer):
    (period,) = wanted(factories.phase())
    made.approved(period, 3)

    page, file = client.get(BOARD), client.get("/en/desk/board.csv")

    assert page.context["rows"][0].number == "fewer than 5"
    assert "fewer than 5" in b"".join(file.streaming_content).decode()


def test_what_is_withheld_because_it_is_near_another_number_is_not_on_the_board_either(client, officer):
    """Also before it is approved: a board is printed and sent on."""
    line = made.line(factories.phase(), made.indicator(aggregation="last"))
    made.approved(made.period(line, **span(LATE + 400)), 150)
    made.submitted(made.period(line, **span(LATE)), 153, source="List of the three")

    file = client.get("/en/desk/board.csv")

    (row,) = client.get(BOARD).context["rows"]
    assert (row.number, row.value.source) == ("150 people, with a difference of fewer than 5", "")
    assert not re.search(r"\b153\b|List of", b"".join(file.streaming_content).decode())


def test_the_file_holds_what_the_page_finds(client, officer):
    first, second, _third = wanted(factories.phase(), 3)
    made.submitted(first, 1234)
    made.draft(second, 777)

    book = load_workbook(BytesIO(b"".join(client.get("/en/desk/board.xlsx").streaming_content)))
    heads, *lines = list(book.active.iter_rows(values_only=True))

    by_state = {line[heads.index("State")]: line for line in lines}
    assert len(lines) == 3
    assert by_state["submitted"][heads.index("Value")] == 1234
    assert [line[heads.index("Begun")] for line in lines].count("yes") == 1
    assert not re.search(r"(?<![/\w-])777\b", str(lines))  # a value, not a key in an address


def test_without_any_framework_the_officer_is_told_where_to_begin(client, officer):
    answer = client.get(BOARD)

    assert texts(answer, ".empty b") == ["There is no framework yet"]
    assert attributes(answer, ".empty a", "href") == [reverse("frameworks")]
    assert client.get("/en/desk/board.csv").status_code == 404


# --- who ----------------------------------------------------------------------------------------------------------
def test_a_city_sees_its_own_lines_and_what_to_do_about_them(client, tangier):
    (own,) = wanted(tangier)
    (other,) = wanted(factories.city("Tunis"))
    (phase,) = wanted(factories.phase())
    made.draft(other, 777)
    client.force_login(person("official", Role.OFFICIAL, tangier))

    answer, file = client.get(BOARD), client.get("/en/desk/board.csv")

    (row,) = answer.context["rows"]
    assert (row.period, row.to_do.url) == (own.pk, reverse("measure", args=[own.pk]))
    lines = b"".join(file.streaming_content).decode()
    assert not re.search(r"(?<![/\w-])777\b", answer.content.decode() + lines)  # a value, not a key in an address
    assert_nowhere(answer, "Tunis")
    assert "Tunis" not in lines
    assert client.post(BOARD, {"do": "close", "which": "all"}).status_code == 404
    assert client.get(BOARD, {"city": "tunis"}).context["form"].errors
    assert not Period.objects.filter(locked=True, pk__in=[own.pk, other.pk, phase.pk]).exists()


def test_the_officer_knows_that_a_draft_was_begun_and_not_what_it_says(client, officer, tangier):
    (period,) = wanted(tangier)
    made.draft(period, 777)

    answer = client.get(BOARD)

    (row,) = answer.context["rows"]
    assert (row.standing, row.progress, row.number) == ("overdue", "begun", "")
    assert not re.search(r"(?<![/\w-])777\b", answer.content.decode())  # a value, not a key in an address


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR, Role.ORGANISER, Role.OBSERVER])
def test_nobody_else_has_a_board(client, tangier, role):
    wanted(tangier)
    client.force_login(person("somebody", role, tangier))

    assert [client.get(path).status_code for path in (BOARD, "/en/desk/board.csv")] == [404, 404]
    assert client.post(BOARD, {"do": "remind", "which": "all"}).status_code == 404


def test_strangers_sign_in_first(client, site):
    assert client.get(BOARD).status_code == 302
    assert client.get("/en/desk/board.csv").status_code == 302


@pytest.mark.parametrize("asked", ["", "?sort=city&kind=phase"])
def test_the_number_of_queries_does_not_grow_with_the_lines(
    client, officer, tangier, django_assert_max_num_queries, asked
):
    pilot = factories.pilot(under=tangier)
    made.approved(made.period(made.line(pilot), **span(LATE)), 20)
    for period in wanted(factories.phase(), 12)[:6]:
        made.submitted(period, 20)

    client.get(BOARD + asked)
    with django_assert_max_num_queries(16):
        client.get(BOARD + asked)


# --- many at once ---------------------------------------------------------------------------------------------------
def test_lines_are_closed_and_opened_together(client, officer):
    first, second, third = wanted(factories.phase(), 3)

    client.post(BOARD, {"do": "close", "period": [first.pk, second.pk]})
    closed = set(Period.objects.filter(locked=True))
    client.post(BOARD, {"do": "open", "which": "all"})

    assert closed == {first, second}
    opened, closing = history_of(place_of(first.line), first.line)[:2]
    assert opened.by
    assert "has been opened again" in opened.sentences[0]
    assert "has been closed" in closing.sentences[0]
    assert not Period.objects.filter(locked=True).exists()
    assert third not in closed


def test_without_a_ticked_line_nothing_is_done(client, officer):
    wanted(factories.phase())

    answer = client.post(BOARD, {"do": "close"}, follow=True)

    assert text(answer, "[role=status]").startswith("Tick lines first")
    assert not Period.objects.filter(locked=True).exists()


@pytest.fixture
def stale_practice(tangier):
    """Something that a letter to Tangier has to ask anyway."""
    practice = factories.practice(under=tangier)
    then = timezone.now() - timedelta(days=400)
    PracticePage.objects.filter(pk=practice.pk).update(first_published_at=then, last_published_at=then)


def remind(client, commits, **posted) -> str:
    """What the board says afterwards."""
    with commits(execute=True):
        answer = client.post(BOARD, {"do": "remind", "which": "all", **posted}, follow=True)
    return " ".join(str(message) for message in answer.context["messages"])


def test_a_city_is_reminded_once_in_a_month_and_the_officer_hears_of_whom(
    client, officer, tangier, stale_practice, django_capture_on_commit_callbacks
):
    wanted(tangier, 3)
    focal = person("focal", Role.FOCAL_POINT, tangier, language="en")
    wanted(factories.phase())

    first = remind(client, django_capture_on_commit_callbacks)
    again = remind(client, django_capture_on_commit_callbacks)

    assert [letter.to for letter in mail.outbox] == [[focal.email]]
    assert "Email sent to: \u2068Tangier\u2069 (focal point)." in first
    assert "1 line does not belong to a city" in first
    assert "Already written to this month: \u2068Tangier\u2069." in again


def test_only_cities_of_ticked_lines_that_want_a_value_are_written_to(
    client, officer, tangier, stale_practice, django_capture_on_commit_callbacks
):
    person("focal", Role.FOCAL_POINT, tangier)
    done, late = wanted(tangier, 2)
    made.approved(done, 20)
    ticked = {"which": "ticked", "period": [done.pk]}

    said = remind(client, django_capture_on_commit_callbacks, **ticked)
    measuring.set_lock(late, locked=True)
    remind(client, django_capture_on_commit_callbacks)

    assert "no emails were sent" in said
    assert mail.outbox == []


def test_where_there_is_nobody_to_write_to_the_board_says_so(client, officer, django_capture_on_commit_callbacks):
    wanted(factories.city("Sfax", live=False))

    assert "Nobody to write to: \u2068Sfax\u2069." in remind(client, django_capture_on_commit_callbacks)
    assert mail.outbox == []
