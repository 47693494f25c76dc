"""How countries are called, what stands beside charts and at the foot of pages, who pays, and under which licence."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.core.checks import run_checks
from django.utils import translation

from accounts.roles import Role
from cities.countries_offered import countries_offered
from cities.funding import acknowledgements
from core.models import Country
from search.vocabularies import names_of
from tests import factories
from tests.factories.people import person
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("style", "code", "names"),
    [
        ("UN", "PS", ["State of Palestine", "État de Palestine", "Estado de Palestina", "دولة فلسطين"]),
        ("EU", "PS", ["Palestine*", "Palestine*", "Palestina*", "فلسطين*"]),
        ("UN", "TR", ["Türkiye", "Türkiye", "Türkiye", "تركيا"]),
        ("EU", "TR", ["Türkiye", "Türkiye", "Türkiye", "تركيا"]),
        (
            "UN",
            "SY",
            ["Syrian Arab Republic", "République arabe syrienne", "República Árabe Siria", "الجمهورية العربية السورية"],
        ),
        ("UN", "CI", ["Côte d’Ivoire", "Côte d’Ivoire", "Côte d’Ivoire", "كوت ديفوار"]),
        ("EU", "CI", ["Côte d’Ivoire", "Côte d’Ivoire", "Costa de Marfil", "كوت ديفوار"]),
        ("EU", "SY", ["Syria", "Syrie", "Siria", "سوريا"]),
        ("UN", "MA", ["Morocco", "Maroc", "Marruecos", "المغرب"]),
    ],
)
def test_a_country_is_called_as_the_setting_says(settings, style, code, names):
    settings.COUNTRY_NAMES = style
    country = Country.objects.get(code=code)

    assert [country.name_in(language) for language in ("en", "fr", "es", "ar")] == names


def test_kosovo_is_called_so_once_an_editor_adds_it(settings):
    kosovo = Country.objects.create(code="XK", iso3="XKX", name_en="Kosovo")

    assert kosovo.name_in("en") == "Kosovo (UNSCR 1244)"
    settings.COUNTRY_NAMES = "EU"
    assert kosovo.name_in("fr") == "Kosovo*"


def test_a_country_is_found_by_both_names():
    names = names_of(Country.objects.get(code="PS"))

    assert {"State of Palestine", "Palestinian Territories"} <= set(names["en"])


def test_the_footnote_stands_where_the_name_is_shown_and_nowhere_else(client, site, settings):
    settings.COUNTRY_NAMES = "EU"
    note = "shall not be construed as recognition"
    assert note not in client.get("/en/cities/").content.decode()

    factories.city("Nablus", country=Country.objects.get(code="PS"))

    answer = client.get("/en/cities/").content.decode()
    assert note in answer
    assert "Palestine*" in answer


def test_a_wrong_style_or_licence_is_told_at_the_start(settings):
    settings.COUNTRY_NAMES, settings.CONTENT_LICENCE = "ISO", "nc"

    assert [error.id for error in run_checks()].count("portolan.E001") == 2


def test_who_writes_for_a_city_is_offered_countries_with_a_record_only(site):
    official, editor = person("official", Role.OFFICIAL, factories.city("Tangier")), person("editor", Role.EDITOR)

    assert set(countries_offered(official).values_list("code", flat=True)) == {"MA"}
    assert countries_offered(editor).count() == Country.objects.count()


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_statement_stands_beside_the_chart_and_at_the_foot(client, site, language):
    factories.city("Tangier", latitude=35.7, longitude=-5.8)
    with translation.override(language):
        known = "CC BY 4.0"

    page = client.get(f"/{language}/cities/").content.decode()

    assert page.count(known) == 1
    assert f"/by/4.0/deed.{language}" in page
    assert len(texts(client.get(f"/{language}/cities/"), "p.small.soft")) >= 2


def test_each_funder_is_named_as_it_asks(client, site):
    phase = factories.phase()
    union, swiss = (
        factories.organisation("EU Emergency Trust Fund for Africa", acronym="EUTF"),
        factories.organisation("SDC", acronym="SDC"),
    )
    fund, same = factories.organisation("Arab Fund"), factories.organisation("DG NEAR", acronym="DG NEAR")
    assert not texts(client.get("/en/"), ".funders li")
    phase.funders.add(swiss, fund, union, same)

    named = [one.sentence for one in acknowledgements([swiss, fund, union, same])]

    assert named[0] == "Funded by the European Union"
    assert named[1:] == ["Co-funded by the Swiss Agency for Development and Cooperation (SDC)", "Funded by Arab Fund"]
    answer = client.get("/en/")
    assert len(texts(answer, ".funders li")) == 3
    assert "sole responsibility" in texts(answer, ".funders li")[0]
    assert "eu-emblem" in answer.content.decode()


def test_the_emblem_has_twelve_upright_stars_on_a_circle_of_a_third():
    drawing = ElementTree.parse(finders.find("images/eu-emblem.svg")).getroot()  # noqa: S314 (ours)
    _x, _y, width, height = map(float, drawing.get("viewBox").split())
    stars = [
        [tuple(map(float, point.split(","))) for point in star.get("points").split()]
        for star in drawing.iter("{http://www.w3.org/2000/svg}polygon")
    ]
    tips = [star[0] for star in stars]
    centres = [(x, y + height / 18) for x, y in tips]

    assert width / height == 1.5
    assert len(stars) == 12
    assert all(min(y for _x, y in star) == star[0][1] for star in stars)
    assert all(abs(((x - width / 2) ** 2 + (y - height / 2) ** 2) ** 0.5 - height / 3) < 0.1 for x, y in centres)


def test_every_file_says_its_licence(client, site):
    for name in ("results.csv", "results.xlsx", "frameworks.csv", "evaluations.xlsx"):
        answer = client.get(f"/en/monitoring/{name}")

        assert answer.status_code == 200
        assert answer["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"', name
    assert django_settings.CONTENT_LICENCE == "by"
