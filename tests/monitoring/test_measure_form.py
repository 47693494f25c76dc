"""The one-minute form: what a city's people type, what is asked back, and that nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from wagtail.documents.models import Document
from wagtail.images.tests.utils import get_test_image_file_jpeg

from accounts.roles import Role
from core.limits import DAY, Limit
from monitoring import measuring
from monitoring.models import Indicator, Measurement, State
from tests.factories import monitoring as made
from tests.factories.people import person
from tests.pages import assert_nowhere, attributes, has, text, texts

pytestmark = pytest.mark.django_db
NEW = {"seen": "0"}


@pytest.fixture
def official(client, tangier):
    official = person("official", Role.OFFICIAL, tangier)
    client.force_login(official)
    return official


@pytest.fixture
def line(tangier, official):
    return made.line(tangier, made.indicator("Visits to the desk", name_fr="Visites au guichet"))


@pytest.fixture
def period(line):
    return made.period(line, target=400)


def address(period, language: str = "en") -> str:
    with translation.override(language):
        return reverse("measure", args=[period.pk])


def sent(client, period, language: str = "en", step: str = "send", **typed):
    return client.post(address(period, language), {**NEW, step: "", **typed})


def typed_in(page, name: str) -> str | None:
    """What the one control of that name holds."""
    (value,) = attributes(page, f"[name={name}]", "value")
    return value


def test_an_official_reports_in_french_and_it_waits_for_approval(client, period, official):
    page = client.get(address(period, "fr"))

    answer = sent(client, period, "fr", value="1 234,5".replace(",5", ""), part_sex_female="1 000", part_sex_male="234")

    assert text(page, "h1") == "Visites au guichet"
    assert "400 \u2068people\u2069" in texts(page, "main dd")
    assert answer.status_code == 302
    value = Measurement.objects.get()
    assert (value.state, value.value) == (State.SUBMITTED, 1234)
    assert {part.category: part.value for part in value.parts.all()} == {"female": 1000, "male": 234}
    assert list(value.steps.values_list("by_role", flat=True)) == [Role.OFFICIAL, Role.OFFICIAL]


def test_words_in_a_number_are_refused_kindly_and_the_number_is_offered(client, period):
    page = sent(client, period, "fr", value="environ 300", narrative="Deux guichets")

    assert page.status_code == 200
    assert typed_in(page, "value") == "environ 300"
    assert text(page, "[name=narrative]") == "Deux guichets"
    assert typed_in(page, "use") == "300"
    assert not Measurement.objects.exists()


def test_the_offered_number_takes_its_place_and_nothing_is_sent(client, period):
    page = sent(client, period, step="other", value="environ 300", narrative="Two desks", use="300")

    assert typed_in(page, "value") == "300"
    assert text(page, "[name=narrative]") == "Two desks"
    assert not Measurement.objects.exists()


def test_ten_times_the_last_value_is_asked_back(client, tangier, official):
    for last, typed, likely in ((30, "300", "30"), (28, "3000", "30"), (300, "30", "300"), (300, "12", "120")):
        line = made.line(tangier)
        made.approved(made.period(line, "2025-01-01", "2025-06-30"), last)
        period = made.period(line)

        asked = sent(client, period, value=typed)
        insisted = sent(client, period, value=typed, right=typed)

        assert typed_in(asked, "use") == likely
        assert texts(asked, ".doubts label") == ["Yes, this is correct"]
        assert insisted.status_code == 302
        assert Measurement.objects.get(period=period).state == State.SUBMITTED


def test_the_tick_is_for_the_number_that_was_asked_about(client, line):
    made.approved(made.period(line, "2025-01-01", "2025-06-30"), 30)
    period = made.period(line)

    answer = sent(client, period, value="30000", right="300")

    assert answer.status_code == 200
    assert not Measurement.objects.filter(period=period).exists()


def test_a_count_of_everything_so_far_does_not_fall_unseen(client, tangier, official):
    line = made.line(tangier, made.indicator(aggregation=Indicator.Aggregation.LAST))
    made.approved(made.period(line, "2025-01-01", "2025-06-30"), 300)
    period = made.period(line)

    assert "should not fall" in text(sent(client, period, value="290"), ".doubts")
    assert sent(client, period, value="290", right="290").status_code == 302


NUMBER, PERCENTAGE, WORDS = Indicator.Measure.UNIT, Indicator.Measure.PERCENTAGE, Indicator.Measure.QUALITATIVE
NONSENSE = [
    (PERCENTAGE, {"value": "120 %"}, "over 100"),
    (PERCENTAGE, {"value": "0.58"}, "Did you mean \u206858%\u2069?"),
    (NUMBER, {"value": "12.5"}, "Enter a whole number of people"),
    (NUMBER, {"value": "10", "measured_on": "2026-08-01"}, "outside the period"),
    (NUMBER, {"value": "10", "part_sex_female": "4", "part_sex_male": "3"}, "the parts add up to 7"),
    (NUMBER, {"value": ""}, "Enter the number"),
    (WORDS, {"narrative": " "}, "Describe the present situation in words"),
]


def test_nonsense_is_said_at_its_field_and_what_was_typed_stays(client, tangier, official):
    for measure, typed, message in NONSENSE:
        people = measure == NUMBER
        facts = {"counts_people": people, "dimensions": ["sex"] if people else [], "aggregation": "none"}
        period = made.period(made.line(tangier, made.indicator(measure=measure, **facts)))

        page = sent(client, period, source="The register", **typed)

        assert message in text(page, "form [role=alert]")
        assert typed_in(page, "source") == "The register"
    assert not Measurement.objects.exists()


def test_parts_that_do_not_add_up_go_with_a_reason(client, period):
    answer = sent(client, period, value="10", part_sex_female="4", parts_comment="Six did not say")

    assert answer.status_code == 302
    assert Measurement.objects.get().parts_comment == "Six did not say"


CONTROLS = [
    (Indicator.Measure.NOMINAL, "", "[name=value][type=radio][value='0']", "0"),
    (Indicator.Measure.ORDINAL, "1 to 4", "[name=value][type=radio][value='4']", "3"),
    (Indicator.Measure.ORDINAL, "points", "[name=value][inputmode=decimal]", "3"),
]


def test_each_measure_has_its_control(client, tangier, official):
    for measure, unit, control, typed in CONTROLS:
        facts = {"counts_people": False, "dimensions": [], "aggregation": "none"}
        period = made.period(made.line(tangier, made.indicator(measure=measure, unit=unit, **facts)))

        page = client.get(address(period))
        sent(client, period, step="draft", value=typed)
        again = client.get(address(period))

        assert has(page, control)
        assert Measurement.objects.get(period=period).value == int(typed)
        chosen = "[name=value][checked]" if "radio" in control else "[name=value]"
        assert attributes(again, chosen, "value") == [typed]
        assert has(again, "[checked]") == ("radio" in control)


def test_a_draft_may_be_incomplete_and_is_there_again(client, period, line):
    answer = sent(client, period, step="draft", narrative="Half of the desks")

    assert text(client.get(answer.url), "[name=narrative]") == "Half of the desks"
    assert Measurement.objects.get().state == State.DRAFT


def test_a_returned_value_shows_the_note_and_is_mended(client, period, official):
    value = made.submitted(period, 300, by=official)
    measuring.send_back(value, by=None, note="Whole year?\nPlease the half-year.")
    page = client.get(address(period))
    seen = typed_in(page, "seen")

    answer = sent(client, period, value="150", seen=seen)

    assert text(page, ".note p").startswith("Whole year?")
    assert has(page, ".note p > br")
    assert answer.status_code == 302
    value.refresh_from_db()
    assert (value.state, value.value) == (State.SUBMITTED, 150)


def test_an_approved_value_is_corrected_with_a_reason(client, period):
    made.approved(period, 300)
    shown, page = client.get(address(period)), client.get(f"{address(period)}?correct=1")
    seen = typed_in(page, "seen")

    without = sent(client, period, value="310", seen=seen)
    answer = sent(client, period, value="310", seen=seen, reason="A list was counted twice")

    assert texts(shown, "main a.button") == ["Correct it"]
    assert not has(shown, "[name=value]")
    assert typed_in(page, "value") == "300"
    assert text(without, "#id_reason_error").startswith("Explain why")
    assert answer.status_code == 302
    assert Measurement.objects.approved().get().value == 300
    correction = Measurement.objects.get(state=State.SUBMITTED)
    assert correction.steps.filter(note="A list was counted twice").exists()


def test_a_closed_period_takes_nothing(client, period):
    measuring.set_lock(period, locked=True)

    page, answer = client.get(address(period)), sent(client, period, value="10")

    assert "This period is closed." in texts(page, ".note b")
    assert not has(page, "[name=value]")
    assert "This period is closed." in texts(answer, ".note b")
    assert not Measurement.objects.exists()


def test_a_double_click_sends_once(client, period):
    first, second = (sent(client, period, value="10") for _click in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert Measurement.objects.count() == 1


def test_of_two_colleagues_the_second_is_told_and_keeps_what_was_typed(client, period, tangier):
    sent(client, period, step="draft", value="10")
    client.force_login(person("colleague", Role.FOCAL_POINT, tangier))

    page = sent(client, period, step="draft", value="12", narrative="My own words")
    seen = typed_in(page, "seen")
    again = sent(client, period, step="draft", value="12", narrative="My own words", seen=seen)

    assert "Somebody else has changed this value" in text(page, "form [role=alert]")
    assert text(page, "[name=narrative]") == "My own words"
    assert again.status_code == 302
    assert Measurement.objects.get().value == 12


def test_what_came_too_late_can_be_copied(client, period, tangier):
    sent(client, period, value="10")
    client.force_login(person("colleague", Role.FOCAL_POINT, tangier))

    page = sent(client, period, value="12", narrative="My own words")

    assert "It is waiting for approval" in text(page, "main [role=alert]")
    assert "My own words" in texts(page, "main dd")
    assert Measurement.objects.get().value == 10


def test_files_are_kept_when_the_form_comes_back(client, period, tangier):
    report = SimpleUploadedFile("report.txt", b"Visits, month by month")
    photo = SimpleUploadedFile("desk.jpg", get_test_image_file_jpeg(size=(40, 30)).file.getvalue())

    wrong = sent(client, period, value="many", document=report, photo=photo, photo_description="")
    document = Document.objects.get()
    picture = typed_in(wrong, "photo_kept")
    answer = sent(client, period, value="10", kept=document.pk, photo_kept=picture, photo_description="The desk")

    assert typed_in(wrong, "kept") == str(document.pk)
    assert document.collection == tangier.office.collection
    assert answer.status_code == 302
    value = Measurement.objects.get()
    assert list(value.documents.all()) == [document]
    assert value.photo_description == "The desk"


def test_a_refused_form_keeps_no_file_twice_and_of_one_person_only_so_many(client, period, monkeypatch):
    monkeypatch.setattr("monitoring.values.attaching.UPLOADS", Limit("upload", 2, DAY), raising=False)

    def refused(number: int) -> int:
        file = SimpleUploadedFile("report.txt", b"Visits of %d" % number)
        return sent(client, period, value="many", document=file).status_code

    answers = [refused(number) for number in (1, 1, 1, 2, 3)]

    assert answers == [200, 200, 200, 200, 403]
    assert Document.objects.count() == 2


def test_nobody_attaches_what_others_sent(client, period):
    foreign = Document.objects.create(title="Not theirs", file=SimpleUploadedFile("x.txt", b"x"))

    answer = sent(client, period, value="10", kept=foreign.pk)

    assert answer.status_code == 200
    assert_nowhere(answer, "Not theirs")


def test_what_is_not_what_it_is_called_is_refused(client, period):
    answer = sent(client, period, value="10", document=SimpleUploadedFile("x.pdf", b"<script>"))

    assert "contains something else" in text(answer, "#id_document_error")
    assert not Document.objects.exists()


def test_a_draft_is_thrown_away(client, period):
    sent(client, period, step="draft", value="10")

    answer = client.post(address(period), {"discard": ""})

    assert answer.status_code == 302
    assert not Measurement.objects.exists()


def test_the_form_asks_the_database_the_same_however_much_there_is(client, line, django_assert_max_num_queries):
    for year in range(2010, 2026):
        made.approved(made.period(line, f"{year}-01-01", f"{year}-12-31"), 300)
    period = made.period(line, due=date(2026, 7, 31))
    made.draft(period, 10, parts={"sex": {"female": 5, "male": 5}})

    with django_assert_max_num_queries(32):
        client.get(address(period))
