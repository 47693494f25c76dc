"""What comes with a withheld number is withheld with it: a stranger walks everywhere, at addresses known from before.

Each way in which a number is withheld is tried, and each thing that comes with one carries a mark of its own.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ModelLogEntry

from accounts.roles import Role
from cities.offices import open_city_office
from monitoring.measuring import submit, withdraw
from monitoring.models import Indicator, Measurement
from monitoring.publication import published_of
from monitoring.results import results
from reporting.iati.publishing import make_xml as activity_file
from reporting.iati.publishing import publish
from reporting.iati.validating import parse_xml, violations
from reporting.models import FunderReport
from reporting.reports.contents import contents_of
from reporting.reports.rendering import body_of
from tests import factories
from tests.factories import monitoring as made
from tests.factories.people import person
from tests.pages import assert_nowhere, attributes, texts
from tests.reporting.iati_facts import ready_phase, ready_pilot

MARKS = ("words-mark", "source-mark", "address-mark", "document-mark", "photo-mark", "note-mark", "2026-02-03", "3 Feb")
FIRST, SECOND = ("2025-01-01", "2025-12-31"), ("2026-01-01", "2026-06-30")


class World:
    """A pilot before anything of it is published."""

    def __init__(self) -> None:
        self.pilot = ready_pilot(ready_phase(), "TangerAccueil", under=factories.city("Tangier"))


pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=World)]


@pytest.fixture
def pilot(world):
    return world.pilot


def marked(**facts) -> dict:
    """A value's company."""
    return {
        "narrative": "words-mark",
        "source": "source-mark",
        "source_url": "https://example.org/address-mark",
        "measured_on": date(2026, 2, 3),
        "photo": Image.objects.create(title="photo", file=get_test_image_file("photo.jpg", size=(40, 30))),
        "photo_description": "photo-mark",
        "documents": [Document.objects.create(title="document-mark", file=ContentFile(b"list", name="list.txt"))],
        **facts,
    }


def small(pilot) -> Measurement:
    return made.approved(made.period(made.line(pilot), *SECOND), 3, **marked())


def small_since_it_was_corrected(pilot) -> Measurement:
    period, company = made.period(made.line(pilot), *SECOND), marked()
    made.approved(period, 30, **company)
    return made.approved(period, 3, **company)


def small_and_documented(pilot) -> Measurement:
    return made.documented(made.period(made.line(pilot), *SECOND), 3, **marked())


def near_the_period_before(pilot) -> Measurement:
    line = made.line(pilot, made.indicator(aggregation="last"))
    made.approved(made.period(line, *FIRST), 150)
    return made.approved(made.period(line, *SECOND), 153, **marked())


def near_the_baseline(pilot) -> Measurement:
    line = made.line(pilot, made.indicator(aggregation="last"), baseline=150, baseline_year=2024)
    return made.approved(made.period(line, *SECOND), 153, **marked())


def share_of_few(pilot) -> Measurement:
    trained = made.indicator("Trained")
    share = made.indicator("Found work", measure="2", aggregation="none", counts_people=False, dimensions=[])
    share.share_of = trained
    share.save()
    made.approved(made.period(made.line(pilot, trained), *SECOND), 3)
    return made.approved(made.period(made.line(pilot, share), *SECOND), "33.3", **marked())


def share_that_is_of_few(pilot) -> Measurement:
    trained = made.indicator("Trained")
    share = made.indicator("Found work", measure="2", aggregation="none", counts_people=False, dimensions=[])
    share.share_of = trained
    share.save()
    made.approved(made.period(made.line(pilot, trained), *SECOND), 12)
    return made.approved(made.period(made.line(pilot, share), *SECOND), "33.3", **marked())


def share_of_nobody_knows_whom(pilot) -> Measurement:
    share = made.indicator("Found work", measure="2", aggregation="none", counts_people=False, dimensions=[])
    made.approved(made.period(made.line(pilot), *SECOND), 3)
    return made.approved(made.period(made.line(pilot, share), *SECOND), "33.3", **marked())


WAYS = [
    small,
    small_since_it_was_corrected,
    small_and_documented,
    near_the_period_before,
    near_the_baseline,
    share_of_few,
    share_that_is_of_few,
    share_of_nobody_knows_whom,
]


