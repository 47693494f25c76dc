"""What a report says: the same numbers as everywhere, and nothing that is not published."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from evaluations.models import Evaluation
from learning.models import Lesson, SessionTransfer
from monitoring.models import Contribution, ResultLine
from monitoring.results import results
from practices.models import Transfer
from reporting.models import FunderReport
from reporting.reports.contents import contents_of
from reporting.reports.rendering import body_of
from tests import factories
from tests.factories import monitoring as made
from tests.pages import assert_nowhere, attributes, has, read, text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
YEAR = {"starts": date(2026, 1, 1), "ends": date(2026, 12, 31)}
HALVES = (("2026-01-01", "2026-06-30"), ("2026-07-01", "2026-12-31"))


def report_on(subject, language="en", **facts) -> FunderReport:
    """A row nobody asked for: contents are read from it."""
    of = {"page": factories.measured(subject)}
    return FunderReport.objects.create(**of, language=language, **{**YEAR, **facts})


def written(subject, **facts) -> str:
    return body_of(contents_of(report_on(subject, **facts)))


def test_a_report_says_the_number_of_results():
    pilot = factories.pilot(phase=factories.phase())
    line = made.line(pilot, target=5000)
    for half, value in zip(HALVES, (1200, 1300), strict=True):
        made.approved(made.period(line, *half), value)
    (result,) = results(ResultLine.objects.public(), **YEAR)

    contents = contents_of(report_on(factories.phase()))
    (part,) = contents.parts
    (whole,) = contents.objectives[0].aggregates

    assert result.reached.total == 2500
    assert [row.result for row in part.rows] == [whole.total] == ["2,500"]
    assert (whole.target, whole.coverage) == ("5,000", "1 of 1 reported")
    assert [value.text for value in contents.annex[0].values] == ["1,200 people", "1,300 people"]


def test_what_is_not_approved_stands_nowhere():
    phase = factories.phase()
    about = made.indicator()
    for verb, value in ((made.draft, 777001), (made.submitted, 777002)):
        verb(made.period(made.line(factories.pilot(phase=phase), about)), value)
    corrected = made.period(made.line(factories.pilot(phase=phase), about))
    made.approved(corrected, 777003)
    made.approved(corrected, 12)
    made.approved(made.period(made.line(factories.pilot(phase=phase, live=False), about)), 777004)

    html = written(phase)

    assert not re.search(r"(?<![/\w-])777\b", html)  # a value, not a key in an address
    assert text(html, "#summary .lede") == "1 of 3 pilots reported."


def test_few_people_are_not_shown_nor_what_they_are_among():
    pilot = factories.pilot(phase=factories.phase())
    line = made.line(pilot, baseline=3, baseline_year=2025)
    made.approved(made.period(line, *HALVES[0]), 4)
    made.approved(made.period(line, *HALVES[1]), 931, parts={"sex": {"female": 928, "male": 3}})

    contents = contents_of(report_on(factories.phase()))
    first, second = contents.annex[0].values
    (row,) = contents.parts[0].rows

    assert (first.text, second.text, row.result, row.baseline) == (
        "fewer than 5",
        "931 people",
        "931",
        "fewer than 5",
    )
    assert second.notes == ["By sex: withheld, because a group is smaller than 5"]
    assert not re.search(r"(?<![/\w-])928\b", body_of(contents))  # a value, not a key in an address


def test_documented_values_stand_apart_with_their_source():
    pilot = factories.pilot(phase=factories.phase())
    made.documented(made.period(made.line(pilot)), 640, source="State of the cities, p. 4")

    contents = contents_of(report_on(factories.phase()))
    (row,), (whole,) = contents.parts[0].rows, contents.objectives[0].aggregates

    assert (row.result, row.source) == ("640 people", "State of the cities, p. 4")
    assert (whole.total, whole.coverage) == ("", "0 of 1 reported")
    assert contents.summary.coverage == "0 of 1 pilot reported."


def test_percentages_are_told_one_by_one():
    about = made.indicator(measure="2", aggregation="last", counts_people=False, dimensions=[], unit="")
    for value in (40, 60):
        made.approved(made.period(made.line(factories.pilot(phase=factories.phase()), about)), value)

    (whole,) = contents_of(report_on(factories.phase())).objectives[0].aggregates

    assert (whole.total, [bar.text for bar in whole.bars]) == ("", ["60%", "40%"])


def test_a_city_and_a_pilot_are_told_alone():
    city = factories.city("Tangier")
    own = factories.pilot("TangerAccueil", under=city, phase=factories.phase())
    other = factories.pilot("Another", phase=factories.phase())
    for pilot, value in ((own, 1111), (other, 2222)):
        made.approved(made.period(made.line(pilot)), value)

    for subject in (city, own):
        html = written(subject)

        assert "1,111 people" in texts(html, "td b")
        assert_nowhere(html, "2,222", "Another")


def test_lessons_and_transfers_of_these_days_are_told():
    phase = factories.phase()
    facts = {
        "page": factories.measured(phase),
        "timing": "final",
        "by": "peer",
        "on": date(2026, 5, 1),
        "published": timezone.now(),
    }
    Evaluation.objects.create(**facts, lessons="Ask the police first.")
    Evaluation.objects.create(**{**facts, "on": date(2025, 5, 1)}, lessons="Too early.")
    Evaluation.objects.create(**{**facts, "published": None}, lessons="Nobody judged this.")
    session = factories.session(phase=phase, starts="2026", lessons=[Lesson(text="Maps open doors.")])
    for basis, place in (("confirmed", "Lisbon"), ("proposed", "Nowhere")):
        transfer = Transfer.objects.create(giver_name=place, receiver_name="Sfax", basis=basis)
        SessionTransfer.objects.create(session=session, transfer=transfer)

    contents = contents_of(report_on(phase))

    assert [group.lessons for group in contents.lessons] == [["Ask the police first."], ["Maps open doors."]]
    assert [item.transfer.giver.name for item in contents.transfers] == ["Lisbon"]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_a_report_is_written_in_four_languages(language):
    phase = factories.phase(name_fr="Phase deux", name_es="Fase dos", name_ar="المرحلة الثانية")
    line = made.line(phase)
    for half in HALVES:
        made.approved(made.period(line, *half), 1500)

    with translation.override(language):
        html = written(phase, language=language)

    number = {"en": "3,000", "fr": "3\u202f000", "es": "3000", "ar": "3,000"}
    assert phase.name_in(language) in text(html, "h1")
    cells = [cell.get_text().replace("\xa0", "\u202f") for cell in read(html).select("td b")]
    assert any(number[language] in cell for cell in cells)
    assert has(html, ".chart svg[font-size='9']")


def test_reading_costs_the_same_however_many_pilots_there_are():
    phase, about = factories.phase(), made.indicator()

    def another():
        line = made.line(factories.pilot(phase=phase), about)
        made.approved(made.period(line), 10, parts={"sex": {"female": 5, "male": 5}})

    another()
    report = report_on(phase)
    contents_of(report)
    with CaptureQueriesContext(
        connection,
    ) as one:
        body_of(contents_of(report))
    for _again in range(3):
        another()
    with CaptureQueriesContext(connection) as four:
        body_of(contents_of(report))

    assert len(four) == len(one) <= 25


def test_who_pays_stands_on_the_cover_once():
    phase, donor = factories.phase(), factories.organisation("European Union", name_fr="Union européenne")
    phase.funders.add(donor, factories.organisation("Switzerland"))
    Contribution.objects.create(phase=phase, organisation=donor, amount=1_000_000)
    Contribution.objects.create(phase=phase, name="A foundation", amount=5, order=1)

    with translation.override("fr"):
        cover = contents_of(report_on(phase, "fr")).cover

    assert cover.funders == ["Union européenne", "A foundation", "Switzerland"]


# --- as an indicator is measured --------------------------------------------------------------------------------------
PLAIN = {"counts_people": False, "aggregation": "none", "dimensions": []}


def whole_of(values, **facts):
    """An indicator of several pilots, in the report on their phase."""
    phase = factories.phase()
    about = made.indicator("Known", **{**PLAIN, "unit": "", **facts})
    for number, value in enumerate(values):
        line = made.line(factories.pilot(f"Pilot {number}", phase=phase), about)
        entry = {"narrative": value} if isinstance(value, str) else {}
        made.approved(made.period(line), None if entry else value, **entry)
    report = report_on(phase)
    return contents_of(report).objectives[0].aggregates[0], written(phase)


@pytest.mark.parametrize(
    ("facts", "values", "lengths"),
    [
        ({"measure": "2"}, [50, 20], [32.0, 12.8]),  # of 64: half of a hundred per cent
        ({"measure": "2", "over_hundred": True}, [132, 66], [64.0, 32.0]),
        ({"measure": "4", "unit": "1 to 4"}, [3, 1], [48.0, 16.0]),
        ({"measure": "1", "unit": "desks"}, [50, 25], [64.0, 32.0]),
    ],
)
def test_a_bar_is_as_long_as_its_share_of_what_can_be(facts, values, lengths):
    whole, _html = whole_of(values, **facts)

    assert [float(bar.percent) for bar in whole.bars] == pytest.approx(lengths, abs=0.1)


def test_a_yes_or_a_no_has_no_bar():
    whole, html = whole_of([1, 0], measure="3")

    assert sorted(bar.text for bar in whole.bars) == ["no", "yes"]
    assert not has(html, "rect")


def test_what_is_answered_in_words_is_told_whole():
    long = "A desk opened in the old town. " * 20

    whole, html = whole_of([long, "Nothing yet."], measure="5")

    assert {str(answer.text).strip() for answer in whole.answers} == {long.strip(), "Nothing yet."}
    assert text(html, "body").count("A desk opened in the old town.") >= 20


def test_the_words_of_who_asked_stand_first_after_the_emblem():
    phase = factories.phase()

    html = written(phase, introduction="Dear friends,\n\n<b>this year</b> was good.")

    assert "<b>this year</b> was good." in text(html, "#introduction")
    assert attributes(html, ".emblem, #introduction, #summary", "id") == [None, "introduction", "summary"]
    assert has(html, "a[href='#introduction']")
    assert not has(written(phase), "#introduction")
