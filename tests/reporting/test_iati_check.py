"""The check before the IATI file: what is missing is said in plain words, with where to mend it, before any file is."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cities.models import Phase
from monitoring.models import Indicator, Measurement, ResultLine
from reporting.iati.publishing import check, publish
from reporting.models import ActivityFile
from tests import factories
from tests.factories import monitoring
from tests.reporting.iati_facts import REF, ready_phase, ready_pilot

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


def findings(phase, *, stops: bool = True) -> dict[str, str]:
    """Sentence by sentence, with the address where it is mended."""
    return {plain(one.text): one.url for part in check(phase) for one in part.findings if one.stops == stops}


def plain(text: str) -> str:
    """Without the signs that keep a name's direction in a sentence that runs the other way."""
    return text.replace("\u2068", "").replace("\u2069", "")


def stopped(phase) -> str:
    """The only thing that stops the file; none is made."""
    with pytest.raises(ValidationError) as refused:
        publish(phase, by=None)
    assert not ActivityFile.objects.exists()
    (text,) = findings(phase)
    assert any(text in plain(message) for message in refused.value.messages)
    return text


# --- four broken frameworks, none of which becomes a file -------------------------------------------------------
def test_a_baseline_without_a_year_stops_the_file():
    phase = ready_phase()
    monitoring.period(monitoring.line(phase, monitoring.indicator("People advised"), baseline=12))

    assert stopped(phase) == "People advised: the baseline has no year."
    assert findings(phase)[stopped(phase)] == reverse("framework", args=[phase.page.pk])


def test_an_indicator_without_a_name_stops_the_file():
    phase = ready_phase()
    indicator = monitoring.indicator("x", code="NAMELESS")
    Indicator.objects.update(name_en="")
    monitoring.period(monitoring.line(phase, indicator))

    assert stopped(phase) == "NAMELESS: the indicator has no name in any language."


def test_periods_that_count_the_same_days_twice_stop_the_file():
    phase = ready_phase()
    pilot = ready_pilot(phase)
    line = monitoring.line(pilot, monitoring.indicator("People housed"))
    monitoring.period(line, "2019-01-01", "2019-06-30")
    monitoring.period(line, "2019-06-30", "2019-12-31")

    assert stopped(phase).startswith("People housed: two periods overlap, so that values would be counted twice: ")
    assert list(findings(phase).values()) == [reverse("framework", args=[pilot.pk])]


def test_a_number_where_the_answer_is_in_words_stops_the_file():
    phase = ready_phase()
    in_words = monitoring.indicator(
        "How the council decides", measure="5", counts_people=False, aggregation="none", dimensions=[]
    )
    line = monitoring.line(phase, in_words, target=3)
    period = monitoring.period(line)
    assert stopped(phase).startswith("How the council decides: it is answered in words")

    ResultLine.objects.update(target=None)
    value = monitoring.approved(period, None, narrative="By vote")
    Measurement.objects.update(value=4, narrative="")

    assert (
        stopped(phase)
        == "How the council decides: an approved value has only a number, but the indicator is answered in words."
    )
    assert list(findings(phase).values()) == [reverse("measurement", args=[value.pk])]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"measure": "7"}, "nobody has entered how the indicator is measured."),
        ({"vocabulary": "42", "vocabulary_code": "x"}, "the indicator’s vocabulary is not on IATI’s list."),
        ({"vocabulary": "9"}, "the indicator has a vocabulary and no code in it."),
    ],
)
def test_an_indicator_that_iati_does_not_know_stops_the_file(change, said):
    phase = ready_phase()
    monitoring.period(monitoring.line(phase, monitoring.indicator("People advised", aggregation="none")))
    Indicator.objects.update(**change)

    assert stopped(phase) == f"People advised: {said}"


def test_a_line_without_a_period_stays_out_and_that_is_said():
    phase = ready_phase()
    monitoring.line(phase, monitoring.indicator("People advised"))

    said = list(findings(phase, stops=False))

    assert findings(phase) == {}
    assert "MC2CM phase 2, People advised: has no period yet, so it is not in the file." in said


# --- facts ------------------------------------------------------------------------------------------------------
def test_a_phase_that_nobody_has_prepared_is_told_all_that_is_missing():
    phase = factories.phase(2, start="2018")

    found = findings(phase)

    assert set(found) == {
        "No reporting organisation is named.",
        "The activity has no IATI identifier.",
        "The activity has no description.",
        "No organisation takes part: name at least the funder.",
        "The status is not known.",
        "The start has no day: the known date is “2018”.",
        "Neither a recipient country nor a recipient region is named.",
    }
    assert found["The status is not known."] == reverse("iati", args=[phase.pk]) + "#id_activity-status"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"iati_identifier": "XM-OTHER-1"}, "The identifier does not start with the reporting"),
        ({"iati_identifier": f"{REF}-A/B"}, "none of the characters"),
        ({"end": "2017-01-01"}, "The end is before the start."),
        ({"sector_code": "99999"}, "The sector is not an OECD-DAC purpose code"),
        ({"currency": "EUX"}, "The currency is not an ISO 4217 code"),
    ],
)
def test_a_fact_that_breaks_a_rule_stops_the_file(change, said):
    assert said in stopped(ready_phase(**change))


def test_where_it_is_must_be_said_in_one_way():
    phase = ready_phase()
    phase.activity.countries.add(factories.country("MA"), factories.country("TN"))
    assert stopped(phase) == "Countries and a region are both named: keep one of the two."

    phase.activity.region = None
    phase.activity.save()

    assert findings(phase) == {}
    assert any("gives each of the 2 the same" in text for text in findings(phase, stops=False))


def test_a_pilot_is_mended_by_those_whose_it_is(django_user_model):
    phase = ready_phase()
    pilot = ready_pilot(phase, status="", iati_identifier="")
    monitoring.period(monitoring.line(pilot))
    admin = django_user_model.objects.create_superuser("admin", "admin@example.org", "password")

    found = findings(phase)
    of_admin = {one.text: one.url for part in check(phase, user=admin) for one in part.findings}

    iati = reverse("iati", args=[phase.pk])
    assert found["The activity has no IATI identifier."] == f"{iati}#id_pilots-{pilot.pk}"
    assert found["The status is not known."] == pilot.url
    assert of_admin["The status is not known."] == reverse("wagtailadmin_pages:edit", args=[pilot.pk])


def test_what_stays_out_is_said_and_stops_nothing():
    phase = ready_phase()
    documented = monitoring.line(phase, monitoring.indicator("Cities reached"))
    monitoring.documented(monitoring.period(documented), 9)
    ready_pilot(phase, "Silent pilot", iati_identifier="")

    said = list(findings(phase, stops=False))

    assert findings(phase) == {}
    assert (
        "MC2CM phase 2, Cities reached: has only values from published sources, which are never included in the file."
        in said
    )
    assert "Without a line for the file: Silent pilot." in said


# --- the programme's own phase ----------------------------------------------------------------------------------
def test_the_loaded_phase_lacks_what_no_source_says_and_its_file_can_be_made_once_it_is_entered(programme):
    phase = Phase.objects.get(number=2)
    monitoring.period(monitoring.line(phase, monitoring.indicator("People advised")), "2019-01-01", "2019-12-31")

    with pytest.raises(ValidationError):
        publish(phase, by=None)
    missing = findings(phase)
    assert "The activity has no IATI identifier." in missing
    assert "No reporting organisation is named." in missing

    kept = publish(ready_phase(phase), by=None)

    assert f"<iati-identifier>{REF}-PHASE</iati-identifier>" in kept.xml
