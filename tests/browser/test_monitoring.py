"""Phase two is evaluated: a framework is set, a city reports, its value is returned, mended, approved and shown.

One journey in steps: each step is a test of its own name and needs the one before. The identifiers are marked as tests.
"""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.utils import timezone
from lxml import etree
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from reporting.iati.validating import schema
from tests.browser.people import Person

PILOT = "TangerAccueil"
PLACE = f"/cities/tangier/pilot-{PILOT.lower()}/"
CODES = ("COI 2.7", "COI 2.9", "COI 3.2", "COI 3.11")
PEOPLE = "People reached by information campaigns on resilience-building practices and basic rights"
PEOPLE_IN_FRENCH = "Personnes touchées par des campagnes d’information"
YEAR = timezone.localdate().year - 1
NOTE = "Does this count the second half-year too?"
SOURCE = "Registre de TangerAccueil"
REPORTER = "International Centre for Migration Policy Development"
REF = "XM-TEST-0001"
FACTS = {
    "phase-iati_identifier": f"{REF}-PHASE2",
    "activity-description_en": "Cities of the Mediterranean learn from each other. A test.",
    "activity-contact_email": "office@example.org",
}


@pytest.fixture(scope="module")
def reported() -> dict[str, str]:
    """Addresses that a step finds and later ones open."""
    return {}


def open_framework(officer: Person) -> None:
    officer.page.goto(f"{officer.site}/en/desk/frameworks/?q={PILOT}")
    officer.page.locator("main").get_by_role("link", name=re.compile(PILOT)).first.click()


def row_of(page: Page, *texts: str):
    row = page.locator("main tr")
    for text in texts:
        row = row.filter(has_text=text)
    return row


# --- the framework ------------------------------------------------------------------------------------------------
def test_the_officer_gives_the_pilot_four_indicators_with_half_years(people):
    officer = people("mne", "en")

    open_framework(officer)
    officer.page.get_by_role("link", name="Add indicators").click()
    for code in CODES:
        officer.page.fill("[name=q]", code)
        officer.page.get_by_role("button", name="Search", exact=True).click()
        officer.page.locator("li", has_text=re.compile(rf"{re.escape(code)}\b")).get_by_role("checkbox").first.check()
    officer.page.get_by_role("button", name="Add the ticked indicators").click()
    expect(officer.page.locator("main tbody tr")).to_have_count(5)  # one is there from the programme's sources

    officer.page.get_by_role("link", name="Periods", exact=True).click()
    officer.page.locator("label", has_text="COI 1.4").get_by_role("checkbox").uncheck()
    officer.page.select_option("[name=months]", "6")
    officer.page.fill("[name=starts]", f"{YEAR}-01-01")
    officer.page.fill("[name=ends]", f"{YEAR}-12-31")
    officer.page.get_by_role("button", name="Create periods").click()

    expect(officer.page.locator("main")).to_contain_text(f"January to June {YEAR}")
    expect(officer.page.locator("main")).to_contain_text(f"July to December {YEAR}")


# --- the value ----------------------------------------------------------------------------------------------------
def test_the_official_of_tangier_reports_in_french_and_is_asked_for_the_number(people, reported):
    official = people("official.tangier", "fr")

    official.page.goto(f"{official.site}/fr/desk/measurements/?state=due")
    line = official.page.locator("main li", has_text=PEOPLE_IN_FRENCH).filter(has_text=f"janvier à juin {YEAR}")
    with official.page.expect_navigation():
        line.get_by_role("link").first.click()
    reported["form"] = official.page.url
    official.page.fill("[name=value]", "environ 300")
    official.page.fill("[name=narrative]", "Permanences dans onze quartiers.")
    official.page.fill("[name=source]", SOURCE)
    official.page.get_by_role("button", name="Envoyer", exact=True).click()

    expect(official.page.locator("#measure [role=alert]").first).to_contain_text("300")
    expect(official.page.locator("[name=narrative]")).to_have_value("Permanences dans onze quartiers.")

    official.page.fill("[name=value]", "300")
    official.page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(official.page.get_by_role("status").first).to_contain_text("Envoyé")


def test_the_browser_keeps_what_was_typed_and_not_sent(people):
    official = people("official.tangier", "fr")
    official.page.goto(f"{official.site}/fr/desk/measurements/?state=due")
    official.page.locator("main li", has_text=PEOPLE_IN_FRENCH).filter(
        has_text=f"juillet à décembre {YEAR}"
    ).get_by_role("link").first.click()
    official.page.locator("[name=narrative]").press_sequentially("Trois ateliers")
    expect(official.page.locator("#measure .draft-said")).not_to_be_empty()

    official.page.reload()
    official.page.locator("[data-draft-restore]").click()

    expect(official.page.locator("[name=narrative]")).to_have_value("Trois ateliers")


def test_the_officer_returns_it_with_a_note(people):
    officer = people("mne", "en")

    officer.page.goto(f"{officer.site}/en/desk/measurements/")
    officer.page.get_by_role("link", name=re.compile(PEOPLE)).first.click()
    officer.page.fill("[name=note]", NOTE)
    officer.page.get_by_role("button", name="Return with the note").click()

    expect(officer.page.get_by_role("status").first).to_contain_text("Returned")


def test_nobody_else_learns_of_it(people, browser_page, reported, running_site):
    lisbon = people("official.lisbon", "en")

    answer = lisbon.page.goto(reported["form"])
    lisbon.complaints.clear()  # the browser itself reports the 404
    browser_page.goto(f"{running_site}/en{PLACE}")

    assert answer.status == 404
    expect(browser_page.locator("main")).not_to_contain_text(SOURCE)


