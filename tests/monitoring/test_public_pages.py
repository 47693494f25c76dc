"""What anybody may see of results: on the pages of what is measured, of a phase, of an indicator and of a line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.urls import reverse

from cities.models import Participation
from core.models import Figure
from monitoring.models import Contribution, Period
from monitoring.public.results_box import results_of
from pilots.models import PilotPage
from tests import factories
from tests.factories import monitoring as made
from tests.pages import assert_nowhere, attributes, has, read, text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
PAGE = "/en/monitoring/"
BUDGET = 15
SECRET = "a draft that nobody may see"


def get(client, address: str) -> HttpResponse:
    response = client.get(address)
    assert response.status_code == 200
    return response


def latest(page) -> list[str]:
    """What the cells of a table of results say of the latest value, with who reported it and for when."""
    return texts(page, "td[data-l=Latest]")


def strings(page) -> set[str]:
    """All the texts between tags, each by itself."""
    return set(read(page).stripped_strings)


def line_url(line, language: str = "en") -> str:
    return f"/{language}/monitoring/line/{line.pk}/"


@pytest.fixture
def phase(site):
    return factories.phase(2)


@pytest.fixture
def pilot(phase):
    city = factories.city("Tangier", latitude=35.8, longitude=-5.8)
    return factories.pilot("TangerAccueil", under=city, phase=phase, themes=[factories.theme()])


# --- pages of what is measured --------------------------------------------------------------------------------------
@pytest.mark.parametrize("of", ["pilot", "practice", "city"])
def test_a_page_shows_what_is_measured_on_it_with_its_source(client, site, of):
    page = getattr(factories, of)()
    line = made.line(page, made.indicator("Residents trained"), baseline=0, baseline_year=2019, target=400)
    made.documented(made.period(line), 300, source="Closing report", source_url="https://example.org/report")

    page = read(get(client, page.get_url()))

    assert text(page, "h2#measured") == "Measured results by indicator"
    assert texts(page, ".measured a[href='https://example.org/report']") == ["documented: Closing report"]
    assert has(page, ".measured [role=img]")
    assert attributes(page, ".measured h3 a", "href") == [line_url(line)]


def test_a_page_on_which_nothing_is_measured_costs_and_shows_nothing_more(client, pilot, django_assert_num_queries):
    results_of(pilot)

    with django_assert_num_queries(1):
        assert not results_of(pilot)
    page = get(client, pilot.get_url())
    assert not has(page, "#measured")
    assert_nowhere(page, "Measured results by indicator")


def test_a_pilot_that_was_never_saved_is_previewed(site):
    assert not results_of(PilotPage(title="New"))


def test_what_is_approved_is_on_the_page_at_once(client, pilot):
    line = made.line(pilot)
    period = made.period(line)
    get(client, pilot.get_url())

    made.approved(period, 77)

    assert texts(get(client, pilot.get_url()), ".measured .big") == ["77 people"]
    assert texts(get(client, PAGE), "td[data-l=Latest] b") == ["77 people"]


# --- one line -------------------------------------------------------------------------------------------------------
def test_a_line_lists_every_value_and_says_what_is_withheld(client, phase):
    line = made.line(phase, made.indicator(aggregation="sum"), target=100)
    made.approved(made.period(line, "2024-01-01", "2024-06-30"), 3)
    parts = {"sex": {"female": Decimal(37), "male": Decimal(2)}}
    second = made.period(line, "2024-07-01", "2024-12-31")
    made.approved(second, 39, parts=parts, narrative="Trois sessions", language="fr")

    page = read(get(client, line_url(line)))

    assert texts(page, "td[data-l=Value]") == ["39 people", "fewer than 5"]
    assert texts(page, "article section p .soft") == ["withheld, because a group is smaller than 5"]
    assert "1 value of fewer than 5 people is left out" in text(page, ".glance")
    assert text(page, "article .flow[lang=fr][dir=ltr]") == "Trois sessions"
    assert not {"3", "37", "2"} & strings(page)


def test_a_draft_a_submitted_and_a_superseded_value_are_nowhere(client, pilot):
    line = made.line(pilot)
    first, second = made.period(line), made.period(line, "2026-07-01", "2026-12-31")
    made.approved(first, 111)
    made.approved(first, 222)
    made.submitted(second, 333, narrative=SECRET)

    addresses = [line_url(line), f"/en/monitoring/indicator/{line.indicator_id}/", PAGE, pilot.get_url()]
    for address in [*addresses, "/en/monitoring/lines/?phase=2"]:
        page = get(client, address)

        assert "222 people" in texts(page, "main td b")
        assert_nowhere(page, "111", "333", SECRET)


def test_the_line_of_a_page_that_is_not_public_is_not_there(client, phase):
    line = made.line(factories.pilot(live=False, phase=phase))

    assert client.get(line_url(line)).status_code == 404


# --- a phase --------------------------------------------------------------------------------------------------------
def test_a_phase_at_a_glance(client, phase, pilot):
    dialogue = factories.framework_item("mc2cm-objective", "3.1.1", name_en="Dialogue: better mechanisms")
    events = made.line(phase, made.indicator("Peer-learning events", aggregation="last"), objective=dialogue)
    made.documented(made.period(events, "2015-01-01", "2022-12-31"), 16, source="EIP-UCLG review")
    trained = made.indicator("Residents trained")
    made.approved(made.period(made.line(pilot, trained)), 40)
    made.line(factories.pilot(phase=phase), trained)
    Contribution.objects.create(phase=phase, name="EU", amount=5_550_000)

    page = read(get(client, PAGE))

    assert text(page, "h1") == "Phase two at a glance"
    assert "EUR 5.55 m" in texts(page, ".counts b")
    assert texts(page, ".group b") == ["Dialogue", "Other"]
    assert texts(page, ".group .soft") == ["Objective 3.1.1 · Better mechanisms"]
    of_events, of_trained = latest(page)
    assert "2015–2022" in of_events
    assert of_trained == "40 people 1 of 2 pilots reported for January to June 2026"
    assert f"/en/monitoring/indicator/{trained.pk}/?phase=2" in attributes(page, "td[data-l=Latest] a", "href")
    assert text(page, "tr:has(a[href='/en/cities/tangier/']) .all").startswith("1 of 1 indicator reported")
    assert "No reporting period is open" in texts(page, ".empty b")


def test_documented_values_are_never_in_what_is_put_together(client, phase):
    trained = made.indicator()
    made.approved(made.period(made.line(factories.pilot(phase=phase), trained)), 40)
    made.documented(made.period(made.line(factories.pilot(phase=phase), trained)), 500)

    page = read(get(client, f"/en/monitoring/indicator/{trained.pk}/?phase=2"))

    assert text(page, "#together + p").startswith("40 people 1 of 2 pilots reported")
    assert not [string for string in strings(page) if string.startswith("540")]


def test_the_other_phase_by_its_number(client, phase):
    first = factories.phase(1)
    made.line(first, made.indicator("Only in phase one"))
    made.line(phase)

    assert_nowhere(get(client, PAGE), "Only in phase one")
    assert "Only in phase one" in texts(get(client, f"{PAGE}?phase=1"), "th[scope=row] a")
    assert text(get(client, f"{PAGE}?phase=nonsense"), "h1") == "Phase two at a glance"


def test_what_is_open_for_reporting_is_counted(client, pilot):
    made.approved(made.period(made.line(pilot), due="2026-07-31"), 10)
    made.period(made.line(pilot), due="2026-07-31")

    page = get(client, PAGE)

    assert text(page, ".panel li b") == "January to June 2026"
    assert text(page, ".panel li .sub") == "1 of 2 values received · due by 31 July 2026"
    Period.objects.update(locked=True)


def test_cities_that_only_report_figures_say_so(client, phase):
    city = factories.city("Sfax")
    Participation.objects.create(city=city, phase=phase, role="member")
    factories.practice(under=city, figures=[Figure(label="trained", value=3)])
    city.save()

    assert text(get(client, PAGE), "td.all") == "figures reported, not measured"


def test_without_a_phase_and_without_a_framework_the_page_says_what_will_come(client, site):
    assert "No phase of the programme has been entered yet." in texts(get(client, PAGE), ".empty b")

    factories.phase(2)

    assert "No indicators are followed yet." in texts(get(client, PAGE), ".empty b")


PLAIN = {"counts_people": False, "aggregation": "none", "dimensions": [], "unit": ""}


@pytest.mark.parametrize(
    ("facts", "value", "entry"),
    [
        ({"measure": "2"}, 58, {}),
        ({"measure": "3"}, 1, {}),
        ({"measure": "4", "unit": "1 to 5"}, 4, {}),
        ({"measure": "5"}, None, {"narrative": "A desk opened."}),
    ],
)
def test_what_is_never_put_together_is_not_folded_away(client, phase, facts, value, entry):
    """Five indicators, so that those without data are folded."""
    known = made.indicator("Known", **{**PLAIN, **facts})
    for number in range(4):
        line = made.line(factories.pilot(phase=phase), known)
        if number < 3:
            made.approved(made.period(line), value, **entry)
    for _ in range(4):
        made.line(factories.pilot(phase=phase), made.indicator(**PLAIN, measure="2"))

    page = get(client, PAGE)

    assert "3 of 4 pilots reported for January to June 2026, each on its own" in latest(page)[0]
    (folded,) = [details for details in texts(page, "details") if details.startswith("4 without data")]
    assert "Known" not in folded


def test_documented_values_of_pilots_are_not_folded_away(client, phase):
    known = made.indicator("Known", **PLAIN, measure="2")
    made.documented(made.period(made.line(factories.pilot(phase=phase), known)), 58)
    for _ in range(4):
        made.line(factories.pilot(phase=phase), made.indicator(**PLAIN, measure="2"))

    assert texts(get(client, PAGE), "td[data-l=Latest] b") == ["1 documented value"]


def test_who_reported_once_has_not_reported_for_every_period(client, phase):
    trained = made.indicator("Trained")
    first, second = (made.line(factories.pilot(phase=phase), trained) for _ in range(2))
    made.approved(made.period(first, "2025-01-01", "2025-06-30"), 40)
    made.approved(made.period(second, "2025-01-01", "2025-06-30"), 40)
    made.approved(made.period(second, "2026-01-01", "2026-06-30"), 40)

    page = get(client, f"/en/monitoring/indicator/{trained.pk}/?phase=2")

    assert text(page, "#together + p .soft") == "1 of 2 pilots reported for January to June 2026 (2 at any time)"


def test_each_number_is_the_count_of_the_list_that_it_opens(client, phase):
    trained, share = made.indicator("Trained"), made.indicator("Share", **PLAIN, measure="2")
    goal, city = factories.framework_item("sdg-goal", "10"), factories.city("Tangier")
    pilots = [
        factories.pilot(f"Pilot {number}", under=city, phase=phase, framework_items=[goal]) for number in range(3)
    ]
    for pilot in pilots:
        made.line(pilot, share, target=Decimal(50))
        line = made.line(pilot, trained)
        made.approved(made.period(line, "2025-01-01", "2025-06-30"), 40)
        made.approved(made.period(line, "2026-01-01", "2026-06-30"), 40)
    made.documented(made.period(made.line(factories.pilot(under=city, phase=factories.phase(1)), trained)), 9)

    page, links = read(get(client, PAGE)), "a[href*='/monitoring/lines/?']"
    found = {
        (address, number)
        for address, number in zip(attributes(page, links, "href"), texts(page, links), strict=True)
        if number.isdigit()
    }

    assert len({address for address, _number in found}) >= 6
    for address, number in found:
        assert text(get(client, address), "#count").startswith(f"{number} result line"), address


@pytest.mark.parametrize("number", [1, 4])
def test_it_costs_the_same_few_queries_however_much_is_measured(client, phase, django_assert_max_num_queries, number):
    trained = made.indicator()
    for _ in range(number):
        pilot = factories.pilot(phase=phase, themes=[factories.theme()], framework_items=[factories.framework_item()])
        made.approved(made.period(made.line(pilot, trained)), 40)
    get(client, PAGE)  # what is the same for everybody is made on the first visit

    with django_assert_max_num_queries(BUDGET):
        get(client, PAGE)
    with django_assert_max_num_queries(22):
        get(client, "/en/monitoring/lines/?phase=2")
    with django_assert_max_num_queries(22):
        get(client, f"/en/monitoring/indicator/{trained.pk}/?phase=2")


# --- the lines behind a number --------------------------------------------------------------------------------------
def test_a_number_opens_the_lines_behind_it(client, pilot):
    goal = factories.framework_item("sdg-goal", "10")
    with_target = made.line(pilot, made.indicator("With a target", framework_item=goal), target=5)
    approved = made.line(pilot, made.indicator("With a value"))
    made.approved(made.period(approved), 50)
    other = made.line(factories.practice(), made.indicator("Elsewhere"))

    def found(question: str) -> set:
        addresses = attributes(get(client, f"{reverse('result_lines')}?{question}"), "th[scope=row] a", "href")
        return {line for line in (with_target, approved, other) if line_url(line) in addresses}

    assert found("") == {with_target, approved, other}
    assert found("phase=2") == found("city=tangier") == found("theme=housing") == {with_target, approved}
    assert found("goal=sdg-goal:10") == found("with=target") == {with_target}
    assert found("with=approved") == found("with=value") == {approved}
    assert found("city=nowhere&with=nonsense") == {with_target, approved, other}


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_every_page_is_there_in_every_language(client, pilot, language):
    line = made.line(pilot, target=50)
    made.approved(made.period(line), 40)

    for address in ("", f"line/{line.pk}/", f"indicator/{line.indicator_id}/", "lines/"):
        page = get(client, f"/{language}/monitoring/{address}")
        assert any(number.startswith("40") for number in texts(page, "main td b"))


# --- units ------------------------------------------------------------------------------------------------------------
def test_a_number_never_stands_without_its_unit(client, pilot):
    desks = made.indicator(
        "Desks", unit="desks", unit_fr="guichets", unit_ar="مكاتب", counts_people=False, dimensions=[]
    )
    line = made.line(pilot, desks, target=500, baseline=100, baseline_year=2019)
    made.approved(made.period(line, target=400), 320)

    addresses = (line_url(line), pilot.url, f"/en/monitoring/indicator/{desks.pk}/?phase=2")
    for language, unit in (("en", "desks"), ("fr", "guichets"), ("ar", "(مكاتب)")):
        for address in addresses:
            words = text(get(client, address.replace("/en/", f"/{language}/", 1)))
            for number in ("100", "320", "500"):
                assert words.count(number) == words.count(f"{number} {unit}") > 0, (address, number)


def test_a_rating_stands_with_its_scale(client, pilot):
    line = made.line(pilot, made.indicator("Welcome", **{**PLAIN, "unit": "1 to 5"}, measure="4"), target=5)
    made.approved(made.period(line), 4)

    page = get(client, line_url(line))

    assert texts(page, "td[data-l=Value]") == ["4 (1 to 5)"]
    assert "5 (1 to 5)" in texts(page, ".glance dd")
