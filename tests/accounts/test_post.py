"""Letters leave once, in the reader's language, at once or together, and wait for a mail server that is down."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone, translation

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


def is_kept_in_the_database(words: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, html FROM accounts_letter")
        return any(words in column for row in cursor.fetchall() for column in row)


@pytest.mark.parametrize("letters", User.Letters.values)
def test_a_key_in_a_letter_cannot_be_read_in_the_database(letter_kind, django_capture_on_commit_callbacks, letters):
    reader = person("editor", Role.EDITOR, letters=letters)
    with django_capture_on_commit_callbacks(execute=True):
        post.send(letter_kind, [reader], what="key-to-everything")
        before = is_kept_in_the_database("key-to-everything")
    send_due()
    after = is_kept_in_the_database("key-to-everything")

    assert "key-to-everything" in mail.outbox[0].body
    assert not before
    assert not after
    assert Letter.objects.get().sent
    assert Letter.objects.get().text == ""


def test_a_letter_says_that_no_machine_should_answer_it(letter_kind, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        post.send(letter_kind, [person("editor", Role.EDITOR)], what="x")

    assert mail.outbox[0].message()["Auto-Submitted"] == "auto-generated"


def test_a_letter_is_in_the_language_of_its_reader_whoever_causes_it(letter_kind, django_capture_on_commit_callbacks):
    readers = {
        "ar": person("chose", Role.EDITOR, language="ar", last_language="es"),
        "es": person("was-here", Role.EDITOR, last_language="es"),
        "en": person("never-came", Role.EDITOR),
    }

    with django_capture_on_commit_callbacks(execute=True), translation.override("fr"):
        post.send(letter_kind, readers.values(), what="x")

    assert {letter.to[0]: letter.body for letter in mail.outbox} == {
        reader.email: f"x {language}\n" for language, reader in readers.items()
    }


def test_a_letter_belongs_to_a_correspondence_in_its_language_unless_its_reader_chose_another(
    letter_kind, django_capture_on_commit_callbacks
):
    readers = [person("chose", Role.EDITOR, language="ar"), person("came", Role.EDITOR, last_language="es")]

    with django_capture_on_commit_callbacks(execute=True):
        post.send(letter_kind, readers, language="fr", what="x")

    assert sorted(letter.body for letter in mail.outbox) == ["x ar\n", "x fr\n"]


def test_a_server_that_is_down_is_asked_less_and_less_often_then_no_more(
    letter_kind, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    pauses = []
    with django_capture_on_commit_callbacks(execute=True):
        post.send(letter_kind, [person("editor", Role.EDITOR)], what="x")
    for _try in range(10):
        pauses.append(Letter.objects.get().next_try - timezone.now())
        Letter.objects.update(next_try=timezone.now())
        post.deliver.call([])

    Letter.objects.update(written=timezone.now() - timedelta(days=15))
    send_due()

    assert timedelta(minutes=4) < pauses[0] < timedelta(minutes=6)
    assert pauses == sorted(pauses) or pauses[-1] > timedelta(hours=5)
    assert pauses[-1] < timedelta(hours=7)
    assert not Letter.objects.exists()


def test_the_next_letter_takes_along_those_whose_pause_is_over(
    letter_kind, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    reader = person("editor", Role.EDITOR)
    with django_capture_on_commit_callbacks(execute=True):
        post.send(letter_kind, [reader], what="first")
        post.send(letter_kind, [reader], what="not yet")
    Letter.objects.filter(subject__contains="first").update(next_try=timezone.now())

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with django_capture_on_commit_callbacks(execute=True):
        post.send(letter_kind, [reader], what="second")

    assert [letter.subject for letter in mail.outbox] == ["Practices: first", "Practices: second"]


def test_one_refused_address_does_not_hold_up_the_others(letter_kind, monkeypatch, django_capture_on_commit_callbacks):
    readers = [person(name, Role.EDITOR) for name in ("refused", "welcome")]
    send = mail.EmailMultiAlternatives.send

    def refuse(self, *args, **kwargs):
        if self.to == [readers[0].email]:
            raise SMTPRecipientsRefused({})
        return send(self, *args, **kwargs)

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        post.send(letter_kind, readers, what="x")

    assert [letter.to for letter in mail.outbox] == [[readers[1].email]]
    assert [letter.address for letter in Letter.objects.filter(sent=None)] == [readers[0].email]


def test_a_letter_is_erased_a_month_after_it_was_sent(letter_kind):
    Letter.objects.create(address="a@example.org", language="en", sent=timezone.now() - timedelta(days=31))
    Letter.objects.create(address="b@example.org", language="en", sent=timezone.now() - timedelta(days=29))

    send_due()

    assert [letter.address for letter in Letter.objects.all()] == ["b@example.org"]
