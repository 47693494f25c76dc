"""Certificates of attendance: what stands on them, in whose language, and who gets them."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, time
from io import BytesIO

import pytest
from django.core.cache import cache
from django.urls import reverse
from pypdf import PdfReader
from wagtail.models import PageLogEntry

from accounts.roles import Role
from core import printing
from learning.certificates import certificates_of
from learning.models import AgendaItem, Registration, SessionDesk, SessionOrganiser, SessionPage
from learning.session_times import time_in_programme, written_length
from learning.signed_links import link_of
from learning.teams import form_team
from tests import factories
from tests.factories.people import person
from tests.learning.people_coming import comes, in_days
from tests.pages import attributes, has, texts
from tests.reporting.test_report_pdf import noto_or_skip, weasyprint_or_skip

State = Registration.State
WORDS = {
    "en": "Certificate of attendance",
    "fr": "Le logement des nouveaux arrivants",
    "ar": "السكن للوافدين الجدد",
}


class World:
    """A session of two days in Sfax that is over, with its lead."""

    def __init__(self) -> None:
        self.lead, self.other = person("lead", Role.ORGANISER), person("organiser", Role.ORGANISER)
        self.session = factories.session(
            "Housing for newcomers",
            starts="2025-03-03",
            starts_at=time(9),
            ends="2025-03-04",
            timezone="Africa/Tunis",
            host_city=factories.city("Sfax"),
            place="City hall",
        )
        factories.translate(self.session, "fr", WORDS["fr"], place="Hôtel de ville")
        factories.translate(self.session, "ar", WORDS["ar"], place="دار البلدية")
        self.item(9, 12)
        self.item(11, 12, minutes=30)
        self.item(12, 14, kind="break")
        SessionOrganiser.objects.create(session=self.session, name="Network of towns", role="organiser")
        form_team(session=self.session, by=self.lead)

    def item(self, start: int, end: int | None, minutes: int = 0, **facts) -> AgendaItem:
        day = {"year": 2025, "month": 3, "day": 3, "tzinfo": UTC}
        ends = None if end is None else datetime(**day, hour=end, minute=minutes)
        moments = {"starts": datetime(**day, hour=start), "ends": ends}
        return AgendaItem.objects.create(session=self.session, title="Talk", **moments, **facts)


pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=World)]


@pytest.fixture(autouse=True)
def _nobody_asked_yet():
    cache.clear()


@pytest.fixture
def session(world) -> SessionPage:
    return world.session


def pages_of(pdf: bytes) -> list[str]:
    """What each page says, with letters as they are typed: Arabic is set in shapes of letters."""
    found = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return [" ".join(unicodedata.normalize("NFKC", text).split()) for text in found]


def ask_for_all(client, session):
    return client.post(reverse("session_certificates", args=[session.pk]))


# --- what stands on them --------------------------------------------------------------------------------------------
def test_each_who_attended_has_a_page_in_the_language_of_the_registration(client, world, session):
    weasyprint_or_skip()
    comes(session, "Zoé Martin", attended=True, language="fr")
    comes(session, "Ana Costa", attended=True)
    comes(session, "Béla Absent", attended=False)
    comes(session, "Cléa Unsaid")
    comes(session, "Dina Cancelled", State.CANCELLED, attended=True)
    client.force_login(world.lead)

    answer = ask_for_all(client, session)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="certificates-{session.slug}.pdf"'
    english, french = pages_of(answer.content)
    for words in (
        *("Certificate of attendance", "Ana Costa", "Housing for newcomers", "3–4 March 2025", "Sfax", "City hall"),
        *("3 h 30 min", "Network of towns"),
    ):
        assert words in english, words
    for words in ("Zoé Martin", "Le logement des nouveaux arrivants", "3–4 mars 2025", "Hôtel de ville"):
        assert words in french, words
    assert "Housing" not in french


def test_arabic_is_set_from_the_right_in_an_arabic_face(session, monkeypatch):
    weasyprint = weasyprint_or_skip()
    noto_or_skip()
    laid_out, render = [], weasyprint.HTML.render
    monkeypatch.setattr(
        weasyprint.HTML, "render", lambda *args, **kwargs: laid_out.append(render(*args, **kwargs)) or laid_out[-1]
    )

    pdf = certificates_of(session, [comes(session, "سارة", attended=True, language="ar")])

    (page,) = laid_out[0].pages
    boxes = {box.text: box for box in page._page_box.descendants() if hasattr(box, "text")}
    assert {"سارة", WORDS["ar"]} <= boxes.keys()
    title = boxes[WORDS["ar"]]
    assert title.position_x > page.width / 2
    assert title.style["direction"] == "rtl"
    (read,) = PdfReader(BytesIO(pdf)).pages
    assert read.mediabox.width > read.mediabox.height
    assert any("Noto" in font.get_object()["/BaseFont"] for font in read["/Resources"]["/Font"].values())


def test_a_title_that_is_not_there_in_the_language_is_the_sessions_own(session):
    weasyprint_or_skip()

    (page,) = pages_of(certificates_of(session, [comes(session, "Eva", attended=True, language="es")]))

    assert "Housing for newcomers" in page
    assert "marzo de 2025" in page


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("words", "organisers"), [(14, 3), (6, 2)], ids=["longest", "longest-in-full-size"])
def test_a_certificate_stays_on_one_page_however_long_a_name_and_a_title(site, language, words, organisers):
    weasyprint_or_skip()
    session = factories.session("Housing newcomers " * words, starts="2025-03-03", place="Hall " * 3 * words)
    for _number in range(organisers):
        SessionOrganiser.objects.create(session=session, name="Network of towns " * 8, role="organiser")
    people = [comes(session, f"{letter} {'Name ' * 23}", attended=True, language=language) for letter in "AB"]

    first, second = pages_of(certificates_of(session, people))

    assert first.count("Name") == second.count("Name") == 23


def test_as_many_queries_for_many_as_for_one(session, django_assert_max_num_queries):
    weasyprint_or_skip()
    people = [comes(session, f"{letter} Person", attended=True) for letter in "ABCDE"]

    with django_assert_max_num_queries(6):
        pdf = certificates_of(SessionPage.objects.get(pk=session.pk), people)

    assert len(pages_of(pdf)) == 5


def test_hours_count_once_and_are_not_guessed(world, session):
    assert written_length(time_in_programme(session.agenda_items.all())) == "3 h 30 min"

    world.item(15, 17)
    assert written_length(time_in_programme(session.agenda_items.all())) == "5 h 30 min"

    world.item(18, None)
    assert time_in_programme(session.agenda_items.all()) is None
    assert time_in_programme([]) is None


# --- who gets them ----------------------------------------------------------------------------------------------------
def test_another_organiser_gets_none(client, world, session):
    comes(session, "Ana", attended=True)
    client.force_login(world.other)

    assert ask_for_all(client, session).status_code == 404
    assert not PageLogEntry.objects.filter(action="learning.certificates_exported").exists()


def test_each_file_is_noted_without_names(client, world, session):
    weasyprint_or_skip()
    comes(session, "Ana", attended=True)
    client.force_login(world.lead)

    ask_for_all(client, session)

    (entry,) = PageLogEntry.objects.filter(page=session, action="learning.certificates_exported")
    assert (entry.user, entry.data) == (world.lead, {"number": 1})
    assert entry.message == "Took the certificates of attendance out as a file"


@pytest.mark.parametrize("status", ["cancelled", "postponed", "planned"])
def test_before_it_is_over_or_after_it_was_called_off_there_are_none(client, world, session, status):
    ana = comes(session, "Ana", attended=True)
    SessionDesk.objects.filter(session=session).update(status=status)
    SessionPage.objects.filter(pk=session.pk).update(starts=in_days(1), ends="")
    client.force_login(world.lead)

    answer = client.get(ask_for_all(client, session)["Location"])

    assert texts(answer, ".messages li, .note") == ["There are certificates once the session is over."]
    assert not has(answer, "form[action$='/certificates/']")
    assert client.get(link_of(ana, "registration_certificate")).status_code == 404
    assert not PageLogEntry.objects.filter(action="learning.certificates_exported").exists()


def test_while_nobody_is_marked_there_are_none(client, world, session):
    comes(session, "Ana")
    client.force_login(world.lead)

    assert ask_for_all(client, session).status_code == 302


def test_who_attended_finds_their_own_behind_the_link(client, session):
    weasyprint_or_skip()
    ana, bo = comes(session, "Ana Costa", attended=True), comes(session, "Bo")

    page = client.get(link_of(ana))
    (where,) = attributes(page, "a[href$='certificate.pdf']", "href")
    answer = client.get(where)

    assert where == link_of(ana, "registration_certificate")
    assert "Ana Costa" in pages_of(answer.content)[0]
    assert "no-store" in answer["Cache-Control"]
    assert not has(client.get(link_of(bo)), "a[href$='certificate.pdf']")
    assert client.get(link_of(bo, "registration_certificate")).status_code == 404


def test_without_the_libraries_the_reason_is_said(client, world, session, monkeypatch):
    ana = comes(session, "Ana", attended=True)
    monkeypatch.setattr(printing, "_weasyprint", lambda: None)
    client.force_login(world.lead)

    for ask in (lambda: ask_for_all(client, session), lambda: client.get(link_of(ana, "registration_certificate"))):
        assert "libraries that are not installed" in client.get(ask()["Location"]).content.decode()
    assert not PageLogEntry.objects.filter(action="learning.certificates_exported").exists()