def written(text: str) -> str:
    """Without the coordinates of drawings, but with what IATI keeps in attributes."""
    return re.sub(r"<svg.*?</svg>|<(?!actual|baseline)[^>]*>", "", text, flags=re.DOTALL)


def sheet(content: bytes) -> str:
    book = load_workbook(BytesIO(content))
    return " ".join(str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row)


def everything(client, pilot, value: Measurement) -> dict[str, str]:
    """All that a stranger gets to read, by its address; and what leaves the house as a file."""
    line = value.period.line
    places = [
        pilot.get_url(),
        pilot.get_parent().specific.get_url(),
        "/en/monitoring/?phase=2",
        reverse("line_results", args=[line.pk]),
        reverse("indicator_results", args=[line.indicator_id]),
        reverse("result_lines") + "?phase=2",
        *(reverse("measurement", args=[one.pk]) for one in Measurement.objects.all()),
        reverse("results_file", args=["csv"]),
        reverse("frameworks_file", args=["csv"]),
        "/sitemap.xml",
    ]
    read = {}
    for place in places:
        answer = client.get(place)
        read[place] = (b"".join(answer) if answer.streaming else answer.content).decode()
    for name in ("results_file", "frameworks_file"):
        read[f"{name}.xlsx"] = sheet(b"".join(client.get(reverse(name, args=["xlsx"]))))
    read["iati"] = activity_file(pilot.phase)
    for subject in (factories.measured(pilot.phase), pilot.page_ptr, pilot.get_parent()):
        report = FunderReport(starts=date(2026, 1, 1), ends=date(2026, 12, 31), language="en", page=subject)
        read[f"report {subject}"] = body_of(contents_of(report))
    return read


@pytest.mark.parametrize("way", WAYS)
def test_a_stranger_reads_nothing_of_what_comes_with_a_withheld_number(client, pilot, way):
    value = way(pilot)
    (document,) = value.documents.all()

    read = everything(client, pilot, value)

    assert [(place, mark) for place, text in read.items() for mark in MARKS if mark in text] == []
    assert [place for place, text in read.items() if re.search(r"\b(33\.3|153)\b", written(text))] == []
    assert client.get(document.url).status_code == 404
    assert client.get(reverse("measurement_photo", args=[value.pk])).status_code == 404


def test_with_a_number_that_is_shown_everybody_reads_all_of_it(client, pilot, settings):
    value = made.approved(made.period(made.line(pilot), *SECOND), 30, **marked())
    (document,) = value.documents.all()

    page = client.get(reverse("measurement", args=[value.pk]))
    photo = client.get(reverse("measurement_photo", args=[value.pk]))

    assert texts(page, ".value .measure") == ["words-mark"]
    assert texts(page, ".value a[href$=address-mark]") == ["source-mark"]
    assert texts(page, ".value li a") == ["document-mark"]
    assert attributes(page, ".value img", "alt") == ["photo-mark"]
    assert_nowhere(page, settings.MEDIA_URL)  # where nobody is asked who wants it
    assert client.get(document.url).status_code == 200
    assert (photo.status_code, photo["Content-Type"]) == (200, "image/webp")
    assert b"".join(photo)[8:12] == b"WEBP"


def test_the_city_and_the_officers_read_what_is_withheld_from_others(client, pilot):
    value = small(pilot)
    (document,) = value.documents.all()

    for reader in (person("official", Role.OFFICIAL, pilot.get_parent().specific), person("officer", Role.MNE)):
        client.force_login(reader)
        page = client.get(reverse("measurement", args=[value.pk]))

        assert texts(page, ".value .measure") == ["words-mark"]
        assert client.get(document.url).status_code == 200
        assert client.get(reverse("measurement_photo", args=[value.pk])).status_code == 200

    client.force_login(person("stranger", Role.OFFICIAL, factories.city("Lisbon")))
    assert client.get(document.url).status_code == 404
    assert client.get(reverse("measurement_photo", args=[value.pk])).status_code == 404


def test_a_list_that_was_sent_with_two_values_is_shown_with_neither_while_one_is_withheld(client, pilot):
    line, company = made.line(pilot), marked()
    shown = made.approved(made.period(line, *FIRST), 30, documents=company["documents"])
    (document,) = shown.documents.all()
    before = client.get(document.url).status_code

    made.approved(made.period(line, *SECOND), 3, documents=company["documents"])

    assert before == 200
    assert client.get(document.url).status_code == 404
    assert_nowhere(client.get(reverse("measurement", args=[shown.pk])), "document-mark")


