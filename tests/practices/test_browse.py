"""The list of practices: facets with counts, chips, orders, pages, and what it says when nothing fits."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict

from benchmarks.synthetic_practices import make_practices
from cities.models import CityFact
from core.models import Region
from facets import Answer, ask
from facets.panels import FacetPanel, Panels
from practices.cards import cards
from practices.models import Assessment, Confirmation, PracticePage, Transfer
from tests import factories
from tests.pages import assert_nowhere, attributes, has, read, text, texts


def four_practices():
    """Housing in Lyon twice and in Tangier; employment in Tangier."""
    housing = factories.theme("housing", name_en="Housing", name_fr="Logement", name_es="Vivienda", name_ar="السكن")
    employment = factories.theme("employment", name_en="Employment")
    factories.theme("health", name_en="Health")
    lyon = factories.city("Lyon", slug="lyon", country=factories.country("FR"))
    tangier = factories.city("Tangier", slug="tangier", name_ar="طنجة")
    return {
        "hosts": factories.practice("Hosts", under=lyon, themes=[housing], starts="2020", status="running"),
        "beds": factories.practice("Beds", under=lyon, themes=[housing], status="ended"),
        "rents": factories.practice("Rents", under=tangier, themes=[housing], starts="2016-07"),
        "jobs": factories.practice("Jobs", under=tangier, themes=[employment], starts="2016"),
    }


pytestmark = [pytest.mark.django_db, pytest.mark.begins_with(world=four_practices)]


def asked(question: str) -> Answer:
    return ask("practices", QueryDict(question))


def titles(client, question: str = "", language: str = "en") -> list[str]:
    page = client.get(f"/{language}/practices/?{question}")
    assert page.status_code == 200
    return texts(page, "main h3 > a")


def facet(answer: Answer, name: str, language: str = "en") -> FacetPanel:
    return next(one for one in Panels(answer, "/p/", language).facets() if one.name == name)


def lines(answer: Answer, name: str) -> list[tuple]:
    shown = facet(answer, name)
    return [(box.value, box.count, box.is_checked) for box in [*shown.values, *shown.more]]


# --- questions and counts -------------------------------------------------------------------------------------------
FOUND = {
    "": {"Hosts", "Beds", "Rents", "Jobs"},
    "theme=housing": {"Hosts", "Beds", "Rents"},
    "theme=housing&theme=employment": {"Hosts", "Beds", "Rents", "Jobs"},
    "theme=housing&region=015": {"Rents"},
    "theme=housing&country=FR&status=ended": {"Beds"},
    "city=tangier": {"Rents", "Jobs"},
    "region=002": {"Rents", "Jobs"},
    "lang=en&evidence=none&size=unknown": {"Hosts", "Beds", "Rents", "Jobs"},
    "lang=fr": set(),
    "theme=housing&theme=nonsense": {"Hosts", "Beds", "Rents"},
}


def test_any_value_of_a_facet_and_all_facets(world, client):
    assert {question: set(titles(client, question)) for question in FOUND} == FOUND


def test_beside_a_value_stands_what_a_click_would_give_and_beside_a_ticked_one_what_it_brought(world):
    counts = asked("theme=housing").counts()

    assert counts["theme"] == {"housing": 3, "employment": len(asked("theme=housing&theme=employment"))}
    assert counts["country"] == {"FR": 2, "MA": 1}
    assert counts["region"]["015"] == len(asked("theme=housing&region=015"))


def test_values_stay_where_they_are_whatever_is_ticked_and_what_gives_nothing_is_disabled(world):
    whole, answer = asked(""), asked("theme=employment&country=MA")

    assert lines(whole, "theme") == [("housing", "3", False), ("employment", "1", False), ("health", "0", False)]
    assert lines(answer, "theme") == [("housing", "2", False), ("employment", "1", True), ("health", "1", False)]
    assert [box.is_disabled for box in facet(answer, "theme").values] == [False, False, True]


def test_what_the_count_beside_another_value_means_is_read_aloud_where_something_is_ticked(world, client):
    page = client.get("/en/practices/?theme=employment&country=MA")

    assert texts(page, "#facet-theme label") == [
        "Housing with this as well: 2",
        "Employment 1",
        "Health with this as well: 1",
    ]
    assert texts(page, "#facet-status label")[0] == "Running 0"


def test_a_new_region_is_listed_and_hides_no_larger_one_that_has_countries_of_its_own(world):
    within = Region.objects.create(code="maghreb-west", scheme="m49", parent=factories.region("015"), name_en="West")
    within.countries.add(factories.country("MA"))
    factories.practice("Cairo", under=factories.city("Cairo", country=factories.country("EG")))

    listed = [(value, count) for value, count, _checked in lines(asked(""), "region")]

    assert listed == [("015", "3"), ("155", "2"), ("maghreb-west", "2")]


def test_a_scale_keeps_its_order(world):
    values = [value for value, _count, _checked in lines(asked("status=ended"), "status")]

    assert values == ["running", "permanent", "pilot", "planned", "ended", "stopped", "unknown"]


def test_more_than_seven_values_are_folded_but_not_over_a_ticked_one(world):
    for number in range(9):
        factories.theme(f"theme-{number}")

    shown, ticked = facet(asked(""), "theme"), facet(asked("theme=theme-8"), "theme")

    assert len(shown.values) == 7
    assert shown.more_label == f"{len(shown.more)} more"
    assert not shown.is_more_open
    assert [box.value for box in ticked.more if box.is_checked] == ["theme-8"]
    assert ticked.is_more_open


def test_cities_are_listed_those_with_most_practices_first_and_behind_more_by_the_visitors_alphabet(world):
    for order, (slug, name, in_arabic) in enumerate(
        [("a", "Amman", "عمان"), ("b", "Beirut", "بيروت"), ("c", "Cairo", "القاهرة"), ("d", "Dakar", "داكار")] * 2
    ):
        city = factories.city(name, slug=f"{slug}{order}", name_ar=in_arabic)
        factories.practice(f"Practice {order}", under=city)

    shown, in_arabic = facet(asked(""), "city"), facet(asked(""), "city", "ar")

    assert {box.value for box in shown.values[:2]} == {"lyon", "tangier"}
    assert [box.value for box in shown.values] == [box.value for box in in_arabic.values]
    assert [str(box.label) for box in shown.more] == sorted(str(box.label) for box in shown.more)
    assert {box.value for box in shown.more} == {box.value for box in in_arabic.more}


def test_a_facet_without_a_choice_is_not_shown(world, client):
    factories.translate(world["hosts"], "fr", live=False)

    whole = client.get("/en/practices/")
    ticked = client.get("/en/practices/?lang=en")
    narrowed = client.get("/en/practices/?city=lyon")

    assert [has(whole, f"#facet-{name}") for name in ("theme", "city", "lang", "evidence", "size")] == [
        *(True, True),
        *(False, False, False),  # all are in English, none is assessed, no city has a known size
    ]
    assert has(ticked, "#facet-lang :checked")
    assert has(whole, "#facet-country:not([hidden])")
    assert has(narrowed, "#facet-country[hidden]")
    assert has(narrowed, "#facet-city:not([hidden]) :checked")


def test_the_levels_of_evidence_are_shown_once_something_is_assessed(world):
    Assessment.objects.create(practice=world["hosts"], level=1, why="A logical account.")
    Assessment.objects.create(practice=world["hosts"], level=2, why="Measured before and after.")
    after = asked("")

    assert ("2", "1", False) in lines(after, "evidence")
    assert ("1", "0", False) in lines(after, "evidence")
    assert ("none", "3", False) in lines(after, "evidence")


def test_goals_are_found_by_their_targets_and_targets_by_themselves(world):
    factories.framework_item("sdg-goal", "10")
    target = factories.framework_item("sdg-target", "10.7")
    objective = factories.framework_item("gcm-objective", "15")
    factories.practice("Rights", framework_items=[target], primary_gcm_objective=objective)

    assert len(asked("sdg=10")) == len(asked("sdg=10.7")) == len(asked("gcm=15")) == 1
    assert [value for value, _count, _checked in lines(asked(""), "sdg")] == ["10"]
    assert ("10.7", "1", True) in lines(asked("sdg=10.7"), "sdg")


def test_a_practice_of_several_cities_is_found_by_each(world):
    beirut = factories.city("Beirut", slug="beirut", country=factories.country("LB"))
    factories.practice("Shared", under=beirut, further_cities=[world["hosts"].get_parent().specific])

    assert {"beirut", "lyon"} <= {code for code, held in asked("").counts()["city"].items() if held}
    assert len(asked("city=beirut&country=FR")) == 1


def test_city_size_is_read_from_the_latest_population(world):
    big = factories.city("Big")
    CityFact.objects.create(city=big, kind="population", value=40_000, year=1990)
    CityFact.objects.create(city=big, kind="population", value=640_000, year=2020)
    factories.practice("There", under=big)

    assert asked("").counts()["size"] == {"unknown": 4, "large": 1}


# --- orders and pages -----------------------------------------------------------------------------------------------
ORDERS = {
    "": ["Hosts", "Rents", "Jobs", "Beds"],
    "sort=title": ["Beds", "Hosts", "Jobs", "Rents"],
    "sort=city": ["Beds", "Hosts", "Jobs", "Rents"],
    "sort=relevance": ["Hosts", "Rents", "Jobs", "Beds"],
    "view=list": ["Hosts", "Rents", "Jobs", "Beds"],
}


def test_orders_put_what_has_no_date_last(world, client):
    assert {question: titles(client, question) for question in ORDERS} == ORDERS


def test_titles_are_ordered_as_the_visitor_reads_them(world, client):
    factories.translate(world["hosts"], "fr", "Aide")

    assert titles(client, "sort=title", "fr") == ["Aide", "Beds", "Jobs", "Rents"]


def test_pages_go_on_where_the_last_one_ended(site, client):
    make_practices([factories.city()], 50)

    pages = [titles(client, f"sort=title&page={number}") for number in (1, 2, 3, 99)]

    assert [len(page) for page in pages] == [24, 24, 2, 2]
    assert sorted(pages[0] + pages[1] + pages[2]) == sorted(PracticePage.objects.values_list("title", flat=True))
    assert has(client.get("/en/practices/?page=2"), ".pages [rel=next]")


# --- the page -------------------------------------------------------------------------------------------------------
def test_two_clicks_lead_from_a_theme_to_a_region_and_back(world, client):
    page = client.get("/en/practices/?theme=housing")
    narrowed = client.get("/en/practices/?theme=housing&region=015")

    assert "/en/practices/?theme=housing&region=015" in attributes(page, "#facet-region a", "href")
    assert "/en/practices/?theme=housing" in attributes(narrowed, "#facet-region a", "href")
    assert "/en/practices/?theme=housing" in attributes(narrowed, ".chip", "href")


def test_the_same_address_finds_the_same_in_every_interface(world, client):
    for language, name in {"en": "Housing", "fr": "Logement", "es": "Vivienda", "ar": "السكن"}.items():
        page = client.get(f"/{language}/practices/?theme=housing&region=015")

        assert titles(client, "theme=housing&region=015", language) == ["Rents"]
        assert text(page, "#facet-theme li:has(:checked) a") == name


def test_what_was_asked_is_shown_as_chips_each_of_which_takes_one_thing_away(world):
    chips = Panels(asked("theme=housing&country=FR&q=hosts"), "/p/", "en").chips()

    assert [str(chip.label) for chip in chips] == ["hosts", "Housing", "France"]
    assert [chip.url for chip in chips] == [
        "/p/?theme=housing&country=FR",
        "/p/?q=hosts&country=FR",
        "/p/?q=hosts&theme=housing",
    ]


def test_unknown_values_are_named_in_a_notice(world, client):
    page = client.get("/en/practices/?theme=nonsense&sort=price&page=x&q=%27%3B--&status=a%00b")

    assert texts(page, ".note") == [
        "Theme: “nonsense” is not known here and has been ignored.",
        "Status: “a\ufffdb” is not known here and has been ignored.",
        "“';--” has no letters or digits, so there was nothing to search for.",
        "Sort by: “price” is not known here and has been ignored.",
        "Page: “x” is not known here and has been ignored.",
    ]


def test_when_nothing_fits_the_page_says_what_to_drop_and_what_that_gives(world, client):
    answer = asked("theme=employment&country=FR&status=ended")

    drop = Panels(answer, "/p/", "en").to_drop()
    page = client.get("/en/practices/?theme=employment&country=FR&status=ended")

    assert len(answer) == 0
    assert [(line.url, line.note) for line in drop] == [("/p/?country=FR&status=ended", "1")]
    assert attributes(page, ".empty p a", "href") == ["/en/practices/?country=FR&status=ended"]


# --- cards ----------------------------------------------------------------------------------------------------------
def test_a_card_says_where_when_and_how_sure(world):
    rents = world["rents"]
    Assessment.objects.create(practice=rents, level=2, why="Measured.")
    Confirmation.objects.create(practice=rents, answer="still-true", by_role="focal point", on=date.today())

    card, quiet = cards([rents, world["beds"].pk])

    assert "Tangier" in card.place
    assert "Morocco" in card.place
    assert (card.year, card.icon, card.evidence.level, card.freshness.state) == ("2016", "housing", 2, "confirmed")
    assert not card.is_unproved
    assert quiet.is_unproved


def test_a_card_names_who_gave_and_counts_who_took(world):
    rabat, fes = factories.city("Rabat"), factories.city("Fes")
    Transfer.objects.create(practice=world["hosts"], became=world["jobs"], receiver=rabat, basis="reported")
    Transfer.objects.create(practice=world["hosts"], receiver=fes, basis="documented")
    Transfer.objects.create(practice=world["hosts"], receiver_name="Douala", basis="proposed")

    gave, took = cards([world["hosts"], world["jobs"]])

    assert [sign.text for sign in gave.adapted] == ["Adapted by 2 cities"]
    assert [sign.text for sign in took.adapted] == ["Adapted from Lyon"]


def test_a_card_in_another_language_has_its_words_or_marks_them(world, client):
    factories.translate(world["hosts"], "fr", "Les hôtes", intro="Ils accueillent.")
    factories.translate(world["beds"], "fr", "Les lits", live=False)

    page = client.get("/fr/practices/?country=FR")

    assert texts(page, ".card h3:not([lang])") == ["Les hôtes"]
    assert texts(page, ".card h3[lang=en][dir=ltr]") == ["Beds"]
    assert_nowhere(page, "Les lits")


@pytest.mark.parametrize("many", [10, 1_000])
def test_the_number_of_queries_does_not_depend_on_the_number_of_practices(
    site, client, many, django_assert_max_num_queries
):
    factories.theme("housing")
    make_practices([factories.city(latitude=35.7, longitude=-5.8)], many)
    client.get("/en/practices/?q=synthetic")  # reads what is browsed and what is searched

    with django_assert_max_num_queries(20):
        page = client.get("/en/practices/?theme=housing&q=synthetic&sort=title")

    assert len(texts(page, ".card")) == min(many, 24)


def test_the_map_links_each_city_to_its_own_practices_among_the_hits(world, client):
    lyon = world["hosts"].get_parent().specific
    lyon.latitude, lyon.longitude = 45.76, 4.84
    lyon.save_revision().publish()

    page = read(client.get("/en/practices/?theme=housing&view=map"))

    lyon_s, tangier_s = (f"/en/practices/?theme=housing&city={city}" for city in ("lyon", "tangier"))
    links = [attributes(page, f"{place} a", "href") for place in ("main", ".chart.map", ".themes")]
    assert [place.count(lyon_s) for place in links] == [3, 2, 1]  # two sheets of the chart, and the list
    assert [place.count(tangier_s) for place in links] == [1, 0, 1]  # without a place: only the list
    assert attributes(page, "#filters [type=hidden][name=view]", "value") == ["map"]
