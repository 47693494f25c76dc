"""An evaluation goes from draft to public with a reason for every score, and one peer answers one link once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from accounts.roles import Role
from cities.belonging import end_membership
from core.steps import history_of
from core.waiting import waiting_for
from evaluations import evaluating
from evaluations.evaluating import Verdict
from evaluations.models import Evaluation, EvaluationInvitation
from evaluations.peers import invite, possible_peers
from tests import factories
from tests.core import sent_files
from tests.factories import evaluations as made
from tests.factories.people import person
from tests.pages import assert_nowhere, text


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# --- states -----------------------------------------------------------------------------------------------------
def test_an_evaluation_is_sent_back_mended_and_published():
    phase, editor = factories.phase(), person("editor", Role.EDITOR)
    one = made.submitted(phase)

    evaluating.send_back(one, by=editor, note="Which families?")
    evaluating.save_draft(one, by=None, verdicts=made.WHOLE)
    evaluating.publish(evaluating.submit(one, by=None), by=editor)

    assert list(Evaluation.objects.public()) == [one]
    assert one.published_by == editor
    actions = [entry.action.rpartition(".")[2] for entry in history_of(one)]
    assert actions == ["publish", "submit", "send_back", "submit"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"said": {**made.WHOLE, "impact": Verdict(2, " ")}}, "why_impact"),
        ({"said": {**made.WHOLE, "impact": Verdict(None, "")}}, "why_impact"),
        ({"said": {name: Verdict(None, "No data.") for name in made.WHOLE}}, "__all__"),
        ({"summary": ""}, "summary"),
        ({"evaluator": ""}, "evaluator"),
    ],
)
def test_what_lacks_a_reason_is_not_sent(facts, field):
    draft = made.evaluation(factories.phase(), **facts)

    with pytest.raises(ValidationError) as refused:
        evaluating.submit(draft, by=None)

    assert list(refused.value.message_dict) == [field]
    assert not Evaluation.objects.filter(submitted__isnull=False).exists()


def test_what_is_published_cannot_be_changed_and_what_is_withdrawn_is_remembered():
    one = made.published(factories.phase())

    with pytest.raises(ValidationError, match="has been published"):
        evaluating.save_draft(one, by=None, verdicts={})
    with pytest.raises(ValidationError):
        evaluating.discard(one, by=None)
    with pytest.raises(ValidationError, match="Explain why"):
        evaluating.withdraw(one, by=None, note=" ")
    evaluating.withdraw(one, by=None, note="The sample was wrong.")

    assert not Evaluation.objects.public().exists()
    kept = history_of(one).first().data
    assert kept["note"] == "The sample was wrong."
    assert kept["was"]["summary"] == "It reaches families."
    assert {score["score"] for score in kept["was"]["scores"]} == {3}
    with pytest.raises(ValidationError, match="is kept"):
        evaluating.discard(one, by=None)


def test_of_two_editors_one_publishes():
    one = made.submitted(factories.phase())
    again = Evaluation.objects.get(pk=one.pk)

    evaluating.publish(one, by=None)

    with pytest.raises(ValidationError, match="has been published"):
        evaluating.publish(again, by=None)


def test_an_evaluation_of_a_draft_is_not_published(site):
    one = made.submitted(factories.pilot(under=factories.city(), live=False))

    with pytest.raises(ValidationError, match="not public"):
        evaluating.publish(one, by=None)


def test_its_document_is_served_once_it_is_published(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("report.pdf", sent_files.PDF)
    phase, officer = factories.phase(), person("mne", Role.MNE)
    tangier = factories.city("Tangier")
    official = person("official", Role.OFFICIAL, tangier)
    draft = evaluating.save_draft(made.evaluation(phase), by=officer, file=file)
    address = draft.document.url

    before = [client.get(address).status_code, signed_in(official).get(address).status_code]
    read = signed_in(officer).get(address).status_code
    evaluating.publish(evaluating.submit(draft, by=officer), by=None)
    after = client.get(address).status_code
    evaluating.withdraw(draft, by=None, note="Wrong file.")

    assert (before, read, after) == ([404, 404], 200, 200)
    assert client.get(address).status_code == 404


# --- peers ------------------------------------------------------------------------------------------------------
class World:
    def __init__(self) -> None:
        self.tangier, self.lisbon = factories.city("Tangier"), factories.city("Lisbon")
        self.officer = person("mne", Role.MNE)
        self.focal = person("focal", Role.FOCAL_POINT, self.tangier)
        self.peer = person("official.lisbon", Role.OFFICIAL, self.lisbon, language="es")
        self.colleague = person("focal.lisbon", Role.FOCAL_POINT, self.lisbon)
        self.evaluation = made.evaluation(self.tangier, by="peer", said={}, summary="", evaluator="")

    def asked(self) -> EvaluationInvitation:
        return invite(self.evaluation, peer=self.peer.memberships.get(), by=self.officer, note="Is it clear?")


pytestmark = [pytest.mark.django_db, pytest.mark.begins_with(world=World)]


@pytest.fixture
def link(world, django_capture_on_commit_callbacks) -> str:
    """The address in the letter the peer got."""
    with django_capture_on_commit_callbacks(execute=True):
        world.asked()
    (letter,) = mail.outbox
    mail.outbox.clear()
    assert letter.to == [world.peer.email]
    assert "Is it clear?" in letter.body
    return next(line for line in letter.body.splitlines() if "/evaluation/" in line).partition("8000")[2]


def said(**words) -> dict:
    scores = {f"score_{name}": "2" for name in made.WHOLE} | {f"why_{name}": f"Seen: {name}." for name in made.WHOLE}
    return {"language": "es", "summary": "Funciona.", "lessons": "Empezar antes.", **scores, **words}


def test_a_peer_answers_once_and_the_officer_is_told(world, link, django_capture_on_commit_callbacks):
    peer = signed_in(world.peer)

    page = peer.get(link)
    with django_capture_on_commit_callbacks(execute=True):
        after = peer.post(link, said(), follow=True)
    again = peer.post(link, said(summary="Otra vez."))

    assert link.startswith("/es/")
    assert text(page, ".lede") == "Tangier"
    assert_nowhere(after, "Tangier")
    world.evaluation.refresh_from_db()
    assert (world.evaluation.summary, world.evaluation.language) == ("Funciona.", "es")
    assert world.evaluation.evaluator == "Lisbon"
    assert {score.score for score in world.evaluation.scores.all()} == {2}
    assert [letter.to for letter in mail.outbox] == [[world.officer.email]]
    assert "Funciona" not in mail.outbox[0].body
    assert again.status_code == 200
    assert not Evaluation.objects.public().exists()


def test_a_reason_that_is_missing_is_asked_for_and_nothing_typed_is_lost(world, link):
    answer = signed_in(world.peer).post(link, said(why_impact="", lessons="Keep this."))

    assert list(answer.context["form"].errors) == ["why_impact"]
    assert text(answer, "[name=lessons]") == "Keep this."
    assert EvaluationInvitation.objects.get().answered is None


@pytest.mark.parametrize(
    ("which", "status"),
    [
        ("of somebody else", 403),
        ("of the evaluated city", 403),
        ("used", 200),
        ("expired", 410),
        ("of a page taken back", 410),
        ("unknown", 404),
        ("replaced", 404),
        ("of one who left the city", 403),
    ],
)
def test_a_link_that_is_not_open_says_why_and_shows_nothing(world, link, which, status):
    asked, reader, address = EvaluationInvitation.objects.all(), world.peer, link
    if which == "of somebody else":
        reader = world.colleague
    elif which == "of the evaluated city":
        reader = world.focal
    elif which == "used":
        asked.update(answered=timezone.now())
    elif which == "expired":
        asked.update(expires=timezone.now() - timedelta(seconds=1))
    elif which == "of a page taken back":
        world.tangier.unpublish()
    elif which == "unknown":
        address = "/en/evaluation/nothing/"
    elif which == "replaced":
        world.asked()
    else:
        end_membership(world.peer.memberships.get())

    answer = signed_in(reader).get(address)
    written = signed_in(reader).post(address, said())

    assert (answer.status_code, written.status_code) == (status, status)
    assert_nowhere(answer, "Tangier")
    assert not Evaluation.objects.filter(summary="Funciona.").exists()


def test_a_visitor_signs_in_first(link):
    answer = Client().get(link)

    assert answer.status_code == 302
    assert "next=" in answer["Location"]


def test_the_desk_leads_to_it_without_the_letter(world, link):
    waits = [one for one in waiting_for(world.peer) if one.title == "Tangier"]

    assert len(waits) == 1
    assert signed_in(world.peer).get(waits[0].url).status_code == 200
    assert signed_in(world.colleague).get(waits[0].url).status_code == 404


def test_peers_are_of_other_cities_and_the_officer_cannot_write_what_they_say(world, link):
    assert {member.user for member in possible_peers(world.evaluation)} == {world.peer, world.colleague}
    with pytest.raises(ValidationError):
        invite(world.evaluation, peer=world.focal.memberships.get(), by=world.officer)
    with pytest.raises(ValidationError, match="not answered yet"):
        evaluating.submit(world.evaluation, by=world.officer)

    signed_in(world.peer).post(link, said())

    words = reverse("evaluation_words", args=[world.evaluation.pk])
    assert signed_in(world.officer).get(words).status_code == 404
    with translation.override("en"), pytest.raises(ValidationError, match="A peer has already answered"):
        world.asked()
