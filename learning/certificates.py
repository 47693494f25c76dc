"""Certificates of attendance: a page of A4 each, in the language of the registration, all of them in one PDF.

Made when they are asked for and kept nowhere: what a certificate says is what is known of the session now, and no file
with names stays behind. Nobody signs: it says whose note it is, and when it was made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import formats, timezone, translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import languages
from core.display import Fact, display_list, known
from core.languages import Wording
from core.partial_dates import display_period
from core.printing import pdf_of_page

from .models import Registration, SessionOrganiser, SessionPage
from .presenting import display_organisers, place_of
from .session_times import time_in_programme, written_length

Role = SessionOrganiser.Role
LONG_TITLE, MUCH = 110, 400
"""Of more letters a title is set smaller, and of as much in all everything, so that a certificate stays one page."""


@dataclass(frozen=True)
class SessionOnCertificates:
    """What all certificates of a session in one language say."""

    language: str
    direction: str
    title: Wording
    facts: list[Fact]
    made: str
    url: str

    @property
    def is_long(self) -> bool:
        return len(self.title) > LONG_TITLE

    @property
    def is_much(self) -> bool:
        return len(self.title) + sum(len(strip_tags(fact.text)) for fact in self.facts) > MUCH


def certificates_of(session: SessionPage, registrations: Iterable[Registration]) -> bytes:
    """The PDF, in the order of the registrations. Its own language is that of the first."""
    people = list(registrations)
    said = {code: _said_of(session, code) for code in dict.fromkeys(one.language for one in people)}
    pages = [_page(said[one.language], one) for one in people]
    with translation.override(people[0].language):
        around = {"pages": pages, "title": _("Certificate of attendance"), "session": said[people[0].language]}
        return pdf_of_page(render_to_string("learning/certificates/document.html", around))


def _page(said: SessionOnCertificates, registration: Registration) -> str:
    with translation.override(registration.language):
        return render_to_string("learning/certificates/_page.html", {"session": said, "name": registration.name})


def _said_of(session: SessionPage, language: str) -> SessionOnCertificates:
    """What is not in this language is written as it is in the session's own."""
    with translation.override(language):
        return SessionOnCertificates(
            language=language,
            direction=languages.direction(language),
            title=session.words.wording("title"),
            facts=_facts(session),
            made=formats.date_format(timezone.localdate(), "DATE_FORMAT"),
            url=session.get_full_url() or "" if session.live else "",
        )


def _facts(session: SessionPage) -> list[Fact]:
    words, organisers = session.words, list(session.organisers.select_related("organisation"))
    place = words.wording("place") if session.place else ""
    where = dict.fromkeys(part for part in (place_of(session), place) if part)
    length = time_in_programme(session.agenda_items.all())
    host = session.host_city.name if session.host_city and session.host_city.live else ""
    return known(
        [
            Fact(pgettext("of a session", "Date"), display_period(session.starts, session.ends)),
            Fact(pgettext("of a session", "Place"), display_list(where)),
            Fact(_("Length of the programme"), written_length(length) if length else ""),
            Fact(pgettext("a session", "Hosted by"), display_organisers(words, organisers, Role.HOST) or host),
            Fact(_("Organised by"), display_organisers(words, organisers, Role.ORGANISER)),
        ]
    )
