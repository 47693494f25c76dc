"""The language of a page that names none is the one last chosen by the site's own switch, not the account's."""

from __future__ import annotations

import pytest

from accounts.models import User
from accounts.roles import Role
from tests import factories
from tests.factories.people import person
from tests.pages import attributes

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


@pytest.fixture
def reader(client, site):
    """An official whose account is in Spanish, at a new browser that asks for English."""
    user = person("reader", Role.OFFICIAL, factories.city("Tangier"), language="es")
    client.force_login(user)
    return user


def language_at(client, address: str) -> str:
    (language,) = attributes(client.get(address), "html", "lang")
    return language


@pytest.mark.parametrize("address", ["/admin/", "/accounts/"])
def test_a_switch_in_the_header_holds_where_the_address_names_no_language(client, reader, address):
    first = language_at(client, address)
    client.get("/fr/desk/")
    in_french = language_at(client, address)
    client.get("/ar/desk/")
    in_arabic = language_at(client, address)

    assert (first, in_french, in_arabic) == ("es", "fr", "ar")
    assert User.objects.get(pk=reader.pk).language == "es"
    assert reader.wagtail_userprofile.preferred_language == "es"


def test_a_form_of_the_editors_interface_speaks_as_the_desk_did(client, reader):
    city = factories.city("Fez")
    editor = person("editor", Role.EDITOR, language="es")
    client.force_login(editor)

    client.get("/fr/desk/")

    assert language_at(client, f"/admin/pages/{city.pk}/edit/") == "fr"


def test_a_language_chosen_on_ones_account_holds_at_once_in_the_editors_interface(client, reader):
    client.get("/en/desk/")

    form = {"first_name": "Nadia", "last_name": "Benali", "language": "fr", "letters": "daily"}
    interface = {"theme": "system", "contrast": "system", "density": "default", "current_time_zone": "UTC"}
    client.post("/accounts/", form | interface)

    assert language_at(client, "/admin/") == "fr"
    assert User.objects.get(pk=reader.pk).language == "fr"


def test_who_comes_from_a_page_in_french_signs_in_in_french(client, site):
    signing_in = client.get("/fr/desk/", follow=True)

    assert attributes(signing_in, "html", "lang") == ["fr"]


def test_the_language_in_which_somebody_signs_in_is_that_of_their_letters_until_they_choose_one(client, site):
    somebody = person("somebody", Role.EDITOR)
    client.get("/accounts/login/?language=ar")

    answer = client.post("/accounts/login/", {"login": "somebody", "password": "password"})

    somebody.refresh_from_db()
    assert (somebody.language, somebody.last_language) == ("", "")  # the address is not confirmed: not in yet
    assert answer.url == "/accounts/confirm-email/"
    client.force_login(somebody)
    client.get("/fr/desk/")
    somebody.refresh_from_db()
    assert (somebody.language, somebody.last_language) == ("", "fr")


def test_a_visitor_who_reads_another_language_gets_no_cookie(client, site):
    client.get("/fr/")

    assert client.cookies == {}
