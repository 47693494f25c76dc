"""Values on the desk: who sees which, who judges, and what a visitor may read of a public one."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document

from accounts.roles import Role
from monitoring import measuring
from monitoring.models import Measurement, State
from tests import factories
from tests.factories import monitoring as made
from tests.factories.people import person
from tests.pages import assert_nowhere, attributes, has, text, texts


class World:
    """Two cities; everything is Tangier's, and one line is the phase's."""

    def __init__(self) -> None:
        self.tangier, self.lisbon = factories.city("Tangier"), factories.city("Lisbon")
        self.line = made.line(self.tangier, made.indicator("Visits"))
        self.of_phase = made.period(made.line(factories.phase()))
        self.people = {
            "official": person("official", Role.OFFICIAL, self.tangier, first_name="Amina"),
            "focal point": person("focal", Role.FOCAL_POINT, self.tangier),
            "observer": person("observer", Role.OBSERVER, self.tangier),
            "official elsewhere": person("elsewhere", Role.OFFICIAL, self.lisbon),
            "editor": person("editor", Role.EDITOR),
            "translator": person("translator", Role.TRANSLATOR),
            "organiser": person("organiser", Role.ORGANISER),
            "M&E officer": person("mne", Role.MNE, language="en"),
        }

    def client(self, who: str) -> Client:
        client = Client()
        if who in self.people:
            client.force_login(self.people[who])
        return client

    def period(self, year: int = 2026):
        return made.period(self.line, f"{year}-01-01", f"{year}-06-30")


pytestmark = [pytest.mark.django_db, pytest.mark.begins_with(world=World)]
OWN = ("official", "focal point")
OTHERS = ("observer", "official elsewhere", "editor", "translator", "organiser", "anonymous")
EVERYBODY = (*OWN, "M&E officer", *OTHERS)
NO_JUDGES = (*OWN, *OTHERS)


def page_of(value) -> str:
    return reverse("measurement", args=[value.pk])


def form_of(period) -> str:
    return reverse("measure", args=[period.pk])


def refusal(page) -> str:
    """What is said on top of a form that was not taken."""
    return text(page, "form [role=alert]")


def listed(page) -> list[str]:
    """The addresses that a list of values leads to, in its order."""
    return attributes(page, "main h3 a", "href")


# --- who may --------------------------------------------------------------------------------------------------------
def test_only_its_city_reports_and_only_the_programme_for_itself(world):
    periods = {who: world.period(2000 + number) for number, who in enumerate(EVERYBODY)}
    typed = {"seen": "0", "value": "10", "send": ""}

    forms = {who: world.client(who).get(form_of(periods[who])).status_code for who in EVERYBODY}
    posts = {who: world.client(who).post(form_of(periods[who]), typed).status_code for who in EVERYBODY}
    of_phase = {who: world.client(who).get(form_of(world.of_phase)).status_code for who in EVERYBODY}

    shut = {**dict.fromkeys(EVERYBODY, 404), "anonymous": 302}
    assert forms == {**shut, **dict.fromkeys(OWN, 200)}
    assert posts == {**shut, **dict.fromkeys(OWN, 302)}
    assert of_phase == {**shut, "M&E officer": 200}
    assert set(Measurement.objects.values_list("period", flat=True)) == {periods[who].pk for who in OWN}


def test_what_is_not_approved_is_its_citys_and_the_officers(world):
    draft = made.draft(world.period(2024), 10)
    waiting = made.submitted(world.period(2025), 10)
    returned = measuring.send_back(made.submitted(world.period(2026), 10), by=None, note="Which half-year?")

    seen = {
        who: [world.client(who).get(page_of(value)).status_code for value in (draft, waiting, returned)]
        for who in EVERYBODY
    }

    inside = dict.fromkeys((*OWN, "M&E officer"), [200] * 3)
    assert seen == {**dict.fromkeys(EVERYBODY, [404] * 3), **inside}


def test_only_officers_judge(world):
    value = made.submitted(world.period(), 10)
    steps = ({"approve": ""}, {"return": "", "note": "No"})

    answers = {who: [world.client(who).post(page_of(value), step).status_code for step in steps] for who in NO_JUDGES}

    value.refresh_from_db()
    assert value.state == State.SUBMITTED
    assert answers == {key: [404, 404] for key in NO_JUDGES}


def test_a_visitor_reads_what_is_public_and_no_more(world):
    parts = {"sex": {"female": 8, "male": 2}}
    told = {"narrative": "Two desks", "parts_comment": "They said"}
    value = made.approved(world.period(), 10, parts=parts, by=world.people["official"], **told)

    pages = {who: world.client(who).get(page_of(value)) for who in ("official", *OTHERS)}

    official = pages.pop("official")
    assert "Two desks" in text(official, ".value")
    assert "They said" in text(official, ".value")
    assert "Amina" in text(official, ".history")
    assert "History" in texts(official, "aside h2")
    assert texts(official, ".parts th") == ["Women and girls", "Men and boys"]
    assert texts(official, ".parts td") == ["8", "2"]
    for page in pages.values():
        assert "Two desks" in text(page, ".value")
        assert_nowhere(page.content.decode().lower(), "history", "amina", "they said", "men and boys")
        assert texts(page, ".parts td") == ["Not shown: so few people that they could be recognised."]


def test_a_document_is_read_by_those_who_may_read_its_value(world):
    files = world.tangier.office.collection
    document = Document.objects.create(title="R", file=SimpleUploadedFile("r.txt", b"x"), collection=files)
    value = made.submitted(world.period(), 10, documents=[document])

    before = {who: world.client(who).get(document.url).status_code for who in EVERYBODY}
    measuring.approve(value, by=None)
    after = {who: world.client(who).get(document.url).status_code for who in EVERYBODY}

    looking_after_files = ("editor",)
    seen = dict.fromkeys((*OWN, "M&E officer", *looking_after_files), 200)
    assert before == {**dict.fromkeys(EVERYBODY, 404), **seen}
    assert after == dict.fromkeys(EVERYBODY, 200)


def test_the_list_is_closed_to_those_who_neither_report_nor_judge(world):
    answers = {who: world.client(who).get(reverse("measurements")).status_code for who in (*OWN, *OTHERS)}

    assert answers == {
        **dict.fromkeys(OWN, 200),
        **dict.fromkeys(OTHERS, 404),
        "official elsewhere": 200,
        "anonymous": 302,
    }


# --- judging --------------------------------------------------------------------------------------------------------
def test_the_officer_sees_what_is_doubtful_and_approves(world):
    made.approved(world.period(2025), 30)
    value = made.submitted(world.period(), 300)
    client = world.client("M&E officer")

    page = client.get(page_of(value))
    answer = client.post(page_of(value), {"approve": "", "note": ""})

    assert "Did you mean \u206830\u2069?" in text(page, "form .note")
    assert answer.status_code == 302
    value.refresh_from_db()
    assert value.state == State.APPROVED


def test_nothing_is_returned_without_a_note(world):
    value = made.submitted(world.period(), 300)
    client = world.client("M&E officer")

    without = client.post(page_of(value), {"return": "", "note": " "})
    client.post(page_of(value), {"return": "", "note": "The half-year, please"})

    assert refusal(without) == "Explain what needs correcting."
    value.refresh_from_db()
    assert value.state == State.RETURNED
    assert "The half-year, please" in texts(world.client("official").get(page_of(value)), ".history .said")


def test_of_two_officers_the_second_is_told(world):
    value = made.submitted(world.period(), 300)
    client = world.client("M&E officer")
    client.post(page_of(value), {"approve": ""})

    second = client.post(page_of(value), {"return": "", "note": "Too late"})

    assert refusal(second) == "This value has been approved. It can be corrected or withdrawn."
    value.refresh_from_db()
    assert value.state == State.APPROVED


def test_a_closed_period_is_said_and_nothing_is_approved(world):
    value = made.submitted(world.period(), 300)
    measuring.set_lock(value.period, locked=True)
    client = world.client("M&E officer")

    page, answer = client.get(page_of(value)), client.post(page_of(value), {"approve": ""})

    assert not has(page, "[name=approve]")
    assert "closed" in refusal(answer)


# --- lists ----------------------------------------------------------------------------------------------------------
def test_officers_find_what_waits_the_oldest_first(world):
    values = [made.submitted(world.period(year), year) for year in (2024, 2023, 2025)]
    made.approved(world.period(2022), 2022)
    other = made.submitted(made.period(made.line(world.lisbon, made.indicator("Languages"))), 77)
    client = world.client("M&E officer")

    every = client.get(reverse("measurements"))
    tangier = client.get(reverse("measurements"), {"state": "submitted", "city": world.tangier.slug})
    nonsense = client.get(reverse("measurements"), {"city": "nowhere", "state": "submitted"})

    assert listed(every) == [page_of(value) for value in (*values, other)]
    assert listed(tangier) == [page_of(value) for value in values]
    assert_nowhere(tangier, page_of(other))
    assert nonsense.status_code == 200


def test_a_city_finds_its_own_in_every_state_and_what_is_wanted(world):
    draft, approved = made.draft(world.period(2024), 10), made.approved(world.period(2023), 10)
    wanted = world.period(2025)
    foreign = made.approved(made.period(made.line(world.lisbon)), 10)
    client = world.client("official")

    page = client.get(reverse("measurements"))
    due = client.get(reverse("measurements"), {"state": "due"})

    assert set(listed(page)) == {page_of(draft), page_of(approved)}
    assert_nowhere(page, page_of(foreign))
    assert form_of(wanted) in listed(due)


def test_lists_ask_the_database_the_same_however_long_they_are(world, django_assert_max_num_queries):
    for year in range(2000, 2020):
        made.submitted(world.period(year), year)
    for _more in range(5):
        made.submitted(made.period(made.line(world.lisbon)), 10)
    client = world.client("M&E officer")

    with django_assert_max_num_queries(20):
        client.get(reverse("measurements"))
    with django_assert_max_num_queries(30):
        client.get(page_of(Measurement.objects.first()))


# --- letters --------------------------------------------------------------------------------------------------------
def test_letters_follow_the_value(world, django_capture_on_commit_callbacks):
    official, officer = world.people["official"], world.people["M&E officer"]
    with django_capture_on_commit_callbacks(execute=True):
        value = measuring.save_draft(
            period=world.period(), entry=measuring.Entry(value=300), by=official, by_role=Role.OFFICIAL
        )
        measuring.submit(value, by=official, by_role=Role.OFFICIAL)
        measuring.send_back(value, by=officer, note="The half-year, please")
        measuring.submit(value, by=official, by_role=Role.OFFICIAL)
        measuring.approve(value, by=officer)

    letters = [(letter.subject.split(":")[0], letter.to[0]) for letter in mail.outbox]
    focal = world.people["focal point"].email
    assert sorted(letters) == sorted(
        [
            *[("A value to approve", officer.email)] * 2,
            *[("Please correct a returned value", reader) for reader in (official.email, focal)],
            *[("Approved", reader) for reader in (official.email, focal)],
        ]
    )
    returned = next(letter for letter in mail.outbox if letter.subject.startswith("Please"))
    assert "The half-year, please" in returned.body
    assert form_of(value.period) in returned.body


# --- after approval -------------------------------------------------------------------------------------------------
def test_an_officer_withdraws_a_public_value_with_a_reason(world, django_capture_on_commit_callbacks):
    value = made.approved(world.period(), 300)
    client = world.client("M&E officer")

    without = client.post(page_of(value), {"withdraw": "", "note": " "})
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(page_of(value), {"withdraw": "", "note": "Two courses were counted twice."}, follow=True)

    assert refusal(without) == "Explain why it is withdrawn."
    assert "no longer public" in text(answer, "[role=status]")
    assert world.client("anonymous").get(page_of(value)).status_code == 404
    official = world.client("official")
    assert "Two courses were counted twice." in texts(official.get(page_of(value)), ".history .said")
    assert "Two courses were counted twice." in texts(official.get(form_of(value.period)), ".note p")
    letter = next(letter for letter in mail.outbox if letter.subject.startswith("Withdrawn"))
    assert letter.to == [world.people["focal point"].email]
    assert "Two courses were counted twice." in letter.body


def test_an_officer_asks_for_a_correction_and_the_city_is_told(world, django_capture_on_commit_callbacks):
    value = made.approved(world.period(), 300)
    with django_capture_on_commit_callbacks(execute=True):
        world.client("M&E officer").post(page_of(value), {"correct": "", "note": "Only the half-year, please."})

    official = world.client("official")
    form, desk = official.get(form_of(value.period)), official.get("/en/desk/")
    (seen,) = attributes(form, "[name=seen]", "value")
    official.post(form_of(value.period), {"seen": seen, "value": "150", "reason": "", "send": "", "narrative": ""})

    asked = text(form, ".note.due")
    assert "asks you to correct the approved value" in asked
    assert "Only the half-year, please." in asked
    assert any(title.startswith("Correction needed") for title in texts(desk, "main li h3"))
    assert world.client("anonymous").get(page_of(value)).status_code == 200
    assert "Please correct a value" in mail.outbox[0].subject
    assert Measurement.objects.judged_by(world.people["M&E officer"]).get().value == 150


def test_only_officers_withdraw_and_ask(world):
    value = made.approved(world.period(), 10)

    answers = {
        who: [
            world.client(who).post(page_of(value), {step: "", "note": "No"}).status_code
            for step in ("withdraw", "correct")
        ]
        for who in NO_JUDGES
    }

    value.refresh_from_db()
    assert value.state == State.APPROVED
    assert answers == {key: [404, 404] for key in NO_JUDGES}


def test_an_officer_is_told_who_approves_their_own_value(world, django_capture_on_commit_callbacks):
    officer, administrator = world.people["M&E officer"], person("root", Role.EDITOR, is_superuser=True)
    with django_capture_on_commit_callbacks(execute=True):
        own = made.submitted(world.of_phase, 10, by=officer)
    client = world.client("M&E officer")

    page, answer = client.get(page_of(own)), client.post(page_of(own), {"approve": ""})

    assert not has(page, "[name=approve]")
    assert "another M&E officer, or an administrator" in text(page, ".note")
    assert "somebody else has to approve it" in refusal(answer)
    assert [letter.to for letter in mail.outbox] == [[administrator.email]]
    client.force_login(administrator)
    client.post(page_of(own), {"approve": ""})
    own.refresh_from_db()
    assert own.state == State.APPROVED


def test_a_documented_value_is_withdrawn_and_never_approved(world):
    value = made.documented(world.period(), 22)
    client = world.client("M&E officer")

    page = client.get(page_of(value))
    refused = client.post(page_of(value), {"approve": ""})
    client.post(page_of(value), {"withdraw": "", "note": "Of another project."})

    assert not has(page, "[name=correct]")
    assert "from a published source" in refusal(refused)
    assert world.client("anonymous").get(page_of(value)).status_code == 404
