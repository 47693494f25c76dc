"""The list of sessions and the agenda: what comes, then what was, year by year."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Source
from learning import presenting_lists
from learning.models import SessionPage
from tests import factories

MOST_QUERIES = 20


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_event_without_a_phase_stands_in_the_agenda_only(client, site):
    own = factories.session("A session", phase=factories.phase(), starts="2018")
    event = factories.session("World Urban Forum", starts="2018-02-07", sources=[Source(label="Report of the forum")])

    sessions, agenda = read(client, "/en/sessions/"), read(client, "/en/agenda/")

    assert own.title in sessions
    assert event.title not in sessions
    assert own.title in agenda
    assert f'href="/en/sessions/{event.slug}/"' in agenda
    assert "Report of the forum" in read(client, f"/en/sessions/{event.slug}/")


def test_drafts_are_in_neither(client, site):
    factories.session("Not published", phase=factories.phase(), live=False)

    lists = read(client, "/en/sessions/") + read(client, "/en/agenda/")

    assert "Not published" not in lists


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

    shown = read(client, "/en/sessions/")

    assert '<h2 id="year-2018">2018</h2>' in shown
    assert '<time datetime="2018-07">July 2018</time>' in shown
    assert '<h2 id="undated">Date not certain</h2>' in shown
    assert "5 May (2021 or 2022)" in shown


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

    shown = read(client, "/en/sessions/")

    assert "No session is announced" in shown


def test_a_cancelled_session_says_so(client, site):
    tomorrow = timezone.localdate() + timedelta(days=1)
    factories.session("Off", phase=factories.phase(), starts=tomorrow, status="cancelled")

    shown = read(client, "/en/sessions/")

    assert "Cancelled" in shown
    assert "No session is announced" not in shown


def test_titles_are_in_the_visitors_language_where_there_is_a_translation(client, site):
    translated = factories.session("In English", phase=factories.phase(), starts="2016")
    factories.translate(translated, "fr", "En français")
    factories.session("Only in English", phase=factories.phase(), starts="2016")

    shown = read(client, "/fr/sessions/")

    assert f'<h3><a href="/fr/sessions/{translated.slug}/">En français</a></h3>' in shown
    assert '<h3 lang="en" dir="ltr">' in shown


def test_long_lists_come_in_pages(client, site, monkeypatch):
    monkeypatch.setattr(presenting_lists, "PAGE_SIZE", 2)
    for year in (2015, 2016, 2017):
        factories.session(f"Of {year}", phase=factories.phase(), starts=str(year))

    first, second = read(client, "/en/sessions/"), read(client, "/en/sessions/?page=2")

    assert "Of 2015" not in first
    assert 'href="/en/sessions/?page=2"' in first
    assert "Of 2015" in second
    assert "Upcoming" not in second


@pytest.mark.parametrize("address", ["/fr/sessions/", "/fr/agenda/"])
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
