"""Inviting: who may, what the letter says, what the link does and when it no longer does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import post
from accounts.models import User
from accounts.roles import Role, groups_of
from cities.belonging import cities_of
from cities.inviting import accept, invite, withdraw
from cities.models import Invitation, Membership
from tests.factories.people import person
from tests.pages import attributes, text, texts

pytestmark = pytest.mark.django_db
FORM = {
    "first_name": "Nadia",
    "last_name": "Benali",
    "password": "a harbour at dawn",
    "again": "a harbour at dawn",
}


@pytest.fixture
def focal(tangier):
    return person("focal", Role.FOCAL_POINT, tangier, first_name="Karim", last_name="Idrissi")


@pytest.fixture
def admin(django_user_model, site):
    return django_user_model.objects.create_superuser("boss", "boss@example.org", "password")


def invited(mailoutbox) -> str:
    """The address of the page in the last letter, as its reader opens it."""
    return re.search(r"/accounts/invitation/[\w-]+/", mailoutbox[-1].body)[0]


def token(mailoutbox) -> str:
    return invited(mailoutbox).split("/")[3]


def test_a_focal_point_invites_to_the_own_city_and_to_nothing_else(focal, tangier, lisbon):
    allowed = invite(by=focal, email="New@Example.org", role=Role.OFFICIAL, language="en", city=tangier)

    assert allowed.email == "new@example.org"
    for role, city in ((Role.OFFICIAL, lisbon), (Role.EDITOR, None), (Role.EDITOR, tangier), (Role.OFFICIAL, None)):
        with pytest.raises(ValidationError):
            invite(by=focal, email="new@example.org", role=role, language="en", city=city)
    assert Invitation.objects.count() == 1


def test_a_hundred_invitations_a_day_are_enough_for_one_person(client, admin, focal, tangier):
    letter = {"role": Role.OFFICIAL, "language": "en"}
    for number in range(100):
        invite(by=focal, email=f"person{number}@example.org", city=tangier, **letter)

    client.force_login(focal)
    refused = client.post("/en/desk/people/", {"email": "another@example.org", **letter})

    assert "many invitations today" in text(refused, "[role=alert]")
    assert Invitation.objects.count() == 100
    assert invite(by=admin, email="another@example.org", city=tangier, **letter)


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.OBSERVER])
def test_who_does_not_speak_for_the_city_invites_nobody(tangier, role):
    member = person("member", role, tangier)

    with pytest.raises(ValidationError):
        invite(by=member, email="new@example.org", role=Role.OBSERVER, language="en", city=tangier)


def test_an_administrator_invites_to_any_role(admin, tangier):
    for role in Role:
        city = tangier if role in (Role.OFFICIAL, Role.FOCAL_POINT, Role.OBSERVER) else None
        invite(by=admin, email=f"{role}@example.org", role=role, language="en", city=city)

    assert Invitation.objects.open().count() == len(Role)


def test_the_letter_says_what_for_in_the_language_of_the_invited_and_keeps_no_key(focal, tangier, mailoutbox):
    invite(by=focal, email="new@example.org", role=Role.OFFICIAL, language="fr", city=tangier)

    letter = mailoutbox[0]
    kept = Invitation.objects.get().token_hash
    assert "Tanger" in letter.subject
    assert "Karim Idrissi" in letter.body
    assert "?language=fr" in letter.body
    assert token(mailoutbox) not in kept
    kept_letter = post.Letter.objects.get()
    assert (kept_letter.text, kept_letter.html) == ("", "")


def test_an_invitation_waits_for_a_mail_server_that_is_down(client, focal, tangier, mailoutbox, settings):
    client.force_login(focal)
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    form = {"email": "new@example.org", "role": Role.OFFICIAL, "language": "en"}

    answer = client.post("/en/desk/people/", form, follow=True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    post.send_again()

    assert texts(answer, ".lines li > b") == ["new@example.org"]
    assert client.get(invited(mailoutbox)).status_code == 200


def test_the_invited_says_who_they_are_and_is_in(client, focal, tangier, mailoutbox):
    invite(by=focal, email="new@example.org", role=Role.OFFICIAL, language="fr", city=tangier)

    page = client.get(invited(mailoutbox))
    answer = client.post(invited(mailoutbox), FORM)

    new = User.objects.get(email="new@example.org")
    assert "new@example.org" in texts(page, ".glance dd")
    assert answer.url == "/fr/desk/"
    assert client.session["_auth_user_id"] == str(new.pk)
    assert (new.first_name, new.language, cities_of(new)) == ("Nadia", "fr", [tangier])
    assert new.emailaddress_set.get().verified


def test_a_weak_password_is_refused_and_nothing_typed_is_lost(client, focal, tangier, mailoutbox):
    invite(by=focal, email="new@example.org", role=Role.OFFICIAL, language="en", city=tangier)

    answer = client.post(invited(mailoutbox), {**FORM, "password": "1234", "again": "1234"})

    assert "at least 8" in text(answer, "#id_password_error")
    assert set(answer.context["form"].errors) == {"password"}
    assert attributes(answer, "[name=first_name]", "value") == ["Nadia"]
    assert Invitation.objects.open().exists()


def test_a_link_works_once(client, focal, tangier, mailoutbox):
    invite(by=focal, email="new@example.org", role=Role.OFFICIAL, language="en", city=tangier)
    client.post(invited(mailoutbox), FORM)
    client.logout()

    again = client.post(invited(mailoutbox), {**FORM, "password": "another harbour", "again": "another harbour"})

    assert again.status_code == 410
    assert "has been accepted" in text(again, "h1")
    assert User.objects.get(email="new@example.org").check_password(FORM["password"])
    assert Membership.objects.filter(user__email="new@example.org").count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"withdrawn": timezone.now()}, "has been withdrawn"),
        ({"expires": timezone.now() - timedelta(days=1)}, "has expired"),
        ({"token_hash": "0"}, "We do not recognise this invitation"),
    ],
)
def test_a_link_that_no_longer_counts_says_why(client, focal, tangier, mailoutbox, change, words):
    invite(by=focal, email="new@example.org", role=Role.OFFICIAL, language="en", city=tangier)
    Invitation.objects.update(**change)

    answers = [client.get(invited(mailoutbox)), client.post(invited(mailoutbox), FORM)]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert all(words in text(answer, "h1") for answer in answers)
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_newer_invitation_and_a_withdrawal_end_the_older(focal, tangier, mailoutbox):
    first = invite(by=focal, email="new@example.org", role=Role.OFFICIAL, language="en", city=tangier)
    second = invite(by=focal, email="new@example.org", role=Role.OFFICIAL, language="en", city=tangier)
    still_open = list(Invitation.objects.open())
    withdraw(invitation=second, by=focal)

    assert first not in still_open
    assert not Invitation.objects.open().exists()


def test_somebody_with_an_account_signs_in_first_then_accepts(client, focal, tangier, lisbon, mailoutbox):
    known = person("known", Role.OFFICIAL, lisbon)
    invite(by=focal, email=known.email, role=Role.OFFICIAL, language="en", city=tangier)

    stranger = client.post(invited(mailoutbox), FORM)
    client.force_login(known)
    page, accepted = client.get(invited(mailoutbox)), client.post(invited(mailoutbox))

    assert "There is already an account with this address" in text(stranger, "main p.measure")
    assert text(page, "main form [type=submit]") == "Accept"
    assert accepted.url == "/en/desk/"
    assert set(cities_of(User.objects.get(pk=known.pk))) == {tangier, lisbon}


def test_an_invitation_is_for_its_own_address_alone(client, focal, tangier, lisbon, mailoutbox):
    other = person("other", Role.OFFICIAL, lisbon)
    invite(by=focal, email="new@example.org", role=Role.FOCAL_POINT, language="en", city=tangier)
    client.force_login(other)

    answer = client.post(invited(mailoutbox))

    assert "Sign out first" in text(answer, "main .note")
    with pytest.raises(ValidationError):
        accept(token=token(mailoutbox), user=other)
    assert Invitation.objects.open().exists()
    assert cities_of(User.objects.get(pk=other.pk)) == [lisbon]


def test_a_role_of_the_platform_is_a_group(client, admin, mailoutbox):
    invite(by=admin, email="new@example.org", role=Role.TRANSLATOR, language="es")
    client.post(invited(mailoutbox), FORM)

    assert groups_of(User.objects.get(email="new@example.org")) == {"Translators"}


def test_accepting_does_not_get_round_the_second_factor(client, settings, focal, tangier, mailoutbox):
    settings.REQUIRE_MFA = True
    invite(by=focal, email="new@example.org", role=Role.FOCAL_POINT, language="en", city=tangier)

    client.post(invited(mailoutbox), FORM)

    assert client.get("/en/desk/people/").url.startswith("/accounts/2fa/?next=")
    assert client.get("/admin/").url.startswith("/accounts/2fa/?next=")


def test_who_has_one_name_joins_with_it(client, focal, tangier, mailoutbox):
    invite(by=focal, email="new@example.org", role=Role.OFFICIAL, language="en", city=tangier)

    page = client.get(invited(mailoutbox))
    answer = client.post(invited(mailoutbox), {**FORM, "first_name": "Sukarno", "last_name": ""})

    assert answer.url == "/en/desk/"
    assert User.objects.get(email="new@example.org").get_full_name() == "Sukarno"
    assert attributes(page, "[autocomplete=username]", "value") == ["new@example.org"]
