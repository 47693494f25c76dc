"""One person of another city reads one draft by one link, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from accounts.models import User
from accounts.roles import Role
from cities.belonging import end_membership
from core.waiting import waiting_for
from practices.models import PeerReview
from practices.peer_reviewing import ask, possible_reviewers
from tests import factories
from tests.factories.people import person
from tests.pages import assert_nowhere, has, text, texts


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


class World:
    def __init__(self) -> None:
        self.tangier, self.lisbon = factories.city("Tangier"), factories.city("Lisbon")
        self.focal = person("focal", Role.FOCAL_POINT, self.tangier)
        self.official = person("official", Role.OFFICIAL, self.tangier)
        names = {"first_name": "Inês", "last_name": "Matos", "language": "es"}
        self.peer = person("official.lisbon", Role.OFFICIAL, self.lisbon, **names)
        self.colleague = person("focal.lisbon", Role.FOCAL_POINT, self.lisbon)
        self.draft = factories.practice("Zellige desk", under=self.tangier, live=False, challenge="Nobody asked.")

    @property
    def ask_address(self) -> str:
        return reverse("ask_peer", args=[self.draft.pk])

    def asked(self, by: User | None = None, note: str = "Is it clear?") -> None:
        """Through the city's form."""
        member = self.peer.memberships.get()
        signed_in(by or self.focal).post(self.ask_address, {"reviewer": member.pk, "note": note})


pytestmark = [pytest.mark.django_db, pytest.mark.begins_with(world=World)]


@pytest.fixture
def link(world, django_capture_on_commit_callbacks) -> str:
    """The address in the letter the peer got."""
    with django_capture_on_commit_callbacks(execute=True):
        world.asked()
    (letter,) = mail.outbox
    mail.outbox.clear()
    assert letter.to == [world.peer.email]
    return next(line for line in letter.body.splitlines() if "/peer-review/" in line).partition("8000")[2]


def test_a_peer_reads_the_draft_and_the_city_reads_the_answer(world, link, django_capture_on_commit_callbacks):
    peer = signed_in(world.peer)

    page = peer.get(link)
    with django_capture_on_commit_callbacks(execute=True):
        after = peer.post(link, {"answer": "Who pays after the pilot?"}, follow=True)
    beside = signed_in(world.official).get(reverse("wagtailadmin_pages:edit", args=[world.draft.pk]))

    assert link.startswith("/es/")
    assert text(page, "h1") == "Zellige desk"
    assert "Nobody asked." in texts(page, "article > .flow")
    assert text(page, "#answer blockquote") == "Is it clear?"
    assert has(page, "main #honest")
    assert_nowhere(after, "Zellige desk")
    assert text(beside, ".review-box blockquote") == "Who pays after the pilot?"
    assert [letter.to for letter in mail.outbox] == [[world.focal.email]]
    log = PageLogEntry.objects.filter(page=world.draft.pk, action__startswith="practices.").order_by("pk")
    assert [entry.action for entry in log] == ["practices.peer_review.ask", "practices.peer_review.answer"]
    assert "A colleague answered (Lisbon)" in [entry.message for entry in log]


def test_the_desk_leads_to_the_draft_without_the_letter(world, link):
    (waiting,) = waiting_for(world.peer)

    assert waiting.title == "Zellige desk"
    assert "Nobody asked." in texts(signed_in(world.peer).get(waiting.url), "article > .flow")
    assert signed_in(world.colleague).get(waiting.url).status_code == 404


@pytest.mark.parametrize(
    ("which", "status"),
    [("of somebody else", 403), ("used", 200), ("expired", 410), ("unknown", 404), ("of one who left the city", 403)],
)
def test_a_link_that_is_not_open_says_why_and_shows_nothing(world, link, which, status):
    reviews = PeerReview.objects.all()
    reader, address = world.peer, link
    if which == "of somebody else":
        reader = world.colleague
    elif which == "used":
        reviews.update(answered=timezone.now(), answer="Yes.")
    elif which == "expired":
        reviews.update(expires=timezone.now() - timedelta(seconds=1))
    elif which == "unknown":
        address = "/en/peer-review/nothing/"
    else:
        end_membership(world.peer.memberships.get())

    answer = signed_in(reader).get(address)
    written = signed_in(reader).post(address, {"answer": "Late."})

    assert (answer.status_code, written.status_code) == (status, status)
    assert_nowhere(answer, "Zellige")
    assert not reviews.filter(answer="Late.").exists()


def test_a_visitor_signs_in_first(world, link):
    answer = Client().get(link)

    assert answer.status_code == 302
    assert "next=" in answer["Location"]


def test_the_link_opens_one_draft_and_nothing_else_of_the_city(world, link):
    other = factories.practice("Hidden medina", under=world.tangier, live=False)
    peer = signed_in(world.peer)

    page = peer.get(link)

    assert_nowhere(page, "Hidden medina")
    for draft in (world.draft, other):
        assert peer.get(reverse("wagtailadmin_pages:edit", args=[draft.pk]), follow=True).status_code == 404


def test_an_empty_answer_is_asked_for_again(world, link):
    answer = signed_in(world.peer).post(link, {"answer": "  "})

    assert answer.status_code == 200
    assert "answer" in answer.context["form"].errors
    assert not PeerReview.objects.filter(answered__isnull=False).exists()


@pytest.mark.parametrize(
    ("who", "status", "opens"),
    [("focal", 200, True), ("editor", 200, True), ("official", 200, False), ("focal.lisbon", 404, False)],
)
def test_focal_points_and_editors_ask(world, who, status, opens):
    person("editor", Role.EDITOR)

    answer = signed_in(User.objects.get(username=who)).get(world.ask_address, follow=True)

    assert answer.status_code == status
    assert has(answer, "[name=reviewer]") is opens


def test_the_form_lists_other_cities_people_by_name_and_never_by_address(world):
    person("gone", Role.OFFICIAL, world.lisbon)
    end_membership(User.objects.get(username="gone").memberships.get())
    person("watcher", Role.OBSERVER, world.lisbon)

    page = signed_in(world.focal).get(world.ask_address)

    assert "Inês Matos, official" in texts(page, "[name=reviewer] optgroup[label=Lisbon] option")
    assert_nowhere(page, "@example.org")
    assert {member.user.username for member in possible_reviewers(world.draft)} == {"official.lisbon", "focal.lisbon"}


def test_nobody_is_asked_twice_at_a_time(world, link):
    world.asked()

    assert PeerReview.objects.count() == 1


def test_the_desk_asks_once_for_any_number_of_reviews(world, django_assert_max_num_queries):
    for number in range(4):
        draft = factories.practice(f"Draft {number}", under=world.tangier, live=False)
        ask(practice=draft, reviewer=world.peer.memberships.get(), by=world.focal)

    with django_assert_max_num_queries(18):
        waiting = waiting_for(world.peer)

    assert len(waiting) == 4
