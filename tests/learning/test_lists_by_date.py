"""The list of sessions and the agenda: what comes, then what was, year by year."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from core.models import Source
from learning import presenting_lists
from learning.models import SessionPage
from tests import factories
from tests.pages import assert_nowhere, attributes, has, read, text, texts

MOST_QUERIES = 20


def page_at(client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return read(answer)


def listed(page: BeautifulSoup) -> list[str]:
    """The titles of sessions, in the order of the list."""
    return texts(page, ".lines h3")


def test_an_event_without_a_phase_stands_in_the_agenda_only(client, site):
    own = factories.session("A session", phase=factories.phase(), starts="2018")
    event = factories.session("World Urban Forum", starts="2018-02-07", sources=[Source(label="Report of the forum")])

    sessions, agenda = page_at(client, "/en/sessions/"), page_at(client, "/en/agenda/")

    assert listed(sessions) == [own.title]
    assert listed(agenda) == [event.title, own.title]
    assert has(agenda, f".lines h3 [href='/en/sessions/{event.slug}/']")
    assert texts(page_at(client, f"/en/sessions/{event.slug}/"), "#sources + ol li") == ["Report of the forum"]


def test_drafts_are_in_neither(client, site):
    factories.session("Not published", phase=factories.phase(), live=False)

    for address in ("/en/sessions/", "/en/agenda/"):
        assert_nowhere(page_at(client, address), "Not published")


def test_partial_dates_sort_newest_first_and_undated_last(client, site):
    dates = ["2016", "", "2018-07-12", "~5 May (2021 or 2022)", "2018-07", "2018-12-10"]
    for date in dates:
        factories.session(f"Of {date or 'no date'}", phase=factories.phase(), starts=date)

    past = [session.title for session in SessionPage.objects.past()]

    assert past[:4] == ["Of 2018-12-10", "Of 2018-07-12", "Of 2018-07", "Of 2016"]
    assert set(past[4:]) == {"Of no date", "Of ~5 May (2021 or 2022)"}


def test_years_are_headings_and_words_keep_theirs(client, site):
    factories.session("Dated", phase=factories.phase(), starts="2018-07")
    factories.session("In words", phase=factories.phase(), starts="~5 May (2021 or 2022)")

    page = page_at(client, "/en/sessions/")

    assert text(page, "h2#year-2018") == "2018"
    assert text(page, "#year-2018 + ul time[datetime='2018-07']") == "July 2018"
    assert text(page, "h2#undated") == "Date not certain"
    assert text(page, "#undated + ul .when") == "5 May (2021 or 2022)"


def test_what_has_not_ended_is_upcoming(client, site):
    today = timezone.localdate()
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    factories.session("Goes on", starts=yesterday, ends=tomorrow, status="held")
    factories.session("Some day this year", starts=f"{today.year}", status="planned")
    factories.session("Was this year", starts=f"{today.year}", status="held")
    factories.session("Over", starts=yesterday, status="held")

    upcoming = {session.title for session in SessionPage.objects.upcoming()}

    assert upcoming == {"Goes on", "Some day this year"}


def test_nothing_announced_is_said_in_words(client, site):
    factories.session("Over", phase=factories.phase(), starts="2016")

    page = page_at(client, "/en/sessions/")

    assert text(page, "#upcoming + .empty b") == "No sessions have been announced"


def test_a_cancelled_session_says_so(client, site):
    tomorrow = timezone.localdate() + timedelta(days=1)
    factories.session("Off", phase=factories.phase(), starts=tomorrow, status="cancelled")

    page = page_at(client, "/en/sessions/")

    assert texts(page, "#upcoming + ul .when .sign") == ["Cancelled"]
    assert not has(page, ".empty")


def test_titles_are_in_the_visitors_language_where_there_is_a_translation(client, site):
    translated = factories.session("In English", phase=factories.phase(), starts="2016")
    factories.translate(translated, "fr", "En français")
    factories.session("Only in English", phase=factories.phase(), starts="2016")

    page = page_at(client, "/fr/sessions/")

    assert text(page, f".lines h3:not([lang]) > [href='/fr/sessions/{translated.slug}/']") == "En français"
    assert text(page, ".lines h3[lang=en][dir=ltr]") == "Only in English"


def test_long_lists_come_in_pages(client, site, monkeypatch):
    monkeypatch.setattr(presenting_lists, "PAGE_SIZE", 2)
    for year in (2015, 2016, 2017):
        factories.session(f"Of {year}", phase=factories.phase(), starts=str(year))

    first, second = page_at(client, "/en/sessions/"), page_at(client, "/en/sessions/?page=2")

    assert listed(first) == ["Of 2017", "Of 2016"]
    assert attributes(first, "nav.pages [rel=next]", "href") == ["/en/sessions/?page=2"]
    assert listed(second) == ["Of 2015"]
    assert "Upcoming" not in texts(second, "main h2")


# --- one year of the agenda ------------------------------------------------------------------------------------------
def test_a_year_of_the_agenda_is_told_month_by_month(client, site):
    for starts in ("2019-11-05", "2019", "2019-03", "2019-03-14", "2018-12-31", "2020-01-01", "~5 May 2019", ""):
        factories.session(f"Of {starts or 'no date'}", starts=starts)
    factories.session("A draft", starts="2019-03-02", live=False)

    page = page_at(client, "/fr/agenda/?year=2019")

    assert text(page, "h1") == "Agenda 2019"
    assert texts(page, "article h2") == ["Mars", "Novembre", "Mois inconnu"]
    assert attributes(page, "article h2", "id") == ["month-3", "month-11", "no-month"]
    assert texts(page, "#month-3 + ul h3") == ["Of 2019-03", "Of 2019-03-14"]
    assert listed(page) == ["Of 2019-03", "Of 2019-03-14", "Of 2019-11-05", "Of 2019"]


def test_a_year_leads_to_those_before_and_after_it_that_have_something(client, site):
    for starts in ("2015", "2015-02-03", "2019-03-01", "2022-10", "2022", "2022"):
        factories.session(starts=starts)

    page = page_at(client, "/en/agenda/?year=2019")

    assert attributes(page, "nav.pages [rel=prev]", "href") == ["/en/agenda/?year=2015"]
    assert texts(page, "nav.pages [rel]") == ["Earlier: 2015 (2)", "Later: 2022 (3)"]
    assert text(page, ".aside section:first-child p") == "2022 (3), 2019 (1), 2015 (2)"
    assert attributes(page, ".aside section:first-child a", "href")[-1] == "/en/agenda/?year=2015"


def test_a_year_to_come_has_what_is_planned(client, site):
    year = timezone.localdate().year + 1
    factories.session("To come", starts=f"{year}-05-02", status="planned")

    assert listed(page_at(client, f"/en/agenda/?year={year}")) == ["To come"]


def test_a_year_of_which_nothing_is_known_says_so(client, site):
    factories.session(starts="2019-03-01")

    page = page_at(client, "/en/agenda/?year=1999")

    assert text(page, ".empty b") == "Nothing in this year"
    assert texts(page, "nav.pages [rel]") == ["Later: 2019 (1)"]


@pytest.mark.parametrize("asked", ["", "19", "abcd", "٢٠١٩", "-201", "20190"])
def test_what_is_no_year_shows_the_whole_agenda(client, site, asked):
    factories.session("Over", starts="2019-03-01")

    page = page_at(client, f"/en/agenda/?year={asked}")

    assert text(page, "h1") == "Agenda"
    assert has(page, "h2#upcoming")
    assert has(page, "h2#year-2019")


@pytest.mark.parametrize("address", ["/fr/sessions/", "/fr/agenda/", "/fr/agenda/?year=2016"])
@pytest.mark.parametrize("number", [5, 15])
def test_a_list_costs_at_most_twenty_queries_however_long_it_is(
    client, site, django_assert_max_num_queries, address, number
):
    cities = [factories.city(latitude=40, longitude=n / 10) for n in range(number)]
    for city in cities:
        session = factories.session(phase=factories.phase(), starts="2016", host_city=city)
        factories.translate(session, "fr")
    client.get(address)

    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(address)
