"""Who may know of an evaluation and do what with it; what visitors see of published ones, and never of others."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from core.waiting import waiting_for
from evaluations import evaluating
from evaluations.evaluating import Verdict
from evaluations.models import Evaluation
from tests import factories
from tests.factories import evaluations as made
from tests.factories.people import person
from tests.pages import assert_nowhere, text, texts

HOSTILE = "<script>alert(1)</script>"
ROLES = {"editor": Role.EDITOR, "mne": Role.MNE, "translator": Role.TRANSLATOR, "organiser": Role.ORGANISER}


class World:
    """A city that evaluates itself, another city, and everybody who might look."""

    def __init__(self) -> None:
        self.tangier, self.lisbon = factories.city("Tangier"), factories.city("Lisbon")
        self.people = {name: person(name, role) for name, role in ROLES.items()}
        for city in (self.tangier, self.lisbon):
            for role in (Role.FOCAL_POINT, Role.OFFICIAL):
                self.people[f"{role} {city.slug}"] = person(f"{role}.{city.slug}", role, city)

    def client(self, who: str) -> Client:
        client = Client()
        if who in self.people:
            client.force_login(self.people[who])
        return client


pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=World)]


EVERYBODY = [*ROLES, "focal-point tangier", "official tangier", "focal-point lisbon", "official lisbon", "visitor"]


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_know_of_it_and_what_they_may_do(world, who):
    own, foreign = made.evaluation(world.tangier, by="self"), made.evaluation(world.tangier)
    waiting, client = made.submitted(world.tangier), world.client(who)
    asked = {"own": own, "foreign": foreign, "waiting": waiting}

    opened = {
        name for name, one in asked.items() if client.get(reverse("desk_evaluation", args=[one.pk])).status_code == 200
    }
    written = {
        name for name, one in asked.items() if client.get(reverse("evaluation_words", args=[one.pk])).status_code == 200
    }
    for one in asked.values():
        client.post(reverse("desk_evaluation", args=[one.pk]), {"step": "publish"})
    published = set(Evaluation.objects.filter(published__isnull=False))

    may = {"mne": {"own", "foreign", "waiting"}, "focal-point tangier": {"own"}, "editor": {"waiting"}}
    assert opened == may.get(who, set())
    assert written == may.get(who, set()) - {"waiting"}
    assert published == ({waiting} if who == "editor" else set())


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_begins_one_of_what(world, who):
    client, address = world.client(who), reverse("new_evaluation")
    form = {"subject": world.tangier.pk, "timing": "final", "by": "independent", "on": "2026-03-01"}

    opened = client.get(address).status_code
    client.post(address, {**form, "language": "fr"})

    begun = Evaluation.objects.filter(page=world.tangier.pk)
    by = {"mne": "independent", "focal-point tangier": "self"}.get(who)
    opens = {"mne", "focal-point tangier", "focal-point lisbon"}
    assert opened == (200 if who in opens else 302 if who == "visitor" else 404)
    assert [one.by for one in begun] == ([by] if by else [])


@pytest.mark.parametrize(("who", "status"), [("official tangier", 404), ("translator", 404), ("visitor", 302)])
def test_the_desks_list_is_for_those_who_work_on_it(world, who, status):
    assert world.client(who).get(reverse("evaluations")).status_code == status


def test_a_city_proposes_and_an_editor_publishes(world):
    focal, editor = world.client("focal-point tangier"), world.client("editor")
    one = made.evaluation(world.tangier, by="self", said={}, summary="")
    scores = {f"score_{name}": "" for name in made.WHOLE} | {f"why_{name}": "No data." for name in made.WHOLE}
    words = reverse("evaluation_words", args=[one.pk])

    refused = focal.post(words, {**scores, "summary": "It helps.", "send": "1"})
    sent = focal.post(words, {**scores, "score_impact": "4", "summary": "It helps.", "send": "1"})
    (waits,) = [line for line in waiting_for(world.people["editor"]) if "evaluation is waiting" in line.text]
    listed = editor.get(waits.url)
    editor.post(reverse("desk_evaluation", args=[one.pk]), {"step": "publish"})
    page = text(Client().get(world.tangier.get_url()), "section[aria-labelledby=evaluations]")

    assert "Give at least one criterion a score." in texts(refused, "form [role=alert] li")
    assert sent.status_code == 302
    assert "Tangier" in text(listed)
    for shown in ("It helps.", "4 of 4, strong", "Not assessed", "No data.", "By the city itself"):
        assert shown in page


def test_an_editor_sends_it_back_and_says_why(world):
    one = made.submitted(world.tangier)
    address = reverse("desk_evaluation", args=[one.pk])

    silent = world.client("editor").post(address, {"step": "send_back", "send_back-note": ""})
    world.client("editor").post(address, {"step": "send_back", "send_back-note": HOSTILE})
    page = world.client("mne").get(address)

    assert "send_back" in silent.context["forms"]
    assert HOSTILE in texts(page, "blockquote")
    assert_nowhere(page, HOSTILE)
    assert world.client("editor").get(address).status_code == 404


@pytest.mark.parametrize("state", ["draft", "submitted", "withdrawn", "of an unpublished page"])
def test_what_is_not_published_is_nowhere(client, world, state):
    pilot = factories.pilot("TangerAccueil", under=world.tangier)
    one = made.evaluation(pilot, summary="Secret zellige.", lessons="Secret zellige.")
    if state != "draft":
        evaluating.submit(one, by=None)
    if state in ("withdrawn", "of an unpublished page"):
        evaluating.publish(one, by=None)
    if state == "withdrawn":
        evaluating.withdraw(one, by=None, note="Why")
    if state == "of an unpublished page":
        pilot.unpublish()

    alone = client.get(reverse("evaluation", args=[one.pk]))
    page = client.get(pilot.get_url())

    assert alone.status_code == 404
    assert_nowhere(page, "zellige", "Evaluations")


def test_a_published_one_is_escaped_and_in_its_language(client, world):
    verdicts = {**made.WHOLE, "impact": Verdict(None, HOSTILE)}
    facts = {"summary": HOSTILE, "lessons": f"Commencer tôt.\n{HOSTILE}", "evaluator": HOSTILE, "language": "fr"}
    one = made.published(factories.practice(under=world.tangier), said=verdicts, **facts)

    for address in (one.page.get_url(), reverse("evaluation", args=[one.pk])):
        page = client.get(address)

        assert_nowhere(page, HOSTILE)
        assert text(page).count(HOSTILE) >= 4
        assert texts(page, "main ul[lang=fr][dir=ltr] li") == ["Commencer tôt.", HOSTILE]
        assert "3 of 4, good" in texts(page, ".criteria dd")


@pytest.mark.parametrize("number", [1, 6])
def test_lists_and_pages_cost_the_same_however_many_there_are(world, django_assert_max_num_queries, number):
    pilot = factories.pilot(under=world.tangier)
    for _ in range(number):
        made.published(pilot)
        made.submitted(pilot)
    officer, visitor = world.client("mne"), Client()
    lists = reverse("evaluations")
    officer.get(lists), visitor.get(pilot.get_url())

    with django_assert_max_num_queries(14):
        officer.get(lists)
    with django_assert_max_num_queries(18):
        page = visitor.get(pilot.get_url())

    assert texts(page, "section[aria-labelledby=evaluations] h3").count("Mid-term evaluation") == number