def test_the_note_on_a_withheld_baseline_stands_nowhere(client, pilot):
    line = made.line(pilot, baseline=3, baseline_year=2024, baseline_comment="note-mark: 3 women", target=100)
    value = made.approved(made.period(line, *SECOND), 30)

    read = everything(client, pilot, value)

    assert [place for place, text in read.items() if "note-mark" in text] == []


def corrected(value: Measurement) -> None:
    made.approved(value.period, 3)


def withdrawn(value: Measurement) -> None:
    withdraw(value, by=None, note="Not ours")


def with_too_few_men(value: Measurement) -> None:
    made.approved(value.period, 30, parts={"sex": {"female": Decimal(27), "male": Decimal(3)}})


def taken_offline(value: Measurement) -> None:
    value.period.line.page.specific.unpublish()


@pytest.mark.parametrize(
    ("changed", "left"),
    [(corrected, []), (withdrawn, []), (with_too_few_men, ["30"]), (taken_offline, [])],
)
def test_a_file_that_was_published_before_goes_on_saying_only_what_is_public_now(client, pilot, changed, left):
    """Nobody makes it anew here: the daily work has not come yet, or cannot."""
    line = made.line(pilot)
    value = made.approved(
        made.period(line, *SECOND),
        30,
        narrative="words-mark",
        parts={"sex": {"female": Decimal(20), "male": Decimal(10)}},
    )
    address = reverse("iati_file")
    publish(pilot.phase, by=None)
    before = client.get(address)

    changed(value)
    after = client.get(address, headers={"If-None-Match": before["ETag"]})

    numbers = [actual.get("value") for actual in parse_xml(after.content.decode()).iter("actual")]
    assert before.content.decode() == pilot.phase.activity_files.get().xml
    assert (numbers, violations(parse_xml(after.content.decode()))) == (left, [])


def test_the_published_file_forgets_the_baseline_and_numbers_of_what_counts_people_from_now_on(client, pilot):
    about = made.indicator("Trained", counts_people=False)
    line = made.line(pilot, about, baseline=3, baseline_year=2024, baseline_comment="note-mark")
    made.approved(made.period(line, *SECOND), 3, **marked())
    publish(pilot.phase, by=None)

    about.counts_people = True
    about.save()

    text = client.get(reverse("iati_file")).content.decode()
    assert [mark for mark in MARKS if mark in text] == []
    assert list(parse_xml(text).iter("actual", "baseline")) == []


def test_nothing_is_computed_from_a_withheld_baseline(pilot):
    """What should have been reached by now would give it away."""
    wanted = []
    for baseline in (1, 4):
        line = made.line(pilot, made.indicator(aggregation="last"), baseline=baseline, baseline_year=2024, target=100)
        made.period(line, *FIRST)
        made.approved(made.period(line, *SECOND), 30)
        wanted += [result.wanted for result in results([line])]

    assert wanted[0] == wanted[1]


def test_a_correction_that_is_begun_changes_nothing_that_is_public(client, pilot):
    """Words of the photo, documents, source: the draft's are its own until it is approved."""
    official = person("official", Role.OFFICIAL, pilot.get_parent().specific)
    value = made.approved(made.period(made.line(pilot), *SECOND), 30, **marked())
    address = reverse("measurement", args=[value.pk])
    before = client.get(address).content
    client.force_login(official)
    form = client.get(reverse("measure", args=[value.period_id]) + "?correct=1").context["form"]
    typed = {"photo_kept": value.photo_id, "photo_description": "Three women at the desk", "value": "31", "save": ""}

    saved = client.post(
        reverse("measure", args=[value.period_id]), {**typed, "seen": form["seen"].value(), "reason": "x"}
    )

    client.logout()
    draft = Measurement.objects.open().get()
    assert saved.status_code == 302
    assert draft.photo_description == "Three women at the desk"
    assert client.get(address).content == before


def test_a_period_counts_with_what_is_shown_near_it(pilot):
    value = near_the_period_before(pilot)
    (result,) = results([value.period.line])

    assert (result.reached.total, result.reached.left_out) == (Decimal(150), 0)


