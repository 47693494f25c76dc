"""Pilots: the list, and a page that follows the programme's action sheet."""

from __future__ import annotations

import datetime

import pytest
from django.utils import translation

from core.models import Figure, Source
from core.partial_dates import PartialDate
from learning.models import Recommendation
from pilots.models import Milestone, PilotImplementer, PilotIndexPage
from practices.models import Transfer
from tests import factories

BUDGET = 20


def get(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def page_of(client, pilot, language="en") -> str:
    with translation.override(language):
        return get(client, pilot.get_url())


def figure(label="people reached", value=300, **facts) -> Figure:
    return Figure(label=label, value=value, **facts)


# --- the list -------------------------------------------------------------------------------------------------------
def test_the_list_says_where_when_and_how_far_each_pilot_is(client, site):
    city, phase = factories.city("Tangier", name_ar="طنجة"), factories.phase(2)
    times = {"starts": PartialDate(2020, 1, 9), "ends": PartialDate(2021, 3, 31)}
    factories.pilot("TangerAccueil", under=city, phase=phase, status="4", figures=[figure()], **times)

    html, arabic = get(client, "/en/pilots/"), get(client, "/ar/pilots/")

    for said in ("TangerAccueil", "Tangier", "9 January 2020 to 31 March 2021", "Completed", "MC2CM phase 2", "300"):
        assert said in html
    assert "طنجة" in arabic
    assert '<h3 lang="en" dir="ltr">' in arabic


def test_unpublished_pilots_and_drafts_are_not_in_the_list(client, site):
    factories.pilot("Gone").unpublish()
    factories.pilot("Only a draft", live=False)

    html = get(client, "/en/pilots/")

    assert "Gone" not in html
    assert "Only a draft" not in html


def test_the_note_about_pilots_without_a_record_stands_there_with_its_sources(client, site):
    index = PilotIndexPage.objects.get()
    index.note = "Phase 1 had pilots in the south."
    index.note_sources = [{"label": "", "url": ""}, {"label": "UCLG", "url": "https://uclg.org/mc2cm"}]
    index.save()

    html = get(client, "/fr/pilots/")

    assert '<div class="flow" lang="en" dir="ltr"><p>Phase 1 had pilots in the south.' in html
    assert 'href="https://uclg.org/mc2cm"' in html


# --- a pilot --------------------------------------------------------------------------------------------------------
def test_a_ceiling_is_said_to_be_the_most_that_was_granted(client, site):
    source = "https://south.euneighbours.eu/call"
    granted = factories.pilot(budget=50_000, budget_is_ceiling=True, budget_source=source)
    spent = factories.pilot(budget=12_000)

    ceiling, sum_ = page_of(client, granted), page_of(client, spent)

    assert "at most EUR\u00a050,000" in ceiling
    assert f'href="{source}"' in ceiling
    assert "EUR\u00a012,000" in sum_
    assert "at most" not in sum_


def test_implementers_stand_by_their_role(client, site):
    known = factories.organisation("MedCities", website="https://medcities.org")
    who = [
        PilotImplementer(organisation=known, role="4", note="lead"),
        PilotImplementer(name="European Union", role="1"),
    ]
    pilot = factories.pilot(implementers=who)

    html = page_of(client, pilot)

    assert html.index("Funding") < html.index("European Union") < html.index("Implementing")
    assert '<a href="https://medcities.org">MedCities</a> (lead)' in html


def test_only_figures_of_one_unit_share_bars_and_plans_are_not_results(client, site):
    pilot = factories.pilot(
        figures=[
            figure("reached", 300, unit="people", qualifier="about"),
            figure("trained", 90, unit="people", qualifier="up-to"),
            figure("courses held", 5),
            figure("courses foreseen", 7, kind="planned"),
        ]
    )

    html = page_of(client, pilot)

    bars = html.partition('<ol class="bars">')[2].partition("</ol>")[0]
    assert "about 300" in bars
    assert "up to 90" in bars
    assert "courses" not in bars
    assert html.index("courses held") < html.index("<h3>Planned</h3>") < html.index("courses foreseen")


def test_milestones_say_when_they_were_reached_or_are_due(client, site):
    steps = [
        Milestone(title="Open the desk", state="done", done_on=datetime.date(2020, 1, 9)),
        Milestone(title="Found the council", state="late", due=PartialDate(2021)),
    ]
    pilot = factories.pilot(milestones=steps)

    html = page_of(client, pilot)

    assert html.index("9 January 2020") < html.index("Done") < html.index("Open the desk")
    assert html.index("2021") < html.index("Late") < html.index("Found the council")


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

    html = page_of(client, pilot)

    for said in ("Tries out what came from Barcelona", "SAIER", "Welcome desk", "City profile", "10.7"):
        assert said in html
    assert "R3 Welcome newcomers at one desk." in html
    assert "Orderly migration" in html


def test_what_the_public_may_not_see_is_not_named_by_a_pilot(client, site):
    proposed = Transfer.objects.create(giver=factories.city("Barcelona"), receiver_name="Tangier", basis="proposed")
    draft = factories.practice("Own draft", live=False)
    pilot = factories.pilot(transfer=proposed, practices=[draft])

    html = page_of(client, pilot)

    assert "Barcelona" not in html
    assert "Own draft" not in html


def test_a_pilot_of_several_cities_stands_under_the_index_and_a_translation_is_preferred(client, site):
    pilot = factories.pilot("Road maps", under=PilotIndexPage.objects.get(), objective="Plan.", outcomes="Plans.")
    factories.translate(pilot, "fr", "Feuilles de route", objective="Planifier.")

    french = get(client, f"/fr/pilots/{pilot.slug}/")

    assert "<h1>Feuilles de route</h1>" in french
    assert "<p>Planifier.</p>" in french
    assert '<div class="flow" lang="en" dir="ltr"><p>Plans.</p>' in french


def test_its_sources_are_listed(client, site):
    pilot = factories.pilot(sources=[Source(label="MedCities", url="https://medcities.org/a"), Source()])

    html = page_of(client, pilot)

    assert 'href="https://medcities.org/a"' in html
    assert "Programme archive" in html


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

    preview = pilot.get_latest_revision_as_object().make_preview_request(preview_mode="en").content.decode()

    assert "Put in" in preview
    assert "Taken out" not in preview
    assert "Taken out" in page_of(client, pilot)
