"""A lesson on the pages of what it is about, and as the draft of a practice."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.roles import Role
from learning.models import Lesson
from practices.models import PracticePage
from tests import factories
from tests.factories.people import person
from tests.pages import has, read, texts

pytestmark = pytest.mark.django_db
TEXT = "لا تبدأ بدون السكان."


def learned(live: bool = True, **about):
    return factories.session("Housing", language="ar", starts="2019", live=live, lessons=[Lesson(text=TEXT, **about)])


def begin(client, session):
    return client.post(reverse("begin_practice_from_lesson", args=[session.lessons.get().pk]))


def test_it_stands_on_practice_city_and_theme_marked_in_its_language(client, site):
    city, theme = factories.city("Sfax"), factories.theme("housing")
    practice = factories.practice("Desk", slug="desk", under=city)
    factories.guide("housing")
    learned(city=city, theme=theme, practice=practice)

    for address in ("/en/cities/sfax/", "/en/cities/sfax/desk/", "/en/practices/housing/"):
        page = read(client.get(address))
        assert texts(page, "[lang=ar] p") == [TEXT]
        assert has(page, "a[href*='#lesson-']")


def test_a_drafts_lesson_stands_nowhere(client, site):
    city = factories.city("Sfax")
    learned(live=False, city=city)

    assert not has(read(client.get("/en/cities/sfax/")), "a[href*='#lesson-']")


def test_a_city_begins_one_practice_however_often_it_presses(client, site):
    city = factories.city("Sfax")
    session = learned(city=city, theme=factories.theme("housing"))
    official = person("official", Role.OFFICIAL, city)
    client.force_login(official)
    page = read(client.get(session.get_url()))

    first, second = begin(client, session), begin(client, session)

    assert has(page, "form[action$='/begin-practice/'] [name=csrfmiddlewaretoken]")
    assert first.status_code == second.status_code == 302
    draft = PracticePage.objects.get()
    assert first.url == second.url == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert (draft.live, draft.owner, draft.language, draft.advice) == (False, official, "ar", TEXT)
    assert [theme.code for theme in draft.themes.all()] == ["housing"]
    assert draft.sources.get().label == "Housing"
    assert client.get(first.url).status_code == 200


def test_another_citys_official_does_not(client, site):
    session = learned(city=factories.city("Sfax"))
    client.force_login(person("other", Role.OFFICIAL, factories.city("Tunis")))

    assert not has(read(client.get(session.get_url())), "form[action$='/begin-practice/']")
    assert begin(client, session).status_code == 403
    assert not PracticePage.objects.exists()
