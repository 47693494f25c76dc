"""Every letter, to every kind of reader it may have: its links open for who reads it, in that reader's language."""

from __future__ import annotations

import re
from datetime import time, timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation

from accounts.models import Letter, User
from accounts.roles import Role
from cities import asking, corresponding, request_followup
from cities.belonging import change_role, end_membership
from cities.corresponding import ConversationSide
from cities.inviting import invite
from cities.models import ContactRequest, Membership
from cities.reminding import ask_cities
from cities.review_letters import notify_city
from evaluations import peers
from home.translation_board.waiting import write_to_translators
from learning import introducing, inviting, participant_letters, registering, reminding, running
from learning.models import Registration, SessionDesk, SessionDocument
from monitoring import measuring
from practices import assessing, merging, peer_reviewing
from practices.models import PracticePage
from tests import factories
from tests.factories import evaluations, monitoring
from tests.factories.people import person
from tests.factories.questions import MESSAGE, question

PARTS = dict.fromkeys(PracticePage.NAMED_PARTS, "Words.")
EVENTS = {folder.name for folder in Path(settings.ROOT, "templates", "emails").iterdir() if folder.is_dir()}


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet():
    cache.clear()


class World:
    """Tangier with a focal point and an official, Lisbon with an official, Rabat with nobody; and the programme."""

    def __init__(self) -> None:
        self.tangier, self.lisbon, self.rabat = (factories.city(name) for name in ("Tangier", "Lisbon", "Rabat"))
        self.focal = person("focal", Role.FOCAL_POINT, self.tangier, language="ar")
        self.official = person("official", Role.OFFICIAL, self.tangier)
        self.peer = person("peer", Role.OFFICIAL, self.lisbon, language="es")
        self.editor, self.officer = person("editor", Role.EDITOR, language="fr"), person("officer", Role.MNE)
        about = {"themes": [factories.theme()], "target_groups": [factories.target_group()], "intro": "One sentence."}
        self.draft = factories.practice(
            "Draft", under=self.tangier, live=False, status="running", starts="2019", **PARTS, **about
        )
        self.draft.save_revision(changed=True)
        self.public = factories.practice("Public", under=self.tangier)
        self.admin = User.objects.create_superuser("admin", "admin@example.org", "password")

    def in_review(self, *, by: User) -> None:
        self.draft.get_workflow().start(self.draft, by)

    def step(self, by: User, action: str) -> None:
        state = PracticePage.objects.get(pk=self.draft.pk).current_workflow_state
        task = state.current_task_state
        task.task.specific.on_action(task, by, action, comment="A year, please.")


pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=World)]


def reviews(world: World) -> None:
    """To the focal point, the editors, and whoever sent it."""
    world.in_review(by=world.official)
    world.step(world.focal, "approve")
    world.step(world.editor, "reject")
    PracticePage.objects.get(pk=world.draft.pk).current_workflow_state.resume(user=world.official)
    PracticePage.objects.get(pk=world.draft.pk).current_workflow_state.cancel(user=world.focal)
    world.in_review(by=world.focal)
    world.step(world.editor, "approve")


def peer_reviews(world: World) -> None:
    review = peer_reviewing.ask(
        practice=world.draft, reviewer=world.peer.memberships.get(), by=world.focal, note="Is it clear?"
    )
    peer_reviewing.answer(review=review, by=world.peer, text="Who pays?")


def questions(world: World) -> None:
    """From a city, from a visitor and from a person who has left; to a city, and to one without people."""
    usual = {"purpose": "question", "language": "fr", "message": MESSAGE}
    visitor = {"visitor_name": "Ana", "visitor_organisation": "Valencia", "visitor_email": "ana@valencia.es"}
    asking.ask(contact=ContactRequest(to_city=world.tangier, **usual, **visitor))
    for city in (world.tangier, world.rabat):
        for step in ("answer", "decline", "close", "give up"):
            asked = asking.ask(
                contact=ContactRequest(to_city=city, sender=world.peer, sender_city=world.lisbon, **usual)
            )
            if step in ("answer", "decline"):
                asking.accept(contact=asked, by=world.focal)
                getattr(asking, step)(contact=asked, by=world.focal, text="Two people.")
            elif step == "close":
                asking.close(contact=asked)
            else:
                asking.give_up(contact=asked)
        question(to=city, by=world.peer, sender_city=world.lisbon, days_ago=20)
    request_followup.remind_cities()
    conversation(world)
    left = question(to=world.tangier, by=world.peer, sender_city=world.lisbon)
    colleague = person("colleague", Role.FOCAL_POINT, world.lisbon)
    end_membership(Membership.objects.get(user=world.peer))
    User.objects.filter(pk=world.peer.pk).update(is_active=False)
    left.refresh_from_db()
    asking.answer(contact=left, by=world.focal, text="Ask Lyon.")
    assert Letter.objects.filter(reader=colleague).exists()


