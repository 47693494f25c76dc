"""The sample people: made once, in their roles, and never in production."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.roles import groups_of
from cities.belonging import is_focal_point
from tests import factories

pytestmark = pytest.mark.django_db


def test_they_are_made_once_in_their_roles_and_can_sign_in(client, site, settings, capsys):
    settings.SAMPLE_PASSWORD = "a harbour at dawn"
    tangier = factories.city("Tangier")

    call_command("sample_accounts")
    first = capsys.readouterr().out
    call_command("sample_accounts")
    second = capsys.readouterr().out

    names = set(User.objects.values_list("username", flat=True))
    assert names == {"admin", "editor", "translator", "mne", "organiser", "official.tangier", "focal.tangier"}
    assert first.count("a harbour at dawn") == 1
    assert "a harbour" not in second
    assert groups_of(User.objects.get(username="mne")) == {"M&E officers"}
    assert is_focal_point(User.objects.get(username="focal.tangier"), tangier)
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == len(names)
    signing_in = {"login": "official.tangier", "password": "a harbour at dawn"}
    assert client.post("/accounts/login/", signing_in).url == "/en/desk/"


def test_the_second_start_asks_the_database_little(site, django_assert_max_num_queries):
    factories.city("Tangier")
    call_command("sample_accounts")

    with django_assert_max_num_queries(2):
        call_command("sample_accounts")


def test_production_has_none(site, settings):
    settings.SAMPLE_ACCOUNTS = False

    with pytest.raises(CommandError):
        call_command("sample_accounts")
    assert not User.objects.exists()
