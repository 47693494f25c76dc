"""What a session's team writes to those who come: to all or to some, in words of its own, and what came out of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.log_actions import log

from accounts.models import User
from core.templatetags.core_tags import row_words

from .models import Registration, SessionDocument, SessionPage
from .registration_letters import write_to_person

State = Registration.State
WRITTEN, DOCUMENTS_SENT = "learning.session_written_to", "learning.session_documents_sent"
GROUPS = {
    "all": gettext_lazy("everybody on the list"),
    "confirmed": pgettext_lazy("people", "those with a place"),
    "waiting": pgettext_lazy("people", "those on the waiting list"),
    "applied": pgettext_lazy("people", "those who have applied"),
    "attended": pgettext_lazy("people", "those who attended"),
    "absent": pgettext_lazy("people", "those who had a place and were absent"),
}
OF_A_CITY = "city-"


@dataclass(frozen=True)
class SentDocument:
    """A title, and where it is read."""

    title: str
    url: str


def people_of(session: SessionPage, group: str) -> QuerySet[Registration]:
    """Who is meant by one of `GROUPS`, or by `city-<key>`; whose address is not confirmed is never written to."""
    open_now = Registration.objects.filter(
        session=session, state__in=(State.APPLIED, State.CONFIRMED, State.OFFERED, State.WAITING)
    ).of_people()
    if group.startswith(OF_A_CITY):
        return open_now.filter(city=int(group.removeprefix(OF_A_CITY)))
    return {
        "all": open_now,
        "confirmed": open_now.holding_a_place(),
        "waiting": open_now.filter(state=State.WAITING),
        "applied": open_now.filter(state=State.APPLIED),
        "attended": open_now.filter(attended=True),
        "absent": open_now.filter(attended=False),
    }[group]


def groups_of(session: SessionPage) -> list[tuple[str, str]]:
    """For a list of choices: those in which there is somebody, and each city of those who come. Two queries."""
    rows = people_of(session, "all").values_list("state", "attended", "city", "city__name_en")
    found = list(rows)
    counted = {
        "all": bool(found),
        "confirmed": any(state in (State.CONFIRMED, State.OFFERED) for state, *_rest in found),
        "waiting": any(state == State.WAITING for state, *_rest in found),
        "applied": any(state == State.APPLIED for state, *_rest in found),
        "attended": any(attended for _state, attended, *_rest in found),
        "absent": any(attended is False for _state, attended, *_rest in found),
    }
    cities = sorted({(name, key) for _state, _attended, key, name in found if key})
    return [
        *((code, str(label)) for code, label in GROUPS.items() if counted[code]),
        *((f"{OF_A_CITY}{key}", _("those of %(city)s") % {"city": name}) for name, key in cities),
    ]


@transaction.atomic
def write_to_participants(*, session: SessionPage, group: str, subject: str, text: str, by: User) -> int:
    """In the team's words, within a frame in each reader's language. How many. Raises ValidationError for nobody."""
    people = list(people_of(session, group))
    if not people:
        raise ValidationError(_("There is nobody to write to."))
    for registration in people:
        registration.session = session
        write_to_person("session_message", registration, subject=subject, text=text)
    log(instance=session, action=WRITTEN, user=by, data={"number": len(people)})
    return len(people)


@transaction.atomic
def send_documents(*, session: SessionPage, by: User) -> int:
    """The documents on the page of the session, to those who attended; while nobody has said who did, to all with a
    place. How many. Raises ValidationError when there is none that can be opened, or nobody."""
    by_language = {code: documents_of(session, code) for code, _name in settings.LANGUAGES}
    if not any(by_language.values()):
        raise ValidationError(_("Add the documents on the page of the session first, and publish it."))
    people = list(people_of(session, "attended")) or list(people_of(session, "confirmed"))
    if not people:
        raise ValidationError(_("There is nobody to write to."))
    for registration in people:
        registration.session = session
        documents = by_language[registration.language]
        write_to_person("session_documents", registration, documents=documents)
    log(instance=session, action=DOCUMENTS_SENT, user=by, data={"number": len(people)})
    return len(people)


def documents_of(session: SessionPage, language: str) -> list[SentDocument]:
    """Those that are somewhere, by their whole address."""
    with translation.override(language):
        rows = session.documents.select_related("document", "publication")
        found = [SentDocument(row_words(session.words, row, "title"), _address_of(row)) for row in rows]
    return [document for document in found if document.url]


def _address_of(row: SessionDocument) -> str:
    if row.document:
        return f"{settings.BASE_URL}{row.document.url}"
    if row.publication and row.publication.live:
        return row.publication.get_full_url() or ""
    return row.url
