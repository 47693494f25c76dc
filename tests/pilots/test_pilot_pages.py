"""Pilots: the list, and a page that follows the programme's action sheet."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from core.models import Figure, Source
from core.partial_dates import PartialDate
from learning.models import Recommendation
from pilots.models import Milestone, PilotImplementer, PilotIndexPage
from practices.models import Transfer
from tests import factories
from tests.pages import assert_nowhere, has, read, text, texts

pytestmark = pytest.mark.alike
BUDGET = 20


def get(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return read(response)


def page_of(client, pilot, language="en") -> BeautifulSoup:
    with translation.override(language):
        return get(client, pilot.get_url())


def glance(page: BeautifulSoup) -> dict[str, str]:
    """What stands beside the text, by label, in the order of the page."""
    return dict(zip(texts(page, ".glance dt"), texts(page, ".glance dd"), strict=True))


def budget(page: BeautifulSoup) -> str:
    """As it is written, with the spaces at which no line is broken."""
    return page.select_one(".glance dt:-soup-contains('Budget') + dd").get_text().strip()


def origins(page: BeautifulSoup) -> list[str]:
    return texts(page, "#origins ~ div b")


def figure(label="people reached", value=300, **facts) -> Figure:
    return Figure(label=label, value=value, **facts)


# --- the list -------------------------------------------------------------------------------------------------------
def test_the_list_says_where_when_and_how_far_each_pilot_is(client, site):
    city, phase = factories.city("Tangier", name_ar="طنجة"), factories.phase(2)
    times = {"starts": PartialDate(2020, 1, 9), "ends": PartialDate(2021, 3, 31)}
    factories.pilot("TangerAccueil", under=city, phase=phase, status="4", figures=[figure()], **times)

    page, arabic = get(client, "/en/pilots/"), get(client, "/ar/pilots/")

    assert text(page, "li h3") == "TangerAccueil"
    assert text(page, "li .when") == "9 January 2020 to 31 March 2021 Tangier Completed"
    assert text(page, "li p.row") == "MC2CM phase 2"
    assert text(page, "li .counts b") == "300"
    assert "طنجة" in text(arabic, "li .when")
    assert has(arabic, "li h3[lang=en][dir=ltr]")


def test_unpublished_pilots_and_drafts_are_not_in_the_list(client, site):
    factories.pilot("Gone").unpublish()
    factories.pilot("Only a draft", live=False)

    assert_nowhere(get(client, "/en/pilots/"), "Gone", "Only a draft")


def test_the_note_about_pilots_without_a_record_stands_there_with_its_sources(client, site):
    index = PilotIndexPage.objects.get()
    index.note = "Phase 1 had pilots in the south."
    index.note_sources = [{"label": "", "url": ""}, {"label": "UCLG", "url": "https://uclg.org/mc2cm"}]
    index.save()

    page = get(client, "/fr/pilots/")

    assert text(page, "#note + [lang=en][dir=ltr]") == "Phase 1 had pilots in the south."
    assert has(page, "#note ~ ol [href='https://uclg.org/mc2cm']")


# --- a pilot --------------------------------------------------------------------------------------------------------
def test_a_ceiling_is_said_to_be_the_most_that_was_granted(client, site):
    source = "https://south.euneighbours.eu/call"
    granted = factories.pilot(budget=50_000, budget_is_ceiling=True, budget_source=source)
    spent = factories.pilot(budget=12_000)

    ceiling, sum_ = page_of(client, granted), page_of(client, spent)

    assert budget(ceiling).startswith("at most EUR\u00a050,000")
    assert has(ceiling, f".glance [href='{source}']")
    assert budget(sum_) == "EUR\u00a012,000"


def test_implementers_stand_by_their_role(client, site):
    known = factories.organisation("MedCities", website="https://medcities.org")
    who = [
        PilotImplementer(organisation=known, role="4", note="lead"),
        PilotImplementer(name="European Union", role="1"),
    ]
    pilot = factories.pilot(implementers=who)

    page = page_of(client, pilot)

    facts = list(glance(page).items())
    assert facts[-2:] == [("Funding", "European Union"), ("Implementing", "MedCities (lead)")]
    assert text(page, ".glance [href='https://medcities.org']") == "MedCities"


def test_only_figures_of_one_unit_share_bars_and_plans_are_not_results(client, site):
    pilot = factories.pilot(
        figures=[
            figure("reached", 300, unit="people", qualifier="about"),
            figure("trained", 90, unit="people", qualifier="up-to"),
            figure("courses held", 5),
            figure("courses foreseen", 7, kind="planned"),
        ]
    )

    page = page_of(client, pilot)

    assert texts(page, ".bars b") == ["about 300", "up to 90"]
    assert "courses" not in text(page, ".bars")
    assert texts(page, "figure:not(h3 ~ *) .counts span") == ["courses held"]
    assert texts(page, "h3:-soup-contains('Planned') ~ figure .counts span") == ["courses foreseen"]


def test_milestones_say_when_they_were_reached_or_are_due(client, site):
    steps = [
        Milestone(title="Open the desk", state="done", done_on=datetime.date(2020, 1, 9)),
        Milestone(title="Found the council", state="late", due=PartialDate(2021)),
    ]
    pilot = factories.pilot(milestones=steps)

    steps = texts(page_of(client, pilot), "#milestones + ul li")

    assert steps == ["9 January 2020 Done Open the desk", "2021 Late Found the council"]


def test_what_it_grew_from_and_what_it_answers(client, site):
    giver, city = factories.city("Barcelona"), factories.city("Tangier")
    saier = factories.practice("SAIER", under=giver)
    transfer = Transfer.objects.create(practice=saier, receiver=city, basis="documented")
    became = factories.practice("Welcome desk", under=city)
    advice = Recommendation(code="R3", words="Welcome newcomers at one desk.")
    factories.publication("Priority paper", recommendations=[advice])
    pilot = factories.pilot(
        under=city,
        transfer=transfer,
        practices=[became],
        based_on="City profile",
        recommendations=list(Recommendation.objects.all()),
        framework_items=[factories.framework_item("sdg-target", "10.7", name_en="Orderly migration")],
    )

    page = page_of(client, pilot)

    assert origins(page) == ["SAIER", "Welcome desk", "City profile"]
    assert text(page, "#origins + div > :first-child") == "Tests a practice that came from Barcelona"
    assert texts(page, "#recommendations + ul li") == ["R3 Welcome newcomers at one desk."]
    assert texts(page, "#goals ~ ul li") == ["10.7 Orderly migration"]


def test_what_the_public_may_not_see_is_not_named_by_a_pilot(client, site):
    proposed = Transfer.objects.create(giver=factories.city("Barcelona"), receiver_name="Tangier", basis="proposed")
    draft = factories.practice("Own draft", live=False)
    pilot = factories.pilot(transfer=proposed, practices=[draft])

    assert_nowhere(page_of(client, pilot), "Barcelona", "Own draft")


def test_a_pilot_of_several_cities_stands_under_the_index_and_a_translation_is_preferred(client, site):
    pilot = factories.pilot("Road maps", under=PilotIndexPage.objects.get(), objective="Plan.", outcomes="Plans.")
    factories.translate(pilot, "fr", "Feuilles de route", objective="Planifier.")

    french = get(client, f"/fr/pilots/{pilot.slug}/")

    assert text(french, "h1:not([lang])") == "Feuilles de route"
    assert text(french, "#objective + :not([lang])") == "Planifier."
    assert text(french, "#outcomes + [lang=en][dir=ltr]") == "Plans."


def test_its_sources_are_listed(client, site):
    pilot = factories.pilot(sources=[Source(label="MedCities", url="https://medcities.org/a"), Source()])

    page = page_of(client, pilot)

    assert texts(page, "#sources + ol li") == ["MedCities", "Programme archive"]
    assert has(page, "#sources + ol [href='https://medcities.org/a']")


# --- what they cost -------------------------------------------------------------------------------------------------
def full_pilot(city, number):
    """Every kind of thing, `number` times."""
    practices = [factories.practice(under=city) for _ in range(number)]
    paper = factories.publication(recommendations=[Recommendation(words=f"Do {n}.") for n in range(number)])
    return factories.pilot(
        under=city,
        phase=factories.phase(),
        figures=[figure(f"figure {n}", n, unit="people") for n in range(number)],
        milestones=[Milestone(title=f"Step {n}") for n in range(number)],
        implementers=[PilotImplementer(organisation=factories.organisation(f"Partner {n}")) for n in range(number)],
        themes=[factories.theme(f"theme-{n}") for n in range(number)],
        target_groups=[factories.target_group(f"group-{n}") for n in range(number)],
        framework_items=[factories.framework_item("sdg-target", f"10.{n}") for n in range(number)],
        funders=[factories.organisation(f"Funder {n}") for n in range(number)],
        recommendations=list(Recommendation.objects.filter(publication=paper)),
        practices=practices,
        transfer=Transfer.objects.create(practice=practices[0], receiver=city, basis="documented"),
        sources=[Source(label=f"Source {n}") for n in range(number)],
    )


@pytest.mark.parametrize("number", [1, 5])
def test_a_pilots_page_costs_the_same_few_queries(client, site, django_assert_max_num_queries, number):
    city = factories.city("Tangier", latitude=35.8, longitude=-5.8)
    pilot = full_pilot(city, number)
    page_of(client, pilot, "fr")  # what is the same for everybody is made on the first visit

    with django_assert_max_num_queries(BUDGET):
        page_of(client, pilot, "fr")


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_costs_the_same_few_queries(client, site, django_assert_max_num_queries, number):
    for _ in range(number):
        full_pilot(factories.city(), 1)
    client.get("/fr/cities/")

    with django_assert_max_num_queries(BUDGET):
        get(client, "/fr/pilots/")


# --- drafts ---------------------------------------------------------------------------------------------------------
def test_a_draft_is_previewed_with_what_it_is_tied_to_now(client, site):
    city = factories.city("Tangier")
    before, after = factories.practice("Taken out", under=city), factories.practice("Put in", under=city)
    pilot = factories.pilot(under=city, practices=[before])
    page_of(client, pilot)
    pilot.practices = [after]
    pilot.save_revision()

    preview = pilot.get_latest_revision_as_object().make_preview_request(preview_mode="en")

    assert origins(preview) == ["Put in"]
    assert_nowhere(preview, "Taken out")
    assert origins(page_of(client, pilot)) == ["Taken out"]
