"""Still true? A city's answer at its desk, through an editor, and what readers and editors see of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from accounts.roles import Role
from cities.checking_in import open_due
from cities.models import CheckIn
from core.waiting import waiting_for
from practices.confirming import confirm
from practices.desk_rows import practices_to_confirm
from practices.models import Confirmation, PracticePage
from tests import factories
from tests.factories.people import person
from tests.pages import Page, assert_nowhere, text, texts

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def practice(tangier):
    return factories.practice("A desk", under=tangier)


def aged(practice, days: int):
    then = timezone.now() - timedelta(days=days)
    PracticePage.objects.filter(pk=practice.pk).update(first_published_at=then, last_published_at=then)
    return practice


def confirmed(practice, days_ago: int, answer: str = "still-true"):
    on = timezone.localdate() - timedelta(days=days_ago)
    return Confirmation.objects.create(practice=practice, answer=answer, by_role="Mayor", on=on)


def listed(page: Page) -> list[str]:
    """The practices in the list of stale ones."""
    return texts(page, ".listing td.title [href^='/en/cities/']")


def confirmation_on(page: Page) -> str:
    """What a visitor reads at a glance of the last confirmation."""
    return text(page, ".glance dt:-soup-contains('Last confirmed') + dd")


def desk(practice) -> str:
    return reverse("confirm_practice", args=[practice.pk])


def test_a_focal_point_confirms_at_the_desk_and_the_lists_show_it_at_once(client, practice, tangier):
    before = client.get("/en/practices/")
    focal = person("focal", Role.FOCAL_POINT, tangier)
    client.force_login(focal)

    for _click in range(2):
        client.post(desk(practice), {"answer": "still-true"})

    client.logout()
    confirmation = Confirmation.objects.get()
    assert (confirmation.answer, confirmation.by_role) == ("still-true", "focal-point")
    assert PageLogEntry.objects.get(action="practices.confirm").user == focal
    assert_nowhere(before, "Confirmed by the city")
    assert "Confirmed by the city" in text(client.get("/en/practices/"), ".card .signs")
    assert confirmation_on(client.get(practice.get_url())).endswith("Focal point of Tangier")


def test_who_may_read_the_question_and_who_may_answer(client, practice, tangier):
    lisbon = factories.city("Lisbon")
    people = {
        "own focal": person("focal", Role.FOCAL_POINT, tangier),
        "own official": person("official", Role.OFFICIAL, tangier),
        "own observer": person("observer", Role.OBSERVER, tangier),
        "other focal": person("focal.lisbon", Role.FOCAL_POINT, lisbon),
        "editor": person("editor", Role.EDITOR),
    }
    answers = {}
    for name, user in people.items():
        client.force_login(user)
        page = client.get(desk(practice))
        answers[name] = (page.status_code, client.post(desk(practice), {"answer": "ended"}).status_code)
    client.logout()
    anonymous = client.post(desk(practice), {"answer": "ended"})

    assert answers == {
        "own focal": (200, 302),
        "own official": (200, 403),
        "own observer": (404, 404),
        "other focal": (404, 404),
        "editor": (404, 404),
    }
    assert anonymous.status_code == 302
    assert Confirmation.objects.count() == 1


def test_changed_leads_on_to_the_page_itself_and_nonsense_stays(client, practice, tangier):
    client.force_login(person("focal", Role.FOCAL_POINT, tangier))

    nonsense = client.post(desk(practice), {"answer": "maybe", "text": HOSTILE})
    changed = client.post(desk(practice), {"answer": "changed", "text": "New address"})

    assert nonsense.status_code == 400
    assert text(nonsense, "[name=text]") == HOSTILE
    assert_nowhere(nonsense, HOSTILE)
    assert changed.url == reverse("wagtailadmin_pages:edit", args=[practice.pk])
    assert client.get(changed.url).status_code == 200


def test_an_answer_that_comes_another_way_closes_the_question(practice):
    open_due(timezone.localdate() + timedelta(days=400))

    confirm(practice=practice, answer="ended", by_role="Migration officer, by telephone", text="since June")

    check_in = CheckIn.objects.get()
    assert (check_in.answer, check_in.text) == ("ended", "since June")
    assert check_in.answered is not None


@pytest.mark.parametrize("facts", [{"answer": "perhaps"}, {"by_role": " "}])
def test_half_an_answer_is_refused(practice, facts):
    with pytest.raises(ValidationError):
        confirm(practice=practice, **{"answer": "still-true", "by_role": "Mayor", **facts})

    assert not Confirmation.objects.exists()


def test_a_draft_cannot_be_confirmed(tangier):
    with pytest.raises(ValidationError):
        confirm(practice=factories.practice(under=tangier, live=False), answer="still-true", by_role="Mayor")


def test_an_editor_records_what_the_city_said_and_an_mne_officer_does_not(client, practice):
    address = reverse("record_confirmation", args=[practice.pk])
    form = {"answer": "changed", "by_role": "Migration officer, by telephone", "text": HOSTILE}
    answers = {}
    for role in (Role.MNE, Role.EDITOR):
        client.force_login(person(role, role))
        answers[role] = client.post(address, form)

    history = client.get(reverse("wagtailadmin_pages:history", args=[practice.pk]))

    assert Confirmation.objects.get().by_role == "Migration officer, by telephone"
    assert not answers[Role.EDITOR].url.endswith("/admin/")
    assert "Migration officer, by telephone: changed" in texts(history, "#listing-results td")[0]
    assert_nowhere(history, HOSTILE)


def test_what_waits_for_a_city_is_its_own_oldest_due_first(tangier, django_assert_max_num_queries):
    confirmed(aged(factories.practice("Old desk", under=tangier), 900), days_ago=500)
    confirmed(factories.practice("Fresh", under=tangier), days_ago=10)
    factories.practice("Loaded", under=tangier, origin="import")
    factories.practice("Written by the city", under=tangier)
    aged(factories.practice("Of another city"), 900)
    focal, official = person("focal", Role.FOCAL_POINT, tangier), person("official", Role.OFFICIAL, tangier)

    with django_assert_max_num_queries(5):
        rows = list(practices_to_confirm(focal))

    plain = [row.title.replace("\u2068", "").replace("\u2069", "") for row in rows]
    assert plain == ["Is Old desk up to date?", "Is our description of Loaded correct?"]
    assert [row.action for row in rows] == ["Confirm or correct"] * 2
    assert rows[0].due == timezone.localdate() - timedelta(days=500 - 365)
    assert [row.action for row in practices_to_confirm(official)] == ["Read and correct"] * 2


def test_editors_see_what_is_stale_why_and_since_when(client, tangier, django_assert_max_num_queries):
    changed = aged(factories.practice("Changed", under=tangier), 400)
    confirm(practice=changed, answer="changed", by_role=Role.FOCAL_POINT)
    confirmed(aged(factories.practice("Overdue", under=tangier), 900), days_ago=500)
    confirmed(factories.practice("Due", under=tangier), days_ago=400)
    confirmed(factories.practice("Fresh", under=tangier), days_ago=3)
    confirmed(aged(factories.practice("Gone", under=tangier), 1), days_ago=3, answer="ended")
    factories.practice("Never", under=factories.city("Lisbon"))
    editor = person("editor", Role.EDITOR)
    client.force_login(editor)
    address = reverse("stale_practices")
    client.get(address)

    with django_assert_max_num_queries(20):
        everything = client.get(address)
    results = reverse("stale_practices_results")
    overdue = client.get(results, {"stale": "overdue"})
    of_tangier = client.get(results, {"city": tangier.pk})

    assert listed(everything) == ["Overdue", "Due", "Changed", "Never"]
    assert listed(overdue) == ["Overdue"]
    assert listed(of_tangier) == ["Overdue", "Due", "Changed"]
    changed_s = texts(everything, ".listing tr:-soup-contains('Changed') td")
    assert changed_s[2] == "Changed or ended, page not corrected"
    assert changed_s[4] == "Focal point of Tangier"
    assert "2 practices may be out of date" in next(row.title for row in waiting_for(editor))


def test_the_list_of_stale_practices_is_for_editors_and_mne_officers(client, tangier):
    answers = {}
    for role in Role:
        client.force_login(person(role, role, tangier))
        answers[role] = client.get(reverse("stale_practices")).status_code

    assert {role for role, status in answers.items() if status == 200} == {Role.EDITOR, Role.MNE}


def test_a_practice_never_confirmed_says_so_without_a_warning_however_old_it_is(client, practice):
    aged(practice, 2_000)

    page = client.get(practice.get_url())

    assert confirmation_on(page) == "Not yet confirmed by the city"
    assert_nowhere(page, "Check with it before you rely on this page")
