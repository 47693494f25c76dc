"""The M&E officer's page for the IATI file, and the file as anybody fetches it."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.db.models import Value
from django.db.models.functions import Replace
from django.urls import reverse
from lxml import etree

from accounts.roles import Role
from cities.models import Organisation, Phase
from core.changes import note_all
from core.holding import hold
from core.waiting import waiting_for
from pilots.models import PilotPage
from reporting.iati import publishing
from reporting.models import ActivityFile
from tests import factories
from tests.factories import monitoring
from tests.factories.people import person
from tests.pages import attributes, has, text, texts
from tests.reporting.iati_facts import REF, ready_phase, ready_pilot

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = person("mne", Role.MNE)
    client.force_login(user)
    return user


def typed(client, page: str, **changes) -> dict:
    """What the page's forms hold, as a browser sends it, with some of it typed anew."""
    facts = client.get(page).context["facts"]
    sent = {"step": "facts", **{f"organisations-{name}": value for name, value in _management(facts).items()}}
    for form in (facts.phase, facts.activity, facts.pilots, *facts.organisations):
        for field in form:
            value = field.value()
            sent[field.html_name] = "" if value is None else [str(one) for one in value] if _many(value) else str(value)
    return {**sent, **changes}


def _management(facts) -> dict:
    form = facts.organisations.management_form
    return {name: form[name].value() for name in ("TOTAL_FORMS", "INITIAL_FORMS")}


def _many(value) -> bool:
    return isinstance(value, list | tuple)


# --- entering and making ----------------------------------------------------------------------------------------
def test_the_officer_enters_what_is_missing_and_makes_the_file(client, officer):
    agency = factories.organisation("Test agency")
    phase = factories.phase(2)
    monitoring.approved(monitoring.period(monitoring.line(phase), "2019-01-01", "2019-12-31"), 40)
    page = reverse("iati", args=[phase.pk])
    assert "7 things are missing." in texts(client.get(page), ".note b")

    first = typed(client, page, **{"phase-iati_identifier": f"{REF}-PHASE", "phase-start": "2018-07-01"})
    first |= {"phase-reporting_organisation": agency.pk, "phase-funders": [agency.pk], "phase-end": "2022-06-30"}
    first |= {
        "activity-description_en": "Cities learn.",
        "activity-status": "4",
        "activity-region": factories.region().pk,
    }
    client.post(page, first)
    second = typed(client, page, **{"organisations-0-iati_ref": REF, "organisations-0-iati_type": "40"})
    saved = client.post(page, second, follow=True)
    made = client.post(page, {"step": "make"}, follow=True)

    assert "Nothing is missing." in texts(saved, ".note b")
    assert text(made, "[role=status]") == "The file has been created and is public."
    assert f"{REF}-PHASE" in ActivityFile.objects.get().xml
    assert ActivityFile.objects.get().published_by == officer
    assert Organisation.objects.get(pk=agency.pk).iati_ref == REF


def test_what_is_missing_stops_the_file_on_the_page_too(client, officer):
    phase = factories.phase(2)

    answer = client.post(reverse("iati", args=[phase.pk]), {"step": "make"}, follow=True)

    assert text(answer, "[role=status]").startswith("The file has not been created.")
    assert not ActivityFile.objects.exists()
    assert client.get(reverse("iati_preview", args=[phase.pk])).status_code == 404


