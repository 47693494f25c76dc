"""The picture a practice, pilot or city is known by: facts once, words per language, no card the worse without."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from django.urls import reverse
from django.utils import translation
from wagtail.images.models import Image
from wagtail.models import Page, ReferenceIndex
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from accounts.roles import Role
from core.models import LeadPicture
from practices.merging import merge
from practices.models import PracticePage, PracticeTranslation
from tests import factories
from tests.core import sent_files
from tests.factories.people import person

pytestmark = pytest.mark.django_db
PICTURE = {
    "alternative_text": "Two women at a desk under a lamp",
    "caption": "The desk in its first winter",
    "author": "City of Tangier",
    "licence": "cc-by-4.0",
}
ROWS = ("figures", "partners", "relations", "sources", "comments")
FORM = {"language": "en", "detail": "snapshot", "did_not_work_for": "public", "body-count": "0"}
WORDS = dict.fromkeys(("intro", "summary", "challenge", "how_it_works", "results"), "Some words.")


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def image(size: tuple[int, int] = (1600, 900), **facts) -> Image:
    file = ImageFile(BytesIO(sent_files.picture(size=size)), name="desk.jpg")
    return Image.objects.create(title="IMG_0042", description="Not these words", file=file, **facts)


def lead_picture(**facts) -> LeadPicture:
    return LeadPicture(**{"image": image(), **PICTURE, **facts})


def with_picture(page: Page, **facts) -> LeadPicture:
    page.lead_pictures = [lead_picture(**facts)]
    page.save_revision().publish()
    return page.lead_pictures.get()


def read(client, page: Page, language: str = "en") -> str:
    with translation.override(language):
        return client.get(page.get_url()).content.decode()


def figure(html: str) -> str:
    return re.search(r'<figure class="lead-picture">.*?</figure>', html, re.DOTALL)[0]


@pytest.mark.parametrize("kind", ["practice", "pilot", "city"])
def test_it_stands_on_the_page_with_its_texts_its_author_and_its_licence(client, site, kind):
    page = getattr(factories, kind)()
    with_picture(page)

    html = read(client, page)
    shown = figure(html)

    assert f'alt="{PICTURE["alternative_text"]}"' in shown
    assert PICTURE["caption"] in shown
    assert "Picture: <bdi>City of Tangier</bdi>" in shown
    assert 'href="https://creativecommons.org/licenses/by/4.0/deed.en" rel="license"' in shown
    assert 'width="624" height="351"' in shown  # nothing moves while it loads
    assert re.search(r'property="og:image" content="http[^"]+\.jpg"', html)
    assert f'property="og:image:alt" content="{PICTURE["alternative_text"]}"' in html
    assert f'property="og:title" content="{page.title}"' in html


@pytest.mark.parametrize("kind", ["practice", "pilot", "city"])
def test_a_page_without_one_says_nothing_of_pictures(client, site, kind):
    html = read(client, getattr(factories, kind)())

    assert "lead-picture" not in html
    assert "og:image" not in html


@pytest.mark.parametrize(
    ("kind", "address"), [("practice", "/en/practices/"), ("pilot", "/en/pilots/"), ("city", "/en/cities/")]
)
def test_it_stands_on_cards_cut_small_and_loaded_late(client, site, kind, address):
    with_picture(getattr(factories, kind)())

    html = client.get(address).content.decode()
    shown = re.search(r"<picture>.*?</picture>", html, re.DOTALL)[0]

    assert f'alt="{PICTURE["alternative_text"]}"' in shown
    assert 'width="480" height="216"' in shown
    assert 'loading="lazy"' in shown
    assert 'type="image/avif"' in shown


def test_a_card_without_a_picture_shows_the_cut_of_the_chart_as_before(client, site):
    city = factories.city("Tangier", latitude=35.7, longitude=-5.8)
    with_picture(factories.practice("With", under=city))
    factories.practice("Without", under=city)

    html = client.get("/en/practices/").content.decode()
    cards = {("With<" in card): card for card in html.split('<article class="card">')[1:]}

    assert "<picture>" in cards[True]
    assert "cut-card" not in cards[True]
    assert "cut-card" in cards[False]
    assert "<picture>" not in cards[False]


def test_its_texts_are_words_and_its_author_and_licence_are_facts(client, site):
    practice = factories.practice("One desk")
    row = with_picture(practice)
    texts = {"alternative_text": "Deux femmes à un guichet", "caption": "Le guichet"}
    factories.translate(practice, "fr", "Un guichet", row_words={str(row.uuid): texts})

    french, arabic = figure(read(client, practice, "fr")), figure(read(client, practice, "ar"))

    assert 'alt="Deux femmes à un guichet" width' in french
    assert "deed.fr" in french
    assert "<bdi>City of Tangier</bdi>" in french
    assert f'alt="{PICTURE["alternative_text"]}" lang="en" dir="ltr"' in arabic
    assert 'alt="Deux femmes à un guichet"' in client.get("/fr/practices/").content.decode()


def test_translators_are_asked_for_its_texts_and_not_for_the_picture(client, site):
    practice = factories.practice("One desk")
    row = with_picture(practice)
    client.force_login(person("translator", Role.TRANSLATOR))

    address = reverse("wagtailadmin_pages:add", args=["practices", "practicetranslation", practice.pk])
    form = client.get(f"{address}?into=fr").context["form"]

    names = {name for name in form.fields if row.uuid.hex in name}
    assert names == {f"row_{row.uuid.hex}_alternative_text", f"row_{row.uuid.hex}_caption"}


def test_a_translation_is_outdated_when_the_alternative_text_changes(site):
    practice = factories.practice("One desk")
    with_picture(practice)
    french = factories.translate(practice, "fr", "Un guichet")
    assert not french.is_outdated

    page = PracticePage.objects.get()
    page.lead_pictures = [lead_picture(alternative_text="An empty desk")]
    page.save_revision().publish()

    assert PracticeTranslation.objects.get().is_outdated


# --- the form ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def tangier(site):
    return factories.city("Tangier")


@pytest.fixture
def official(client, tangier):
    user = person("official", Role.OFFICIAL, tangier)
    client.force_login(user)
    return user


def typed(picture: dict | None, **more) -> dict:
    rows = nested_form_data({name: inline_formset([]) for name in ROWS})
    pictures = nested_form_data({"lead_pictures": inline_formset([picture] if picture else [])})
    chosen = {"themes": [factories.theme().pk], "target_groups": [factories.target_group().pk], "status": "running"}
    return {**FORM, **rows, **pictures, **chosen, "title": "One desk", **WORDS, **more}


def address_to_add(city) -> str:
    return reverse("wagtailadmin_pages:add", args=["practices", "practicepage", city.pk])


@pytest.mark.parametrize("missing", ["alternative_text", "author", "licence"])
def test_a_picture_without_text_author_or_licence_is_not_sent_on_but_kept_in_a_draft(
    client, official, tangier, missing
):
    picture = {**PICTURE, "image": image(collection=tangier.office.collection).pk, missing: ""}

    refused = client.post(address_to_add(tangier), typed(picture, **{"action-submit": "1"}))
    kept = client.post(address_to_add(tangier), typed(picture))

    errors = refused.context["form"].formsets["lead_pictures"].errors
    assert [set(row) for row in errors] == [{missing}]
    assert PICTURE["caption"] in refused.content.decode()  # what was typed stays
    assert kept.status_code == 302
    assert PracticePage.objects.get().lead_picture.caption == PICTURE["caption"]


def test_a_draft_may_have_the_texts_before_the_picture(client, official, tangier):
    client.post(address_to_add(tangier), typed({**PICTURE, "image": ""}))

    draft = PracticePage.objects.get()
    assert draft.lead_pictures.get().author == PICTURE["author"]
    assert draft.lead_picture is None
    preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk]))
    assert preview.status_code == 200


def test_the_form_asks_for_consent_and_is_folded_beside_the_title(client, official, tangier):
    html = client.get(address_to_add(tangier)).content.decode()

    assert "Show people only if they agreed" in html
    assert html.index("lead_pictures-TOTAL_FORMS") < html.index('name="challenge"')
    panel = html[: html.index("lead_pictures-TOTAL_FORMS")].rsplit("<section", 1)[1]
    assert "collapsed" in panel[: panel.index(">")]


def test_a_form_that_was_opened_before_it_had_a_picture_takes_none_away(client, official, tangier):
    practice = factories.practice("One desk", under=tangier, live=False)
    practice.lead_pictures = [lead_picture()]
    practice.save_revision()
    sent = {name: value for name, value in typed(None).items() if not name.startswith("lead_pictures")}

    answer = client.post(reverse("wagtailadmin_pages:edit", args=[practice.pk]), sent)

    assert answer.status_code == 302
    draft = PracticePage.objects.get().get_latest_revision_as_object()
    assert draft.lead_picture.author == PICTURE["author"]


# --- what else happens to a page --------------------------------------------------------------------------------------
def test_a_merged_practice_gives_its_picture_to_one_that_has_none(site):
    editor = person("editor", Role.EDITOR)
    kept, other = factories.practice("Kept"), factories.practice("Other")
    with_picture(other)

    merge(kept=kept, absorbed=PracticePage.objects.get(pk=other.pk), by=editor)

    taken = PracticePage.objects.get(pk=kept.pk).lead_picture
    assert (taken.author, taken.alternative_text) == (PICTURE["author"], PICTURE["alternative_text"])


@pytest.mark.parametrize("why", ["has its own", "in another language"])
def test_a_merged_practice_keeps_its_picture_to_itself(site, why):
    editor = person("editor", Role.EDITOR)
    kept = factories.practice("Kept", language="fr" if why == "in another language" else "en")
    other = factories.practice("Other")
    with_picture(other)
    if why == "has its own":
        with_picture(kept, author="City of Lyon")

    merge(kept=PracticePage.objects.get(pk=kept.pk), absorbed=PracticePage.objects.get(pk=other.pk), by=editor)

    authors = [row.author for row in PracticePage.objects.get(pk=kept.pk).lead_pictures.all()]
    assert authors == (["City of Lyon"] if why == "has its own" else [])


def test_a_copy_has_the_picture_too(site):
    practice = factories.practice("One desk")
    with_picture(practice)

    copy = PracticePage.objects.get().copy(update_attrs={"slug": "copy"}, keep_live=False)

    assert copy.lead_picture.image_id == practice.lead_picture.image_id


def test_whoever_deletes_the_image_takes_it_from_every_page(client, site):
    practice = factories.practice("One desk")
    row = with_picture(practice)

    assert ReferenceIndex.get_references_to(row.image).exists()  # so that its deletion says where it stands
    row.image.delete()

    assert "lead-picture" not in read(client, practice)
    assert PracticePage.objects.get().get_latest_revision_as_object().lead_picture is None


@pytest.mark.parametrize(
    ("kind", "address"), [("practice", "/en/practices/"), ("pilot", "/en/pilots/"), ("city", "/en/cities/")]
)
def test_a_list_asks_the_database_the_same_however_many_pictures_it_shows(
    client, site, django_assert_max_num_queries, kind, address
):
    def number_of_queries() -> int:
        client.get(address)
        with django_assert_max_num_queries(40) as captured:
            client.get(address)
        return len(captured)

    with_picture(getattr(factories, kind)())
    one = number_of_queries()
    for _number in range(3):
        with_picture(getattr(factories, kind)())

    assert number_of_queries() == one
