"""The page of a city's people: only for who speaks for the city, and administrators; who leaves has left."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from cities.belonging import cities_of
from cities.inviting import invite
from cities.models import Invitation, Membership
from tests import factories
from tests.factories.people import person
from tests.pages import assert_nowhere, attributes, text, texts

pytestmark = pytest.mark.django_db
PEOPLE = "/en/desk/people/"


def members(page) -> list[str]:
    """The names in the table of a city's people."""
    return texts(page, "table [scope=row] bdi:first-child")


@pytest.fixture
def focal(tangier):
    return person("focal", Role.FOCAL_POINT, tangier)


@pytest.fixture
def official(tangier):
    return person("official", Role.OFFICIAL, tangier, first_name="Nadia", last_name="Benali")


@pytest.fixture
def stranger(lisbon):
    return person("stranger", Role.FOCAL_POINT, lisbon, first_name="Rui", last_name="Costa")


def test_a_focal_point_sees_the_own_people_and_nobody_elses(client, focal, official, stranger, lisbon, tangier):
    invite(by=focal, email="soon@example.org", role=Role.OBSERVER, language="en", city=tangier)
    invite(by=stranger, email="later@example.org", role=Role.OBSERVER, language="en", city=lisbon)
    client.force_login(focal)

    page = client.get(PEOPLE)

    assert "Nadia Benali" in members(page)
    assert texts(page, ".lines li > b") == ["soon@example.org"]
    assert_nowhere(page, "Rui Costa", "later@example.org")
    assert client.get(PEOPLE, {"city": "lisbon"}).status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.OBSERVER, Role.EDITOR, Role.MNE, Role.ORGANISER, Role.TRANSLATOR])
def test_nobody_else_sees_them(client, tangier, role):
    client.force_login(person("somebody", role, tangier))

    assert client.get(PEOPLE).status_code == 404
    assert client.get(PEOPLE, {"city": "tangier"}).status_code == 404
    assert client.post(PEOPLE, {"email": "x@example.org", "role": "official", "language": "en"}).status_code == 404
    assert not Invitation.objects.exists()


def test_a_visitor_is_asked_to_sign_in(client, site):
    assert client.get(PEOPLE).url == "/accounts/login/?next=/en/desk/people/"


def test_an_administrator_sees_the_roles_of_the_platform_and_every_city(admin_client, focal, stranger):
    person("eve", Role.EDITOR, first_name="Eve", last_name="Borg")

    platform, city = admin_client.get(PEOPLE), admin_client.get(PEOPLE, {"city": "lisbon"})

    assert "Eve Borg" in texts(platform, ".acts b")
    assert "Rui Costa" in members(city)


def test_inviting_from_the_page_sends_the_letter(client, focal, mailoutbox):
    client.force_login(focal)

    answer = client.post(PEOPLE, {"email": "new@example.org", "role": "official", "language": "ar"}, follow=True)

    assert mailoutbox[0].to == ["new@example.org"]
    assert "sent the invitation to new@example.org" in text(answer, "[role=status]")


def test_a_refusal_is_said_and_nothing_typed_is_lost(client, focal, official, mailoutbox):
    client.force_login(focal)

    there_already = client.post(PEOPLE, {"email": official.email, "role": "official", "language": "en"})
    no_such_role = client.post(PEOPLE, {"email": "new@example.org", "role": "editor", "language": "en"})

    assert set(there_already.context["form"].errors) == {"email"}
    assert attributes(there_already, "[name=email]", "value") == [official.email]
    assert set(no_such_role.context["form"].errors) == {"role"}
    assert not mailoutbox


def test_who_leaves_loses_the_rights_at_once_and_leaves_the_work(client, focal, official, tangier):
    practice = factories.practice("Welcome desk", under=tangier, live=False)
    practice.owner = official
    practice.save()
    there = Membership.objects.get(user=official)
    client.force_login(focal)

    asked = client.get(f"{PEOPLE}members/{there.pk}/end/")
    before = cities_of(User.objects.get(pk=official.pk))
    client.post(f"{PEOPLE}members/{there.pk}/end/")
    after = User.objects.get(pk=official.pk)

    assert text(asked, "main p b") == "Nadia Benali"
    assert before == [tangier]
    assert cities_of(after) == []
    assert not after.groups.exists()
    practice.refresh_from_db()
    assert practice.get_parent().specific == tangier


def test_another_citys_member_and_invitation_cannot_be_touched(client, focal, stranger, lisbon):
    theirs = Membership.objects.get(user=stranger)
    letter = invite(by=stranger, email="later@example.org", role=Role.OBSERVER, language="en", city=lisbon)
    client.force_login(focal)

    assert client.post(f"{PEOPLE}members/{theirs.pk}/end/").status_code == 404
    assert client.post(f"{PEOPLE}invitations/{letter.pk}/withdraw/").status_code == 404
    assert Membership.objects.current().filter(pk=theirs.pk).exists()
    assert Invitation.objects.open().filter(pk=letter.pk).exists()


def test_an_invitation_is_withdrawn(client, focal, tangier):
    letter = invite(by=focal, email="later@example.org", role=Role.OBSERVER, language="en", city=tangier)
    client.force_login(focal)

    client.post(f"{PEOPLE}invitations/{letter.pk}/withdraw/")

    assert not Invitation.objects.open().exists()


@pytest.mark.parametrize("number", [1, 6])
def test_the_page_costs_the_same_however_many_people(client, focal, tangier, django_assert_max_num_queries, number):
    for each in range(number):
        person(f"colleague{each}", Role.OFFICIAL, tangier)
        invite(by=focal, email=f"soon{each}@example.org", role=Role.OBSERVER, language="en", city=tangier)
    client.force_login(focal)
    client.get(PEOPLE)

    with django_assert_max_num_queries(12):
        client.get(PEOPLE)


# --- roles on the whole platform ----------------------------------------------------------------------------------
def test_an_administrator_changes_a_role_on_the_platform_and_ends_it_and_the_person_hears_of_it(
    admin_client, mailoutbox
):
    nadia = person("nadia", Role.TRANSLATOR, first_name="Nadia", last_name="Benali", language="fr")
    changing = reverse("change_platform_role", args=[nadia.pk, Role.TRANSLATOR])
    ending = reverse("change_platform_role", args=[nadia.pk, Role.ORGANISER])

    changed = admin_client.post(changing, {"role": Role.ORGANISER}, follow=True)
    roles_between = list(nadia.groups.values_list("name", flat=True))
    ended = admin_client.post(ending, {"role": ""}, follow=True)

    assert [str(message) for answer in (changed, ended) for message in answer.context["messages"]] == [
        "Nadia Benali now has the role: organiser of sessions.",
        "Nadia Benali no longer has the role: organiser of sessions.",
    ]
    assert roles_between == ["Organisers"]
    assert not nadia.groups.exists()
    assert [letter.subject for letter in mailoutbox] == [
        "Votre rôle sur Portolan a changé",
        "Votre rôle sur Portolan a pris fin",
    ]


def test_nobody_else_changes_a_role_on_the_platform(client, focal):
    nadia = person("nadia", Role.TRANSLATOR)
    client.force_login(focal)

    answer = client.post(reverse("change_platform_role", args=[nadia.pk, Role.TRANSLATOR]), {"role": Role.EDITOR})

    assert answer.status_code == 404
    assert nadia.groups.get().name == "Translators"
