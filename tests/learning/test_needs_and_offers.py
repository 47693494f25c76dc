"""Needs and offers: what the team sees, who is suggested to whom, and that no address is seen before both agree."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import PageLogEntry

from accounts.models import Letter
from accounts.roles import Role
from learning import introducing, personal_data, registering
from learning.introducing import ask_both
from learning.models import AgendaItem, Introduction, Registration, SessionDesk, SessionPage
from learning.needs_and_offers import pairs_known, participants, suggested_pairs
from learning.next_steps import next_step, numbers_of
from learning.signed_links import link_of
from learning.teams import form_team
from tests import factories
from tests.factories.people import person
from tests.learning.people_coming import comes, in_days
from tests.pages import assert_nowhere, attributes, has, text, texts

State = Registration.State
ASKED, INTRODUCED = "registration_introduction", "registration_introduced"


class World:
    """Ana of Sfax wants to learn about housing and health; Bo of Lisbon offers housing, Cy of Lisbon both."""

    def __init__(self) -> None:
        self.lead, self.other = person("lead", Role.ORGANISER), person("organiser", Role.ORGANISER)
        self.sfax, self.lisbon = factories.city("Sfax"), factories.city("Lisbon")
        self.housing = factories.theme("housing", order=1, name_en="Housing")
        self.health = factories.theme("health", order=2, name_en="Health")
        desk, items = {"registration": "open", "capacity": 50}, [AgendaItem(title="Welcome")]
        self.session = factories.session("Towns", starts=in_days(30), status="planned", desk=desk, agenda_items=items)
        form_team(session=self.session, by=self.lead)
        self.ana = self.comes(
            "Anabel Quartz", city=self.sfax, function="Head of housing", organisation="Town hall", language="fr"
        )
        self.ana.wants.set([self.housing, self.health])
        self.bo = self.comes("Bogdan Onyx", city=self.lisbon, function="Planner", offers_in_words="Empty flats")
        self.bo.offers.set([self.housing])

    def comes(self, name: str, **facts) -> Registration:
        return comes(self.session, name, **{"agrees_to_introductions": True, **facts})


pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=World)]


@pytest.fixture(autouse=True)
def _nobody_asked_yet():
    cache.clear()


@pytest.fixture
def desk(world, client) -> str:
    """The address of the page, opened by the one who leads the team."""
    client.force_login(world.lead)
    return reverse("session_needs", args=[world.session.pk])


@pytest.fixture
def asked(world) -> Introduction:
    return ask_both(one=world.ana, other=world.bo, by=world.lead)


def pairs(session: SessionPage) -> list[tuple[str, str]]:
    found = suggested_pairs(list(participants(session)), pairs_known(session))
    return [(pair.learner.name.split()[0], pair.giver.name.split()[0]) for pair in found]


def page_of(introduction: Introduction, registration: Registration) -> str:
    return link_of(registration, "registration_introduction", introduction.pk)


def say(client, introduction: Introduction, registration: Registration, answer: str):
    return client.post(page_of(introduction, registration), {"answer": answer})


def letters(event: str) -> dict[str, Letter]:
    return {letter.address: letter for letter in Letter.objects.filter(event=event)}


# --- the form -------------------------------------------------------------------------------------------------------
def test_a_visitor_agrees_in_the_form_beside_what_they_want(client, world):
    where = f"/en/sessions/{world.session.slug}/register/"
    form = {"name-field": "Nadia", "email": "nadia@example.org", "place": "Sfax", "language": "en", "consent": "on"}

    page = client.get(where)
    client.post(where, {**form, "wants": [world.housing.pk], "agrees_to_introductions": "on"})
    client.post(where, {**form, "email": "silent@example.org", "wants": [world.housing.pk]})

    assert has(page, "details.folded [name=wants]")
    assert has(page, "details.folded [name=agrees_to_introductions]")
    assert "We first ask both" in text(page)
    agreed = dict(Registration.objects.filter(name="Nadia").values_list("email", "agrees_to_introductions"))
    assert agreed == {"nadia@example.org": True, "silent@example.org": False}


def test_colleagues_are_not_agreed_for(client, world):
    client.force_login(person("focal", Role.FOCAL_POINT, world.sfax))

    page = client.get(reverse("register_colleagues", args=[world.session.slug]))

    assert page.status_code == 200
    assert not has(page, "[name$=agrees_to_introductions]")


def test_who_takes_the_consent_back_is_asked_no_more(client, world, asked):
    form = {"name-field": "Anabel Quartz", "city": world.sfax.pk, "language": "fr", "wants": [world.housing.pk]}

    answer = client.post(link_of(world.ana, "registration_change"), form)

    world.ana.refresh_from_db()
    assert answer.status_code == 302
    assert world.ana.agrees_to_introductions is False
    assert not Introduction.objects.exists()
    assert not letters(ASKED)
    assert pairs(world.session) == []


# --- what the team sees ---------------------------------------------------------------------------------------------
def test_the_matrix_has_who_wants_and_who_offers(client, world, desk):
    world.comes("Waiting Wanda", state=State.WAITING).wants.add(world.housing)
    world.comes("Wordy", wants_in_words="Everything about rents")

    page = client.get(desk)

    assert texts(page, "tbody th") == ["Housing", "Health", "No theme chosen"]
    assert "Anabel Quartz" in text(page, "tbody tr:nth-of-type(1) td:nth-of-type(1)")
    offer = text(page, "tbody tr:nth-of-type(1) td:nth-of-type(2)")
    assert all(words in offer for words in ("Bogdan Onyx", "Lisbon", "Empty flats"))
    assert "Everything about rents" in text(page, "tbody tr:nth-of-type(3)")
    assert_nowhere(page, "Wanda", "@example.org")
    assert PageLogEntry.objects.filter(page=world.session.pk, action="learning.registrations_seen").count() == 1


def test_only_the_team_sees_it_or_asks(client, world, asked):
    where = reverse("session_needs", args=[world.session.pk])
    official = person("official", Role.OFFICIAL, world.sfax)
    Introduction.objects.all().delete()
    form = {"pair": f"{world.ana.pk}-{world.bo.pk}"}

    for who in (world.other, official, person("editor", Role.EDITOR)):
        client.force_login(who)
        assert (client.get(where).status_code, client.post(where, form).status_code) == (404, 404)
    client.logout()
    assert "login" in client.post(where, form)["Location"]

    assert not Introduction.objects.exists()


def test_the_page_costs_the_same_with_many(
    client, world, desk, django_assert_num_queries, django_assert_max_num_queries
):
    ask_both(one=world.ana, other=world.bo, by=world.lead)
    client.get(desk)
    with django_assert_max_num_queries(30) as few:
        client.get(desk)
    for n in range(20):
        learner, giver = world.comes(f"L{n}x", city=world.sfax), world.comes(f"G{n}x", city=world.lisbon)
        learner.wants.add(world.housing)
        giver.offers.add(world.housing)
        introduction = Introduction(session=world.session, wants=learner, offers=giver, theme=world.housing)
        introduction.save()

    with django_assert_num_queries(len(few)):
        page = client.get(desk)

    assert len(texts(page, "#pairs ~ form li")) == 50, "no more at once"
    assert text(page, "#pairs .count") == "420"


def test_a_session_s_page_and_its_next_step_lead_there(client, world, desk):
    def step() -> str | None:
        found = SessionPage.objects.select_related("desk").get(pk=world.session.pk)
        return getattr(next_step(found, numbers_of([found])[found.pk]), "code", None)

    page = client.get(reverse("desk_session", args=[world.session.pk]))

    assert attributes(page, "nav.tabs a", "href").count(desk) == 1
    assert attributes(page, "p.row a", "href").count(desk) == 1
    assert step() == "introduce"
    ask_both(one=world.ana, other=world.bo, by=world.lead)
    assert step() is None
    Introduction.objects.all().delete()
    Registration.objects.filter(pk=world.bo.pk).update(agrees_to_introductions=False)
    assert step() is None


# --- who is suggested to whom ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["ana", "bo"])
def test_who_has_not_agreed_is_never_suggested(client, world, desk, who):
    Registration.objects.filter(pk=getattr(world, who).pk).update(agrees_to_introductions=False)

    page = client.get(desk)
    client.post(desk, {"pair": f"{world.ana.pk}-{world.bo.pk}"})
    with pytest.raises(ValidationError):
        ask_both(one=world.ana, other=world.bo, by=world.lead)

    assert not has(page, "[name=chosen]")
    assert not Introduction.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.parametrize("state", [State.WAITING, State.OFFERED, State.CANCELLED])
def test_only_who_has_a_place_is_suggested(world, state):
    Registration.objects.filter(pk=world.bo.pk).update(state=state)

    assert pairs(world.session) == []
    with pytest.raises(ValidationError):
        ask_both(one=world.ana, other=world.bo, by=world.lead)


def test_other_cities_first_then_most_in_common_then_who_has_few_matches(world):
    cy = world.comes("Cy", city=world.lisbon)
    cy.offers.set([world.housing, world.health])
    dot = world.comes("Dot", city=world.sfax)
    dot.offers.set([world.housing, world.health])
    eve = world.comes("Eve", city=world.lisbon)
    eve.wants.set([world.health])

    expected = [("Anabel", "Cy"), ("Eve", "Dot"), ("Anabel", "Bogdan"), ("Anabel", "Dot"), ("Eve", "Cy")]
    found = pairs(world.session)

    assert found[0] == ("Anabel", "Cy"), "two themes in common"
    assert found[-2:] == expected[-2:], "those of one city come last, most in common first"
    assert sorted(found[1:3]) == sorted(expected[1:3])
    assert found == pairs(world.session)
    assert found.index(("Anabel", "Bogdan")) == 1, "Bogdan has nobody else to meet"


def test_places_are_compared_as_people_write_them(world):
    Registration.objects.filter(pk__in=[world.ana.pk, world.bo.pk]).update(city=None, place="Évora")
    Registration.objects.filter(pk=world.bo.pk).update(place="evora")

    (pair,) = suggested_pairs(list(participants(world.session)), set())

    assert pair.is_of_one_place


# --- both are asked -------------------------------------------------------------------------------------------------
def test_each_is_asked_in_their_language_and_reads_no_name(client, world, desk):
    answer = client.post(desk, {"pair": f"{world.ana.pk}-{world.bo.pk}"}, follow=True)

    to_ana, to_bo = letters(ASKED)["anabel@example.org"], letters(ASKED)["bogdan@example.org"]
    assert (to_ana.language, to_bo.language) == ("fr", "en")
    assert all(words in to_ana.text for words in ("Planner", "Lisbon", "Housing", "Empty flats"))
    assert all(words in to_bo.text for words in ("Head of housing", "Sfax", "Housing"))
    assert_nowhere(to_ana.subject + to_ana.text + to_ana.html, "Bogdan", "Onyx")
    assert_nowhere(to_bo.subject + to_bo.text + to_bo.html, "Anabel", "Quartz", "Town hall")
    assert "/fr/registrations/" in to_ana.text
    assert "We have asked both people of 1 pair." in text(answer)
    assert texts(answer, "#asked ~ ul .tag") == ["Asked"]
    assert PageLogEntry.objects.get(action=introducing.ASKED).data == {}


@pytest.mark.parametrize(
    ("function", "shown"),
    [("Planner", "Planner"), ("Planner, bo@example.org", ""), ("Onyx office", ""), ("Call +351 912 345 678", "")],
)
def test_words_that_say_who_it_is_are_left_out(world, function, shown):
    assert introducing.without_names(function, Registration(name="Bo Onyx")) == shown


def test_those_that_are_ticked_are_asked_once_whoever_clicks_twice(client, world, desk):
    cy = world.comes("Cy", city=world.lisbon)
    cy.offers.set([world.health])
    form = {"chosen": [f"{world.ana.pk}-{world.bo.pk}", f"{world.ana.pk}-{cy.pk}"]}

    client.post(desk, form)
    again = client.post(desk, form, follow=True)
    nothing = client.post(desk, {}, follow=True)

    assert Introduction.objects.count() == 2
    assert Letter.objects.filter(event=ASKED).count() == 4
    assert "had already been asked" in text(again)
    assert "Tick at least one pair" in text(nothing)


def test_two_are_introduced_once_in_either_direction(world, asked):
    world.ana.offers.add(world.health)
    world.bo.wants.add(world.health)

    assert ask_both(one=world.bo, other=world.ana, by=world.lead) == asked
    for learner, giver in ((world.ana, world.bo), (world.bo, world.ana)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Introduction.objects.create(session=world.session, wants=learner, offers=giver, theme=world.health)
    assert Letter.objects.filter(event=ASKED).count() == 2


def test_nobody_is_asked_about_a_cancelled_session(client, world, desk):
    SessionDesk.objects.filter(session=world.session).update(status="cancelled")

    client.post(desk, {"pair": f"{world.ana.pk}-{world.bo.pk}"})

    assert not has(client.get(desk), "[name=chosen]")
    assert not Introduction.objects.exists()


def test_a_pair_of_another_session_is_not_reached_through_ones_own(client, world, desk):
    elsewhere = factories.session("Elsewhere", starts=in_days(9), status="planned")
    one = comes(elsewhere, "One", agrees_to_introductions=True)
    two = comes(elsewhere, "Two", agrees_to_introductions=True)
    one.wants.add(world.housing)
    two.offers.add(world.housing)

    client.post(desk, {"pair": f"{one.pk}-{two.pk}"})
    client.post(desk, {"chosen": ["x", "1-2-3", f"{'9' * 30}-1"]})

    assert not Introduction.objects.exists()


# --- both agree, or not ---------------------------------------------------------------------------------------------
def test_no_address_is_seen_before_both_agree(client, world, asked):
    def seen_by(one: Registration) -> list:
        return [client.get(where) for where in (page_of(asked, one), link_of(one), link_of(one, "registration_data"))]

    assert has(client.get(page_of(asked, world.ana)), "main form [value=agree]")
    say(client, asked, world.ana, "agree")
    for page in seen_by(world.ana):
        assert_nowhere(page, "Bogdan", "Onyx", "bogdan@")
    for page in seen_by(world.bo):
        assert_nowhere(page, "Anabel", "Quartz", "anabel@")
    assert not letters(INTRODUCED)
    say(client, asked, world.bo, "agree")
    say(client, asked, world.bo, "agree")

    to_ana, to_bo = letters(INTRODUCED)["anabel@example.org"], letters(INTRODUCED)["bogdan@example.org"]
    assert Letter.objects.filter(event=INTRODUCED).count() == 2
    assert all(words in to_ana.text for words in ("Bogdan Onyx", "bogdan@example.org"))
    assert all(words in to_bo.text for words in ("Anabel Quartz", "anabel@example.org", "Town hall"))
    assert_nowhere(to_ana.subject + to_bo.subject, "Onyx", "Quartz")
    for page in seen_by(world.ana):
        assert "Bogdan Onyx" in page.content.decode()
        assert "bogdan@example.org" in page.content.decode()


def test_looking_agrees_to_nothing_and_an_unknown_answer_neither(client, world, asked):
    client.get(page_of(asked, world.ana))

    assert say(client, asked, world.ana, "perhaps").status_code == 404
    asked.refresh_from_db()
    assert (asked.wants_agreed, asked.wants_refused) == (None, None)


def test_a_refusal_is_told_to_nobody(client, world, desk, asked):
    before = client.get(page_of(asked, world.ana)).content
    say(client, asked, world.bo, "decline")

    own = client.get(link_of(world.ana))
    kept = client.get(link_of(world.ana, "registration_data")).json()["introductions"][0]
    assert client.get(page_of(asked, world.ana)).content == before
    assert texts(own, "#introductions .sign") == ["Please answer"]
    assert kept["refused"]["value"] is None
    say(client, asked, world.ana, "agree")
    assert not letters(INTRODUCED)
    page = client.get(desk)
    assert texts(page, "#asked ~ ul .tag") == ["Not wanted"]
    assert_nowhere(text(page, "#asked ~ ul"), "declined", "agreed")
    assert pairs(world.session) == [], "nobody is asked twice"


def test_an_answer_can_be_changed_until_both_agree(client, world, asked):
    say(client, asked, world.ana, "decline")
    say(client, asked, world.bo, "agree")
    say(client, asked, world.ana, "agree")
    say(client, asked, world.ana, "decline")

    asked.refresh_from_db()
    assert asked.is_agreed
    assert asked.state == Introduction.State.INTRODUCED


def test_the_introduction_of_others_is_not_there(client, world, asked):
    cy = world.comes("Cy")

    foreign = client.get(page_of(asked, cy), follow=True)
    never = client.get(link_of(cy, "registration_introduction", 99999), follow=True)
    answered = say(client, asked, cy, "agree")

    assert foreign.content == never.content
    assert_nowhere(foreign, "Planner", "Head of housing")
    assert answered["Location"] == link_of(cy)
    asked.refresh_from_db()
    assert (asked.wants_agreed, asked.offers_agreed) == (None, None)


# --- whoever goes -----------------------------------------------------------------------------------------------------
def test_cancelling_withdraws_what_is_open(client, world, asked):
    say(client, asked, world.ana, "agree")

    registering.cancel(registration=world.bo)

    assert not Introduction.objects.exists()
    assert not letters(ASKED)
    assert client.get(page_of(asked, world.ana))["Location"] == link_of(world.ana)
    assert say(client, asked, world.ana, "agree")["Location"] == link_of(world.ana)


def test_other_letters_are_not_withdrawn(world, asked):
    cy = world.comes("Cy", city=world.lisbon)
    cy.offers.set([world.health])
    ask_both(one=world.ana, other=cy, by=world.lead)

    registering.cancel(registration=world.bo)

    assert set(letters(ASKED)) == {"anabel@example.org", "cy@example.org"}
    assert set(letters("registration_cancelled")) == {"bogdan@example.org"}


def test_a_place_passed_on_withdraws_too(world, asked):
    Registration.objects.filter(pk=world.bo.pk).update(state=State.OFFERED, offered_until="2020-01-01T00:00Z")

    registering.pass_places_on()

    assert not Introduction.objects.exists()


def test_who_refused_somebody_that_cancelled_is_not_asked_again(client, world, asked):
    say(client, asked, world.bo, "agree")
    say(client, asked, world.ana, "decline")

    registering.cancel(registration=world.bo)
    answer = say(client, asked, world.ana, "agree")

    assert answer["Location"] == link_of(world.ana)
    assert Introduction.objects.get().state == Introduction.State.NOT_WANTED
    assert not letters(INTRODUCED)


def test_erasing_forgets_introductions_and_the_letters_to_the_other(client, world, asked):
    say(client, asked, world.ana, "agree")
    say(client, asked, world.bo, "agree")

    personal_data.erase(registration=world.bo)

    assert not Introduction.objects.exists()
    left = list(Letter.objects.values_list("address", "event"))
    assert left == [("bogdan@example.org", "last")]
    kept = client.get(link_of(world.ana, "registration_data")).json()
    assert kept["introductions"] == []
    assert_nowhere(json.dumps(kept), "Bogdan", "bogdan")


def test_who_was_introduced_and_cancels_stays_known_to_the_other(client, world, asked):
    say(client, asked, world.ana, "agree")
    say(client, asked, world.bo, "agree")

    registering.cancel(registration=world.bo)

    assert "bogdan@example.org" in text(client.get(link_of(world.ana)))
