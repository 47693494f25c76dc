"""The free part of a text is translated block by block: pictures and files come from the original."""

from __future__ import annotations

import json

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import querydict_from_html

from accounts.roles import Role
from core.block_words import texts_of
from practices.models import PracticePage, PracticeTranslation
from tests import factories
from tests.factories.people import person
from tests.pages import attributes, has, read, text

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


@pytest.fixture
def practice(site) -> PracticePage:
    picture = Image.objects.create(title="Desk", file=get_test_image_file(size=(40, 30)))
    file = Document.objects.create(title="Plan", file=ContentFile(b"x", "plan.txt"))
    body = [
        {"type": "heading", "value": "How it was staffed", "id": "b1"},
        {"type": "text", "value": "<p>Open on <b>three</b> mornings.</p>", "id": "b2"},
        {
            "type": "picture",
            "id": "b3",
            "value": {
                "image": {"image": picture.pk, "decorative": False, "alt_text": "A counter"},
                "caption": "The desk in 2020",
            },
        },
        {"type": "file", "value": {"document": file.pk, "title": "The plan"}, "id": "b4"},
        {
            "type": "steps",
            "id": "b5",
            "value": {
                "title": "Steps",
                "steps": [
                    {"type": "item", "value": "Ask.", "id": "s1"},
                    {"type": "item", "value": "Begin.", "id": "s2"},
                ],
            },
        },
        {
            "type": "evidence",
            "id": "b6",
            "value": {"claim": "Halved", "how_known": "Counted", "source": "https://example.org/", "year": 2020},
        },
    ]
    return factories.practice("Welcome desk", language="en", body=json.dumps(body))


@pytest.fixture
def translator(db) -> Client:
    client = Client()
    client.force_login(person("translator", Role.TRANSLATOR, language="en"))
    return client


def begin(client: Client, practice: PracticePage, **words):
    address = reverse("wagtailadmin_pages:add", args=["practices", "practicetranslation", practice.pk]) + "?into=fr"
    form = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    return client.post(address, {**{name: form.getlist(name) for name in form}, "title": "Bureau", **words})


def raw(page) -> list[dict]:
    newest = page.get_latest_revision_as_object() if page.latest_revision_id else page
    return newest.body.stream_block.get_prep_value(newest.body)


def test_every_text_of_every_block_is_found_and_nothing_else(practice):
    found = {"_".join(text.path): text.text for text in texts_of(practice.body)}

    assert found == {
        "b1": "How it was staffed",
        "b2": "<p>Open on <b>three</b> mornings.</p>",
        "b3_image_alt_text": "A counter",
        "b3_caption": "The desk in 2020",
        "b4_title": "The plan",
        "b5_title": "Steps",
        "b5_steps_s1": "Ask.",
        "b5_steps_s2": "Begin.",
        "b6_claim": "Halved",
        "b6_how_known": "Counted",
    }


def test_a_translator_gives_words_and_pictures_files_and_addresses_stay(practice, translator):
    begin(
        translator,
        practice,
        body_b1="Le personnel",
        body_b3_image_alt_text="Un guichet",
        body_b3_caption="Le bureau en 2020",
        body_b4_title="Le plan",
        body_b6_claim="Moitié moins",
    )
    french = PracticeTranslation.objects.get()
    before, after = raw(practice), raw(french)

    facts = {item["id"]: item["value"] for item in before}
    assert [item["id"] for item in after] == ["b1", "b3", "b4", "b6"]
    words = {item["id"]: item["value"] for item in after}
    assert words["b1"] == "Le personnel"
    picture = facts["b3"]["image"]["image"]
    assert words["b3"]["image"] == {"image": picture, "decorative": False, "alt_text": "Un guichet"}
    assert words["b4"] == {"document": facts["b4"]["document"], "title": "Le plan"}
    assert words["b6"]["source"] == "https://example.org/"


def test_the_form_shows_each_text_beside_the_original_s(practice, translator):
    begin(translator, practice, body_b1="Le personnel")
    french = PracticeTranslation.objects.get()

    page = read(translator.get(reverse("wagtailadmin_pages:edit", args=[french.pk])))

    assert text(page, ".beside:has([name=body_b3_caption]) .beside-text") == "The desk in 2020"
    assert text(page, ".beside:has([name=body_b2]) .beside-text b") == "three"
    assert attributes(page, "[name=body_b1]", "value") == ["Le personnel"]
    assert not has(page, "[name=body-count]")


def test_what_is_not_in_the_form_that_is_sent_is_kept(practice, translator):
    begin(translator, practice, body_b1="Le personnel", body_b4_title="Le plan")
    french = PracticeTranslation.objects.get()
    address = reverse("wagtailadmin_pages:edit", args=[french.pk])
    form = querydict_from_html(translator.get(address).content.decode(), form_id="page-edit-form")
    data = {name: form.getlist(name) for name in form if not name.startswith("body_b1")}

    translator.post(address, {**data, "body_b4_title": "Plan"})

    words = {item["id"]: item["value"] for item in raw(PracticeTranslation.objects.get())}
    assert (words["b1"], words["b4"]["title"]) == ("Le personnel", "Plan")


def test_a_body_that_was_loaded_is_read_by_its_order(practice, translator):
    practice.body = [("heading", "One"), ("text", RichText("<p>Two</p>"))]
    practice.save_revision().publish()
    practice = PracticePage.objects.get()
    french = factories.translate(practice, "fr", "Bureau", body=[("heading", "Un"), ("text", RichText("<p>Deux</p>"))])
    address = reverse("wagtailadmin_pages:edit", args=[french.pk])

    page = translator.get(address)
    form = querydict_from_html(page.content.decode(), form_id="page-edit-form")
    translator.post(address, {name: form.getlist(name) for name in form})

    after = raw(PracticeTranslation.objects.get())
    assert after[0] == {"type": "heading", "value": "Un", "id": practice.body[0].id}
    assert "Deux" in after[1]["value"]
