"""The library: its list with filters, and a publication's page."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from core.models import Source
from learning import presenting_library
from learning.models import Edition, Publisher, Recommendation
from tests import factories
from tests.pages import assert_nowhere, attributes, has, read, text, texts

MOST_QUERIES = 20


def page_at(client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return read(answer)


def listed(page: BeautifulSoup) -> list[str]:
    """The titles of publications, in the order of the list."""
    return texts(page, "#results h3")


def in_languages(title: str, *codes: str, **facts):
    return factories.publication(title, editions=[Edition(language=code) for code in codes], **facts)


# --- the list -----------------------------------------------------------------------------------------------------
def test_the_newest_year_comes_first_and_what_has_no_year_last(client, site):
    for year in (2017, None, 2023):
        factories.publication(f"Of {year}", year=year)

    page = page_at(client, "/en/library/")

    assert listed(page) == ["Of 2023", "Of 2017", "Of None"]
    assert texts(page, "#results .when") == ["2023", "2017", "Year not given"]


def test_a_language_filter_keeps_what_has_an_edition_in_it(client, site):
    in_languages("French and English", "fr", "en")
    in_languages("Arabic alone", "ar")

    page = page_at(client, "/en/library/?lang=fr")

    assert listed(page) == ["French and English"]
    assert text(page, "#count") == "1 of 2 publications"


def test_several_languages_are_any_of_them_and_a_kind_must_hold_too(client, site):
    in_languages("French report", "fr")
    in_languages("Arabic report", "ar")
    in_languages("English report", "en")
    in_languages("French guide", "fr", kind="guide")

    page = page_at(client, "/en/library/?lang=fr&lang=ar&kind=report")

    assert sorted(listed(page)) == ["Arabic report", "French report"]


@pytest.mark.parametrize("asked", ["lang=xx", "lang=all", "kind=poem", "year=soon", "lang=%00", "page=x"])
def test_what_means_nothing_is_left_out_and_named(client, site, asked):
    in_languages("A report", "fr")

    page = page_at(client, f"/en/library/?{asked}")

    assert listed(page) == ["A report"]
    assert "is not known here" in text(page, "#results .note")
    assert "Clear all" not in texts(page, "main a")


def test_a_count_is_what_a_click_gives(client, site):
    in_languages("French report", "fr")
    in_languages("French guide", "fr", kind="guide")
    in_languages("Arabic report", "ar")

    page = page_at(client, "/en/library/?kind=guide")

    counts = zip(attributes(page, "#facet-lang input", "value"), texts(page, "#facet-lang .count"), strict=True)
    assert dict(counts) == {"fr": "1", "ar": "0"}
    assert text(page, ".sheet-foot button") == "Show 1 publication"


def test_languages_beyond_the_sites_own_are_a_filter_by_the_name_that_the_visitor_gives_them(client, site):
    in_languages("Agenda", "zh", "ru", "en")
    in_languages("Profile", "en")

    page = page_at(client, "/en/library/?lang=zh")

    assert listed(page) == ["Agenda"]
    assert text(page, "#facet-lang li:has(:checked) a") == "Chinese"
    assert "Russian" in texts(page, "#facet-lang li a")


def test_a_publication_is_found_by_year_city_theme_and_words(client, site):
    tunis = factories.city("Tunis", slug="tunis")
    housing, health = factories.theme("housing"), factories.theme("health")
    session = factories.session(phase=factories.phase(), themes=[housing])
    factories.publication("Profile of Tunis", year=2018, cities=[tunis], summary="Arrivals by sea.")
    factories.publication("Note", session=session)
    factories.publication("Study", session=session, themes=[health])

    found = {
        asked: listed(page_at(client, f"/en/library/?{asked}"))
        for asked in ("year=2018", "year=none", "city=tunis", "theme=housing", "theme=health", "q=arrival", "q=zzz")
    }

    assert found == {
        "year=2018": ["Profile of Tunis"],
        "year=none": ["Note", "Study"],
        "city=tunis": ["Profile of Tunis"],
        "theme=housing": ["Note"],  # which names no theme: that of its session
        "theme=health": ["Study"],
        "q=arrival": ["Profile of Tunis"],
        "q=zzz": [],
    }


def test_titles_are_ordered_as_the_visitor_reads_them(client, site):
    factories.translate(factories.publication("Zebra"), "fr", "Abeille")
    factories.publication("Monkey")

    assert listed(page_at(client, "/fr/library/?sort=title")) == ["Abeille", "Monkey"]
    assert listed(page_at(client, "/en/library/?sort=title")) == ["Monkey", "Zebra"]


def test_an_empty_answer_says_what_to_drop(client, site):
    in_languages("French report", "fr")
    in_languages("Arabic guide", "ar", kind="guide")

    page = page_at(client, "/en/library/?lang=fr&kind=guide")

    assert text(page, "#results .empty b") == "No publications match your filters."
    assert attributes(page, "#results .empty p a", "href") == ["/en/library/?kind=guide", "/en/library/?lang=fr"]
    assert text(page, "#count") == "0 of 2 publications"


def test_pages_keep_the_question(client, site, monkeypatch):
    monkeypatch.setattr(presenting_library, "PAGE_SIZE", 1)
    for number in range(3):
        in_languages(f"Report {number}", "fr")

    page = page_at(client, "/en/library/?lang=fr&page=2")

    assert attributes(page, "nav.pages [rel=next]", "href") == ["/en/library/?lang=fr&page=3"]


def test_drafts_are_neither_listed_nor_counted(client, site):
    in_languages("Not published", "es", live=False)
    in_languages("Published", "fr")
    in_languages("Public", "en")

    page = page_at(client, "/en/library/")

    assert_nowhere(page, "Not published")
    assert text(page, "#count") == "2 publications"
    assert attributes(page, "#facet-lang input", "value") == ["en", "fr"]


def test_a_row_shows_what_the_publication_says_in_the_visitors_language_or_marks_it(client, site):
    spoken = factories.publication("Spoken", intro="On arrivals.")
    factories.translate(spoken, "fr", "Parlé", intro="Sur les arrivées.")
    factories.translate(factories.publication("Half", summary="On departures."), "fr", "À moitié")
    factories.publication("Not", contents="Foreword\nCase studies\n")
    factories.publication("Silent")

    page = page_at(client, "/fr/library/?sort=title")

    rows = {text(row, "h3"): texts(row, "p.small") for row in page.select("#results li.dated")}
    assert rows == {
        "À moitié": ["en anglaisEN On departures."],
        "Not": ["Foreword · Case studies"],
        "Parlé": ["Sur les arrivées."],
        "Silent": [],
    }
    assert texts(page, "#results p span[lang=en][dir=ltr]") == ["On departures."]
    assert texts(page, "#results p[lang=en][dir=ltr]") == ["Foreword · Case studies"]


def test_a_row_shows_where_the_words_stand_that_were_searched_for(client, site):
    factories.publication("Profile", intro="A sentence.", summary="Arrivals <by> harbour.")

    page = page_at(client, "/en/library/?q=harbour")

    assert text(page, "#results li.dated p") == "Arrivals <by> harbour."
    assert text(page, "#results li.dated mark") == "harbour"


def test_a_long_text_is_cut_in_its_row(client, site):
    factories.publication("Long", summary="word " * 100)

    shown = text(page_at(client, "/en/library/"), "#results li.dated p")

    assert shown.endswith("word…")
    assert len(shown.split()) == presenting_library.WORDS_OF_ABSTRACT


def test_a_row_marks_a_title_in_another_language(client, site):
    in_languages("Profil migratoire", "fr", language="fr", publishers=[Publisher(name="ICMPD")])

    page = page_at(client, "/ar/library/")

    assert has(page, "html[dir=rtl]")
    assert text(page, "#results h3[lang=fr][dir=ltr]") == "Profil migratoire"
    assert "ICMPD" in text(page, "#results .sign")


@pytest.mark.parametrize("number", [5, 20])
def test_the_list_costs_at_most_twenty_queries_however_long_it_is(client, site, django_assert_max_num_queries, number):
    city = factories.city(latitude=40, longitude=3)
    for _ in range(number):
        publishers = [Publisher(organisation=factories.organisation())]
        factories.translate(in_languages("", "fr", "en", cities=[city], publishers=publishers), "fr")
    client.get("/fr/library/?lang=fr")

    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/fr/library/?lang=fr")


def test_a_researcher_finds_what_was_published_in_french_in_2018_by_three_plain_links(client, programme):
    front = client.get("/en/")
    (to_library,) = set(attributes(front, "header .nav a[href$='/library/']", "href"))
    (to_french,) = attributes(client.get(to_library), "li:has(#f-lang-fr) a", "href")
    (to_year,) = attributes(client.get(to_french), "li:has(#f-year-2018) a", "href")

    page = page_at(client, to_year)

    said = texts(page, "#results .when")
    assert to_year == "/en/library/?lang=fr&year=2018"
    assert said
    assert all(when.startswith("2018") and "Français" in when for when in said)
    assert text(page, "#count").startswith(f"{len(said)} of ")


# --- a publication ------------------------------------------------------------------------------------------------
def test_a_publication_says_what_it_is_and_where_to_read_it(client, site):
    city = factories.city("Tunis")
    session = factories.session("Peer learning", phase=factories.phase(), starts="2018-09-18")
    publication = factories.publication(
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

    page = page_at(client, f"/en/library/{publication.slug}/")

    assert attributes(page, "main a[hreflang=fr]", "href") == ["https://example.org/note"]
    assert text(page, "main a[hreflang=zh]") == "中文"
    assert "We do not have a link." in text(page, "main .missing")
    assert texts(page, ".title .tag") == ["Peer-learning note"]
    glance = dict(zip(texts(page, ".glance dt"), texts(page, ".glance dd"), strict=True))
    assert (glance["Year"], glance["Author"], glance["Published by"]) == ("2019", "An author", "UCLG Learning")
    assert glance["City"] == "Tunis"
    assert has(page, f".glance [href='/en/sessions/{session.slug}/']")
    assert texts(page, "#contents + div li") == ["Foreword", "Case studies"]
    assert "For national governments" in text(page, "#recommendations + ol .when")
    assert texts(page, "#recommendations + ol p") == ["Ask the cities."]
    assert texts(page, "#practices + ul h3") == ["A desk"]
    assert texts(page, "#sources + ol li") == ["Catalogue"]


def test_a_publication_in_translation(client, site):
    page = factories.publication("In English", recommendations=[Recommendation(words="Ask the cities.")])
    factories.translate(page, "fr", "En français")
    factories.translate(page, "ar", "بالعربية", live=False)

    french, arabic = page_at(client, f"/fr/library/{page.slug}/"), page_at(client, f"/ar/library/{page.slug}/")

    assert text(french, "h1:not([lang])") == "En français"
    assert text(french, "#recommendations + ol .flow[lang=en][dir=ltr]") == "Ask the cities."
    assert_nowhere(arabic, "بالعربية")
    assert text(arabic, "h1[lang=en][dir=ltr]") == "In English"


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
