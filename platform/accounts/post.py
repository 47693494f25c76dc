"""Letters are written here, and sent at once or in the daily digest, and again when the mail server was down.

A letter is written into the database with the change it tells of, and leaves when that change is there to stay, after
the page that caused it was sent: no page waits for a mail server, or breaks with it. Its text is kept sealed until it
is sent, and then not at all, because there may be a key in it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import timedelta
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.management import call_command
from django.db.models import Q, QuerySet
from django.db.transaction import on_commit
from django.utils import timezone
from django_tasks import task

from core import due
from core.after_response import after_response
from core.letters import Written, write

from .language import language_of
from .letter_files import forget_files, forget_files_naming
from .models import Letter, User

logger = logging.getLogger(__name__)

KEPT = timedelta(days=30)
GIVEN_UP_AFTER = timedelta(days=14)
TRIED_AGAIN_AFTER = timedelta(hours=1)
"""A claim this old was made by a process that died."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
"""Between two tries; each pause is twice the one before."""
LAST = "last"
"""In place of its event: a letter of which nothing is kept once it is sent."""
HEADERS = {"Auto-Submitted": "auto-generated"}
"""RFC 3834: no answering machine writes back."""

Rule = Callable[[str, list[User], Mapping[str, Any]], list[User]]
_rules: list[Rule] = []


def register_rule(rule: Rule) -> Rule:
    """A decorator for a room that knows to whom, or of what, a letter must not be written: it gives who may get it."""
    _rules.append(rule)
    return rule


def send(event: str, readers: Iterable[User], *, at_once: bool = False, language: str = "", **context) -> int:
    """Writes the letter of `event` to each active reader, in their language. Gives how many.

    `at_once`: it cannot wait for the digest of those who chose one. `language`: of the correspondence that the letter
    belongs to, for those who chose none.
    """
    letters = []
    found = list({reader.pk: reader for reader in readers if reader.is_active and reader.email}.values())
    for rule in _rules:
        found = rule(event, found, context) if found else []
    for reader in found:
        spoken = language_of(reader, else_in=language)
        written = write(event, spoken, reader=reader, **context)
        letter = _letter(event, written, reader.email, spoken)
        letter.reader, letter.digest = reader, not at_once and reader.letters == User.Letters.DAILY
        letters.append(letter)
    return _post(letters)


def send_to_address(event: str, address: str, language: str, *, calendar: str = "", **context) -> int:
    """Writes to an address, at once: to somebody without an account, or about the account that has it.

    `calendar`: the text of an iCalendar file that goes with it.
    """
    letter = _letter(event, write(event, language, **context), address, language)
    letter.calendar = calendar
    return _post([letter])


def forget(address: str, *, begins: tuple[str, ...] = ("",), only_sent: bool = False) -> int:
    """Erases whatever was written to an address, sent or not, and the files of it where letters go into files.

    `begins`: only letters whose event begins with one of these; which it is, no file says. `only_sent`: what waits
    still leaves.
    """
    forget_files(address)
    of_event = reduce(or_, (Q(event__startswith=beginning) for beginning in begins))
    found = Letter.objects.filter(of_event, address__iexact=address).exclude(event=LAST)
    return (found.filter(sent__isnull=False) if only_sent else found).delete()[0]


def forget_once_sent(address: str, *, event: str) -> int:
    """The last letter to somebody who is forgotten: of those of `event` that wait, nothing is kept once sent."""
    return Letter.objects.filter(address__iexact=address, event=event, sent__isnull=True).update(event=LAST)


def _forget_last() -> int:
    """Those that are sent now."""
    last = Letter.objects.filter(event=LAST, sent__isnull=False)
    for address in set(last.values_list("address", flat=True)):
        forget_files(address)
    return last.delete()[0]


def withdraw(*, readers: Iterable[User] = (), except_for: Collection[str] = (), naming: Collection[str] = ()) -> int:
    """Erases letters that have not been sent: those to `readers`, and whatever says one of the words of `naming`."""
    waiting = Letter.objects.filter(sent__isnull=True)
    keys = list(waiting.filter(reader__in=readers).exclude(event__in=except_for).values_list("pk", flat=True))
    if naming:
        keys += [one.pk for one in waiting if any(word in one.subject or word in one.text for word in naming)]
    return waiting.filter(pk__in=keys).delete()[0]


def forget_naming(words: Collection[str]) -> int:
    """Erases what was written to others about somebody who is forgotten: the letters not sent yet that say one of
    `words`, and where letters go into files, those that were sent. Elsewhere nothing is kept of a text once sent."""
    if not words:
        return 0
    forget_files_naming(words)
    return withdraw(naming=words)


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
        on_commit(lambda: after_response(lambda: deliver.enqueue(keys)))
    return len(letters)


@task()
def deliver(keys: list[int]) -> int:
    """Sends these letters, and those whose pause is over."""
    return _deliver(Letter.objects.filter(Q(pk__in=keys) | Q(next_try__lte=timezone.now()), digest=False))


