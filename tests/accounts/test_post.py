"""Letters leave once, in the reader's language, at once or together, and wait for a mail server that is down."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from accounts import post
from accounts.models import Letter, User
from accounts.roles import Role
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter_kind(settings, tmp_path):
    """An event with a letter of its own: `news`."""
    folder = tmp_path / "emails" / "news"
    folder.mkdir(parents=True)
    (folder / "subject.txt").write_text('{% translate "Practices" %}: {{ what }}')
    (folder / "body.txt").write_text("{{ what }} {{ language }}")
    (folder / "body.html").write_text("<p>{{ what }}</p>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    return "news"


def send_due() -> None:
    call_command("send_due", stdout=StringIO())


def test_a_letter_is_in_the_reader_s_language_and_its_text_is_plain(letter_kind, django_capture_on_commit_callbacks):
    reader = person("editor", Role.EDITOR, language="ar")

    with django_capture_on_commit_callbacks(execute=True):
        post.send(letter_kind, [reader, reader], what="l'accueil & <b>")

    (sent,) = mail.outbox
    assert sent.subject == "الممارسات: l'accueil & <b>"
    assert sent.body == "l'accueil & <b> ar\n"
    assert sent.alternatives[0][0] == "<p>l&#x27;accueil &amp; &lt;b&gt;</p>"


def test_nothing_leaves_when_the_change_it_tells_of_is_undone(letter_kind, django_capture_on_commit_callbacks):
    reader = person("editor", Role.EDITOR)

    with django_capture_on_commit_callbacks(execute=False) as waiting:
        post.send(letter_kind, [reader], what="x")

    assert len(waiting) == 1
    assert mail.outbox == []


def test_who_chose_the_digest_gets_one_letter_a_day(letter_kind, django_capture_on_commit_callbacks):
    reader = person("editor", Role.EDITOR, letters=User.Letters.DAILY, language="fr")
    with django_capture_on_commit_callbacks(execute=True):
        post.send(letter_kind, [reader], what="one")
        post.send(letter_kind, [reader], what="two")
    at_once = list(mail.outbox)

    send_due()
    send_due()

    assert at_once == []
    (digest,) = mail.outbox
    assert "one fr" in digest.body
    assert "two fr" in digest.body


def test_what_cannot_wait_comes_at_once(letter_kind, django_capture_on_commit_callbacks):
    reader = person("editor", Role.EDITOR, letters=User.Letters.DAILY)

    with django_capture_on_commit_callbacks(execute=True):
        post.send(letter_kind, [reader], at_once=True, what="now")

    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_down_loses_nothing(letter_kind, settings, django_capture_on_commit_callbacks):
    reader = person("editor", Role.EDITOR)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        post.send(letter_kind, [reader], what="kept")
    unsent = Letter.objects.get().sent

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_due()
    send_due()

    assert unsent is None
    assert [letter.subject for letter in mail.outbox] == ["Practices: kept"]


def test_a_letter_is_erased_a_month_after_it_was_sent(letter_kind):
    Letter.objects.create(address="a@example.org", language="en", sent=timezone.now() - timedelta(days=31))
    Letter.objects.create(address="b@example.org", language="en", sent=timezone.now() - timedelta(days=29))

    send_due()

    assert [letter.address for letter in Letter.objects.all()] == ["b@example.org"]
