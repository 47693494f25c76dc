"""Letters are sent here, at once or in the daily digest, and again when the mail server was down.

A letter is written into the database with the change it tells of, and leaves when that change is there to stay.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core import due, languages
from core.letters import Written, write

from .models import Letter, User

logger = logging.getLogger(__name__)

KEPT = timedelta(days=30)
TRIED_AGAIN_AFTER = timedelta(hours=1)
"""A claim this old was made by a process that died."""


def send(event: str, readers: Iterable[User], *, at_once: bool = False, **context) -> int:
    """Writes the letter of `event` to each active reader, in their language. Gives how many.

    `at_once`: it cannot wait for the digest of those who chose one.
    """
    letters = []
    for reader in {reader.pk: reader for reader in readers if reader.is_active and reader.email}.values():
        language = reader.language or languages.current()
        written = write(event, language, reader=reader, **context)
        letter = _letter(event, written, reader.email, language)
        letter.reader, letter.digest = reader, not at_once and reader.letters == User.Letters.DAILY
        letters.append(letter)
    return _post(letters)


def send_to_address(event: str, address: str, language: str, **context) -> int:
    """Writes to somebody who has no account."""
    return _post([_letter(event, write(event, language, **context), address, language)])


def send_unkept(event: str, address: str, language: str, **context) -> None:
    """Sends a letter with a key in it (to an account, to an invitation): at once, and never kept, as letters are.

    Whoever reads the database, or a copy of it, must not find the key. Raises what the mail server raises.
    """
    written = write(event, language, **context)
    message = EmailMultiAlternatives(written.subject, written.text, settings.DEFAULT_FROM_EMAIL, [address])
    message.attach_alternative(written.html, "text/html")
    message.send()


def _letter(event: str, written: Written, address: str, language: str) -> Letter:
    return Letter(
        event=event,
        address=address,
        language=language,
        subject=written.subject[:255],
        text=written.text,
        html=written.html,
    )


def _post(letters: list[Letter]) -> int:
    Letter.objects.bulk_create(letters)
    keys = [letter.pk for letter in letters if not letter.digest]
    if keys:
        transaction.on_commit(lambda: _deliver(Letter.objects.filter(pk__in=keys)))
    return len(letters)


def _claim(letters) -> list[Letter]:
    """Those that nobody else is sending: whoever sets `claimed` sends."""
    now = timezone.now()
    free = Q(claimed__isnull=True) | Q(claimed__lt=now - TRIED_AGAIN_AFTER)
    keys = list(letters.filter(free, sent__isnull=True).values_list("pk", flat=True))
    mine = [key for key in keys if Letter.objects.filter(free, pk=key, sent__isnull=True).update(claimed=now)]
    return list(Letter.objects.filter(pk__in=mine).select_related("reader"))


def _deliver(letters) -> int:
    """Each letter in an envelope of its own."""
    return sum(_sent([letter], letter.subject, letter.text, letter.html) for letter in _claim(letters))


def _sent(letters: list[Letter], subject: str, text: str, html: str) -> int:
    """Sends one envelope. When the server refuses, the letters stay and are tried again by the daily work."""
    message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [letters[0].address])
    message.attach_alternative(html, "text/html")
    rows = Letter.objects.filter(pk__in=[letter.pk for letter in letters])
    try:
        message.send()
    except Exception:
        logger.exception("A letter (%s) could not be sent; it is kept", letters[0].event)
        rows.update(claimed=None)
        return 0
    rows.update(sent=timezone.now())
    return len(letters)


@due.register("letters sent again")
def send_again() -> int:
    return _deliver(Letter.objects.filter(digest=False))


@due.register("letters in digests")
def send_digests() -> int:
    """One envelope a reader, with everything that came since the last."""
    waiting = sorted(_claim(Letter.objects.filter(digest=True)), key=lambda letter: (letter.address, letter.pk))
    envelopes = [list(group) for _address, group in groupby(waiting, key=lambda letter: letter.address)]
    return sum(_send_digest(letters) for letters in envelopes)


def _send_digest(letters: list[Letter]) -> int:
    reader = letters[0].reader
    language = (reader.language if reader else "") or letters[-1].language
    written = write("digest", language, reader=reader, letters=letters)
    return _sent(letters, written.subject, written.text, written.html)


@due.register("sessions erased")
def erase_sessions() -> int:
    """Those that ran out; Django leaves them where they are."""
    call_command("clearsessions")
    return 0


@due.register("letters erased")
def erase_sent() -> int:
    number, _kinds = Letter.objects.filter(sent__lt=timezone.now() - KEPT).delete()
    return number