def test_the_official_reads_the_note_and_mends_the_value(people, reported):
    official = people("official.tangier", "fr")

    official.page.goto(f"{official.site}/fr/desk/")
    expect(official.page.locator("main")).to_contain_text(NOTE)
    official.page.goto(reported["form"])
    expect(official.page.locator("main")).to_contain_text(NOTE)
    official.page.fill("[name=value]", "1 280")
    official.page.get_by_role("button", name="Envoyer", exact=True).click()

    expect(official.page.get_by_role("status").first).to_contain_text("Envoyé")


def test_the_officer_approves_it(people):
    officer = people("mne", "en")

    officer.open_waiting("approval")
    if "/measurements/?" in officer.page.url or officer.page.url.endswith("/measurements/"):
        officer.page.get_by_role("link", name=re.compile(PEOPLE)).first.click()
    officer.page.get_by_role("button", name="Approve", exact=True).click()

    expect(officer.page.get_by_role("status").first).to_contain_text("Approved")


# --- the same number everywhere -------------------------------------------------------------------------------------
def test_anybody_reads_it_on_the_pilot_and_on_the_page_of_the_phase(browser_page, running_site):
    browser_page.goto(f"{running_site}/en{PLACE}")
    shown = browser_page.locator("main .measured > li", has_text=PEOPLE)
    expect(shown).to_contain_text("1,280")

    shown.get_by_role("link", name=PEOPLE).click()
    expect(browser_page.locator("main")).to_contain_text(SOURCE)

    browser_page.goto(f"{running_site}/en/monitoring/")
    row = row_of(browser_page, PEOPLE).first
    expect(row).to_contain_text("1,280")
    expect(row).to_contain_text("1 of 1")


def test_the_board_and_the_file_say_the_same(people, running_site):
    officer = people("mne", "en")

    officer.page.goto(f"{running_site}/en/desk/board/?period={YEAR}-01-01_{YEAR}-06-30&city=tangier")
    expect(row_of(officer.page, PEOPLE).first).to_contain_text("1,280")
    expect(row_of(officer.page, PEOPLE).first).to_contain_text("approved")
    text = officer.page.request.get(f"{running_site}/en/monitoring/results.csv?phase=2").text()

    rows = [row for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) if "COI 2.7" in ",".join(row)]
    assert len(rows) == 1
    assert "1280" in [cell.split(".")[0] for cell in rows[0]]
    assert SOURCE in rows[0]


def test_the_check_stops_the_funders_file_and_lists_what_is_missing(people, reported):
    officer = people("mne", "en")

    officer.page.goto(f"{officer.site}/en/desk/frameworks/")
    officer.page.locator("main").get_by_role("link", name="MC2CM phase 2").first.click()
    with officer.page.expect_navigation():
        officer.page.get_by_role("link", name="IATI file").click()
    reported["iati"] = officer.page.url

    expect(officer.page.locator("main")).to_contain_text("The activity has no IATI identifier.")
    expect(officer.page.locator("main")).to_contain_text("No reporting organisation is named.")
    expect(officer.page.locator("main").get_by_role("button", name="Create the file")).to_have_count(0)


def test_once_the_facts_are_entered_the_file_validates_and_holds_the_number(people, browser_page, reported):
    officer = people("mne", "en")
    officer.page.goto(reported["iati"])

    for name, text in FACTS.items():
        officer.page.fill(f"[name='{name}']", text)
    officer.page.select_option("[name='phase-reporting_organisation']", label=REPORTER)
    officer.page.select_option("[name='activity-status']", "4")
    officer.page.locator("label", has_text="Morocco").get_by_role("checkbox").first.check()
    officer.page.get_by_label(PILOT, exact=True).fill(f"{REF}-PILOT-1")
    save_the_facts(officer.page)
    name_organisations(officer.page)
    officer.page.get_by_role("button", name="Create the file").click()
    xml = browser_page.request.get(f"{officer.site}/en/monitoring/iati.xml?phase=2").body()

    assert schema().validate(etree.fromstring(xml))
    assert etree.fromstring(xml).xpath("//actual/@value") == ["1280"]


def save_the_facts(page: Page) -> None:
    """What is typed next is for the page that comes back: the form is sent by a script, a moment after the click."""
    with page.expect_navigation():
        page.get_by_role("button", name="Save the facts").click()


def name_organisations(page: Page) -> None:
    """The reporting organisation's reference and type, once it is among those that are asked for."""
    icmpd = page.locator("fieldset, .organisation", has_text=REPORTER).last
    icmpd.locator("input[name$=iati_ref]").fill(REF)
    icmpd.locator("select[name$=iati_type]").select_option("40")
    save_the_facts(page)


def test_the_report_for_the_funder_says_it_too_as_a_page_and_as_pdf(people):
    officer = people("mne", "en")

    officer.page.goto(f"{officer.site}/en/desk/reports/")
    officer.page.select_option("[name=about]", label=PILOT)
    officer.page.fill("[name=starts]", f"{YEAR}-01-01")
    officer.page.fill("[name=ends]", f"{YEAR}-12-31")
    officer.page.select_option("[name=language]", "fr")
    officer.page.get_by_role("button", name="Create the report").click()
    officer.page.wait_for_url(re.compile(r"/desk/reports/\d+/$"))
    page = officer.page.request.get(f"{officer.page.url}report.html").text()
    pdf = officer.page.request.get(f"{officer.page.url}report.pdf").body()

    assert SOURCE in page
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
    assert re.search(r"1\s280", text)
    assert SOURCE in re.sub(r"\s+", " ", text)
