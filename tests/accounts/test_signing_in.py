"""The one door: who gets in, who is stopped, and that no other door is open."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client

from accounts import post
from tests.pages import text

pytestmark = pytest.mark.django_db
PASSWORD = "a harbour at dawn"
SECRET = "JBSWY3DPEHPK3PXP"
EVERY_LOGIN_ADDRESS = [
    "/accounts/login/",
    "/admin/login/",
    "/en/_util/login/",
    "/fr/_util/login/",
    "/es/_util/login/",
    "/ar/_util/login/",
]


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet(site):
    cache.clear()


@pytest.fixture
def nadia(django_user_model):
    user = django_user_model.objects.create_user("nadia", "nadia@example.org", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def protected(nadia):
    """Nadia with an authenticator app and recovery codes."""
    TOTP.activate(nadia, SECRET)
    RecoveryCodes.activate(nadia)
    return nadia


def sign_in(client: Client, login: str = "nadia@example.org", password: str = PASSWORD, **fields):
    return client.post("/accounts/login/", {"login": login, "password": password, **fields})


def complaint(answer) -> str:
    """What the form says is wrong with all of it or with its one field."""
    return text(answer, "form [role=alert] li")


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def code_of_now() -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


@pytest.mark.parametrize("login", ["nadia@example.org", "NADIA@example.org", "nadia"])
def test_somebody_signs_in_by_address_or_by_user_name(client, nadia, login):
    answer = sign_in(client, login)

    assert answer.url == "/en/desk/"
    assert is_signed_in(client)


def test_thirty_wrong_passwords_are_stopped_with_a_kind_word(client, nadia):
    answers = [sign_in(client, password=f"wrong {number}") for number in range(31)]
    right_one = sign_in(client)

    assert "is wrong" in complaint(answers[0])
    assert "Wait five minutes" in complaint(answers[5])
    assert answers[30].status_code == 429
    assert answers[30]["Retry-After"] == "60"
    assert text(answers[30], "h1") == "Too many attempts"
    assert right_one.status_code == 429
    assert not is_signed_in(client)


def test_a_forged_sender_in_a_header_does_not_get_round_the_limit(client, nadia):
    answers = [
        client.post(
            "/accounts/login/",
            {"login": f"somebody{number}@example.org", "password": "wrong"},
            headers={"X-Forwarded-For": f"10.0.0.{number}"},
        )
        for number in range(31)
    ]

    assert answers[30].status_code == 429


def test_an_unknown_address_is_answered_like_a_known_one(client, nadia):
    known, unknown = sign_in(client, password="wrong"), sign_in(client, login="x@example.org", password="wrong")
    asked = [client.post("/accounts/password/reset/", {"email": email}) for email in (nadia.email, "x@example.org")]

    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert [(answer.status_code, answer.url) for answer in asked] == [(302, "/accounts/password/reset/done/")] * 2


@pytest.mark.parametrize(
    ("login", "facts"),
    [
        ("nadia@example.org", {}),
        ("nadia", {}),
        ("nobody@example.org", {}),
        ("nobody", {}),
        ("nadia@example.org", {"is_active": False}),
    ],
)
def test_every_attempt_costs_one_hash(client, nadia, monkeypatch, login, facts):
    type(nadia).objects.update(**facts)
    made, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: made.append(1) or encode(*args))

    sign_in(client, login, "wrong")

    assert len(made) == 1


def test_a_stranger_elsewhere_locks_nobody_out(nadia):
    stranger, nadias = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")

    refused = [sign_in(stranger, password="wrong") for _attempt in range(7)][-1]

    assert "Wait five minutes" in complaint(refused)
    assert sign_in(nadias).url == "/en/desk/"


@pytest.mark.parametrize("email", ["nadia@example.org", "nobody@example.org"])
def test_asking_for_a_new_password_does_the_same_work_whether_one_has_an_account(
    client, nadia, mailoutbox, monkeypatch, email, django_assert_num_queries
):
    later = []
    monkeypatch.setattr("accounts.forms.after_response", later.append)

    with django_assert_num_queries(0):
        answer = client.post("/accounts/password/reset/", {"email": email})
    before = list(mailoutbox)
    later[0]()

    assert answer.url == "/accounts/password/reset/done/"
    assert before == []
    assert len(mailoutbox) == (email == nadia.email)


def test_a_mail_server_that_is_down_stops_nobody(client, nadia, mailoutbox, settings):
    EmailAddress.objects.all().delete()  # as `createsuperuser` leaves it
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1

    signing_in = sign_in(client, follow=True)
    asking = [client.post("/accounts/password/reset/", {"email": email}) for email in (nadia.email, "x@example.org")]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    post.send_again()
    link = next(word for word in mailoutbox[0].body.split() if "/confirm-email/" in word)
    client.post(urlsplit(link).path)

    assert signing_in.url == "/accounts/confirm-email/"
    assert [answer.status_code for answer in asking] == [302, 302]
    assert sign_in(client).url == "/en/desk/"


def test_signing_in_needs_the_forms_own_token(nadia):
    client = Client(enforce_csrf_checks=True)

    answer = sign_in(client)

    assert answer.status_code == 403
    assert text(answer, "h1") == "This form has expired"
    assert not is_signed_in(client)


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "https:evil.example", "javascript:1"])
def test_nobody_is_sent_to_a_foreign_address(client, nadia, address):
    arriving = client.get("/admin/login/", {"next": address}, follow=True)
    signing_in = sign_in(client, next=address)
    signed_in_already = client.get("/accounts/login/", {"next": address})
    signing_out = client.post("/accounts/logout/", {"next": address})

    assert arriving.request["PATH_INFO"] == "/accounts/login/"
    assert [answer.url for answer in (signing_in, signed_in_already, signing_out)] == ["/en/desk/", "/en/desk/", "/"]


def test_the_way_on_is_kept(client, nadia):
    answer = client.get("/admin/", follow=True)
    form = answer.context["redirect_field_value"]

    assert sign_in(client, next=form).url == "/admin/"


@pytest.mark.parametrize("door", EVERY_LOGIN_ADDRESS)
def test_a_password_alone_opens_no_door_for_who_has_a_second_factor(client, protected, door):
    client.post(door, {"username": "nadia", "login": "nadia", "password": PASSWORD})
    client.get("/admin/")

    assert not is_signed_in(client)


def test_the_second_factor_opens(client, protected):
    first = sign_in(client)
    wrong = client.post(first.url, {"code": "000000"})
    right = client.post(first.url, {"code": code_of_now()})

    assert first.url == "/accounts/2fa/authenticate/"
    assert "This code is wrong" in complaint(wrong)
    assert right.url == "/en/desk/"
    assert is_signed_in(client)


def test_a_recovery_code_opens_once(client, protected):
    code = Authenticator.objects.get(user=protected, type="recovery_codes").wrap().get_unused_codes()[0]
    sign_in(client)
    first = client.post("/accounts/2fa/authenticate/", {"code": code})
    client.post("/accounts/logout/")
    sign_in(client)
    again = client.post("/accounts/2fa/authenticate/", {"code": code})

    assert first.url == "/en/desk/"
    assert again.status_code == 200
    assert not is_signed_in(client)


def test_codes_are_not_guessed_for_long(client, protected):
    sign_in(client)
    answers = [client.post("/accounts/2fa/authenticate/", {"code": f"{number:06}"}) for number in range(6)]

    assert "Wait five minutes" in complaint(answers[5])
    assert client.post("/accounts/2fa/authenticate/", {"code": code_of_now()}).status_code == 200


def test_a_new_password_by_letter_is_no_way_round_the_second_factor(client, protected, mailoutbox):
    client.post("/accounts/password/reset/", {"email": protected.email})
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(urlsplit(link).path, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "another harbour", "password2": "another harbour"})

    assert not is_signed_in(client)
    assert sign_in(client, password="another harbour").url == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)


def test_confirming_an_address_signs_nobody_in(client, protected, mailoutbox):
    EmailAddress.objects.filter(user=protected).update(verified=False)
    sign_in(client)
    link = next(word for word in mailoutbox[0].body.split() if "/confirm-email/" in word)
    client.post(urlsplit(link).path)

    assert EmailAddress.objects.get(user=protected).verified
    assert not is_signed_in(client)


def test_nobody_signs_up_and_nobody_signs_in_by_letter(client, django_user_model):
    form = {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD}

    signing_up = client.post("/accounts/signup/", form)
    by_letter = client.post("/accounts/login/code/", {"email": "x@example.org"}, follow=True)

    assert text(signing_up, "h1") == "By invitation"
    assert by_letter.status_code == 404
    assert not django_user_model.objects.exists()


@pytest.mark.parametrize("address", ["", "done/", "confirm/MQ/set-password/", "complete/"])
def test_wagtails_own_reset_leads_to_ours(client, address):
    assert client.get(f"/admin/password_reset/{address}").url == "/accounts/password/reset/"


def test_the_session_is_a_new_one_after_signing_in_and_gone_after_signing_out(client, nadia):
    client.get("/accounts/login/")
    client.session.save()
    before = client.session.session_key

    answer = sign_in(client)
    after = client.session.session_key
    cookie = answer.cookies["sessionid"]
    client.get("/accounts/logout/")
    still_there = is_signed_in(client)
    client.post("/accounts/logout/")

    assert after != before
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert still_there
    assert not is_signed_in(client)


def test_a_new_password_ends_the_other_sessions(nadia):
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        sign_in(client)
    new = {"oldpassword": PASSWORD, "password1": "another harbour", "password2": "another harbour"}

    here.post("/accounts/password/change/", new)

    assert here.get("/accounts/").status_code == 200
    assert elsewhere.get("/accounts/").url.startswith("/accounts/login/")
