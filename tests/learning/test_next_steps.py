"""What is next for a session: one thing at a time, by the rule."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from learning.inviting import invite
from learning.models import AgendaItem, Lesson, Registration, SessionPage, SessionTeam
from learning.next_steps import next_step, numbers_of
from tests import factories
from tests.factories.people import person
from tests.learning.people_coming import comes, in_days
from tests.pages import has, read, texts

State = Registration.State
pytestmark = [pytest.mark.django_db, pytest.mark.alike]


def step_of(session: SessionPage) -> str | None:
    page = SessionPage.objects.select_related("desk").get(pk=session.pk)
    step = next_step(page, numbers_of([page])[page.pk])
    return step and step.code


def planned(days: int = 30, registration: str = "open", **facts) -> SessionPage:
    """With all that a session needs, but for what a test says."""
    desk = {"registration": registration, **facts.pop("desk", {})}
    defaults = {"starts": in_days(days), "agenda_items": [AgendaItem(title="Welcome")], "status": "planned"}
    return factories.session(**{**defaults, **facts}, desk=desk)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"starts": ""}, "date"),
        ({"starts": "2099-03"}, "date"),
        ({"agenda_items": []}, "programme"),
        ({"live": False}, "publish"),
        ({"registration": "closed"}, "registration"),
        ({"registration": "invitation"}, "invite"),
        ({"registration": "open"}, None),
        ({"registration": "outside", "desk": {"registration_url": "https://example.org"}}, None),
        ({"status": "cancelled"}, None),
        ({"status": "postponed", "starts": ""}, "date"),
        ({"status": "postponed"}, "plan"),
        ({"status": "held", "days": -3}, "outputs"),
        ({"status": "held", "days": -3, "lessons": [Lesson(text="Listen first")]}, "copy"),
        ({"status": "planned", "days": -3}, "outputs"),
    ],
)
def test_without_registrations(site, facts, code):
    assert step_of(planned(**facts)) == code


@pytest.mark.parametrize(
    ("days", "state", "desk", "code"),
    [
        (30, State.APPLIED, {}, "applications"),
        (30, State.CONFIRMED, {}, None),
        (5, State.CONFIRMED, {}, "remind"),
        (5, State.CONFIRMED, {"reminded_week": timezone.now()}, None),
        (-3, State.CONFIRMED, {}, "attendance"),
        (-3, State.WAITING, {}, "outputs"),
    ],
)
def test_with_a_registration(site, days, state, desk, code):
    session = planned(days, desk=desk)
    comes(session, "One", state)

    assert step_of(session) == code


def test_who_is_invited_has_been_invited(site):
    session = planned(registration="invitation")
    invite(session=session, email="a@example.org", language="en", by=person("lead", Role.ORGANISER))

    assert step_of(session) is None


def test_what_a_draft_has_is_not_asked_for_again(site):
    session = planned(starts="", agenda_items=[], live=False)
    session.starts, session.agenda_items = in_days(20), [AgendaItem(title="Welcome")]
    session.save_revision()

    assert step_of(session) == "publish"


# --- the editors' interface -------------------------------------------------------------------------------------------
def test_a_session_with_registrations_is_not_deleted(client, site):
    session = planned()
    comes(session, "One", State.CANCELLED)
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "password"))

    refused = client.post(reverse("wagtailadmin_pages:delete", args=[session.pk]), follow=True)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    refused_too = client.post(f"{bulk}?id={session.pk}", follow=True)

    assert SessionPage.objects.filter(pk=session.pk).exists()
    for page in (refused, refused_too):
        assert "people have registered for it" in page.content.decode()


def test_whoever_copies_or_begins_a_session_leads_it(client, site, rf):
    from learning.wagtail_hooks import lead_what_one_began  # noqa: PLC0415 (hooks register once)

    session, organiser = planned(), person("organiser", Role.ORGANISER)
    request = rf.post("/")
    request.user = organiser

    lead_what_one_began(request, session)
    lead_what_one_began(request, site)

    assert list(SessionTeam.objects.values_list("session", "person", "role")) == [
        (session.pk, organiser.pk, SessionTeam.Role.LEAD)
    ]


def test_cities_and_practices_are_ticked_in_a_list_that_is_searched(client, site):
    first, second, third = (factories.city(name) for name in ("Amman", "Beirut", "Zarqa"))
    session = planned(cities=[third])
    client.force_login(person("editor", Role.EDITOR))

    page = read(client.get(reverse("wagtailadmin_pages:edit", args=[session.pk])))

    boxes = page.select("[data-searchable-ticks] [name=cities]")
    assert [box["value"] for box in boxes] == [str(city.pk) for city in (third, first, second)]
    assert [box.has_attr("checked") for box in boxes] == [True, False, False]
    assert has(page, "script[type=module][src*='js/searchable-ticks.js']")
    assert texts(page, "[data-searchable-ticks] label")[0] == "Zarqa"