def conversation(world: World) -> None:
    """After the answer, from both sides; with a city, and with a visitor, who has only the links."""
    usual = {"purpose": "question", "language": "fr", "message": MESSAGE}
    visitor = {"visitor_name": "Ben", "visitor_organisation": "Valencia", "visitor_email": "ben@valencia.es"}
    by_city = ConversationSide(is_city=True, person=world.focal)
    of_city = asking.ask(
        contact=ContactRequest(to_city=world.tangier, sender=world.peer, sender_city=world.lisbon, **usual)
    )
    of_visitor = ContactRequest.objects.create(
        to_city=world.tangier, state="sent", sent=timezone.now(), **usual, **visitor
    )
    for asked, asker in (
        (of_city, ConversationSide(is_city=False, person=world.peer)),
        (of_visitor, ConversationSide(is_city=False)),
    ):
        asking.accept(contact=asked, by=world.focal)
        for side in (by_city, asker):
            corresponding.write(contact=asked, side=side, text="In May?")
            corresponding.agree_to_exchange(contact=asked, side=side)
    corresponding.end(contact=of_city, side=by_city)


def curating(world: World) -> None:
    """What editors do to a city's pages: published on a day, taken offline, merged, its evidence judged."""
    world.draft.go_live_at = timezone.now() + timedelta(days=3)
    world.draft.save_revision(changed=True)
    world.in_review(by=world.official)
    world.step(world.focal, "approve")
    world.step(world.editor, "approve")
    assessing.assess(practice=world.public, level=2, why="Counted before and after.", by=world.editor)
    notify_city("page_unpublished", world.public, world.editor)
    kept = factories.practice("One-stop shop", under=world.lisbon)
    merging.merge(kept=kept, absorbed=world.public, by=world.editor)


def roles(world: World) -> None:
    change_role(Membership.objects.get(user=world.official), Role.OBSERVER)


def translations(world: World) -> None:
    """To all translators, about what is missing in some language."""
    person("translator", Role.TRANSLATOR)
    write_to_translators()


def values(world: World) -> None:
    """Of a city's pilot, and of a phase, which is the officers' own."""
    pilot = factories.pilot("Pilot", under=world.tangier)
    for of, by in ((pilot, world.official), (factories.phase(), world.officer)):
        period = monitoring.period(monitoring.line(of))
        value = measuring.submit(monitoring.draft(period, 10, by=by), by=by)
        measuring.send_back(value, by=world.officer, note="Which half-year?")
        approved = measuring.approve(monitoring.submitted(period, 12, by=by), by=world.admin)
        measuring.ask_correction(approved, by=world.officer, note="A tenth of it?")
        measuring.withdraw(approved, by=world.officer, note="Counted twice.")


def check_ins(world: World) -> None:
    """By links to a city's role, at the desk for values; to editors and officers where the city has nobody."""
    factories.practice("Old", under=world.rabat)
    for practice in PracticePage.objects.live():
        then = timezone.now() - timedelta(days=340)
        PracticePage.objects.filter(pk=practice.pk).update(first_published_at=then, last_published_at=then)
    pilots = [factories.pilot(f"Pilot of {city}", under=city) for city in (world.tangier, world.rabat)]
    ends = timezone.localdate() - timedelta(days=10)
    for pilot in pilots:
        monitoring.period(monitoring.line(pilot), ends - timedelta(days=30), ends)
    ask_cities()


def peer_evaluations(world: World) -> None:
    evaluation = evaluations.evaluation(world.public, by="peer", said={}, summary="")
    asked = peers.invite(evaluation, peer=world.peer.memberships.get(), by=world.officer)
    given = peers.PeerAnswer("en", "It reaches families.", "Begin early.", evaluations.WHOLE)
    peers.answer(invitation=asked, by=world.peer, given=given)


def invitations(world: World) -> None:
    invite(by=world.focal, email="new@example.org", role=Role.OBSERVER, language="ar", city=world.tangier)
    invite(by=world.admin, email="translator@example.org", role=Role.TRANSLATOR, language="es")


