"""A city that gets no emails for now: every letter is caused, and none arrives but those of people's own accounts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import Letter, User
from accounts.roles import Role
from cities import asking, corresponding, request_followup, silence
from cities.corresponding import ConversationSide
from cities.models import CheckIn, ContactRequest, Desk
from cities.peers import peers_of
from cities.reminding import ask_cities
from cities.silence import ABOUT_AN_ACCOUNT, set_no_letters
from core.holding import hold
from monitoring.board.actions import remind_cities, reminded_in_words
from monitoring.board.standing import with_standing
from monitoring.models import Period
from practices.models import PracticePage
from tests.factories.people import person
from tests.factories.questions import MESSAGE, question

from . import test_letters
from .test_letters import STORIES, World

pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=World)]
OF_SIGNING_IN = {"email_confirmation", "password_reset_key", "account_change"}


def of_tangier(world: World) -> set[int]:
    return {world.focal.pk, world.official.pk}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_no_letter_reaches_the_people_of_the_city(world, story, monkeypatch):
    """What concerns their own account does."""
    set_no_letters(city=world.tangier, no_letters=True)
    # so that the stories go on as they would: the refusals have tests of their own
    monkeypatch.setattr("cities.asking.why_not", lambda *_args: "")
    monkeypatch.setattr("cities.corresponding.is_silent", lambda _city: False)

    story(world)

    events = set(Letter.objects.filter(reader__in=of_tangier(world)).values_list("event", flat=True))
    assert events <= ABOUT_AN_ACCOUNT | OF_SIGNING_IN


def test_without_the_setting_they_get_letters(world):
    test_letters.check_ins(world)

    assert Letter.objects.filter(reader=world.focal, event="check_in").exists()


def test_nobody_else_is_asked_in_its_place(world):
    """Of a city without people the programme's team is asked to find somebody; of this one nobody is."""
    for city in (world.tangier, world.rabat):
        set_no_letters(city=city, no_letters=True)

    test_letters.check_ins(world)

    assert not Letter.objects.filter(event="check_in").exists()
    assert not CheckIn.objects.filter(sent__isnull=False).exists()


def test_an_officer_who_reminds_cities_is_told_that_it_gets_none(world):
    set_no_letters(city=world.tangier, no_letters=True)
    test_letters.check_ins(world)
    Desk.objects.update(reminded_on=None)

    done = remind_cities(with_standing(Period.objects.all()))

    assert done.silent == [world.tangier]
    assert "Gets no emails for now" in " ".join(reminded_in_words(done))


def test_a_visitor_is_told_that_it_takes_no_questions(client, world):
    asked = asking.ask(
        contact=ContactRequest(to_city=world.tangier, sender=world.peer, sender_city=world.lisbon, **usual())
    )
    asking.accept(contact=asked, by=world.focal)
    set_no_letters(city=world.tangier, no_letters=True)

    answer = client.get(reverse("ask_city", args=["tangier"]))
    assert "Tangier is not taking questions at the moment." in answer.content.decode()
    with pytest.raises(ValidationError, match="not taking questions"):
        asking.ask(contact=ContactRequest(to_city=world.tangier, sender=world.peer, **usual()))
    with pytest.raises(ValidationError, match="not taking questions"):
        corresponding.write(contact=asked, side=ConversationSide(is_city=False, person=world.peer), text="In May?")
    assert not ContactRequest.objects.filter(message="").exists()


def test_a_link_that_confirms_an_address_sends_nothing_on(world, monkeypatch):
    monkeypatch.setattr("cities.asking.new_token", lambda: "known")
    visitor = {"visitor_name": "Ana", "visitor_organisation": "Valencia", "visitor_email": "ana@valencia.es"}
    asking.ask(contact=ContactRequest(to_city=world.tangier, **usual(), **visitor))
    set_no_letters(city=world.tangier, no_letters=True)

    with pytest.raises(ValidationError, match="not taking questions"):
        asking.confirm_address(token="known")


def test_a_question_that_waits_is_not_recalled_to_it(world):
    question(to=world.tangier, by=world.peer, sender_city=world.lisbon, days_ago=20)
    set_no_letters(city=world.tangier, no_letters=True)

    assert request_followup.remind_cities() == 0


def test_its_people_are_not_proposed_as_peers(world):
    set_no_letters(city=world.lisbon, no_letters=True)

    assert not peers_of(world.tangier).exists()


def test_what_waits_for_the_digest_is_not_sent(world):
    User.objects.filter(pk__in=of_tangier(world)).update(letters=User.Letters.DAILY)
    test_letters.check_ins(world)
    assert Letter.objects.filter(reader=world.focal, sent=None).exists()

    set_no_letters(city=world.tangier, no_letters=True)

    assert not Letter.objects.filter(reader__in=of_tangier(world), sent=None).exists()


def test_who_belongs_to_another_city_or_to_the_team_too_goes_on_getting_letters(world):
    both = person("both", Role.FOCAL_POINT, world.tangier)
    both.groups.add(*world.editor.groups.all())
    set_no_letters(city=world.tangier, no_letters=True)

    assert set(silence.people_only_of([world.tangier.pk])) == {world.focal, world.official}


def test_a_city_on_hold_gets_no_letters_either(world):
    hold(page=world.tangier, why="Danger.", look_again_on=timezone.localdate() + timedelta(days=30))
    then = timezone.now() - timedelta(days=340)
    PracticePage.objects.update(first_published_at=then, last_published_at=then)
    Letter.objects.all().delete()

    ask_cities()

    assert not Letter.objects.filter(reader__in=of_tangier(world)).exists()


def test_editors_set_it_and_nobody_else(client, world):
    address = reverse("city_letters", args=[world.tangier.pk])
    for who in (world.focal, world.officer):
        client.force_login(who)
        client.post(address, {"no_letters": "on"})
        assert not Desk.objects.filter(no_letters=True).exists()
    client.force_login(world.editor)

    assert client.get(address).status_code == 200
    assert client.post(address, {"no_letters": "on"}).status_code == 302
    assert Desk.objects.get(city=world.tangier).no_letters
    assert address in client.get(reverse("wagtailadmin_pages:edit", args=[world.tangier.pk])).content.decode()
    client.post(address, {})
    assert not Desk.objects.get(city=world.tangier).no_letters


def usual() -> dict[str, str]:
    return {"purpose": "question", "language": "en", "message": MESSAGE}
