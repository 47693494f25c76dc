"""All that is kept of somebody who registered for a session, as a file for them: only what is named here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Letter
from core.exports import Column

from .models import Introduction, Registration, SessionInvitation
from .personal_data import LETTERS, kept_until

Entry = dict[str, Any]


def _of_field(name: str, *, is_choice: bool = False) -> Column:
    heading = Registration._meta.get_field(name).verbose_name  # type: ignore[union-attr]  # fields of our own
    if is_choice:
        return Column(name, heading, lambda row: getattr(row, f"get_{name}_display")())
    return Column(name, heading, lambda row: getattr(row, name))


def _themes(name: str) -> Column:
    heading = Registration._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return Column(name, heading, lambda row: [str(theme.name) for theme in getattr(row, name).all()])


REGISTRATION = (
    Column("session", pgettext_lazy("what one registers for", "session"), lambda row: str(row.session.words.title)),
    Column("starts", gettext_lazy("starts"), lambda row: str(row.session.starts or "")),
    _of_field("state", is_choice=True),
    _of_field("name"),
    _of_field("email"),
    Column("city", gettext_lazy("city"), lambda row: str(row.city.name) if row.city else ""),
    _of_field("place"),
    _of_field("organisation"),
    _of_field("function"),
    _of_field("language", is_choice=True),
    _of_field("interpretation", is_choice=True),
    _of_field("way", is_choice=True),
    _themes("wants"),
    _of_field("wants_in_words"),
    _themes("offers"),
    _of_field("offers_in_words"),
    _of_field("access_needs"),
    _of_field("diet"),
    _of_field("needs_travel_support"),
    Column("agrees_to_introductions", gettext_lazy("may be introduced"), lambda row: row.agrees_to_introductions),
    _of_field("note_to_team"),
    Column("has_account", gettext_lazy("belongs to an account of this site"), lambda row: row.person_id is not None),
    Column("by_colleague", gettext_lazy("registered by a colleague"), lambda row: row.registered_by_id is not None),
    Column("created", gettext_lazy("registered on"), lambda row: row.created),
    Column("consented", gettext_lazy("agreed on"), lambda row: row.consented),
    Column("confirmed", gettext_lazy("place taken on"), lambda row: row.confirmed),
    Column("waiting_since", gettext_lazy("on the waiting list since"), lambda row: row.waiting_since),
    Column("offered_until", gettext_lazy("place offered until"), lambda row: row.offered_until),
    Column("decided", gettext_lazy("decided by the organisers"), lambda row: row.decided_by_id is not None),
    Column("ended", gettext_lazy("cancelled or declined on"), lambda row: row.ended),
    _of_field("attended"),
    Column("asked", gettext_lazy("was asked questions after the session"), lambda row: row.asked),
    Column("answered", gettext_lazy("answered the questions after the session"), lambda row: row.answered),
    Column("needs_until", gettext_lazy("needs are erased on"), lambda row: kept_until(row).needs),
    Column("kept_until", gettext_lazy("everything is erased on"), lambda row: kept_until(row).person),
)
INVITATION = (
    Column("email", gettext_lazy("email address"), lambda row: row.email),
    Column("created", gettext_lazy("invited on"), lambda row: row.created),
    Column("withdrawn", gettext_lazy("withdrawn on"), lambda row: row.withdrawn),
)
LETTER = (
    Column("subject", pgettext_lazy("an email", "Subject"), lambda row: row.subject),
    Column("written", gettext_lazy("written on"), lambda row: row.written),
    Column("sent", gettext_lazy("sent on"), lambda row: row.sent),
)


def personal_data(registration: Registration) -> Entry:
    """In the language of the registration. Of an introduction, the other's name and address once both have agreed."""
    of_letters = Q(event__startswith=LETTERS[0]) | Q(event__startswith=LETTERS[1])
    letters = Letter.objects.filter(of_letters, address__iexact=registration.email)
    invitations = SessionInvitation.objects.filter(session=registration.session, email__iexact=registration.email)
    introductions = Introduction.objects.of(registration).select_related("theme", "wants", "offers")
    with translation.override(registration.language):
        return {
            "about": _("What this site keeps of you for this session."),
            "made": _plain(timezone.now()),
            "registration": _entry(registration, REGISTRATION),
            "introductions": [_entry(one, _introduction_of(registration)) for one in introductions],
            "invitations": [_entry(one, INVITATION) for one in invitations],
            "emails": [_entry(one, LETTER) for one in letters],
        }


def _introduction_of(registration: Registration) -> tuple[Column, ...]:
    """What this side answered, and nothing of what the other did."""

    def own(row: Introduction, answer: str) -> datetime | None:
        return getattr(row, f"{row.side_of(registration)}_{answer}")

    def of_other(row: Introduction, name: str) -> str:
        return getattr(row.other_than(registration), name) if row.is_agreed else ""

    return (
        Column("theme", gettext_lazy("theme"), lambda row: str(row.theme.name)),
        Column("wants", gettext_lazy("you want to learn about it"), lambda row: row.wants_id == registration.pk),
        Column("suggested", gettext_lazy("suggested on"), lambda row: row.suggested),
        Column("agreed", gettext_lazy("you agreed on"), lambda row: own(row, "agreed")),
        Column("refused", gettext_lazy("you declined on"), lambda row: own(row, "refused")),
        Column("name", gettext_lazy("introduced to"), lambda row: of_other(row, "name")),
        Column("email", gettext_lazy("email address"), lambda row: of_other(row, "email")),
    )


def _entry(row: Any, columns: Sequence[Column]) -> Entry:
    return {column.name: {"label": str(column.heading), "value": _plain(column.getter(row))} for column in columns}


def _plain(value: Any) -> Any:
    """Moments as ISO 8601 writes them, to the second, in UTC."""
    if isinstance(value, datetime):
        return value.replace(microsecond=0).isoformat()
    return value.isoformat() if isinstance(value, date) else value
