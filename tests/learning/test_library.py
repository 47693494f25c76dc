"""The library: its list with filters, and a publication's page."""

from __future__ import annotations

import pytest

from core.models import Source
from learning import presenting_library
from learning.models import Edition, Publisher, Recommendation
from tests import factories

MOST_QUERIES = 20


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def in_languages(title: str, *codes: str, **facts):
    return factories.publication(title, editions=[Edition(language=code) for code in codes], **facts)


# --- the list -----------------------------------------------------------------------------------------------------
def test_the_newest_year_comes_first_and_what_has_no_year_last(client, site):
    for year in (2017, None, 2023):
        factories.publication(f"Of {year}", year=year)

    shown = read(client, "/en/library/")

    places = [shown.index(f"Of {year}") for year in (2023, 2017, None)]
    assert places == sorted(places)
    assert "Year not given" in shown


def test_a_language_filter_keeps_what_has_an_edition_in_it(client, site):
    in_languages("French and English", "fr", "en")
    in_languages("Arabic alone", "ar")

    shown = read(client, "/en/library/?lang=fr")

    assert "French and English" in shown
    assert "Arabic alone" not in shown
    assert "1 of 2 publications" in shown


def test_several_languages_are_any_of_them_and_a_kind_must_hold_too(client, site):
    in_languages("French report", "fr")
    in_languages("Arabic report", "ar")
    in_languages("English report", "en")
    in_languages("French guide", "fr", kind="guide")

    shown = read(client, "/en/library/?lang=fr&lang=ar&kind=report")

    assert "French report" in shown
    assert "Arabic report" in shown
    assert "English report" not in shown
    assert "French guide" not in shown


def test_all_languages_is_no_filter(client, site):
    in_languages("A report", "fr")

    shown = read(client, "/en/library/?lang=all")

    assert "A report" in shown
    assert "Clear all" not in shown


@pytest.mark.parametrize("asked", ["lang=xx", "lang=de", "kind=poem", "lang=%00", "page=x"])
def test_what_means_nothing_is_left_out_and_named(client, site, asked):
    in_languages("A report", "fr")

    shown = read(client, f"/en/library/?{asked}")

    assert "A report" in shown
    assert ("is not known here" in shown) == (not asked.startswith("page"))


def test_a_count_is_what_a_click_gives(client, site):
    in_languages("French report", "fr")
    in_languages("French guide", "fr", kind="guide")
    in_languages("Arabic report", "ar")

    question = client.get("/en/library/?kind=guide").context["facets"]

    counts = {value["value"]: value["count"] for value in question[0]["values"]}
    assert counts == {"fr": "1", "ar": "0"}


def test_an_empty_answer_says_what_to_drop(client, site):
    in_languages("French report", "fr")
    in_languages("Arabic guide", "ar", kind="guide")

    shown = read(client, "/en/library/?lang=fr&kind=guide")

    assert "No publication answers this" in shown
    assert 'href="/en/library/?kind=guide"' in shown
    assert 'href="/en/library/?lang=fr"' in shown


def test_pages_keep_the_question(client, site, monkeypatch):
    monkeypatch.setattr(presenting_library, "PAGE_SIZE", 1)
    for number in range(3):
        in_languages(f"Report {number}", "fr")

    shown = read(client, "/en/library/?lang=fr&page=2")

    assert 'href="/en/library/?lang=fr&amp;page=3"' in shown


def test_drafts_are_neither_listed_nor_counted(client, site):
    in_languages("Not published", "es", live=False)
    in_languages("Published", "fr")

    shown = read(client, "/en/library/")

    assert "Not published" not in shown
    assert "1 publication" in shown
    assert 'id="f-lang-fr"' in shown
    assert 'id="f-lang-es"' not in shown


def test_a_row_marks_a_title_in_another_language(client, site):
    in_languages("Profil migratoire", "fr", language="fr", publishers=[Publisher(name="ICMPD")])

    shown = read(client, "/ar/library/")

    assert 'dir="rtl"' in shown
    assert '<h3 lang="fr" dir="ltr">' in shown
    assert "ICMPD" in shown


@pytest.mark.parametrize("number", [5, 20])
def test_the_list_costs_at_most_twenty_queries_however_long_it_is(client, site, django_assert_max_num_queries, number):
    city = factories.city(latitude=40, longitude=3)
    for _ in range(number):
        publishers = [Publisher(organisation=factories.organisation())]
        factories.translate(in_languages("", "fr", "en", cities=[city], publishers=publishers), "fr")
    client.get("/fr/library/?lang=fr")

    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/fr/library/?lang=fr")


# --- a publication ------------------------------------------------------------------------------------------------
def test_a_publication_says_what_it_is_and_where_to_read_it(client, site):
    city = factories.city("Tunis")
    session = factories.session("Peer learning", phase=factories.phase(), starts="2018-09-18")
    page = factories.publication(
        "Note 20",
        kind="learning-note",
        year=2019,
        author="An author",
        contents="Foreword\nCase studies",
        editions=[
            Edition(language="fr", url="https://example.org/note"),
            Edition(language="zh", url="https://example.org/zh"),
            Edition(language="es"),
        ],
        publishers=[Publisher(name="UCLG Learning")],
        recommendations=[Recommendation(code="R1", words="Ask the cities.", level="national")],
        cities=[city],
        session=session,
        practices=[factories.practice("A desk", under=city)],
        sources=[Source(label="Catalogue")],
    )

    shown = read(client, f"/en/library/{page.slug}/")

    assert '<a href="https://example.org/note" hreflang="fr">' in shown
    assert "中文" in shown
    assert "Where to read it is not known here." in shown
    assert f'href="/en/sessions/{session.slug}/"' in shown
    facts = ("Peer-learning note", "2019", "An author", "UCLG Learning", "<li>Foreword</li>", "Ask the cities.")
    for fact in (*facts, "For national governments", "A desk", "Tunis", "Catalogue"):
        assert fact in shown


def test_a_publication_in_translation(client, site):
    page = factories.publication("In English", recommendations=[Recommendation(words="Ask the cities.")])
    factories.translate(page, "fr", "En français")
    factories.translate(page, "ar", "بالعربية", live=False)

    french, arabic = read(client, f"/fr/library/{page.slug}/"), read(client, f"/ar/library/{page.slug}/")

    assert "<h1>En français</h1>" in french
    assert '<div class="flow" lang="en" dir="ltr"><p>Ask the cities.</p></div>' in french
    assert "بالعربية" not in arabic
    assert '<h1 lang="en" dir="ltr">In English</h1>' in arabic


@pytest.mark.parametrize("number", [4, 12])
def test_a_full_publication_costs_at_most_twenty_queries(client, site, django_assert_max_num_queries, number):
    cities = [factories.city(latitude=40, longitude=n) for n in range(number)]
    practices = [factories.practice(under=city) for city in cities]
    page = factories.publication(
        cities=cities,
        practices=practices,
        session=factories.session(phase=factories.phase()),
        themes=[factories.theme(f"theme-{n}") for n in range(number)],
        framework_items=[factories.framework_item(code=str(n)) for n in range(number)],
        editions=[Edition(language=code) for code in ("ar", "en", "es", "fr")],
        publishers=[Publisher(organisation=factories.organisation()) for _ in range(number)],
        recommendations=[Recommendation(words=f"Recommendation {n}") for n in range(number)],
        sources=[Source(label=f"Source {n}") for n in range(number)],
    )
    for subject in [page, *practices]:
        factories.translate(subject, "fr")
    client.get(f"/fr/library/{page.slug}/")

    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(f"/fr/library/{page.slug}/")
