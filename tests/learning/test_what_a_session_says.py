"""A session's page says all that its sources say, of whatever kind it is."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from learning.models import AgendaItem, BroadTheme, SessionDocument, SessionOrganiser, SessionPage
from learning.speakers import Speaker, read_speakers, validate_speakers
from tests import factories
from tests.pages import attributes, read, text, texts

pytestmark = pytest.mark.alike


def page_of(client, session, language: str = "en"):
    answer = client.get(f"/{language}/sessions/{session.slug}/")
    assert answer.status_code == 200
    return read(answer)


@pytest.mark.parametrize("kind", SessionPage.Kind.values)
def test_every_kind_says_what_it_is_about_who_takes_part_and_what_is_expected(client, site, kind):
    session = factories.session(
        phase=factories.phase(),
        kind=kind,
        expectations="recommendations\na declaration",
        participant_kinds="mayors\nministers",
        broad_themes=[BroadTheme(title="Cities and their newcomers", text="How both change.")],
        desk={"contact_role": "peer-learning team"},
    )

    page = page_of(client, session)

    assert texts(page, "#expectations + div li") == ["recommendations", "a declaration"]
    assert texts(page, "#who + div li") == ["mayors", "ministers"]
    assert text(page, "#broad-themes + ul h3") == "Cities and their newcomers"
    assert "How both change." in text(page, "#broad-themes + ul")
    assert "peer-learning team" in texts(page, ".glance dd")


def test_a_host_and_who_supports_it_are_named_apart_from_who_organises(client, site):
    roles = [SessionOrganiser(name="Network", role="organiser"), SessionOrganiser(name="Ministry", role="host")]
    session = factories.session(
        phase=factories.phase(), organisers=[*roles, SessionOrganiser(name="Foundation", role="supporter")]
    )

    page = page_of(client, session)

    glance = dict(zip(texts(page, ".glance dt"), texts(page, ".glance dd"), strict=True))
    assert (glance["Organised by"], glance["Hosted by"], glance["Supported by"]) == (
        "Network",
        "Ministry",
        "Foundation",
    )


def test_the_programme_names_each_speaker_with_organisation_and_city(client, site):
    items = [
        AgendaItem(title="Panel", who_speaks="mayor; City of Sfax; Sfax\nmigrants’ council"),
        AgendaItem(title="Welcome", speakers="Heads of both cities"),
    ]
    session = factories.session(phase=factories.phase(), agenda_items=items)

    page = page_of(client, session)

    assert texts(page, "#programme + ol li li") == [
        "mayor, City of Sfax, Sfax",
        "migrants’ council",
        "Heads of both cities",
    ]


def test_what_an_output_feeds_leads_to_the_event_while_it_is_public(client, site):
    event, draft = factories.session("Stocktaking meeting"), factories.session("A draft", live=False)
    documents = [
        SessionDocument(title="Recommendations", feeds="Puerto Vallarta", feeds_session=event),
        SessionDocument(title="Inputs", feeds="World Urban Forum", feeds_session=draft),
        SessionDocument(title="Only a title"),
    ]
    session = factories.session(phase=factories.phase(), documents=documents)

    page = page_of(client, session)

    assert texts(page, "#feeds + ul h3") == ["Recommendations", "Inputs"]
    assert texts(page, "#feeds + ul p") == ["Taken to Puerto Vallarta", "Taken to World Urban Forum"]
    assert attributes(page, "#feeds + ul a", "href") == [f"/en/sessions/{event.slug}/"]


def test_a_fact_sheet_and_what_was_launched_here_say_so(client, site):
    report = factories.publication("World report")
    documents = [
        SessionDocument(title="Fact sheet of the conference", url="https://example.org/sheet", kind="fact-sheet"),
        SessionDocument(title="World report", publication=report, kind="launched"),
    ]
    session = factories.session(phase=factories.phase(), documents=documents)

    page = page_of(client, session)

    assert texts(page, "#documents + ul .when") == ["Fact sheet", "Launched here In the library"]


def test_a_line_of_speakers_is_read_in_three_parts():
    found = read_speakers("mayor; City of Sfax; Sfax\n\nرئيس البلدية؛ بلدية تونس\n")

    assert found == [Speaker("mayor", "City of Sfax", "Sfax"), Speaker("رئيس البلدية", "بلدية تونس")]


@pytest.mark.parametrize("line", ["; City of Sfax", "mayor; a; b; c", "mayor; office@example.org"])
def test_a_line_of_speakers_that_cannot_be_read_is_refused(line):
    with pytest.raises(ValidationError):
        validate_speakers(line)


def test_the_archive_says_all_of_a_conference_a_session_and_a_webinar(client, programme):
    geneva, mechelen = page_of(client, _called("idm-cmc-2015")), page_of(client, _called("mechelen-2017"))
    lisbon, webinar = page_of(client, _called("p2p-lisbon-2016")), page_of(client, _called("live-learning-covid-2020"))

    assert len(texts(geneva, "#broad-themes + ul h3")) == 6
    assert "mayors" in texts(geneva, "#who + div li")
    assert any(line.startswith("Launched here") for line in texts(geneva, "#documents + ul .when"))
    assert len(attributes(mechelen, "#feeds + ul a", "href")) == 3
    assert "09:00–10:15" in text(mechelen, "#programme + ol")
    assert "Hosted by" in texts(mechelen, ".glance dt")
    assert "Case of Vienna" in texts(lisbon, "#programme + ol h3")
    assert "mayor, City of Sfax, Sfax" in texts(webinar, "#programme + ol li li")


def _called(id_: str) -> SessionPage:
    return SessionPage.objects.get(programme_id=id_)
