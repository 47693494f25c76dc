"""The desk: what waits for me, what my city wrote, and one big button."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.roles import Role
from cities.belonging import end_membership, join
from core import waiting
from core.waiting import Waiting
from home.desk import KINDS
from home.desk_sources import empty_parts, forgotten_drafts
from practices.models import Confirmation
from tests import factories
from tests.factories.people import person
from tests.pages import assert_nowhere, has, text, texts

pytestmark = pytest.mark.django_db
DESK = "/en/desk/"


@pytest.fixture
def official(client, tangier):
    user = person("official", Role.OFFICIAL, tangier)
    client.force_login(user)
    return user


def left_alone(page: Page, *, by, days: int) -> Page:
    Page.objects.filter(pk=page.pk).update(
        owner=by, latest_revision_created_at=timezone.now() - timedelta(days=days), draft_title=page.title
    )
    return page


def titles(answer) -> list[str]:
    return [str(line.waiting.title) for line in answer.context["lines"]]


def test_a_stranger_signs_in_first_and_comes_back(client, site):
    answer = client.get(DESK)

    assert answer.status_code == 302
    assert answer.url.endswith("?next=/en/desk/")


def test_what_is_due_first_comes_first_and_what_can_wait_last(client, official, monkeypatch):
    today = timezone.localdate()
    days = {"Later": today + timedelta(days=30), "Someday": None, "Late": today - timedelta(days=3)}
    lines = [Waiting(title, "Why.", "Answer", "/x/", day) for title, day in days.items()]
    monkeypatch.setattr(waiting, "_sources", [lambda _user: lines])

    answer = client.get(DESK)

    assert titles(answer) == ["Late", "Later", "Someday"]
    assert [line.sign.tone for line in answer.context["lines"]] == ["due", "wait", ""]
    assert text(answer, ".lede") == "3 tasks."


def test_the_city_s_pages_and_where_each_stands(client, official, tangier):
    Confirmation.objects.create(practice=factories.practice("Confirmed", under=tangier), answer="still-true")
    changed = factories.practice("Changed", under=tangier)
    changed.title = "Changed again"
    changed.save_revision()
    reviewed = factories.practice("Reviewed", under=tangier, live=False)
    reviewed.get_workflow().start(reviewed, official)
    factories.practice("Begun", under=tangier, live=False, intro="One desk.")
    factories.pilot("Mobile desk", under=tangier)
    factories.practice("Secret of Lisbon", under=factories.city("Lisbon"), live=False)

    answer = client.get(DESK)

    stands = {str(page.title): page.state.text for page in answer.context["pages"]}
    assert stands == {
        "Confirmed": "Published",
        "Changed again": "Published, and a draft",
        "Reviewed": "In review",
        "Begun": "Draft",
        "Mobile desk": "Published",
    }
    in_french = {str(page.title): page.state.text for page in client.get("/fr/desk/").context["pages"]}
    assert (in_french["Confirmed"], in_french["Changed again"]) == ("Publiée", "Publiée, avec un brouillon")
    fresh = {str(page.title): page.fresh and page.fresh.state for page in answer.context["pages"]}
    assert (fresh["Confirmed"], fresh["Changed again"], fresh["Begun"]) == ("confirmed", "never", None)
    assert "1 of 8" in texts(answer, "#pages + div td")
    assert_nowhere(answer, "Secret of Lisbon")


def test_a_full_desk_costs_no_more_than_a_small_one(
    client, official, tangier, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(waiting, "_sources", [forgotten_drafts, empty_parts])
    for number in range(12):
        page = factories.practice(
            f"Practice {number}", under=tangier, live=bool(number % 2), themes=[factories.theme()]
        )
        left_alone(page, by=official, days=30)
        factories.pilot(under=tangier, live=bool(number % 2))

    with django_assert_max_num_queries(21):
        answer = client.get(DESK)

    assert len(answer.context["pages"]) == 24


def test_a_draft_left_alone_for_two_weeks_waits_to_be_finished(client, official, tangier):
    left_alone(factories.practice("Old draft", under=tangier, live=False), by=official, days=15)
    left_alone(factories.pilot("Old pilot", under=tangier, live=False), by=official, days=20)
    left_alone(factories.practice("New draft", under=tangier, live=False), by=official, days=2)
    colleague = person("colleague", Role.OFFICIAL, tangier)
    left_alone(factories.practice("Draft of a colleague", under=tangier, live=False), by=colleague, days=40)

    assert sorted(titles(client.get(DESK))) == ["Old draft", "Old pilot"]


def test_whoever_left_a_city_is_not_reminded_of_its_drafts(client, official, tangier):
    left_alone(factories.practice("Old draft", under=tangier, live=False), by=official, days=15)
    end_membership(official.memberships.get())

    answer = client.get(DESK)

    assert titles(answer) == []
    assert_nowhere(answer, "Old draft")


def test_a_practice_silent_about_what_did_not_work_is_asked_and_only_one(client, official, tangier):
    factories.practice("Honest", under=tangier, did_not_work="We opened too late.")
    factories.practice("Silent", under=tangier)
    factories.practice("Silent too", under=tangier)

    answer = client.get(DESK)

    assert titles(answer) == ["What did not work?"]
    assert "Silent too" in answer.context["lines"][0].waiting.text


def test_a_task_names_a_practice_in_the_language_of_the_desk(client, official, tangier):
    practice = factories.practice("Silent", under=tangier)
    factories.translate(practice, "ar", "ممارسة صامتة")

    answer = client.get(DESK.replace("/en/", "/ar/"))

    assert "ممارسة صامتة" in answer.context["lines"][0].waiting.text


def test_my_draft_lies_beside_with_what_it_lacks(client, official, tangier):
    left_alone(factories.practice("Begun", under=tangier, live=False, intro="One desk."), by=official, days=1)

    answer = client.get(DESK)

    assert str(answer.context["draft"].title) == "Begun"
    assert answer.context["draft"].missing[0] == "Summary"
    assert [link.url for link in answer.context["next_steps"].links] == [answer.context["draft"].edit_url]


@pytest.mark.parametrize(
    ("role", "of_city", "writes"),
    [
        (Role.FOCAL_POINT, True, True),
        (Role.OBSERVER, True, False),
        (Role.EDITOR, False, False),
        (Role.MNE, False, False),
    ],
)
def test_an_empty_desk_says_so_and_only_writers_have_the_button(client, tangier, role, of_city, writes):
    client.force_login(person("somebody", role, tangier if of_city else None))

    page = client.get(DESK)

    assert "You have no tasks." in texts(page, ".empty b")
    assert has(page, f".title .button[href='{reverse('desk_write')}']") is writes
    assert has(page, f"[href^='{reverse('desk_write')}']") is writes
    assert "Find a practice" in texts(page, ".empty .button")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR, Role.ORGANISER, Role.MNE])
def test_every_link_of_a_role_opens_for_it(client, site, role):
    client.force_login(person("somebody", role))

    links = client.get(DESK).context["links"]

    assert links
    assert {link.url: client.get(link.url, follow=True).status_code for link in links} == {
        link.url: 200 for link in links
    }


def test_writing_opens_the_form_under_one_s_own_city(client, official, tangier):
    practice, pilot = client.get("/en/desk/write/"), client.get("/en/desk/write/pilot/")

    there = [reverse("wagtailadmin_pages:add", args=[*kind, tangier.pk]) for kind in KINDS.values()]
    assert [practice.url, pilot.url] == [f"{address}?next=%2Fen%2Fdesk%2F" for address in there]
    assert client.get(practice.url).status_code == client.get(pilot.url).status_code == 200


def test_whoever_writes_for_several_cities_chooses(client, official, tangier):
    lisbon, other = factories.city("Lisbon"), factories.city("Amman")
    join(user=official, city=lisbon, role=Role.OFFICIAL)
    factories.practice("Of Lisbon", under=lisbon)

    choice = client.get("/en/desk/write/")
    chosen = client.get("/en/desk/write/?city=lisbon")
    foreign = client.get(f"/en/desk/write/?city={other.slug}")

    assert choice.context["cities"] == foreign.context["cities"] == [lisbon, tangier]
    assert chosen.url.partition("?")[0].endswith(f"/{lisbon.pk}/")
    assert "Of Lisbon" in [str(page.title) for page in client.get(f"{DESK}?city=lisbon").context["pages"]]


def test_who_writes_for_no_city_is_sent_back_to_the_desk(client, tangier):
    client.force_login(person("observer", Role.OBSERVER, tangier))

    assert client.get("/en/desk/write/").url == DESK


# --- the start page of the editors' interface --------------------------------------------------------------------
def menu(page) -> str:
    """The data from which the interface draws its menu."""
    return text(page, "#wagtail-sidebar-props")


def test_the_interface_begins_at_the_desk_and_shows_an_official_a_short_menu(client, official, tangier):
    factories.practice("Begun", under=tangier, live=False)
    factories.practice("Secret of Lisbon", under=factories.city("Lisbon"), live=False)

    answer = client.get(reverse("wagtailadmin_home"))

    assert [panel.name for panel in answer.context["panels"]] == ["desk"]
    assert texts(answer, "#pages + div [scope=row] a") == ["Begun"]
    assert_nowhere(answer, "Secret of Lisbon")
    for name in ("explorer", "images", "documents", "desk"):
        assert f'"{name}"' in menu(answer)
    for name in ("reports", "settings", "vocabularies", "editor-guide", "site-history"):
        assert_nowhere(answer, f'"{name}"')


def test_an_editor_has_the_reports(client, site):
    client.force_login(person("editor", Role.EDITOR))

    assert '"site-history"' in menu(client.get(reverse("wagtailadmin_home")))
