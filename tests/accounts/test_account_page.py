"""One's own page, the language of the pages around it, and the letters about an account."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.roles import Role
from tests import factories
from tests.factories.people import person
from tests.pages import attributes, has, read

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


@pytest.fixture
def nadia(client, site):
    cache.clear()
    user = person("nadia", Role.OFFICIAL, factories.city("Tangier"), first_name="Nadia", last_name="Benali")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.force_login(user)
    return user


def test_somebody_chooses_language_and_letters(client, nadia):
    form = {"first_name": "Nadia", "last_name": "Benali", "language": "ar", "letters": "daily"}

    answer = client.post("/accounts/", form, follow=True)

    nadia.refresh_from_db()
    assert (nadia.language, nadia.letters) == ("ar", "daily")
    assert has(answer, "html[lang=ar][dir=rtl]")


def test_a_missing_name_is_said_at_the_field_and_the_rest_is_kept(client, nadia):
    answer = client.post("/accounts/", {"first_name": "", "last_name": "Alaoui", "language": "fr", "letters": "daily"})

    assert set(answer.context["form"].errors) == {"first_name"}
    assert attributes(answer, "[name=last_name]", "value") == ["Alaoui"]


def test_there_is_one_account_page_with_all_that_one_may_choose(client, nadia):
    form = {"first_name": "Nadia", "last_name": "Benali", "language": "fr", "letters": "daily"}
    interface = {"theme": "dark", "contrast": "more_contrast", "density": "snug", "current_time_zone": "Africa/Tunis"}

    leads = client.get("/admin/account/")
    client.post("/accounts/", {**form, **interface})
    page = read(client.get(leads.url))

    profile = UserProfile.objects.get(user=nadia)
    assert leads.url == "/accounts/"
    assert (profile.theme, profile.density, profile.current_time_zone) == ("dark", "snug", "Africa/Tunis")
    assert profile.preferred_language == "fr"
    asked = {"first_name", "language", "letters", "theme", "current_time_zone", "keyboard_shortcuts"}
    assert asked <= set(attributes(page, "main form [name]", "name"))
    for nothing in ("approved_notifications", "rejected_notifications", "submitted_notifications"):
        assert not has(page, f"[name*={nothing}]")
    tabs = attributes(page, "nav.tabs a", "href")
    assert {"/accounts/password/change/", "/accounts/2fa/", "/accounts/email/"} <= set(tabs)


def test_what_is_wrong_in_one_part_of_the_account_saves_nothing(client, nadia):
    form = {"first_name": "Nadia", "last_name": "Benali", "language": "fr", "letters": "daily", "theme": "pink"}

    answer = client.post("/accounts/", form)

    nadia.refresh_from_db()
    assert "theme" in answer.context["interface"].errors
    assert nadia.language == ""


def test_who_may_not_open_the_interface_is_not_asked_how_it_looks(client, site):
    client.force_login(person("observer", Role.OBSERVER, factories.city("Lisbon"), first_name="A", last_name="B"))

    assert client.get("/accounts/").context["interface"] is None


def test_the_page_is_for_its_owner(client, site):
    assert client.get("/accounts/").url == "/accounts/login/?next=/accounts/"


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_the_language_switch_works_where_the_address_names_no_language(client, site, language):
    page = client.get("/accounts/login/", {"next": "/admin/"})
    switch = f"/accounts/login/?next=%2Fadmin%2F&language={language}"

    client.get(switch)
    again = client.get("/accounts/login/")

    assert attributes(page, f"#languages [hreflang={language}]", "href") == [switch]
    assert attributes(again, "html", "lang") == [language]


def test_signing_in_leads_to_ones_desk_in_ones_language(client, nadia):
    nadia.language = "es"
    nadia.save()
    client.logout()

    answer = client.post("/accounts/login/", {"login": nadia.email, "password": "password"})

    assert answer.url == "/es/desk/"
    assert answer.cookies["django_language"].value == "es"


def test_a_change_to_an_account_is_told_to_its_owner_in_their_language(client, nadia, mailoutbox):
    nadia.language = "fr"
    nadia.save()
    new = {"oldpassword": "password", "password1": "another harbour", "password2": "another harbour"}

    client.post("/accounts/password/change/", new)

    letter = mailoutbox[0]
    assert letter.to == [nadia.email]
    assert "?language=fr" in letter.body
    assert "dir=" in letter.alternatives[0][0]


def test_links_in_letters_are_never_to_a_forged_host(client, nadia, mailoutbox, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.logout()

    client.post("/accounts/password/reset/", {"email": nadia.email}, headers={"Host": "evil.example"})

    assert "evil.example" not in mailoutbox[0].body
    assert f"{settings.BASE_URL}/accounts/password/reset/key/" in mailoutbox[0].body


def test_a_signed_in_person_finds_the_desk_and_a_visitor_the_way_in(client, nadia):
    signed_in = read(client.get("/fr/"))
    client.logout()
    visitor = read(client.get("/fr/"))

    assert has(signed_in, "header nav.own [href='/fr/desk/']")
    assert not has(visitor, "[href*='/fr/desk/']")
    assert has(visitor, "footer [href='/accounts/login/?language=fr']")


def test_an_administrator_who_changes_an_address_leaves_no_old_way_in(admin_client, nadia, django_user_model):
    admin = django_user_model.objects.get(username="admin")
    admin_client.force_login(admin)
    form = {
        "username": "nadia",
        "email": "new@example.org",
        "first_name": "Nadia",
        "last_name": "Benali",
        "is_active": "on",
        "language": "fr",
        "letters": "at-once",
    }

    admin_client.post(f"/admin/users/edit/{nadia.pk}/", form)

    addresses = EmailAddress.objects.filter(user=nadia)
    assert [(address.email, address.verified, address.primary) for address in addresses] == [
        ("new@example.org", False, True)
    ]


def test_an_administrator_adds_and_changes_people_with_one_name(admin_client):
    typed = {"username": "bouchra", "email": "bouchra@example.org", "first_name": "Bouchra", "last_name": ""}
    passwords = {"password1": "a-long-secret-7", "password2": "a-long-secret-7"}

    added = admin_client.post(reverse("wagtailusers_users:add"), {**typed, **passwords})
    person = User.objects.get(username="bouchra")
    address = reverse("wagtailusers_users:edit", args=[person.pk])
    changed = admin_client.post(address, {**typed, "first_name": "Bushra", "is_active": "on"})

    person.refresh_from_db()
    assert (added.status_code, changed.status_code) == (302, 302)
    assert person.get_full_name() == "Bushra"


def test_settings_saved_inside_after_signing_out_lead_to_the_account_page(client, site):
    answer = client.post("/admin/account/", {"profile-preferred_language": "fr"})

    assert answer.status_code == 302
    assert answer.url == "/accounts/"
