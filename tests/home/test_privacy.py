"""What the privacy page says of how long things are kept is what the code does, in every language."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from accounts import post
from cities import asking, checking_in, corresponding, inviting, peers, request_followup
from learning import personal_data, registering
from tests import factories
from tests.programme import SITE

WORDS = json.loads((SITE / "privacy.json").read_text("utf-8"))["words"]
COOKIES, ASKING, SESSIONS, CITY, LETTERS = 9, 11, 13, 15, 17
"""Which part of the body each text is."""


def said(language: str, part: int) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", WORDS[language]["body"][part][1])]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_numbers_are_those_of_the_code(language):
    weeks, session = (
        timedelta(seconds=settings.CSRF_COOKIE_AGE).days // 7,
        timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )
    hours = asking.CONFIRM_WITHIN // timedelta(hours=1)
    ends, forgotten = corresponding.ENDS_AFTER.days, request_followup.FORGOTTEN_AFTER.days

    assert said(language, COOKIES) == [weeks, session.days]
    assert said(language, ASKING) == [hours, request_followup.GIVEN_UP_AFTER.days, ends, forgotten]
    assert said(language, SESSIONS) == [
        registering.CONFIRM_WITHIN // timedelta(hours=1),
        personal_data.NEEDS_KEPT.days,
        personal_data.ENDED_KEPT.days,
        settings.REGISTRATIONS_KEPT_MONTHS,
        personal_data.FEWEST,
    ]
    assert said(language, CITY) == [inviting.LASTS.days, checking_in.LINK_LASTS.days, peers.LASTS.days]
    assert said(language, LETTERS) == [post.KEPT.days, post.GIVEN_UP_AFTER.days]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_cookie_is_named(language):
    names = (settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)

    assert [name for name in names if name not in WORDS[language]["body"][COOKIES][1]] == []
    assert settings.LANGUAGE_COOKIE_AGE is None  # until the browser is closed


@pytest.mark.django_db
def test_reading_sets_no_cookie_and_a_form_sets_the_one_that_protects_it(client, site):
    city = factories.city("Tangier")
    for address in ("/en/", "/fr/practices/", city.get_url()):
        assert not client.get(address).cookies

    assert set(client.get(reverse("ask_city", args=[city.slug])).cookies) == {settings.CSRF_COOKIE_NAME}
