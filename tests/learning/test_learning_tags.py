"""What other rooms' pages show of this room."""

from __future__ import annotations

from django.template import Context, Template

from learning.models import Edition
from tests import factories


def ask(tag: str, **context):
    """What a template gets from one of our tags."""
    context = Context(context)
    Template(f"{{% load learning_tags %}}{{% {tag} as found %}}").render(context)
    return context["found"]


def test_a_city_is_told_where_it_was_host_or_took_part(site):
    city = factories.city("Tangier")
    factories.session("Hosted", phase=factories.phase(), starts="2016", host_city=city, cities=[city])
    factories.session("Attended", phase=factories.phase(), starts="2018-09", cities=[city], place="Quito")
    factories.session("Elsewhere", phase=factories.phase(), starts="2017")
    factories.session("Draft", phase=factories.phase(), cities=[city], live=False)

    rows = ask("sessions_of city", city=city)

    told = [(one.row.title, one.role, one.is_host, one.row.where) for one in rows]
    assert told == [("Attended", "Took part", False, "Quito"), ("Hosted", "Host", True, "Tangier")]


def test_undated_sessions_of_a_city_come_last(site):
    city = factories.city()
    for date in ("", "2016", "2018"):
        factories.session(f"Of {date or 'no date'}", starts=date, host_city=city)

    rows = ask("sessions_of city", city=city)

    assert [one.row.title for one in rows] == ["Of 2018", "Of 2016", "Of no date"]
    assert rows[-1].row.when == "Date not known"


def test_publications_of_a_city_say_year_and_languages(site):
    city = factories.city()
    factories.publication("Old", year=2016, cities=[city], editions=[Edition(language="fr"), Edition(language="ar")])
    factories.publication("Without a year", cities=[city])
    factories.publication("Of another city", cities=[factories.city()])

    rows = ask("publications_of city", city=city)

    assert [row.title for row in rows] == ["Old", "Without a year"]
    assert "Français" in rows[0].where
    assert "2016" in rows[0].when


def test_a_practice_is_told_where_it_was_discussed_and_written_up(site):
    practice = factories.practice()
    factories.session("Discussed", starts="2016", practices=[practice])
    factories.publication("Written up", practices=[practice])

    sessions, publications = (
        ask("sessions_about practice", practice=practice),
        ask("publications_about practice", practice=practice),
    )

    assert [row.title for row in sessions] == ["Discussed"]
    assert [row.title for row in publications] == ["Written up"]


def test_the_front_page_gets_the_programmes_own_sessions(site):
    for year in (2015, 2016, 2017):
        factories.session(f"Of {year}", phase=factories.phase(), starts=str(year))
    factories.session("Of others", starts="2018")

    latest, coming = ask("latest_sessions 2"), ask("next_sessions 3")

    assert [row.title for row in latest] == ["Of 2017", "Of 2016"]
    assert coming == []
    assert ask("number_of_sessions") == 3


def test_rows_keep_a_bounded_number_of_queries(site, django_assert_max_num_queries):
    city = factories.city()
    for _ in range(12):
        factories.translate(factories.session(phase=factories.phase(), host_city=city, starts="2016"), "fr")
        factories.publication(cities=[city], editions=[Edition(language="fr")])

    with django_assert_max_num_queries(8):
        ask("sessions_of city", city=city)
        ask("publications_of city", city=city)
