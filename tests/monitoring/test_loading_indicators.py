"""The programme's indicators, frameworks, contributions and documented values come from the files and the tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cities.models import Phase
from core.models import FrameworkItem
from intake.errors import LoadRefusedError
from intake.report import Outcome
from monitoring import measuring
from monitoring.models import Contribution, Indicator, Measurement, ResultLine
from monitoring.results import Word, results
from pilots.models import PilotPage
from tests.programme import copied, edit, load_kinds, records

KINDS = ("indicators", "result lines", "documented values", "contributions")


def phase_two() -> Phase:
    return Phase.objects.get(programme_id="mc2cm-phase-2")


def test_the_library_holds_every_indicator_of_the_files(programme):
    of_family = {family: Indicator.objects.filter(family=family).count() for family in Indicator.Family}

    assert of_family == {"programme": 8, "eutf": 42, "sdg": 28, "local-mgi": 6, "own": 0}
    assert Indicator.objects.filter(wording="reference").count() == sum(
        one["evidence"] == "reference" for one in records("indicators") if one["id"].startswith(("coi-", "sdgi-"))
    )
    assert not Indicator.objects.filter(sources=[]).exists()


def test_the_tables_say_what_an_indicator_measures(programme):
    trained = Indicator.objects.get(code="COI 3.7")
    goal = Indicator.objects.get(code="SDG 10.7.2")

    assert (trained.counts_people, trained.dimensions, trained.aggregation) == (True, ["sex"], "sum")
    assert (trained.wording, trained.vocabulary, trained.vocabulary_code) == ("reference", "99", "3.7")
    assert "check against the COI methodological notes" in trained.editor_note
    assert (goal.framework_item.framework, goal.framework_item.code) == ("sdg-target", "10.7")
    assert Indicator.objects.get(code="LMGI 3").measure == Indicator.Measure.QUALITATIVE


def test_the_four_objectives_of_the_programme_can_be_served(programme):
    objectives = FrameworkItem.objects.filter(framework="mc2cm-objective").values_list("code", flat=True)

    action = FrameworkItem.objects.get(framework="mc2cm-objective", code="3.1.3")

    assert set(objectives) == {"OO", "3.1.1", "3.1.2", "3.1.3", "A", "B", "C", "D"}
    assert action.name.startswith("Action: actions of local authorities")


def test_phase_two_is_framed_by_objective(programme):
    lines = phase_two().page.result_lines.select_related("objective", "indicator")

    by_objective: dict[str, list[str]] = {}
    for line in lines:
        by_objective.setdefault(line.objective.code, []).append(line.indicator.programme_id)

    assert by_objective == {
        "OO": ["m-oo", "coi-4.6"],
        "3.1.1": ["m-out-cities", "m-out-p2p", "coi-4.8", "coi-5.1"],
        "3.1.2": ["m-out-profiles", "m-out-webmod", "coi-5.3"],
        "3.1.3": ["m-out-lebanon", "coi-2.8", "coi-2.9", "coi-3.2", "coi-3.7"],
    }
    cities = lines[0]
    assert (cities.baseline, cities.baseline_year, cities.target) == (4, 2018, 15)
    assert "indicative" in cities.target_comment


def test_what_is_counted_in_the_files_of_cities_is_still_so(programme):
    with_role = [one for one in records("cities") if one.get("phase_joined") and one["id"] != "lebanon-18"]
    south = [one for one in with_role if one["un_m49_subregion"]["code"] in ("015", "145")]
    lines = ResultLine.objects.in_bulk(field_name="programme_id")

    first = [one for one in with_role if one["phase_joined"] == 1]
    value = Measurement.objects.get(programme_id="m-oo").value

    assert lines["mc2cm-phase-2 m-out-cities"].baseline == len(first)
    assert lines["mc2cm-phase-2 m-oo"].baseline == sum(one in south for one in first)
    assert value == len(south)


def test_figures_that_fit_are_documented_and_counted_nowhere(programme):
    found = {result.indicator.programme_id: result for result in results(phase_two().page.result_lines.all())}

    events, cities = found["m-out-p2p"], found["m-oo"]

    assert [point.value for point in found["m-out-cities"].documented] == [20, 22]
    assert (events.latest.value, events.latest.source_url) == (16, "https://effectiveinstitutions.org/fr/blog/39")
    assert (events.approved, events.reached.total, events.word) == ([], None, Word.NO_TARGET)
    assert cities.word == Word.INCOMPLETE
    assert found["coi-2.9"].word == Word.NO_DATA
    assert sum(result.latest is not None for result in found.values()) == 5


def test_a_figure_of_a_pilot_is_a_documented_value_of_its_line_and_stays_a_figure(programme):
    pilot = PilotPage.objects.get(programme_id="tangeraccueil")

    [result] = results(pilot.result_lines.all())

    assert (result.latest.value, result.latest.qualifier) == (90, "up-to")
    assert result.latest.source_url == "https://medcities.org/ca/project/tangeraccueil"
    assert pilot.figures.count() == 8


def test_the_parts_of_the_budget_are_contributions_and_the_givers_funders(programme):
    amounts = list(Contribution.objects.filter(phase=phase_two()).values_list("amount", flat=True))

    assert amounts == [5_550_000, 250_000, 275_000]
    assert set(phase_two().funders.values_list("programme_id", flat=True)) == {"eutf", "sdc"}


def test_a_figure_that_changed_in_the_files_supersedes_what_was_loaded(programme, tmp_path):
    folder = copied(tmp_path)
    edit(folder, "indicators", "m-out-p2p", value=17)

    report = load_kinds(*KINDS, folder=folder)

    new = Measurement.objects.get(programme_id="m-out-p2p")
    assert report.counts["documented values"][Outcome.CHANGED] == report.total(Outcome.CHANGED) == 1
    assert (new.value, new.supersedes.value, new.supersedes.programme_id) == (17, 16, None)
    assert load_kinds(*KINDS, folder=folder).total(Outcome.CHANGED) == 0


def test_what_the_officer_changed_is_kept(programme, tmp_path):
    ResultLine.objects.filter(programme_id="mc2cm-phase-2 m-oo").update(target=20)
    old = Measurement.objects.get(programme_id="m-out-p2p")
    entry = measuring.Entry(value=Decimal(24), source="The agenda of this site")
    measuring.document(period=old.period, entry=entry)
    folder = copied(tmp_path)
    edit(folder, "indicators", "m-out-p2p", value=17)

    report = load_kinds(*KINDS, folder=folder)

    kept = {(kind, key) for kind, key, _address in report.kept}
    assert kept == {("result lines", "mc2cm-phase-2 m-oo"), ("documented values", "m-out-p2p")}
    assert ResultLine.objects.get(programme_id="mc2cm-phase-2 m-oo").target == 20
    assert Measurement.objects.documented().get(period=old.period).value == 24


def test_a_second_loading_leaves_all_of_it_alone(programme):
    report = load_kinds(*KINDS)

    counts = {kind: dict(report.counts[kind]) for kind in KINDS}

    assert counts == {
        "indicators": {Outcome.UNCHANGED: 84},
        "result lines": {Outcome.UNCHANGED: 20},
        "documented values": {Outcome.UNCHANGED: 11},
        "contributions": {Outcome.UNCHANGED: 3},
    }


@pytest.mark.parametrize(
    ("key", "values", "message"),
    [
        ("m-budget", {"value": 7}, "indicators.json, m-budget, breakdown: does not add up to the value"),
        ("m-out-p2p", {"value": "many"}, "indicators.json, m-out-p2p, value: is 'many', not a number"),
        ("coi-3.7", {"id": "coi-9.9"}, "indicators.json, coi-9.9, id: “coi-9.9” is not known: add it to the table"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(programme, tmp_path, key, values, message):
    folder = copied(tmp_path)
    edit(folder, "indicators", key, **values)

    with pytest.raises(LoadRefusedError, match="indicators") as refusal:
        load_kinds(*KINDS, folder=folder)

    assert message in str(refusal.value)
