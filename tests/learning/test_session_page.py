"""A session's page: all it holds, in the visitor's language, at a bounded cost."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from bs4 import BeautifulSoup

from core.models import Source
from learning.models import AgendaItem, Lesson, SessionDocument, SessionOrganiser
from tests import factories
from tests.pages import assert_nowhere, attributes, has, read, text, texts

pytestmark = pytest.mark.alike
MOST_QUERIES = 20


def page_of(client, session, language: str = "en") -> BeautifulSoup:
    answer = client.get(f"/{language}/sessions/{session.slug}/")
    assert answer.status_code == 200
    return read(answer)


def full_session(number: int):
    """With `number` of everything that a page can show, and all of it in French too."""
    cities = [factories.city(latitude=40 + n / 10, longitude=n) for n in range(number)]
    practices = [factories.practice(under=city) for city in cities]
    publications = [factories.publication() for _ in range(number)]
    session = factories.session(
        phase=factories.phase(),
        country=factories.country(),
        host_city=cities[0],
        cities=cities,
        practices=practices,
        themes=[factories.theme(f"theme-{n}") for n in range(number)],
        framework_items=[factories.framework_item(code=str(n)) for n in range(number)],
        organisers=[SessionOrganiser(organisation=factories.organisation(f"Network {n}")) for n in range(number)],
        agenda_items=[AgendaItem(title=f"Item {n}", city=cities[n], practice=practices[n]) for n in range(number)],
        lessons=[Lesson(text=f"Lesson {n}", city=cities[n], theme=factories.theme()) for n in range(number)],
        documents=[SessionDocument(title=f"Note {n}", publication=publications[n]) for n in range(number)],
        sources=[Source(label=f"Report {n}") for n in range(number)],
    )
    factories.publication(session=session)
    for subject in [session, *practices, *publications]:
        factories.translate(subject, "fr")
    return session


@pytest.mark.parametrize("number", [4, 12])
def test_a_full_page_costs_at_most_twenty_queries_however_much_it_holds(
    client, site, django_assert_max_num_queries, number
):
    session = full_session(number)
    page_of(client, session, "fr")

    with django_assert_max_num_queries(MOST_QUERIES):
        page = page_of(client, session, "fr")

    assert texts(page, "#lessons + ul p").count(f"Lesson {number - 1}") == 1


def test_a_session_says_when_where_and_who(client, site):
    tunis = factories.city("Tunis", country=factories.country("TN"))
    session = factories.session(
        "Peer learning in Tunis",
        phase=factories.phase(2),
        kind="peer-learning",
        mode="in-person",
        starts="2018-09-18",
        ends="2018-09-19",
        host_city=tunis,
        place="Town hall",
        participants=1200,
        working_languages=["ar", "fr"],
        organisers=[SessionOrganiser(name="UCLG"), SessionOrganiser(name="A donor", role="funder")],
        cities=[tunis, factories.city("Sfax", country=factories.country("TN"))],
    )

    page = page_of(client, session)

    glance = dict(zip(texts(page, ".glance dt"), texts(page, ".glance dd"), strict=True))
    assert texts(page, ".title .tag") == ["Peer-learning session", "MC2CM phase 2"]
    assert text(page, ".glance time[datetime='2018-09-18']") == glance["When"] == "18–19 September 2018"
    assert glance["Where"] == "Tunis Town hall, Tunisia"
    assert "Français" in glance["Working languages"]
    assert (glance["Organised by"], glance["Funded by"]) == ("UCLG", "A donor")
    assert glance["Number of participants"] == "1,200"
    assert attributes(page, ".glance a", "href") == ["/en/cities/tunis/"]
    assert sorted(attributes(page, "#cities + ul a", "href")) == ["/en/cities/sfax/", "/en/cities/tunis/"]
    assert "Register" not in text(page, "main")


def test_what_is_not_known_is_left_out(client, site):
    session = factories.session("Bare", phase=factories.phase())

    headings = set(texts(page_of(client, session), "main h2, main h3, main dt"))

    rest = {"Programme", "Documents", "Lessons learned", "Cities taking part", "Sources", "Where", "How"}
    assert not headings & rest


def test_the_programme_is_told_in_the_time_of_the_place(client, site):
    item = AgendaItem(title="Walk through the medina", starts=datetime(2018, 9, 18, 8, 30, tzinfo=UTC))
    session = factories.session(phase=factories.phase(), timezone="Africa/Tunis", agenda_items=[item])

    page = page_of(client, session)

    assert text(page, "#programme ~ ol .when") == "18 September 2018 09:30 Africa/Tunis Talk"


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_a_script_finds_the_moments_and_the_words_for_the_visitors_own_hours(client, site, language):
    items = [
        AgendaItem(
            title="Welcome",
            starts=datetime(2027, 3, 28, 8, 30, tzinfo=UTC),
            ends=datetime(2027, 3, 28, 10, tzinfo=UTC),
        ),
        AgendaItem(title="Some time"),
    ]
    session = factories.session(
        starts="2027-03-27",
        starts_at=time(10),
        ends="2027-03-28",
        ends_at=time(16),
        timezone="Europe/Lisbon",
        agenda_items=items,
    )

    page = page_of(client, session, language)

    moments = [attributes(page, "[data-own-hours][hidden]", f"data-{name}") for name in ("starts", "ends")]
    assert list(zip(*moments, strict=True)) == [
        ("2027-03-27T10:00:00+00:00", "2027-03-28T16:00:00+01:00"),
        ("2027-03-28T09:30:00+01:00", "2027-03-28T11:00:00+01:00"),
    ]
    assert texts(page, "[data-own-hours]") == ["", ""]
    (words,) = attributes(page, "template#own-hours-words", "data-words")
    assert words.count("{hours}") == words.count("{zone}") == 1
    assert has(page, "script[type=module][src*='js/own-hours.js']")


@pytest.mark.parametrize("facts", [{"starts": "2027-03"}, {"starts": "2027-03-27", "starts_at": None}])
def test_where_no_hour_is_known_there_are_none_of_the_visitor(client, site, facts):
    session = factories.session(**{"starts_at": time(10), "timezone": "Europe/Lisbon", **facts})

    assert not has(page_of(client, session), "[data-own-hours]")


def test_a_document_leads_to_the_library(client, site):
    note = factories.publication("Note 20")
    documents = [SessionDocument(title="Peer-learning note", publication=note), SessionDocument(title="Only a title")]
    session = factories.session(phase=factories.phase(), documents=documents)
    other = factories.publication("What came out of it", session=session)

    page = page_of(client, session)

    found = [f"/en/library/{publication.slug}/" for publication in (note, other)]
    assert attributes(page, "main [href*='/library/']", "href") == found
    assert "Only a title" not in text(page, "main")  # nobody could do anything with it


def test_drafts_that_a_session_names_stay_hidden(client, site):
    host = factories.city("Hidden City", live=False)
    practice = factories.practice("Hidden practice", live=False)
    note = factories.publication("Hidden note", live=False)
    session = factories.session(
        phase=factories.phase(),
        host_city=host,
        cities=[host],
        practices=[practice],
        documents=[SessionDocument(title="The note", publication=note)],
    )

    assert_nowhere(page_of(client, session), "Hidden City", "Hidden practice", note.slug, "The note")


def test_a_published_translation_is_shown_and_a_draft_is_not(client, site):
    session = factories.session("In English", phase=factories.phase(), summary="What happened there.")
    factories.translate(session, "fr", "En français", summary="Ce qui s’est passé.")
    factories.translate(session, "es", "En español", live=False)

    french, spanish = page_of(client, session, "fr"), page_of(client, session, "es")

    assert text(french, "h1") == "En français"
    assert text(french, "#summary + div") == "Ce qui s’est passé."
    assert_nowhere(spanish, "En español")
    assert text(spanish, "h1[lang=en][dir=ltr]") == "In English"


def test_what_a_translation_leaves_empty_is_read_in_the_original_and_marked(client, site):
    session = factories.session("In English", phase=factories.phase(), conclusions="What was agreed.")
    factories.translate(session, "fr", "En français")

    page = page_of(client, session, "fr")

    assert text(page, "article [lang=en][dir=ltr]") == "What was agreed."


def test_in_arabic_the_page_runs_from_the_right_and_names_are_arabic(client, site):
    tunis = factories.city("Tunis", name_ar="تونس")
    session = factories.session("Peer learning", phase=factories.phase(), starts="2018-09", host_city=tunis)

    page = page_of(client, session, "ar")

    assert has(page, "html[dir=rtl]")
    assert text(page, ".glance dd a") == "تونس"
    assert text(page, "h1[lang=en][dir=ltr]") == "Peer learning"
    assert has(page, ".glance time[datetime='2018-09']")


def test_a_draft_with_rows_can_be_previewed(client, admin_client, site):
    session = full_session(2)
    session.title = "Changed in a draft"
    session.lessons.add(Lesson(text="Learned in the draft"))
    session.save_revision()

    preview = read(admin_client.get(f"/admin/pages/{session.pk}/view_draft/"))

    assert text(preview, "h1") == "Changed in a draft"
    assert "Learned in the draft" in texts(preview, "#lessons + ul p")