def _claim(letters: QuerySet[Letter]) -> list[Letter]:
    """Those that nobody else is sending: whoever sets `claimed` sends. Claimed in times to come: by a wrong clock."""
    now = timezone.now()
    fresh = Q(claimed__range=(now - TRIED_AGAIN_AFTER, now + TRIED_AGAIN_AFTER))
    free = Q(claimed__isnull=True) | ~fresh
    keys = list(letters.filter(free, sent__isnull=True).values_list("pk", flat=True))
    mine = [key for key in keys if Letter.objects.filter(free, pk=key, sent__isnull=True).update(claimed=now)]
    return list(Letter.objects.filter(pk__in=mine).select_related("reader"))


def _deliver(letters: QuerySet[Letter]) -> int:
    """Each letter in an envelope of its own."""
    return _send_envelopes([([letter], letter) for letter in _claim(letters)])


def _send_envelopes(envelopes: list[tuple[list[Letter], Letter | Written]]) -> int:
    """Sends each envelope over one connection; what the server refuses, or what it is not there for, is tried again."""
    if not envelopes:
        return 0
    connection, number = get_connection(), 0
    try:
        connection.open()
    except Exception:
        logger.exception("The mail server cannot be reached; %s letters are kept", len(envelopes))
        for letters, _written in envelopes:
            _try_again(letters)
        return 0
    for letters, written in envelopes:
        number += _sent(letters, written, connection)
    try:
        connection.close()
    except Exception:
        logger.exception("The connection to the mail server did not end well")
    if any(letter.event == LAST for letters, _written in envelopes for letter in letters):
        _forget_last()
    return number


def _sent(letters: list[Letter], written: Letter | Written, connection) -> int:
    rows = Letter.objects.filter(pk__in=[letter.pk for letter in letters])
    message = EmailMultiAlternatives(
        written.subject,
        written.text,
        settings.DEFAULT_FROM_EMAIL,
        [letters[0].address],
        headers=HEADERS,
        connection=connection,
    )
    message.attach_alternative(written.html, "text/html")
    for letter in letters:
        if letter.calendar:
            message.attach("session.ics", letter.calendar, f"text/calendar; method={_method_of(letter.calendar)}")
    try:
        if not written.text:
            raise ValueError("The text cannot be read: it was sealed under another SECRET_KEY")
        message.send()
    except Exception:
        logger.exception("A letter (%s) could not be sent; it is kept", letters[0].event)
        _try_again(letters)
        return 0
    rows.update(sent=timezone.now(), text="", html="", calendar="")
    return len(letters)


def _method_of(calendar: str) -> str:
    """What the file asks the reader's calendar to do (RFC 5546): a mail program reads it before the file."""
    found = re.search(r"^METHOD:([A-Z]+)\r?$", calendar, re.MULTILINE)
    return found[1] if found else "PUBLISH"


def _try_again(letters: list[Letter]) -> None:
    """After a pause: by the worker where there is one, else with the next letter, or by the daily work."""
    for letter in letters:
        at = timezone.now() + min(FIRST_PAUSE * 2 ** min(letter.tries, 10), LONGEST_PAUSE)
        Letter.objects.filter(pk=letter.pk).update(claimed=None, tries=letter.tries + 1, next_try=at)
        if not letter.digest and deliver.get_backend().supports_defer:
            deliver.using(run_after=at).enqueue([letter.pk])


@due.register("letters sent again", often=True)
def send_again() -> int:
    return _deliver(Letter.objects.filter(digest=False))


@due.register("letters in digests")
def send_digests() -> int:
    """One envelope a reader, with everything that came since the last."""
    waiting = sorted(_claim(Letter.objects.filter(digest=True)), key=lambda letter: (letter.address, letter.pk))
    envelopes: list[tuple[list[Letter], Letter | Written]] = []
    for _address, group in groupby(waiting, key=lambda letter: letter.address):
        letters = list(group)
        reader = letters[0].reader
        language = language_of(reader, else_in=letters[-1].language)
        envelopes.append((letters, write("digest", language, reader=reader, letters=letters)))
    return _send_envelopes(envelopes)


@due.register("sessions erased")
def erase_sessions() -> int:
    """Those that ran out; Django leaves them where they are."""
    call_command("clearsessions")
    return 0


@due.register("letters erased")
def erase_old() -> int:
    """Sent long ago, or never: what was to be told is no news any more, and what keys there were have run out."""
    now = timezone.now()
    unsent = Letter.objects.filter(sent__isnull=True, written__lt=now - GIVEN_UP_AFTER)
    for letter in unsent:
        logger.error("A letter (%s) of %s could never be sent and is erased", letter.event, letter.written.date())
    number, _kinds = Letter.objects.filter(Q(sent__lt=now - KEPT) | Q(pk__in=unsent)).delete()
    return number + _forget_last()