def test_a_pilots_identifier_reaches_its_page_and_its_draft_and_publishes_nothing_else(client, officer):
    phase = ready_phase()
    pilot = ready_pilot(phase, iati_identifier="")
    draft = PilotPage.objects.get(pk=pilot.pk)
    draft.title = "Not yet public"
    draft.save_revision()
    page = reverse("iati", args=[phase.pk])

    client.post(page, typed(client, page, **{f"pilots-{pilot.pk}": f"{REF}-PILOT-9"}))

    pilot = PilotPage.objects.get(pk=pilot.pk)
    assert (pilot.iati_identifier, pilot.title) == (f"{REF}-PILOT-9", "A house for newcomers")
    newest = pilot.get_latest_revision_as_object()
    assert (newest.iati_identifier, newest.title) == (f"{REF}-PILOT-9", "Not yet public")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("phase-iati_identifier", "XM TEST", "No spaces"),
        ("phase-currency", "EURO", "ISO 4217"),
        ("phase-end", "2001", "The end is before the start."),
        ("phase-sector_code", "1", "not an OECD-DAC purpose code"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(client, officer, field, value, said):
    phase = ready_phase()
    page = reverse("iati", args=[phase.pk])

    answer = client.post(page, typed(client, page, **{field: value, "activity-description_es": "Aprender"}))

    assert said in text(answer, f"#id_{field}_error")
    assert attributes(answer, "[role=alert] a", "href") == [f"#id_{field}"]
    assert text(answer, "[name=activity-description_es]") == "Aprender"
    assert Phase.objects.get(pk=phase.pk).iati_identifier == f"{REF}-PHASE"
    assert Phase.objects.get(pk=phase.pk).activity.description_es == ""


# --- who may ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.FOCAL_POINT, Role.EDITOR, Role.TRANSLATOR, Role.ORGANISER])
def test_the_page_is_the_officers_alone(client, role):
    phase = ready_phase()
    file = ActivityFile.objects.create(phase=phase, xml="<a/>")
    pages = [
        reverse("iati", args=[phase.pk]),
        reverse("iati_preview", args=[phase.pk]),
        reverse("iati_kept", args=[phase.pk, file.pk]),
    ]
    assert {client.get(page).status_code for page in pages} == {302}

    city = factories.city() if role in (Role.OFFICIAL, Role.FOCAL_POINT) else None
    client.force_login(person("somebody", role, city))

    assert {client.get(page).status_code for page in pages} == {404}
    assert client.post(pages[0], {"step": "make"}).status_code == 404


def test_a_file_is_kept_under_its_own_phase(client, officer):
    phase, other = ready_phase(), factories.phase(1)
    file = ActivityFile.objects.create(phase=phase, xml="<a/>")  # by somebody whose account is gone

    assert client.get(reverse("iati", args=[phase.pk])).status_code == 200
    assert client.get(reverse("iati_kept", args=[phase.pk, file.pk])).content == b"<a/>"
    assert client.get(reverse("iati_kept", args=[other.pk, file.pk])).status_code == 404


# --- the public file --------------------------------------------------------------------------------------------
def test_anybody_fetches_the_newest_file_and_only_when_it_is_new(client):
    phase = factories.phase(2)
    address = reverse("iati_file")
    assert client.get(address).status_code == 404
    for xml in ("<old/>", "<new/>"):
        ActivityFile.objects.create(phase=phase, xml=xml)

    answer = client.get(address, {"phase": 2})

    assert answer.content == b"<new/>"
    assert answer["Content-Type"].startswith("application/xml")
    assert answer["Last-Modified"]
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get(address, {"phase": 1}).status_code == 404
    assert client.post(address).status_code == 405


def test_the_page_asks_no_more_for_more_pilots(client, officer, django_assert_max_num_queries):
    phase = ready_phase()
    pilots = [ready_pilot(phase, f"Pilot {n}", iati_identifier=f"{REF}-PILOT-{n}") for n in range(3)]
    for pilot in pilots:
        monitoring.approved(monitoring.period(monitoring.line(pilot), "2019-01-01", "2019-12-31"), 40)

    with django_assert_max_num_queries(47):
        assert client.get(reverse("iati", args=[phase.pk])).status_code == 200


# --- the published file and what is so now ------------------------------------------------------------------------
@pytest.fixture
def published():
    """A phase and its pilot, with a file."""
    phase = ready_phase()
    pilot = ready_pilot(phase)
    line = monitoring.line(pilot, monitoring.indicator("Desks", unit="desks"), target=40)
    monitoring.approved(monitoring.period(line, "2019-01-01", "2019-12-31", target=40), 40)
    publishing.publish(phase, by=None)
    return SimpleNamespace(phase=phase, pilot=pilot, line=line, page=reverse("iati", args=[phase.pk]))


def updated(phase: Phase) -> dict[str, str]:
    root = etree.fromstring(phase.activity_files.first().xml.encode())
    return {one.findtext("iati-identifier"): one.get("last-updated-datetime") for one in root.iterfind("iati-activity")}


def test_a_pilot_that_is_no_longer_public_leaves_the_file(client, officer, published):
    assert not has(client.get(published.page), "#differences")

    PilotPage.objects.get(pk=published.pilot.pk).unpublish()

    page = client.get(published.page)
    assert text(page, "#differences b") == "The published file is out of date."
    gone = "A house for newcomers: is in the published file, but would no longer be"
    assert gone in texts(page, "#differences li")
    assert publishing.renew() == 1
    assert "A house for newcomers" not in client.get(reverse("iati_file")).content.decode()
    assert not has(client.get(published.page), "#differences")
    assert publishing.renew() == 0


def test_a_pilot_on_hold_is_gone_from_the_file_before_it_is_made_anew(client, published):
    assert "A house for newcomers" in client.get(reverse("iati_file")).content.decode()

    hold(page=published.pilot, why="Danger.", look_again_on=date(2099, 1, 1))

    answer = client.get(reverse("iati_file"))
    assert "A house for newcomers" not in answer.content.decode()
    assert f"{REF}-PHASE" in answer.content.decode()
    assert answer["Link"].endswith('rel="license"')


def test_a_changed_target_is_an_update_of_its_activity_alone(client, officer, published):
    before = updated(published.phase)
    ActivityFile.objects.update(xml=Replace("xml", Value(before[f"{REF}-PILOT-1"]), Value("2020-01-01T00:00:00+00:00")))

    published.line.periods.update(target=50)
    page = client.get(published.page)
    publishing.publish(published.phase, by=None)

    assert "has changed since then (indicators, targets and values)" in text(page, "#differences li")
    after = updated(published.phase)
    assert after[f"{REF}-PILOT-1"] > "2020-01-02"
    assert after[f"{REF}-PHASE"] == "2020-01-01T00:00:00+00:00"


def test_what_cannot_be_made_anew_is_on_the_officers_desk(client, officer, published):
    Phase.objects.filter(pk=published.phase.pk).update(iati_identifier="")
    note_all("monitoring")

    assert publishing.renew() == 0
    assert any("cannot be updated" in one.title for one in waiting_for(officer))


def test_the_file_says_the_unit_of_an_indicator(published):
    assert "Unit: desks." in published.phase.activity_files.first().xml
