"""The three questions after a session: who is asked, once; answered once, and nobody can tell by whom."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import ReferenceIndex

from accounts.models import Letter, User
from accounts.roles import Role
from core import due
from learning import feedback, personal_data, reminding
from learning.models import AgendaItem, Feedback, Lesson, Registration, SessionDesk, SessionPage
from learning.next_steps import next_step, numbers_of
from learning.personal_data_file import personal_data as data_of
from learning.signed_links import link_of
from learning.teams import form_team
from tests import factories
from tests.factories.people import person
from tests.learning.people_coming import comes
from tests.pages import assert_nowhere, attributes, has, text, texts

State = Registration.State
pytestmark = pytest.mark.django_db
ANSWERS = {"rating": "4", "will_use": "perhaps", "learned": "Ask before building"}


@pytest.fixture(autouse=True)
def _nobody_asked_yet():
    cache.clear()


def over(days: int = 1, status: str = "held", **facts) -> SessionPage:
    """Whose last day was so many days ago; without a time zone, days are those of UTC."""
    day = datetime.now(UTC).date() - timedelta(days=days)
    return factories.session("Housing", starts=str(day), status=status, **facts)


@pytest.fixture
def session(site) -> SessionPage:
    return over()


def asked(session: SessionPage, name: str = "Ana", **facts) -> Registration:
    return comes(session, name, **{"asked": True, **facts})


def page_of(registration: Registration) -> str:
    return link_of(registration, "registration_feedback")


def answered_by(session: SessionPage, number: int, **facts) -> None:
    """So many who were asked and answered, and one who did not."""
    for one in range(number):
        asked(session, f"P{one}", answered=True)
        Feedback.objects.create(**{"session": session, "rating": 5, "will_use": "yes", **facts})
    asked(session, "Silent")


def written_to() -> set[str]:
    return set(Letter.objects.filter(event="session_feedback").values_list("address", flat=True))


# --- who is asked ---------------------------------------------------------------------------------------------------
def test_who_attended_is_asked_once_in_their_language(session):
    ana = comes(session, "Ana", attended=True, language="fr")
    comes(session, "Absent", attended=False)
    comes(session, "Unsaid")
    waited = comes(session, "Waited", State.WAITING, attended=True)

    first, second = reminding.ask_for_feedback(), reminding.ask_for_feedback()

    assert (first, second) == (2, 0)
    assert written_to() == {ana.email, waited.email}
    letter = Letter.objects.get(address=ana.email)
    assert letter.language == "fr"
    assert "/fr/registrations/" in letter.text
    assert letter.text.count("/feedback/") == 1


def test_where_nobody_noted_attendance_all_with_a_place_are_asked(session):
    coming = comes(session, "Coming")
    for name, state in (("Gone", State.CANCELLED), ("No", State.DECLINED), ("Waits", State.WAITING)):
        comes(session, name, state)
    comes(session, "Offered", State.OFFERED), comes(session, "Applied", State.APPLIED)
    personal_data.erase(registration=comes(session, "Erased"))

    assert reminding.ask_for_feedback() == 1
    assert written_to() == {coming.email}


def test_who_is_gone_is_not_asked_though_they_were_there(session):
    comes(session, "Gone", State.CANCELLED, attended=True)
    comes(session, "Unsaid")

    assert reminding.ask_for_feedback() == 0


def test_who_is_noted_later_is_asked_later(session):
    comes(session, "Ana", attended=True)
    late = comes(session, "Late")
    reminding.ask_for_feedback()

    Registration.objects.filter(pk=late.pk).update(attended=True)

    assert reminding.ask_for_feedback() == 1
    assert written_to() == {"ana@example.org", "late@example.org"}


@pytest.mark.parametrize(("days", "number"), [(-3, 0), (0, 0), (1, 1), (60, 1), (61, 0)])
def test_from_the_day_after_for_60_days(site, days, number):
    comes(over(days), "Ana")

    assert reminding.ask_for_feedback() == number


def test_the_day_after_is_that_of_the_last_day_where_the_session_is(site):
    session = over(1, starts_at=time(9), ends_at=time(17), timezone="Africa/Tunis")
    last_day = datetime.now(UTC).date() - timedelta(days=1)

    opens = feedback.opens_at(session)

    assert opens is not None
    assert opens.isoformat() == f"{last_day + timedelta(days=1)}T00:00:00+01:00"


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_nothing_is_asked_about_what_was_not_held(site, status):
    comes(over(2, status=status), "Ana")

    assert reminding.ask_for_feedback() == 0


def test_nothing_is_asked_about_a_session_that_is_not_public(site):
    comes(over(live=False), "Ana")

    assert reminding.ask_for_feedback() == 0


def test_the_daily_work_notes_that_it_was_held_and_asks_once(site):
    comes(over(2, status="planned"), "Ana")

    for _day in range(2):
        _done, failed = due.do_all()
        assert failed == []

    assert Letter.objects.filter(event="session_feedback").count() == 1


# --- answering ------------------------------------------------------------------------------------------------------
def test_one_answers_by_the_link_and_nothing_leads_back(client, session):
    ana = asked(session)

    assert attributes(client.get(page_of(ana)), "[name=rating]", "value") == ["1", "2", "3", "4", "5"]
    assert not Feedback.objects.exists(), "looking changes nothing"
    answer = client.post(page_of(ana), ANSWERS)

    given = Feedback.objects.get()
    assert answer["Location"] == page_of(ana)
    assert (given.session_id, given.rating, given.will_use) == (session.pk, 4, "perhaps")
    assert given.learned == ANSWERS["learned"]
    kinds = {type(getattr(given, one.attname)).__name__ for one in Feedback._meta.concrete_fields}
    assert kinds == {"UUID", "int", "str"}, "no moment, and no key that is counted"
    ana.refresh_from_db()
    assert ana.answered is True
    assert not ReferenceIndex.model_is_indexable(Feedback), "its rows and tasks have keys in the order of the answers"


def test_a_second_click_and_a_second_visit_say_thank_you_and_change_nothing(client, session):
    ana = asked(session)

    for rating in ("4", "1"):
        client.post(page_of(ana), {**ANSWERS, "rating": rating})
    page = client.get(page_of(ana))

    assert list(Feedback.objects.values_list("rating", flat=True)) == [4]
    assert (page.status_code, text(page, "h1")) == (200, "Thank you for your answers")
    assert not has(page, "main form")


def test_of_two_at_the_same_moment_one_counts(session):
    ana = asked(session)
    both = [Registration.objects.get(pk=ana.pk) for _click in range(2)]

    kept = [
        feedback.give_feedback(registration=one, feedback=Feedback(rating=rating, will_use="yes"))
        for one, rating in zip(both, (5, 1), strict=True)
    ]

    assert kept == [True, False]
    assert Feedback.objects.get().rating == 5


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(client, session):
    ana = asked(session)

    page = client.post(page_of(ana), {"learned": "Ask before building", "will_use": "no"})
    wrong = client.post(page_of(ana), {**ANSWERS, "rating": "6", "will_use": "maybe"})

    assert "Choose a number from 1 to 5." in text(page, "[role=alert]")
    assert text(page, "[name=learned]") == "Ask before building"
    assert attributes(page, "[name=will_use][checked]", "value") == ["no"]
    assert len(texts(wrong, "[role=alert] li")) == 2
    assert not Feedback.objects.exists()
    ana.refresh_from_db()
    assert not ana.answered


def test_words_may_be_left_out(client, session):
    client.post(page_of(asked(session)), {**ANSWERS, "learned": "  "})

    assert Feedback.objects.get().learned == ""


def test_after_60_days_the_page_says_it_is_closed(client, site):
    open_still, late, done = asked(over(60)), asked(over(61), "Bo"), asked(over(61), "Cy", answered=True)

    assert has(client.get(page_of(open_still)), "main form")
    for page in (client.get(page_of(late)), client.post(page_of(late), ANSWERS)):
        assert (page.status_code, text(page, "h1")) == (410, "The questions are closed")
    assert client.get(page_of(done)).status_code == 200
    assert not Feedback.objects.exists()


def test_who_was_not_asked_has_no_questions(client, session):
    for one in (comes(session, "Absent"), comes(over(-3, status="planned"), "Early")):
        assert client.get(page_of(one)).status_code == 404
        assert client.post(page_of(one), ANSWERS).status_code == 404
    assert client.get("/en/registrations/wrong/feedback/").status_code == 410


def test_the_person_s_own_page_leads_there_until_they_have_answered(client, session):
    ana = asked(session)

    before = attributes(client.get(link_of(ana)), "main a", "href")
    Registration.objects.filter(pk=ana.pk).update(answered=True)

    assert page_of(ana) in before
    assert page_of(ana) not in attributes(client.get(link_of(ana)), "main a", "href")


# --- erased ---------------------------------------------------------------------------------------------------------
def test_erasing_closes_the_link_and_keeps_the_words_without_a_name(client, session):
    ana = asked(session)
    client.post(page_of(ana), ANSWERS)
    ana.refresh_from_db()

    assert "we do not know which are yours" in text(client.get(link_of(ana, "registration_erase")))
    assert data_of(ana)["registration"]["answered"]["value"] is True
    personal_data.erase(registration=ana)

    assert client.get(page_of(ana)).status_code == 410
    assert client.post(page_of(ana), ANSWERS).status_code == 410
    assert Feedback.objects.get().learned == ANSWERS["learned"]
    ana.refresh_from_db()
    assert (ana.asked, ana.answered) == (True, False)
    assert feedback.results_of(session).asked == 1


def test_an_erased_person_is_not_asked_again_nor_counted_twice(session):
    ana = asked(session)
    personal_data.erase(registration=ana)

    assert reminding.ask_for_feedback() == 0
    assert not feedback.give_feedback(registration=ana, feedback=Feedback(rating=5, will_use="yes"))


# --- what the team reads --------------------------------------------------------------------------------------------
@pytest.fixture
def lead(session, client) -> User:
    lead = person("lead", Role.ORGANISER)
    form_team(session=session, by=lead)
    client.force_login(lead)
    return lead


def results(session: SessionPage) -> str:
    return reverse("session_feedback", args=[session.pk])


def test_fewer_than_five_answers_are_only_counted(client, session, lead):
    answered_by(session, 4, learned="Only words of mine")

    page = client.get(results(session))

    assert texts(page, ".counts b") == ["5", "4"]
    assert "4 people answered. Results are shown from 5 answers on" in text(page)
    assert not has(page, ".bars")
    assert_nowhere(page, "Only words of mine", "5.0")


def test_from_five_answers_on_they_are_shown_as_counts(client, session, lead):
    answered_by(session, 4)
    for rating, use, words in ((2, "no", "Zoning"), (3, "perhaps", "<b>Ask</b> first")):
        Feedback.objects.create(session=session, rating=rating, will_use=use, learned=words)

    page = client.get(results(session))

    ratings, uses = (texts(page, f".bars:nth-of-type({n}) b") for n in (1, 2))
    assert texts(page, ".counts b") == ["5", "6", "4.2 of 5"]
    assert ratings == ["4", "0", "1", "1", "0"]
    assert uses == ["4", "1", "1"]
    assert texts(page, ".lines li") == ["<b>Ask</b> first", "Zoning"]


@pytest.mark.parametrize("order", [("Beds", "Élan", "Zoning"), ("Zoning", "Élan", "Beds")])
def test_the_order_of_words_is_not_that_of_time(session, order):
    answered_by(session, 5)
    for words in order:
        Feedback.objects.create(session=session, rating=1, will_use="no", learned=words)

    found = feedback.results_of(session)

    assert found.words == ("Beds", "Élan", "Zoning")
    assert found.average == Decimal("3.5")


def test_before_anybody_is_asked_the_page_says_what_comes(client, session, lead):
    assert "The day after the session" in text(client.get(results(session)))


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.EDITOR, Role.MNE, Role.TRANSLATOR])
def test_another_s_session_is_not_there(client, session, role):
    answered_by(session, 5)
    client.force_login(person("other", role))

    assert client.get(results(session)).status_code == 404


def test_a_visitor_is_asked_to_sign_in_and_an_administrator_reads_it(client, session):
    answered_by(session, 5)

    assert "login" in client.get(results(session))["Location"]
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "password"))
    assert has(client.get(results(session)), ".bars")


def test_the_list_of_registrations_does_not_say_who_answered(client, session, lead):
    asked(session, "Ana", answered=True)
    asked(session, "Bo")
    pages = [client.get(reverse(name, args=[session.pk])) for name in ("session_registrations", "session_attendance")]
    file = client.post(reverse("session_file", args=[session.pk]), {"format": "csv"})

    assert_nowhere(pages[0], "answered")
    assert_nowhere(pages[1], "answered")
    assert b"answered" not in b"".join(file)


def test_results_cost_the_same_with_many(
    client, session, lead, django_assert_num_queries, django_assert_max_num_queries
):
    answered_by(session, 5)
    client.get(results(session))
    with django_assert_max_num_queries(25) as few:
        client.get(results(session))
    Feedback.objects.bulk_create(Feedback(session=session, rating=3, will_use="no", learned=str(n)) for n in range(100))

    with django_assert_num_queries(len(few)):
        client.get(results(session))


# --- what is next ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("days", "number", "code"), [(1, 4, "copy"), (1, 5, "feedback"), (60, 5, "feedback"), (61, 5, "copy")]
)
def test_feedback_is_next_while_there_is_enough_of_it(site, days, number, code):
    done = {"lessons": [Lesson(text="Listen first")], "agenda_items": [AgendaItem(title="Welcome")]}
    session = over(days, **done)
    for _one in range(number):
        Feedback.objects.create(session=session, rating=5, will_use="yes")
    session = SessionPage.objects.select_related("desk").get(pk=session.pk)

    step = next_step(session, numbers_of([session])[session.pk])

    assert step is not None
    assert step.code == code
    assert SessionDesk.of(session).status == "held"
