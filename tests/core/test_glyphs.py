"""A theme's drawing is one that the sheet has."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from core.models import Theme
from tests import factories
from tests.factories.people import person
from tests.pages import has

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


def test_an_editor_chooses_a_drawing_and_cannot_name_one_that_is_not_there():
    theme = factories.theme("water", name_en="Water")
    client = Client()
    client.force_login(person("editor", Role.EDITOR))
    address = reverse("theme:edit", args=[theme.pk])
    words = {"code": "water", "name_en": "Water", "order": "1"}

    form = client.get(address)
    unknown = client.post(address, {**words, "icon": "fountain"})
    client.post(address, {**words, "icon": "health"})

    assert has(form, "label:has([name=icon][value=health]) use[href$='#i-health']")
    assert unknown.context["form"].has_error("icon")
    assert Theme.objects.get(pk=theme.pk).icon == "health"


def test_a_theme_without_a_drawing_has_a_neutral_one():
    drawn, plain = Theme(code="health"), Theme(code="water", icon="fountain")

    assert (drawn.glyph, plain.glyph) == ("health", "unset")
