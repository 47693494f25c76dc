"""The first administrator of a new site, before mail works."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("site")
def test_who_is_made_at_the_console_can_sign_in_at_once_though_mail_is_down(client, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a long enough password")
    call_command("createsuperuser", "--noinput", "--username=head", "--email=head@example.org")

    answer = client.post("/accounts/login/", {"login": "head@example.org", "password": "a long enough password"})

    assert answer.status_code == 302
    assert "confirm" not in answer.url
    assert client.session["_auth_user_id"] == str(User.objects.get(username="head").pk)
