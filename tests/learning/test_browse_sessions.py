"""The list of sessions as it is browsed: facets with counts, words, what comes and then year by year."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.utils import timezone

from core.planting import plant
from facets import ask, note_all
from learning import presenting_lists
from learning.models import LibraryPage, PublicationPage, SessionDocument, SessionIndexPage, SessionPage
from tests import factories
from tests.pages import assert_nowhere, attributes, has, read, text, texts

MOST_QUERIES = 20


def four_sessions():
    """Housing in Tunis, health in Lyon, both on the web; an event of others."""
    tunis = factories.city("Tunis", slug="tunis", country=factories.country("TN"))
    lyon = factories.city("Lyon", slug="lyon", country=factories.country("FR"))
    housing, health = factories.theme("housing", name_en="Housing", name_fr="Logement"), factories.theme("health")
    first, second = factories.phase(1), factories.phase(2)
    factories.session(
        "Homes", kind="peer-learning", phase=first, host_city=tunis, themes=[housing], starts="2016-11-03"
    )
    factories.session("Clinics", phase=second, host_city=lyon, themes=[health], starts="2016", intro="Of refugees.")
    factories.session(
        "Both",
        kind="webinar",
        phase=second,
        themes=[housing, health],
        starts="2020-05",
        intro="Refugees in cities.",
        documents=[SessionDocument(title="Report", languages=["fr", "ar"])],
    )
    factories.session("Some day", phase=second, themes=[health], starts="~May", working_languages=["es"])
    factories.session("World forum", kind="forum", themes=[housing], starts="2016")


pytestmark = [pytest.mark.django_db, pytest.mark.begins_with(world=four_sessions)]


def page_at(client, question: str = "", language: str = "en") -> BeautifulSoup:
    answer = client.get(f"/{language}/sessions/?{question}")
    assert answer.status_code == 200
    return read(answer)


def by_heading(page: BeautifulSoup) -> dict[str, list[str]]:
    """The titles under each heading that has some."""
    return {
        " ".join(rows.find_previous("h2").text.split()): texts(rows, "h3") for rows in page.select("#results .lines")
    }


FOUND = {
    "": ["Both", "Homes", "Clinics", "Some day"],
    "theme=housing": ["Both", "Homes"],
    "theme=housing&theme=health": ["Both", "Homes", "Clinics", "Some day"],
    "theme=housing&region=015": ["Homes"],
    "kind=webinar": ["Both"],
    "kind=forum": [],
    "phase=2&year=2016": ["Clinics"],
    "region=155": ["Clinics"],
    "year=2016": ["Homes", "Clinics"],
    "year=none": ["Some day"],
    "lang=ar": ["Both"],
    "lang=es": ["Some day"],
    "lang=en": ["Both", "Homes", "Clinics", "Some day"],
    "q=refugees": ["Both", "Clinics"],
    "q=zzz": [],
}


def test_any_value_of_a_facet_and_all_facets_newest_first(world, client):
    assert {question: texts(page_at(client, question), "#results .lines h3") for question in FOUND} == FOUND


def test_what_is_found_stands_under_its_years_as_everything_does(world, client):
    everything, found = by_heading(page_at(client)), by_heading(page_at(client, "q=refugees"))

    assert everything == {"2020": ["Both"], "2016": ["Homes", "Clinics"], "Date not certain": ["Some day"]}
    assert found == {"2020": ["Both"], "2016": ["Clinics"]}


def test_who_wants_the_relevant_first_gets_one_list(world, client):
    found = by_heading(page_at(client, "q=refugees&sort=relevance"))

    assert {heading: sorted(titles) for heading, titles in found.items()} == {"2 of 4 sessions": ["Both", "Clinics"]}


def test_a_row_shows_where_the_words_stand(world, client):
    found, everything = page_at(client, "q=refugees"), page_at(client)

    assert texts(found, ".lines p mark") == ["Refugees", "refugees"]
    assert not has(everything, ".lines p")


def test_what_comes_stands_first_whatever_is_asked(world, client):
    today = timezone.localdate()
    for days, title in ((30, "Later"), (3, "Soon")):
        starts = today + timedelta(days=days)
        factories.session(title, phase=factories.phase(), themes=[factories.theme("health")], starts=starts)

    found = page_at(client, "theme=health")

    assert texts(found, "#upcoming + ul h3") == ["Soon", "Later"]
    assert texts(found, "#results .lines h3") == ["Soon", "Later", "Both", "Clinics", "Some day"]
    assert not has(page_at(client, "theme=housing"), "#upcoming")


def test_by_title_is_one_list_in_the_visitors_alphabet(world, client):
    factories.translate(SessionPage.objects.get(title="Homes"), "fr", "Abris")

    assert by_heading(page_at(client, "sort=title")) == {"4 sessions": ["Both", "Clinics", "Homes", "Some day"]}
    assert texts(page_at(client, "sort=title", "fr"), "#results .lines h3")[0] == "Abris"


def test_counts_say_what_a_click_would_give(world, client):
    page = page_at(client, "phase=2")

    def lines(name: str) -> dict[str, str]:
        boxes = attributes(page, f"#facet-{name} input", "value")
        return dict(zip(boxes, texts(page, f"#facet-{name} .count"), strict=True))

    assert text(page, "#count") == "3 of 4 sessions"
    assert text(page, ".sheet-foot button") == "Show 3 sessions"
    assert lines("theme") == {"health": "3", "housing": "1"}
    assert lines("region") == {"155": "1", "015": "0"}
    assert lines("year") == {"2020": "1", "2016": "1", "none": "1"}
    assert "campaign" not in lines("kind")


def test_what_was_asked_is_named_in_the_visitors_language_and_can_be_taken_away(world, client):
    page = page_at(client, "theme=housing&year=2016&q=homes", "fr")

    assert [chip.rpartition(":")[2].strip() for chip in texts(page, ".chip")] == ["homes", "Logement", "2016"]
    assert attributes(page, ".chip", "href")[1] == "/fr/sessions/?q=homes&year=2016"


def test_what_means_nothing_is_left_out_and_named(world, client):
    page = page_at(client, "theme=nonsense&phase=9&year=0&sort=price&view=map")

    assert len(texts(page, "#results .note")) == 5
    assert text(page, "#count") == "4 sessions"


def test_when_nothing_fits_the_page_says_what_to_drop_and_what_that_gives(world, client):
    page = page_at(client, "theme=housing&region=155")

    assert text(page, "#results .empty b") == "No sessions match all your filters."
    assert attributes(page, ".empty p a", "href") == ["/en/sessions/?theme=housing", "/en/sessions/?region=155"]
    assert text(page, "#count") == "0 of 4 sessions"


def test_the_cities_where_they_met_are_those_of_what_was_found(world, client):
    assert "Tunis" in text(page_at(client), ".themes")
    assert texts(page_at(client, "theme=health"), ".themes a") == ["Lyon1"]


def test_an_event_of_others_is_neither_found_nor_counted(world, client):
    assert_nowhere(client.get("/en/sessions/?year=2016"), "World forum")
    assert ask("sessions", QueryDict()).counts()["theme"]["housing"] == 2


def test_pages_go_on_where_the_last_one_ended_and_keep_the_question(world, client, monkeypatch):
    monkeypatch.setattr(presenting_lists, "PAGE_SIZE", 2)
    factories.session("To come", phase=factories.phase(), starts=timezone.localdate() + timedelta(days=2))

    pages = [texts(page_at(client, f"page={number}"), "#results .lines h3") for number in (1, 2, 3, 99)]

    assert pages == [["To come", "Both"], ["Homes", "Clinics"], ["Some day"], ["Some day"]]
    first = page_at(client, "phase=2")
    assert attributes(first, ".pages [rel=next]", "href") == ["/en/sessions/?phase=2&page=2"]


@pytest.mark.parametrize("many", [10, 1_000])
def test_sessions_cost_as_many_queries_however_many_they_are(site, client, many, django_assert_max_num_queries):
    index, phase, host = SessionIndexPage.objects.get(), factories.phase(), factories.city(latitude=40, longitude=3)
    made = [
        SessionPage(title=f"Session {n}", slug=f"s-{n}", kind="workshop", phase=phase, starts="2016", host_city=host)
        for n in range(many)
    ]
    plant([(index, session) for session in made])
    note_all("sessions")
    client.get("/fr/sessions/")

    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get("/fr/sessions/?kind=workshop&year=2016&year=2017")

    assert text(page, "#count").startswith(str(many)[0])
    assert len(texts(page, "#results .lines h3")) == min(many, presenting_lists.PAGE_SIZE)


@pytest.mark.parametrize("many", [10, 1_000])
def test_publications_cost_as_many_queries_however_many_they_are(site, client, many, django_assert_max_num_queries):
    index = LibraryPage.objects.get()
    made = [PublicationPage(title=f"Report {n}", slug=f"r-{n}", kind="report", year=2018) for n in range(many)]
    plant([(index, publication) for publication in made])
    note_all("publications")
    client.get("/fr/library/")

    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get("/fr/library/?kind=report&year=2018")

    assert len(texts(page, "#results .lines h3")) == min(many, 50)
