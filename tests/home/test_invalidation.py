"""What is kept is made anew after every write of what is shown: no model is forgotten."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.apps import apps
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.images import get_image_model

from core.caching import stamp
from core.models import Change
from home.invalidation import rooms
from monitoring.measuring import Entry, save_draft
from monitoring.models import Contribution
from tests import factories
from tests.factories import monitoring as made
from tests.pages import texts
from tests.rooms import ROOMS

pytestmark = pytest.mark.django_db

MODELS = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in ROOMS]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_refreshes_what_is_kept_or_is_named_as_never_shown(model):
    owner = model._meta.auto_created or model
    named = owner.__name__ in apps.get_app_config(model._meta.app_label).never_shown

    for signal in [m2m_changed] if model._meta.auto_created else [post_save, post_delete, m2m_changed]:
        watched = {uid for (uid, _sender), *_rest in signal.receivers}
        assert (("change", "kept", model) in watched) is not named


def test_what_is_named_as_never_shown_is_there_and_says_why():
    assert {room.label for room in rooms()} == {model._meta.app_label for model in MODELS}
    for room in rooms():
        assert set(room.never_shown) <= {model.__name__ for model in room.get_models()}
        assert all(room.never_shown.values())


def test_a_funder_that_is_renamed_has_its_new_name_on_the_page_of_results(site, client):
    funder = factories.organisation("The Funder")
    Contribution.objects.create(phase=factories.phase(2), organisation=funder, amount=5_550_000)
    assert "total budget: The Funder 5,550,000" in texts(client.get("/en/monitoring/"), ".counts span")

    funder.name_en = "The New Name"
    funder.save()

    assert "total budget: The New Name 5,550,000" in texts(client.get("/en/monitoring/"), ".counts span")


def test_a_value_is_one_change_however_many_rows_it_has(site):
    period = made.period(made.line(factories.phase(2), made.indicator(dimensions=["sex"])))
    parts = {"sex": {"female": Decimal(3), "male": Decimal(4)}}
    save_draft(period=period, entry=Entry(value=Decimal(7), parts=parts), by=None)
    before = Change.objects.count()

    save_draft(period=period, entry=Entry(value=Decimal(7), parts=parts), by=None)

    assert Change.objects.count() == before + 2, "the value and the step"


def test_a_picture_refreshes_what_is_kept():
    before = stamp()

    get_image_model().objects.create(title="A harbour", file="harbour.png", width=1, height=1)

    assert stamp() != before
