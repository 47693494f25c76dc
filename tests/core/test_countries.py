"""The countries that come with the site are complete, and place cities where the programme's facts do."""

import json
from pathlib import Path

import pytest

import core

LANGUAGES = {"en", "fr", "es", "ar"}
COUNTRIES = json.loads((Path(core.__file__).parent / "countries.json").read_text("utf-8"))
CITIES = json.loads((Path(__file__).resolve().parents[2] / "data" / "mc2cm" / "cities.json").read_text("utf-8"))
BY_ISO2 = {country["iso2"]: country for country in COUNTRIES["countries"]}
REGIONS = {region["code"]: region for region in COUNTRIES["regions"]}


def test_every_country_of_the_standard_is_there_once():
    countries = COUNTRIES["countries"]

    assert len(countries) == 249  # ISO 3166-1, officially assigned
    for code in ("iso2", "iso3", "numeric"):
        assert len({country[code] for country in countries}) == len(countries)


def test_every_country_and_region_is_named_in_four_languages():
    for record in [*COUNTRIES["regions"], *COUNTRIES["countries"]]:
        names = record["names"]

        assert set(names) == LANGUAGES
        assert all(name and name == name.strip() for name in names.values())
        assert any("\u0600" <= char <= "\u06ff" for char in names["ar"])


def test_every_country_lies_in_one_region_and_that_region_holds_no_other():
    finest = set(REGIONS) - {region["parent"] for region in REGIONS.values()}

    assert {country["region"] for country in BY_ISO2.values()} == finest


def test_every_region_leads_up_to_a_continent():
    continents = {code for code, region in REGIONS.items() if region["parent"] is None}

    for region in REGIONS.values():
        middle = REGIONS.get(region["parent"], region)
        assert middle["parent"] in {None, *continents}


@pytest.mark.parametrize("city", CITIES["records"], ids=lambda city: city["id"])
def test_a_citys_country_lies_in_the_region_that_the_programme_gives(city):
    region = REGIONS[BY_ISO2[city["country_iso2"]]["region"]]

    assert region["code"] == city["un_m49_subregion"]["code"]
    assert region["names"]["en"] == city["un_m49_subregion"]["name"]


def test_where_the_programme_names_a_country_the_name_is_the_same():
    named = {city["country_iso2"]: city["country"] for city in CITIES["records"] if city.get("country")}

    assert named
    assert {code: BY_ISO2[code]["names"]["en"] for code in named} == named