def registrations(world: World) -> None:
    """To people without an account, from the form to the session's end; and to those who are invited."""

    def register(name: str, **facts) -> Registration:
        asked = Registration(
            session=session, name=name, email=f"{name}@example.org", language="fr", place="Sfax", **facts
        )
        return registering.register(registration=asked)

    def comes(name: str) -> Registration:
        return registering.confirm_address(registration=register(name))

    starts = timezone.localdate() + timedelta(days=5)
    open_desk = {"registration": "open", "capacity": 1}
    session = factories.session("Housing", starts=str(starts), status="planned", desk=open_desk)
    first, second, third = comes("first"), comes("second"), comes("third")
    register("first")
    registering.cancel(registration=first)
    Registration.objects.filter(pk=second.pk).update(offered_until=timezone.now())
    registering.pass_places_on()
    registering.accept_place(registration=third)
    SessionDesk.objects.filter(session=session).update(registration="application")
    for name, decide in (("fourth", registering.approve), ("fifth", registering.decline)):
        decide(registration=comes(name), by=world.admin)
    theme, fourth = factories.theme(), Registration.objects.get(email="fourth@example.org")
    Registration.objects.filter(session=session).update(agrees_to_introductions=True)
    Registration.objects.filter(pk=fourth.pk).update(state="confirmed")
    third.wants.add(theme)
    fourth.offers.add(theme)
    introduction = introducing.ask_both(one=third, other=fourth, by=world.admin)
    for one in (third, fourth):
        introducing.answer(introduction=introduction, registration=one, agrees=True)
    inviting.invite(session=session, email="guest@example.org", language="es", by=world.admin)
    reminding.remind()
    participant_letters.write_to_participants(
        session=session, group="confirmed", subject="Bring a map", text="Of your city.", by=world.admin
    )
    session.documents.add(SessionDocument(title="Minutes", url="https://example.org/minutes"))
    session.starts_at = time(9, 30)
    session.timezone = "Africa/Tunis"
    session.save_revision().publish()
    participant_letters.send_documents(session=session, by=world.admin)
    running.postpone(session=session, by=world.admin)
    tomorrow = factories.session(
        "Beds", starts=str(timezone.localdate() + timedelta(days=1)), status="planned", desk=open_desk
    )
    session = tomorrow
    comes("sixth")
    reminding.remind()
    running.cancel_session(session=session, by=world.admin)
    past = factories.session("Schools", starts=str(timezone.localdate() - timedelta(days=2)), status="held")
    Registration.objects.create(
        session=past, name="seventh", email="seventh@example.org", language="ar", state=Registration.State.CONFIRMED
    )
    reminding.ask_for_feedback()


def accounts(world: World) -> None:
    EmailAddress.objects.create(user=world.official, email=world.official.email, verified=True, primary=True)
    client = Client()
    client.post("/accounts/login/", {"login": "focal", "password": "password"})
    client.post("/accounts/password/reset/", {"email": world.official.email})
    client.post("/accounts/login/", {"login": "official", "password": "password"})
    new = {"oldpassword": "password", "password1": "another harbour", "password2": "another harbour"}
    client.post("/accounts/password/change/", new)


STORIES = {
    reviews: {"review_city_check", "review_editors", "review_changes", "review_stopped", "review_published"},
    peer_reviews: {"peer_review_asked", "peer_review_answered"},
    questions: {name for name in EVENTS if name.startswith("request_")} | {"role_ended"},
    curating: {"review_scheduled", "evidence_set", "page_unpublished", "practice_merged"}
    | {"review_city_check", "review_editors"},
    roles: {"role_changed"},
    translations: {"translations_wanted"},
    values: {name for name in EVENTS if name.startswith("measurement_")},
    check_ins: {"check_in"},
    peer_evaluations: {"peer_evaluation_asked", "peer_evaluation_answered"},
    invitations: {"invitation"},
    registrations: {name for name in EVENTS if name.startswith(("registration_", "session_"))},
    accounts: {"email_confirmation", "password_reset_key", "account_change"},
}


def test_every_letter_has_its_story():
    assert set().union(*STORIES.values()) | {"digest"} == EVENTS


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_the_links_of_a_letter_open_for_its_reader(world, mailoutbox, story):
    with translation.override("en"):
        story(world)

    seen = set(Letter.objects.values_list("event", flat=True))
    links = {(letter.to[0], link): letter.subject for letter in mailoutbox for link in links_in(letter)}
    answers = {(reader, link): followed(link, reader) for reader, link in links}
    assert seen == STORIES[story]
    assert [(links[asked], asked, status) for asked, status in answers.items() if status != 200] == []


def links_in(letter: mail.EmailMultiAlternatives) -> list[str]:
    html = letter.alternatives[0][0]
    return re.findall(rf"{re.escape(settings.BASE_URL)}(/[^\s\"<]+)", letter.body + html)


def followed(link: str, address: str) -> int:
    """The status it leads to for who reads letters at `address`."""
    client, reader = Client(), User.objects.filter(email=address).first()
    if reader is not None:
        client.force_login(reader)
    return client.get(link, follow=True).status_code


def test_what_a_letter_is_about_is_named_in_its_reader_s_language(world, mailoutbox):
    factories.translate(world.public, "es", "Pública")

    with translation.override("fr"):
        peer_evaluations(world)

    to_peer = next(letter for letter in mailoutbox if letter.to == [world.peer.email])
    assert "Pública" in to_peer.subject