# --- files ----------------------------------------------------------------------------------------------------------
PICTURES = [get_test_image_file(size=(8, side)).file.getvalue() for side in (8, 9)]


@pytest.mark.parametrize(
    ("name", "edit", "called", "files"),
    [
        ("photo", "wagtailimages:edit", "sent.png", PICTURES),
        ("documents", "wagtaildocs:edit", "sent.txt", [b"one", b"two"]),
    ],
)
def test_what_was_sent_with_a_value_is_not_replaced_in_the_library(client, pilot, name, edit, called, files):
    """Else something else than what was approved would be public, at once."""
    city = pilot.get_parent().specific
    client.force_login(person("official", Role.OFFICIAL, city))
    collection, company = open_city_office(city).collection, marked()
    file = company["photo"] if name == "photo" else company["documents"][0]
    type(file).objects.filter(pk=file.pk).update(collection=collection)
    value = made.draft(made.period(made.line(pilot), *SECOND), 30, **{name: company[name]})
    words = {"title": file.title, "description": "A desk", "collection": collection.pk, "tags": ""}

    def hash_after(content: bytes) -> str:
        client.post(reverse(edit, args=[file.pk]), {**words, "file": SimpleUploadedFile(called, content)})
        return type(file).objects.get(pk=file.pk).file_hash

    while_it_is_a_draft = hash_after(files[0])
    submit(value, by=None)

    assert while_it_is_a_draft not in ("", file.file_hash)
    assert hash_after(files[1]) == while_it_is_a_draft


def test_a_page_does_not_publish_the_document_of_a_withheld_value(client, pilot):
    value = small(pilot)
    (document,) = value.documents.all()
    factories.practice(live=True, body=[("file", {"title": "List", "document": document})])

    withheld = client.get(document.url).status_code
    made.approved(value.period, 30, documents=[document])

    assert (withheld, client.get(document.url).status_code) == (404, 200)


# --- settings -------------------------------------------------------------------------------------------------------
def edited(client, about: Indicator, **facts):
    """As the form has it, with these facts otherwise; an empty text stands for a box that is not ticked."""
    address = reverse("indicator:edit", args=[about.pk])
    form = client.get(address).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in {**typed, **facts}.items() if value not in (None, False, "")}
    return client.post(address, typed)


@pytest.mark.parametrize("fact", [{"counts_people": ""}, {"aggregation": "last"}, {"aggregation": "none"}])
def test_what_decides_what_is_published_is_fixed_once_there_are_values(client, pilot, fact):
    client.force_login(person("officer", Role.MNE))
    free, used = made.indicator("Advised"), made.indicator("Trained")
    made.approved(made.period(made.line(pilot, used), *SECOND), 3)

    changed, refused = edited(client, free, **fact), edited(client, used, **fact)

    assert changed.status_code == 302
    (field,) = fact
    (message,) = texts(refused, f"[data-contentpath={field}] .error-message")
    assert "Create a new indicator" in message
    used.refresh_from_db()
    assert (used.counts_people, used.aggregation) == (True, "sum")


def test_to_count_people_from_now_on_is_asked_with_what_it_hides_and_logged(client, pilot):
    client.force_login(person("officer", Role.MNE))
    about = made.indicator("Trained", counts_people=False)
    value = made.approved(made.period(made.line(pilot, about), *SECOND), 3)

    asked = edited(client, about, counts_people="on")
    about.refresh_from_db()
    before = about.counts_people
    done = edited(client, about, counts_people="on", withhold="on")

    about.refresh_from_db()
    (question,) = texts(asked, "[data-contentpath=counts_people] .error-message")
    assert question.startswith("1 public value, or its breakdown, would be withheld")
    assert (before, done.status_code, about.counts_people) == (False, 302, True)
    assert ModelLogEntry.objects.get(action="monitoring.counts_people").data == {"withheld": 1}
    assert published_of([Measurement.objects.select_related("period__line__indicator").get(pk=value.pk)])[
        value.pk
    ].total_withheld


def test_the_files_that_are_loaded_change_no_rule_of_values_that_are_there(pilot):
    about = made.indicator("Trained")
    made.approved(made.period(made.line(pilot, about), *SECOND), 3)
    about.counts_people = False

    with pytest.raises(ValidationError, match="Create a new indicator"):
        about.full_clean()
