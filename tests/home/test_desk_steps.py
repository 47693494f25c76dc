"""From every desk there is a way on: to what is to be translated, to a session, to what is to be corrected."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import Letter
from accounts.roles import Role
from home.models import TranslationAssignment
from home.translation_board.waiting import write_to_translators
from learning.models import AgendaItem, Lesson, SessionPage
from practices.confirming import confirm
from practices.models import PracticePage
from tests import factories
from tests.factories.people import person
from tests.pages import has, texts

pytestmark = pytest.mark.django_db
DESK = "/en/desk/"


def desk(client, user) -> dict[str, str]:
    """What waits on the desk of `user`: titles and texts."""
    client.force_login(user)
    return {str(line.waiting.title): line.waiting.text for line in client.get(DESK).context["lines"]}


def publish_again(page, **words):
    page = type(page).objects.get(pk=page.pk)
    for name, text in words.items():
        setattr(page, name, text)
    page.save_revision().publish()


# --- translators ------------------------------------------------------------------------------------------------
@pytest.fixture
def translator(site):
    return person("translator", Role.TRANSLATOR, first_name="Ana", last_name="Ruiz")


def test_new_missing_and_outdated_texts_wait_for_the_translators(client, translator):
    practice = factories.practice("Desk for newcomers", challenge="Nobody knew.")
    french = factories.translate(practice, "fr", "Guichet")
    type(french).objects.filter(pk=french.pk).update(owner=translator)
    publish_again(practice, challenge="Everybody knew.")

    client.force_login(translator)
    lines = [line.waiting for line in client.get(DESK).context["lines"]]

    outdated, new = (line for line in lines if str(line.title) == "Desk for newcomers")
    assert "You translated it." in outdated.text
    assert outdated.url.partition("?")[0] == reverse("wagtailadmin_pages:edit", args=[french.pk])
    assert "Español, العربية" in new.text
    assert any("missing" in str(line.title) for line in lines)
    assert all(client.get(line.url).status_code == 200 for line in lines)


def test_what_one_translator_takes_waits_for_no_other(client, translator):
    other = person("other", Role.TRANSLATOR)
    practice = factories.practice("Desk for newcomers")
    factories.translate(practice, "es")
    factories.translate(practice, "ar")
    step = {"subject": practice.pk, "language": "fr", "step": "take"}

    client.force_login(translator)
    client.post(reverse("assign_translation"), step)
    client.force_login(other)
    client.post(reverse("assign_translation"), step)

    assert TranslationAssignment.objects.get().translator == translator
    assert "Ana Ruiz is working on it" in texts(client.get(reverse("translation_board")), "td .beside-language")
    assert "You are working on it. Into: Français." in desk(client, translator)["Desk for newcomers"]
    assert "Desk for newcomers" not in desk(client, other)
    factories.translate(practice, "fr")
    assert not TranslationAssignment.objects.exists()


def test_a_translation_is_taken_only_by_those_who_may_write_it(client, translator):
    practice = factories.practice()
    client.force_login(person("official", Role.OFFICIAL, factories.city("Lisbon")))

    answer = client.post(reverse("assign_translation"), {"subject": practice.pk, "language": "fr", "step": "take"})

    assert answer.status_code != 200
    assert not TranslationAssignment.objects.exists()


def test_translators_have_one_letter_about_all_that_is_new(translator):
    translator.language = "fr"
    translator.save()
    practice = factories.practice("Desk for newcomers")
    factories.practice("School for parents")

    assert write_to_translators() > 1
    assert write_to_translators() == 0
    publish_again(practice, challenge="Everybody knew.")
    assert write_to_translators() == 1

    first, second = Letter.objects.filter(event="translations_wanted").order_by("pk")
    assert first.language == "fr"
    assert first.subject != second.subject
    assert len(mail.outbox) < 3


# --- organisers -------------------------------------------------------------------------------------------------
@pytest.fixture
def organiser(site):
    return person("organiser", Role.ORGANISER)


def test_an_organiser_writes_a_session_from_the_desk(client, organiser):
    client.force_login(organiser)

    for page in (client.get(DESK), client.get(reverse("wagtailadmin_home"))):
        assert has(page, f"main .button.big[href='{reverse('desk_write_session')}']")
    answer = client.get(reverse("desk_write_session"), follow=True)
    assert answer.status_code == 200
    assert answer.context["page"].specific_class is SessionPage


def test_a_session_is_copied_without_its_day_registration_and_outcome(client, organiser):
    city = factories.city("Lisbon")
    held = factories.session(
        "Housing first",
        objectives="Know two ways.",
        summary="It rained.",
        starts="2026-03-01",
        participants=40,
        desk={"capacity": 50, "registration": "open"},
        cities=[city],
        programme_id="session-1",
        themes=[factories.theme()],
        agenda_items=[AgendaItem(title="Welcome", starts=timezone.now())],
        lessons=[Lesson(text="Begin early.")],
    )
    client.force_login(organiser)

    assert texts(client.get(DESK), "#sessions + ul h3") == ["Housing first"]
    answer = client.post(reverse("desk_copy_session", args=[held.pk]), follow=True)

    copied = SessionPage.objects.exclude(pk=held.pk).get()
    assert answer.status_code == 200
    assert (copied.live, copied.desk.status, copied.desk.registration) == (False, "planned", "closed")
    assert (copied.starts, copied.participants, copied.desk.capacity, copied.summary) == (None, None, None, "")
    assert list(copied.team.values_list("person", "role")) == [(organiser.pk, "lead")]
    assert (copied.objectives, copied.owner, copied.programme_id) == ("Know two ways.", organiser, None)
    assert not copied.cities.exists()
    assert not copied.lessons.exists()
    assert copied.themes.count() == 1
    item = copied.get_latest_revision_as_object().agenda_items.get()
    assert (item.title, item.starts) == ("Welcome", None)
    assert item.uuid != held.agenda_items.get().uuid


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.MNE])
def test_nobody_else_copies_a_session(client, site, role):
    held = factories.session()
    client.force_login(person("somebody", role))

    client.get(reverse("desk_write_session"))
    client.post(reverse("desk_copy_session", args=[held.pk]))

    assert SessionPage.objects.get() == held


# --- a city -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("answer", ["changed", "ended"])
def test_what_a_city_says_has_changed_stays_on_its_desk_until_the_page_says_so(client, site, answer):
    city = factories.city("Tangier")
    practice = factories.practice("Desk", under=city, did_not_work="Opening late.")
    official = person("official", Role.OFFICIAL, city)
    confirm(practice=practice, answer=answer, by_role=Role.FOCAL_POINT)

    [title] = desk(client, official)

    assert "Desk" in title
    page = PracticePage.objects.get(pk=practice.pk)
    page.challenge = "Nobody knew of it."
    page.save_revision()
    assert "There is a draft" in next(iter(desk(client, official).values()))
    publish_again(practice, challenge="Nobody knew.")
    assert desk(client, official) == {}


# --- one desk ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR, Role.ORGANISER, Role.MNE, Role.FOCAL_POINT])
def test_the_desk_and_the_start_of_the_interface_say_the_same(client, site, role, monkeypatch):
    monkeypatch.setattr("core.waiting._sources", [])
    client.force_login(person("somebody", role, factories.city("Tangier") if role == Role.FOCAL_POINT else None))

    public = client.get(DESK).context
    page = client.get(reverse("wagtailadmin_home"))

    assert public["next_steps"].links
    assert all(has(page, f"main .empty [href='{link.url}']") for link in public["next_steps"].links)
    assert all(has(page, f"main nav [href='{link.url}']") for link in public["links"])
    assert "home/_desk_body.html" in [template.name for template in page.templates]
