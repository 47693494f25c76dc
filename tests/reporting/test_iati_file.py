"""The IATI file: valid by the official schema and the standard's rules, and with nothing in it that is not public."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from monitoring.models import Contribution
from reporting.iati.activities import shares, spread
from reporting.iati.narratives import XML_LANG
from reporting.iati.publishing import make_xml, publish
from reporting.iati.validating import parse_xml, violations
from tests import factories
from tests.factories import monitoring
from tests.reporting.iati_facts import REF, ready_phase, ready_pilot

pytestmark = pytest.mark.alike
SEX = {"sex": {"female": Decimal(30), "male": Decimal(10)}}
SMALL = {"sex": {"female": Decimal(38), "male": Decimal(2)}}
IN_WORDS = {"measure": "5", "counts_people": False, "aggregation": "none", "dimensions": []}


def file_of(phase) -> etree._Element:
    return parse_xml(make_xml(phase))


def texts(element: etree._Element, path: str) -> dict[str, str]:
    """Of the narratives at `path`, by language."""
    return {one.get(XML_LANG): one.text for one in element.findall(f"{path}/narrative")}


# --- the activities ---------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_phase_and_its_pilot_stand_in_the_file_and_name_each_other():
    phase = ready_phase()
    goal, target = factories.framework_item("sdg-goal", "11"), factories.framework_item("sdg-target", "10.7")
    pilot = ready_pilot(phase, framework_items=[target], budget=Decimal(50000))
    factories.translate(pilot, "fr", "Une maison pour les nouveaux venus", intro="Un guichet d’accueil.")
    monitoring.period(monitoring.line(pilot, monitoring.indicator("People advised", framework_item=goal)))

    first, second = file_of(phase)

    assert [first.findtext("iati-identifier"), second.findtext("iati-identifier")] == [f"{REF}-PHASE", f"{REF}-PILOT-1"]
    assert [dict(one.attrib) for one in first.iter("related-activity")] == [{"ref": f"{REF}-PILOT-1", "type": "2"}]
    assert [dict(one.attrib) for one in second.iter("related-activity")] == [{"ref": f"{REF}-PHASE", "type": "1"}]
    assert texts(second, "title") == {"en": "A house for newcomers", "fr": "Une maison pour les nouveaux venus"}
    assert second.xpath("tag/@code") == ["11", "10.7"]
    assert second.xpath("recipient-country/@code") == ["MA"]
    assert first.xpath("recipient-region/@code") == ["015"]
    assert {one.get("code") for one in (first.find("sector"), second.find("sector"))} == {"15190"}
    assert second.xpath("activity-date/@type") == ["2", "4"]
    assert second.xpath("budget/value/text()") == ["50000"]


@pytest.mark.django_db
def test_a_budget_is_spread_over_years_and_adds_up_again():
    phase = ready_phase()
    Contribution.objects.create(phase=phase, organisation=phase.funders.get(), amount=Decimal("5555555.55"))

    (activity,) = file_of(phase)

    parts = [Decimal(text) for text in activity.xpath("budget/value/text()")]
    assert len(parts) == 5
    assert sum(parts) == Decimal("5555555.55")
    assert set(activity.xpath("budget/@status")) == {"1"}


@pytest.mark.parametrize("count", [0, 1, 3, 7])
def test_shares_add_up_to_a_hundred(count):
    assert sum(shares(count)) == (100 if count else 0)


# --- results ----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_value_has_one_actual_for_its_total_and_one_for_each_category():
    phase = ready_phase()
    line = monitoring.line(phase, monitoring.indicator("People advised"), baseline=7, baseline_year=2018)
    period = monitoring.period(line, "2019-01-01", "2019-12-31", target=50)
    monitoring.approved(period, 40, parts=SEX, narrative="Surtout des familles", language="fr", source="Register")
    monitoring.documented(period, 70)

    (activity,) = file_of(phase)
    indicator = activity.find("result/indicator")

    assert dict(indicator.attrib) == {"measure": "1", "aggregation-status": "true", "ascending": "true"}
    assert dict(indicator.find("baseline").attrib) == {"year": "2018", "value": "7"}
    assert indicator.xpath("period/target/@value") == ["50"]
    assert indicator.xpath("period/actual/@value") == ["40", "30", "10"]
    assert indicator.xpath("period/actual/dimension/@value") == ["female", "male"]
    assert texts(indicator, "period/actual/comment")["fr"].startswith("Surtout des familles")
    assert indicator.find("reference").get("indicator-uri").startswith("http")


@pytest.mark.django_db
def test_small_numbers_leave_no_trace_but_the_word_that_they_are_small():
    phase = ready_phase()
    line = monitoring.line(phase, monitoring.indicator("People advised"), baseline=3, baseline_year=2018)
    for year, value, parts in ((2019, 40, SMALL), (2020, 3, None)):
        monitoring.approved(monitoring.period(line, f"{year}-01-01", f"{year}-12-31"), value, parts=parts)

    (activity,) = file_of(phase)
    indicator = activity.find("result/indicator")

    assert indicator.xpath("period/actual/@value") == ["40"]
    assert "sex is not published" in texts(indicator, "period/actual/comment")["en"]
    assert texts(indicator, "description")["en"].startswith("Fewer than 5 people were counted")
    assert indicator.find("baseline") is None
    assert "The baseline counted fewer than" in texts(indicator, "description")["en"]
    assert "2020-12-31" in texts(indicator, "description")["en"]


@pytest.mark.django_db
def test_only_approved_values_stand_in_the_file_and_what_is_in_words_has_no_value():
    phase = ready_phase()
    words = monitoring.line(
        phase,
        monitoring.indicator("How it is decided", **IN_WORDS),
        baseline_comment="Pas du tout",
        baseline_comment_language="fr",
    )
    words.baseline_year = 2018
    words.save()
    monitoring.approved(monitoring.period(words, target_comment="In public"), None, narrative="By vote")
    monitoring.submitted(monitoring.period(monitoring.line(phase, monitoring.indicator("People advised"))), 77)

    (activity,) = file_of(phase)
    first, second = activity.findall("result/indicator")

    assert first.xpath(".//@value") == []
    assert texts(first, "period/actual/comment") == {"en": "By vote"}
    assert texts(first, "period/target/comment") == {"en": "In public"}
    assert texts(first, "baseline/comment") == {"fr": "Pas du tout"}
    assert second.findall("period/actual") == []


@pytest.mark.django_db
@pytest.mark.parametrize(("rule", "expected"), [("last", ["100"]), ("sum", [])])
def test_the_final_target_stands_in_the_last_period_unless_periods_add_up(rule, expected):
    phase = ready_phase()
    line = monitoring.line(phase, monitoring.indicator("People advised", aggregation=rule), target=100)
    for year in (2019, 2020):
        monitoring.period(line, f"{year}-01-01", f"{year}-12-31")

    (activity,) = file_of(phase)

    assert activity.xpath("result/indicator/period/target/@value") == expected


@pytest.mark.django_db
def test_the_file_is_read_with_as_many_questions_for_many_lines(django_assert_max_num_queries):
    phase = ready_phase()
    pilot = ready_pilot(phase)
    for place in (phase, pilot) * 3:
        for year in (2019, 2020):
            line = monitoring.line(place)
            monitoring.approved(monitoring.period(line, f"{year}-01-01", f"{year}-12-31"), 40, parts=SEX)

    with django_assert_max_num_queries(30):
        publish(phase, by=None)


# --- the last word ----------------------------------------------------------------------------------------------
BROKEN = {
    "Expected is ( title )": ("<title>", "</title>", ""),
    "not in the code list ActivityStatus": ('activity-status code="4"', "", 'activity-status code="8"'),
    "does not begin with": (f"<iati-identifier>{REF}", "", "<iati-identifier>XM-OTHER"),
    "add up to 50": ('code="15190" percentage="100"', "", 'code="15190" percentage="50"'),
    "has no number": ('actual value="40"', "", "actual"),
    "there twice": (
        'value="30"><dimension name="sex" value="female"',
        "",
        'value="30"><dimension name="sex" value="male"',
    ),
    "Sector": ('code="15190"', "", 'code="00000"'),
}


@pytest.fixture
def valid_xml(db) -> str:
    phase = ready_phase()
    monitoring.approved(monitoring.period(monitoring.line(phase), "2019-01-01", "2019-12-31"), 40, parts=SEX)
    root = parse_xml(make_xml(phase))
    return etree.tostring(root, encoding="unicode")


@pytest.mark.parametrize("said", list(BROKEN))
def test_what_breaks_the_schema_or_a_rule_is_found(valid_xml, said):
    assert violations(parse_xml(valid_xml)) == []
    begin, end, instead = BROKEN[said]
    assert begin in valid_xml
    before, _begin, rest = valid_xml.partition(begin)
    broken = before + instead + (rest.partition(end)[2] if end else rest)

    assert any(said in complaint for complaint in violations(parse_xml(broken)))


def test_a_file_from_elsewhere_reads_nothing_from_this_machine(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("a password")
    hostile = f'<!DOCTYPE a [<!ENTITY b SYSTEM "file://{secret}">]><a>&b;</a>'

    assert "a password" not in etree.tostring(parse_xml(hostile), encoding="unicode")


def test_a_short_budget_is_not_spread():
    assert spread(Decimal(10), date(2020, 1, 1), date(2020, 12, 31)) == [(date(2020, 1, 1), date(2020, 12, 31), 10)]
