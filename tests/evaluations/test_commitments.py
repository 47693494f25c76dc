"""A city proposes, an editor publishes, an officer follows; what is not public is nobody else's business."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from core.steps import history_of
from evaluations.commitments import committing
from evaluations.models import Commitment
from learning.models import Recommendation
from tests import factories
from tests.factories import evaluations as made
from tests.factories.people import person
from tests.pages import assert_nowhere, text, texts

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"
ROLES = {"editor": Role.EDITOR, "mne": Role.MNE, "translator": Role.TRANSLATOR}
EVERYBODY = [*ROLES, "focal-point tangier", "official tangier", "focal-point lisbon", "visitor"]


def client_of(who: str, tangier) -> Client:
    client = Client()
    if who in ROLES:
        client.force_login(person(who, ROLES[who]))
    elif who != "visitor":
        role, place = who.rsplit(" ", 1)
        client.force_login(person(who, role, tangier if place == "tangier" else factories.city("Lisbon")))
    return client


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_know_of_it_and_what_they_may_do(tangier, who):
    draft, client = made.commitment(tangier), client_of(who, tangier)
    form = {"framework_item": draft.framework_item_id, "text": "New.", "language": "en", "status": "proposed"}

    opened = client.get(reverse("commitment", args=[draft.pk])).status_code == 200
    client.post(reverse("edit_commitment", args=[draft.pk]), form)
    client.post(f"{reverse('new_commitment')}?city=tangier", form)
    client.post(reverse("commitment", args=[draft.pk]), {"step": "publish"})

    written = set(Commitment.objects.values_list("text", flat=True))
    assert opened == (who in ("editor", "mne", "focal-point tangier"))
    assert written == ({"New."} if who in ("mne", "focal-point tangier") else {draft.text})
    of_tangier = Commitment.objects.filter(city=tangier).count()
    assert of_tangier == (2 if who in ("mne", "focal-point tangier") else 1)
    assert Commitment.objects.filter(published__isnull=False).exists() == (who == "editor")


def test_what_is_published_stands_on_the_citys_page_with_what_shows_it(client, tangier):
    practice = factories.practice("Welcome desk", under=tangier)
    draft = factories.practice("Secret desk", under=tangier, live=False)
    made.commitment(tangier, "A secret promise.")
    made.committed(tangier, HOSTILE, evidence=practice.page_ptr, language="fr")
    made.committed(tangier, "Second.", evidence=draft.page_ptr)

    page = client.get(tangier.get_url())

    public = "#commitments + ul > li"
    assert sorted(texts(page, f"{public} > div")) == [HOSTILE, "Second."]
    assert texts(page, f"{public} a") == ["Welcome desk"]
    assert texts(page, "main a").count("Welcome desk") == 2
    assert texts(page, f"{public} .sign") == ["Committed"] * 2
    assert_nowhere(page, HOSTILE, "secret", "Secret")


def test_one_to_a_recommendation_is_public_with_its_publication(client, tangier):
    publication = factories.publication("Handbook")
    wanted = Recommendation.objects.create(publication=publication, words="Open one door.", code="R1")
    made.committed(tangier, "We open it.", recommendation=wanted)

    before = client.get(tangier.get_url())
    publication.unpublish()
    after = client.get(tangier.get_url())

    assert "Open one door." in text(before, "#commitments + ul > li")
    assert_nowhere(after, "We open it.", "Open one door.")


def test_an_officer_follows_it_and_the_history_keeps_each_step(tangier):
    one, officer = made.committed(tangier), person("officer", Role.MNE)
    client = Client()
    client.force_login(officer)
    address = reverse("commitment", args=[one.pk])

    client.post(address, {"step": "follow", "follow-status": "kept", "follow-note": "Opened in May."})
    silent = client.post(address, {"step": "withdraw", "withdraw-note": ""})
    page = client.get(address)

    one.refresh_from_db()
    assert (one.status, silent.status_code) == ("kept", 200)
    assert "Opened in May." in texts(page, "blockquote")
    assert [entry.data["status"] for entry in history_of(one)] == ["kept", "committed"]


def test_a_public_one_is_not_rewritten_and_evidence_is_the_citys_own(tangier):
    one, foreign = made.committed(tangier), factories.practice("Elsewhere")

    one.text = "Something else."
    with pytest.raises(ValidationError, match="is public"):
        committing.save_draft(one, by=None)
    with pytest.raises(ValidationError, match="of this city"):
        committing.follow(one, by=None, status="kept", evidence=foreign.page_ptr)
    with pytest.raises(ValidationError, match="has been published"):
        committing.discard(one, by=None)
    with pytest.raises(ValidationError, match="Choose one"):
        committing.save_draft(Commitment(city=tangier, text="To nothing."), by=None)


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_costs_the_same_however_many_there_are(tangier, django_assert_max_num_queries, number):
    practice = factories.practice(under=tangier)
    for _ in range(number):
        made.commitment(tangier, evidence=practice.page_ptr)
    client = client_of("mne", tangier)
    client.get(reverse("commitments"))

    with django_assert_max_num_queries(10):
        client.get(reverse("commitments"))
