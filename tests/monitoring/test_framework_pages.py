"""The M&E officer builds a framework on plain pages; nobody else finds them; nothing typed is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation

from accounts.roles import Role
from monitoring.models import Measurement, ResultLine
from tests import factories
from tests.factories import monitoring as made
from tests.factories.people import person
from tests.pages import assert_nowhere, attributes, has, text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


@pytest.fixture
def officer(client):
    user = person("mne", Role.MNE)
    client.force_login(user)
    return user


def page_at(client, url: str) -> HttpResponse:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer


def refusals(page) -> list[str]:
    """What is said on top of a form that was not taken, each with the name of its field."""
    return texts(page, "main [role=alert] li")


def rows(page) -> list[str]:
    """What the rows of a table are named by, and lead to."""
    return texts(page, "th[scope=row] a")


def typed_on(line: ResultLine, **changes) -> dict:
    """What the form of a line sends when nothing is changed, and then `changes`."""
    sent = {"form-TOTAL_FORMS": 0, "form-INITIAL_FORMS": 0, "exported": "on"}
    for number, period in enumerate(line.periods.all()):
        sent |= {f"form-{number}-id": period.pk, f"form-{number}-due": ""}
        sent["form-TOTAL_FORMS"] = sent["form-INITIAL_FORMS"] = number + 1
    return {**sent, **changes}


# --- who may ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.EDITOR, Role.TRANSLATOR])
def test_frameworks_are_the_officers_alone(client, role):
    city = factories.city("Tangier")
    line = made.line(factories.pilot("TangerAccueil", under=city))
    addresses = [
        reverse("frameworks"),
        reverse("framework", args=[line.page_id]),
        reverse("framework_line", args=[line.pk]),
        reverse("document_value", args=[line.pk]),
        *(reverse(f"framework_{name}", args=[line.page_id]) for name in ("add", "copy", "periods", "sheet", "file")),
    ]

    signed_out = {client.get(address).status_code for address in addresses}
    client.force_login(person("somebody", role, city if role == Role.FOCAL_POINT else None))
    found = {client.post(address, {"remove": line.pk}).status_code for address in addresses}

    assert signed_out == {302}
    assert found == {404}
    assert ResultLine.objects.count() == 1


def test_what_has_no_framework_is_not_there(client, officer):
    words = factories.translate(factories.pilot("TangerAccueil"), "fr", "TangerAccueil")
    draft = factories.pilot("Secret plan", live=False)

    found = {client.get(reverse("framework", args=[one.pk])).status_code for one in (words, draft, factories.site())}

    assert found == {404}
    assert_nowhere(page_at(client, reverse("frameworks") + "?q=plan"), "Secret plan")


# --- which there are --------------------------------------------------------------------------------------------------
def test_frameworks_are_listed_and_any_page_is_found_by_its_title(client, officer):
    made.period(made.line(factories.phase()), target=5)
    factories.pilot("TangerAccueil")

    listed = page_at(client, reverse("frameworks"))
    found = page_at(client, reverse("frameworks") + "?q=accueil")

    assert rows(listed) == ["MC2CM phase 2"]
    assert_nowhere(listed, "TangerAccueil")
    assert rows(found) == ["TangerAccueil"]


@pytest.mark.parametrize("number", [1, 6])
def test_the_list_asks_no_more_of_the_database_when_it_grows(client, officer, django_assert_max_num_queries, number):
    for _ in range(number):
        made.line(factories.pilot())

    with django_assert_max_num_queries(30):
        page_at(client, reverse("frameworks"))


# --- a framework is built ---------------------------------------------------------------------------------------------
def test_a_framework_is_built_from_the_library(client, officer):
    pilot = factories.pilot("TangerAccueil")
    action = factories.framework_item("mc2cm-objective", "3.1.3", name_en="Action")
    trained, reached, _other = made.indicator("Trained"), made.indicator("Reached"), made.indicator("Cities")
    add = reverse("framework_add", args=[pilot.pk])

    searched = client.post(add, {"step": "find", "q": "reach", "add": [trained.pk]})
    client.post(add, {"step": "add", "q": "reach", "add": [trained.pk, reached.pk], "objective": action.pk})

    lines = pilot.result_lines.all()
    assert attributes(searched, "[name=add][checked]", "value") == [str(trained.pk)]
    assert attributes(searched, "[name=add]", "id") == [f"add-{trained.pk}", f"add-{reached.pk}"]
    assert {(line.indicator, line.objective) for line in lines} == {(trained, action), (reached, action)}
    assert rows(page_at(client, reverse("framework", args=[pilot.pk]))) == ["Trained", "Reached"]


def test_nothing_ticked_is_said_at_the_list(client, officer):
    add = reverse("framework_add", args=[factories.phase_page().pk])
    made.indicator()

    answer = client.post(add, {"step": "add", "q": "", "family": "own"})

    assert refusals(answer) == ["Indicators: Tick at least one indicator."]
    assert attributes(answer, "[role=alert] a", "href") == ["#id_add"]


def test_lines_move_and_a_line_with_a_value_stays(client, officer):
    phase = factories.phase()
    first, second = made.line(phase, order=1), made.line(phase, order=2)
    made.draft(made.period(first))
    url = reverse("framework", args=[factories.phase_page(phase).pk])

    client.post(url, {"up": second.pk})
    refused = client.post(url, {"remove": first.pk})
    client.post(url, {"remove": second.pk})
    elsewhere = client.post(url, {"remove": made.line(factories.phase(3)).pk})

    assert text(refused, "main [role=alert]").startswith("There is 1 value here")
    assert list(phase.page.result_lines.all()) == [first]
    assert elsewhere.status_code == 404


def test_half_yearly_periods_are_made_then_closed_for_all(client, officer):
    phase = factories.phase()
    line = made.line(phase)
    url = reverse("framework_periods", args=[factories.phase_page(phase).pk])
    asked = {"months": 6, "starts": "2026-01-01", "ends": "2026-12-31", "due_days": 30, "lines": [line.pk]}

    wrong = client.post(url, {**asked, "ends": "2025-12-31"})
    slip = client.post(url, {**asked, "starts": "9990-01-01", "ends": "9999-12-31"})
    client.post(url, asked)
    client.post(url, {"span": "2026-01-01/2026-06-30", "step": "lock"})
    client.post(url, {"span": "2026-07-01/2026-12-31", "step": "remove"})

    period = line.periods.get()
    assert refusals(wrong) == ["To: The end is before the start."]
    assert attributes(wrong, "[name=ends]", "value") == ["2025-12-31"]
    assert slip.context["form"].errors.keys() == {"starts", "ends"}
    assert (period.ends, period.due, period.locked) == (date(2026, 6, 30), date(2026, 7, 30), True)
    assert client.post(url, {"span": "today", "step": "lock"}).status_code == 404


def test_targets_are_typed_as_one_writes_them(client, officer):
    line = made.line(factories.phase(), made.indicator(unit="hours", counts_people=False, dimensions=[]))
    period = made.period(line)
    url = f"/fr/desk/frameworks/line/{line.pk}/"

    client.post(url, typed_on(line, **{"baseline": "4,5", "baseline_year": 2018, "form-0-target": "1 234,5"}))

    line.refresh_from_db()
    period.refresh_from_db()
    assert (line.baseline, line.baseline_year, period.target) == (Decimal("4.5"), 2018, Decimal("1234.5"))
    assert attributes(page_at(client, url), "[name=form-0-target]", "value") == ["1234,5"]


def test_what_is_wrong_is_said_at_the_field_and_the_rest_stays_typed(client, officer):
    line = made.line(factories.phase())
    period = made.period(line)
    url = reverse("framework_line", args=[line.pk])

    sent = typed_on(
        line, baseline="4", **{"target-field": "environ 300", "form-0-target": "12.5", "form-0-target_comment": "ok"}
    )
    answer = client.post(url, sent)

    period.refresh_from_db()
    assert text(answer, "#id_target-field_error").startswith("Write only the number: 300")
    assert text(answer, "#id_baseline_year_error") == "Enter the year of the baseline."
    assert text(answer, "#id_form-0-target_error") == "Enter a whole number of people."
    assert attributes(answer, "[name=target-field]", "value") == ["environ 300"]
    assert (period.target, period.target_comment) == (None, "")


def test_taking_a_period_away_saves_what_was_typed(client, officer):
    line = made.line(factories.phase())
    period, other = made.period(line), made.period(line, "2026-07-01", "2026-12-31")
    url = reverse("framework_line", args=[line.pk])

    client.post(url, typed_on(line, remove=other.pk, **{"target-field": "90"}))

    line.refresh_from_db()
    assert (line.target, list(line.periods.all())) == (90, [period])


def test_a_framework_is_copied_from_another_place(client, officer):
    source = made.line(factories.pilot("TangerAccueil"), target=90)
    phase = factories.phase()
    url = reverse("framework_copy", args=[factories.phase_page(phase).pk])

    offered = page_at(client, url)
    client.post(url, {"source": source.page_id, "targets": "on"})

    assert "TangerAccueil (pilot)" in texts(offered, "[name=source] option")
    assert phase.page.result_lines.get().target == 90


# --- documented -------------------------------------------------------------------------------------------------------
def test_a_value_published_elsewhere_is_entered_with_its_source(client, officer):
    line = made.line(factories.phase())
    url = reverse("document_value", args=[line.pk])
    said = {"starts": "2015-01-01", "ends": "2022-12-31", "value": "16", "qualifier": "stated", "language": "en"}

    without = client.post(url, said)
    wrong = client.post(url, {**said, "value": "-3", "source": "A review"})
    none_made = line.periods.count()
    client.post(url, {**said, "source": "A review", "source_url": "https://example.org/39"})

    value = Measurement.objects.documented().get()
    assert attributes(without, "[role=alert] a", "href") == ["#id_source"]
    assert text(wrong, "#id_value_error") == "This cannot be less than 0."
    assert none_made == 0
    assert (value.value, value.source, value.entered_by, value.period.line) == (16, "A review", officer, line)
    assert "A review" in texts(page_at(client, reverse("framework_line", args=[line.pk])), "main li p")


# --- the library, and what may not be deleted -------------------------------------------------------------------------
def test_the_officer_keeps_the_library_and_a_translator_its_names(client, officer):
    about = made.indicator("Trained")
    edit = reverse("indicator:edit", args=[about.pk])

    facts = page_at(client, edit)
    client.force_login(person("translator", Role.TRANSLATOR))
    names = page_at(client, edit)
    client.post(edit, {"name_en": "Trained", "name_fr": "Personnes formées", "code": "stolen"})

    about.refresh_from_db()
    assert has(facts, "[name=code]")
    assert not has(names, "[name=code]")
    assert (about.name_fr, about.code) == ("Personnes formées", about.code)
    assert about.code != "stolen"


def test_an_indicator_in_use_stays_and_says_why(client, officer):
    line = made.line(factories.phase())

    answer = client.post(reverse("indicator:delete", args=[line.indicator_id]), follow=True)

    assert any("results framework (1)" in error for error in texts(answer, ".messages .error"))
    assert ResultLine.objects.count() == 1


@pytest.mark.parametrize("many", [False, True])
def test_a_page_with_a_framework_is_not_deleted(admin_client, many):
    city = factories.city("Tangier")
    pilot = factories.pilot("TangerAccueil", under=city)
    made.line(pilot)
    one = reverse("wagtailadmin_pages:delete", args=[city.pk])
    all_of_them = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={city.pk}"

    answer = admin_client.post(all_of_them if many else one, follow=True)

    assert any("results framework (1)" in error for error in texts(answer, ".messages .error"))
    assert type(pilot).objects.filter(pk=pilot.pk).exists()


def test_a_page_without_a_framework_is_deleted_as_ever(admin_client):
    city = factories.city("Tangier")

    admin_client.post(reverse("wagtailadmin_pages:delete", args=[city.pk]))

    assert not type(city).objects.filter(pk=city.pk).exists()


def test_a_comment_stands_in_the_file_in_the_language_it_was_typed_in(client, officer):
    line = made.line(factories.phase(), baseline_comment="Survey of 2018")
    period = made.period(line)
    changes = {
        "baseline_comment": "Survey of 2018",
        "target_comment": "Selon le plan",
        "form-0-target_comment": "À mi-parcours",
    }

    with translation.override("fr"):
        client.post(reverse("framework_line", args=[line.pk]), typed_on(line, **changes))

    line.refresh_from_db()
    period.refresh_from_db()
    assert [line.comment(name).language for name in ("baseline_comment", "target_comment")] == ["en", "fr"]
    assert period.comment("target_comment").language == "fr"


# --- what an indicator takes ------------------------------------------------------------------------------------------
PLAIN = {"counts_people": False, "aggregation": "none", "dimensions": []}


@pytest.mark.parametrize(
    ("facts", "right", "wrong"),
    [({"measure": "4", "unit": "1 to 5"}, "4", "9"), ({"measure": "3", "unit": ""}, "1", "7")],
)
def test_targets_and_baselines_are_chosen_among_what_the_indicator_takes(client, officer, facts, right, wrong):
    line = made.line(factories.phase(), made.indicator(**facts, **PLAIN))
    made.period(line)
    url = reverse("framework_line", args=[line.pk])
    fields = ("baseline", "target-field", "form-0-target")

    refused = client.post(url, typed_on(line, baseline_year="2019", **dict.fromkeys(fields, wrong)))
    client.post(url, typed_on(line, baseline_year="2019", **dict.fromkeys(fields, right)))

    for name in fields:
        assert "is not one of the available choices" in text(refused, f"#id_{name}_error")
    line.refresh_from_db()
    assert [line.baseline, line.target, line.periods.get().target] == [Decimal(right)] * 3
    page = page_at(client, url)
    for name in fields:
        assert attributes(page, f"[name={name}] option[selected]", "value") == [right]


def test_what_is_answered_in_words_has_targets_in_words(client, officer):
    line = made.line(factories.phase(), made.indicator(measure="5", unit="", **PLAIN))
    made.period(line)
    url = reverse("framework_line", args=[line.pk])

    page = page_at(client, url)
    client.post(url, typed_on(line, target_comment="A desk in every district", **{"target-field": "3"}))

    assert not has(page, "[name=target-field], [name=form-0-target]")
    assert text(page, "label[for=id_target_comment]").startswith("Target, in words")
    line.refresh_from_db()
    assert (line.target, line.target_comment) == (None, "A desk in every district")


def test_a_wrong_number_from_before_can_be_taken_away(client, officer):
    line = made.line(factories.phase(), made.indicator(measure="5", unit="", **PLAIN), target=7)
    period = made.period(line, target=3)
    url = reverse("framework_line", args=[line.pk])

    refused = client.post(url, typed_on(line, **{"target-field": "7", "form-0-target": "3"}))
    client.post(url, typed_on(line, **{"target-field": "", "form-0-target": ""}))

    assert "answered in words" in text(refused, "#id_target-field_error")
    line.refresh_from_db()
    period.refresh_from_db()
    assert (line.target, period.target) == (None, None)


def test_a_documented_answer_is_one_that_the_indicator_takes(client, officer):
    line = made.line(factories.phase(), made.indicator(measure="3", unit="", **PLAIN))
    period = made.period(line)
    url, typed = reverse("document_value", args=[line.pk]), {"period": period.pk, "source": "Report", "language": "en"}

    refused = client.post(url, {**typed, "value": "7"}), client.post(url, {**typed, "narrative": "Rather yes"})
    client.post(url, {**typed, "value": "1"})

    assert [answer.status_code for answer in refused] == [200, 200]
    assert [one.value for one in Measurement.objects.all()] == [1]


def test_the_officer_reads_what_was_changed_when_and_by_whom(client, officer):
    line = made.line(factories.phase(), made.indicator("Trained"), target=90)
    url = reverse("framework_line", args=[line.pk])

    client.post(url, typed_on(line, **{"target-field": "120"}))

    for page in (page_at(client, url), page_at(client, reverse("framework", args=[line.page_id]))):
        assert text(page, "#history summary") == "What was changed, when and by whom"
        assert "before: \u206890 people\u2069" in text(page, "#history li li")
        assert texts(page, "#history bdi") == ["mne"]
