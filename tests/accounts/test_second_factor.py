"""Who must have a second factor is led to it from everywhere; who need not is left in peace."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.flows.login import complete_login
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.cache import cache

from accounts.models import User
from accounts.roles import Role
from accounts.second_factor import must_have_second_factor
from tests.factories.people import person
from tests.pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
SECRET = "JBSWY3DPEHPK3PXP"
MUST = [Role.FOCAL_POINT, Role.EDITOR, Role.ORGANISER, Role.MNE]
NEED_NOT = [Role.OFFICIAL, Role.OBSERVER, Role.TRANSLATOR]


@pytest.fixture(autouse=True)
def _required(settings, site):
    settings.REQUIRE_MFA = True
    cache.clear()


@pytest.mark.parametrize("role", Role)
def test_who_publishes_or_sees_personal_data_must_have_one(tangier, role):
    assert must_have_second_factor(person("somebody", role, tangier)) == (role in MUST)


def test_administrators_must_and_nobody_must_where_it_is_not_required(django_user_model, settings):
    admin = django_user_model.objects.create_superuser("admin", "admin@example.org", "password")

    assert must_have_second_factor(admin)
    settings.REQUIRE_MFA = False
    assert not must_have_second_factor(admin)


@pytest.mark.parametrize("address", ["/admin/", "/en/", "/fr/desk/people/", "/admin/users/", "/documents/1/x.pdf"])
def test_without_one_every_way_leads_to_setting_it_up(client, tangier, address):
    client.force_login(person("focal", Role.FOCAL_POINT, tangier))

    assert client.get(address).url.startswith("/accounts/2fa/?next=")
    assert client.post(address).url.startswith("/accounts/2fa/?next=")


def test_setting_up_and_signing_out_stay_open(client, tangier):
    client.force_login(person("focal", Role.FOCAL_POINT, tangier))

    page = client.get("/accounts/2fa/")

    assert "need a second factor first" in text(page, "main .note")
    assert client.get("/accounts/").status_code == 200
    assert client.post("/admin/logout/").url == "/"
    assert client.get("/accounts/2fa/").url.startswith("/accounts/login/")


def test_with_one_everything_is_open_and_recovery_codes_alone_are_none(client, tangier):
    focal = person("focal", Role.FOCAL_POINT, tangier)
    client.force_login(focal)

    RecoveryCodes.activate(focal)
    with_codes = client.get("/en/")
    TOTP.activate(focal, SECRET)
    with_app = client.get("/en/")

    assert with_codes.status_code == 302
    assert with_app.status_code == 200


@pytest.mark.parametrize("role", NEED_NOT)
def test_who_need_not_is_left_in_peace(client, tangier, role):
    client.force_login(person("somebody", role, tangier))

    assert client.get("/en/").status_code == 200


def test_a_visitor_is_not_looked_up(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as queries:
        client.get("/en/")

    tables = ("django_session", "accounts_user", "mfa_authenticator")
    assert queries.captured_queries
    assert [query["sql"] for query in queries.captured_queries if any(table in query["sql"] for table in tables)] == []


def test_the_last_one_is_not_removed(client, tangier):
    focal = person("focal", Role.FOCAL_POINT, tangier)
    TOTP.activate(focal, SECRET)
    client.force_login(focal)
    EmailAddress.objects.create(user=focal, email=focal.email, verified=True, primary=True)
    client.post("/accounts/reauthenticate/", {"password": "password"})

    answer = client.post("/accounts/2fa/totp/deactivate/")

    assert "this is your only one" in text(answer, "[role=alert] li")
    assert Authenticator.objects.filter(user=focal, type="totp").exists()


def arrive(rf, client, **claims):
    """The answer to somebody whom the other organisation's sign-in sends back with these claims."""
    request = rf.get("/accounts/oidc/oidc/login/callback/")
    request.session, request.user = client.session, AnonymousUser()
    request._messages = FallbackStorage(request)
    with request_context(request):
        provider = get_adapter().get_provider(request, "oidc")
        answer = complete_login(request, provider.sociallogin_from_response(request, {"sub": "42", **claims}))
    return answer, request.user.is_authenticated


@pytest.fixture
def confirmed(tangier):
    user = person("nadia", Role.OFFICIAL, tangier)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_another_organisations_sign_in_opens_an_account_that_is_there(rf, client, confirmed):
    answer, signed_in = arrive(rf, client, email=confirmed.email, email_verified=True)

    assert signed_in
    assert answer.url == "/en/desk/"
    assert confirmed.socialaccount_set.count() == 1


def test_it_is_no_way_round_the_second_factor(rf, client, confirmed):
    TOTP.activate(confirmed, SECRET)

    answer, signed_in = arrive(rf, client, email=confirmed.email, email_verified=True)

    assert answer.url == "/accounts/2fa/authenticate/"
    assert not signed_in


@pytest.mark.parametrize(
    ("email", "verified_there", "verified_here"),
    [("stranger@example.org", True, True), ("nadia@example.org", False, True), ("nadia@example.org", True, False)],
)
def test_it_makes_no_account_and_trusts_no_unconfirmed_address(
    rf, client, confirmed, email, verified_there, verified_here
):
    EmailAddress.objects.update(verified=verified_here)

    answer, signed_in = arrive(rf, client, email=email, email_verified=verified_there)

    assert text(answer, "h1") == "By invitation"
    assert not signed_in
    assert User.objects.count() == 1
