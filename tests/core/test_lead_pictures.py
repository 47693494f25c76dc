"""The picture a practice, pilot or city is known by: facts once, words per language, no card the worse without."""

from __future__ import annotations

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.images import ImageFile
from django.urls import reverse
from django.utils import translation
from wagtail.images.models import Image
from wagtail.models import Page, ReferenceIndex
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from accounts.roles import Role
from cities.models import CityPage
from core.models import LeadPicture
from practices.merging import merge
from practices.models import PracticePage, PracticeTranslation
from tests import factories
from tests.core import sent_files
from tests.factories.people import person
from tests.pages import attributes, has, read, text, texts

PICTURE = {
    "alternative_text": "Two women at a desk under a lamp",
    "caption": "The desk in its first winter",
    "author": "City of Tangier",
    "licence": "cc-by-4.0",
}
ROWS = ("figures", "partners", "relations", "sources", "comments")
FORM = {"language": "en", "detail": "snapshot", "did_not_work_for": "public", "body-count": "0"}
AS_WIDE_AS_SHOWN = (640, 360)
WORDS = dict.fromkeys(("intro", "summary", "challenge", "how_it_works", "results"), "Some words.")


class World:
    """One page of each kind that may have a picture, and none has one; and who writes them."""

    def __init__(self) -> None:
        city = factories.city("Tangier", latitude=35.7, longitude=-5.8)
        self.practice = factories.practice("One desk", under=city)
        self.pilot = factories.pilot("One pilot", under=city)
        self.city = CityPage.objects.get()
        self.official = person("official", Role.OFFICIAL, city)
        self.editor = person("editor", Role.EDITOR)

    def another(self, kind: str) -> Page:
        return factories.city() if kind == "city" else getattr(factories, kind)(under=self.city)


pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=World)]


@pytest.fixture
def practice(world):
    return world.practice


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def image(size: tuple[int, int] = (64, 36), **facts) -> Image:
    file = ImageFile(BytesIO(sent_files.picture(size=size)), name="desk.jpg")
    return Image.objects.create(title="IMG_0042", description="Not these words", file=file, **facts)


def lead_picture(**facts) -> LeadPicture:
    return LeadPicture(**{"image": facts.get("image") or image(), **PICTURE, **facts})


def with_picture(page: Page, **facts) -> LeadPicture:
    page.lead_pictures = [lead_picture(**facts)]
    page.save_revision().publish()
    return page.lead_pictures.get()


def visited(client, page: Page, language: str = "en") -> BeautifulSoup:
    with translation.override(language):
        return read(client.get(page.get_url()))


@pytest.mark.parametrize("kind", ["practice", "pilot", "city"])
def test_it_stands_on_the_page_with_its_texts_its_author_and_its_licence(client, world, kind):
    page = getattr(world, kind)
    with_picture(page, image=image(AS_WIDE_AS_SHOWN))

    shown = visited(client, page)

    alternative_text, licence = [PICTURE["alternative_text"]], "https://creativecommons.org/licenses/by/4.0/deed.en"
    figure = "figure.lead-picture"
    assert attributes(shown, f"{figure} img", "alt") == alternative_text
    assert texts(shown, f"{figure} figcaption > *") == [PICTURE["caption"], "Picture: City of Tangier · CC BY 4.0"]
    assert text(shown, f"{figure} figcaption > * > bdi") == "City of Tangier"
    assert attributes(shown, f"{figure} [rel=license]", "href") == [licence]
    assert has(shown, f"{figure} img[width='624'][height='351']")  # nothing moves while it loads
    assert has(shown, "[property='og:image'][content^=http][content$='.jpg']")
    assert attributes(shown, "[property='og:image:alt']", "content") == alternative_text
    assert attributes(shown, "[property='og:title']", "content") == [page.title]


@pytest.mark.parametrize("kind", ["practice", "pilot", "city"])
def test_a_page_without_one_says_nothing_of_pictures(client, world, kind):
    page = visited(client, getattr(world, kind))

    assert not has(page, ".lead-picture, [property^='og:image']")


@pytest.mark.parametrize(
    ("kind", "address"), [("practice", "/en/practices/"), ("pilot", "/en/pilots/"), ("city", "/en/cities/")]
)
def test_it_stands_on_cards_cut_small_and_loaded_late(client, world, kind, address):
    with_picture(getattr(world, kind), image=image(AS_WIDE_AS_SHOWN))

    page = read(client.get(address))

    assert attributes(page, "main picture img", "alt") == [PICTURE["alternative_text"]]
    assert has(page, "main picture img[width='480'][height='216'][loading=lazy]")
    assert has(page, "main picture source[type='image/avif']")


def test_a_card_without_a_picture_shows_the_cut_of_the_chart_as_before(client, world):
    with_picture(world.practice)
    factories.practice("Without", under=world.city)

    page = read(client.get("/en/practices/"))
    cards = {
        text(card, "h3"): [has(card, shown) for shown in ("picture", ".cut-card")] for card in page.select(".card")
    }

    assert cards == {"One desk": [True, False], "Without": [False, True]}


def test_its_texts_are_words_and_its_author_and_licence_are_facts(client, practice):
    row = with_picture(practice)
    texts = {"alternative_text": "Deux femmes à un guichet", "caption": "Le guichet"}
    factories.translate(practice, "fr", "Un guichet", row_words={str(row.uuid): texts})

    french, arabic = visited(client, practice, "fr"), visited(client, practice, "ar")
    cards = client.get("/fr/practices/")

    assert attributes(french, ".lead-picture img:not([lang])", "alt") == ["Deux femmes à un guichet"]
    assert has(french, ".lead-picture [rel=license][href$='deed.fr']")
    assert text(french, ".lead-picture figcaption > * > bdi") == "City of Tangier"
    assert attributes(arabic, ".lead-picture img[lang=en][dir=ltr]", "alt") == [PICTURE["alternative_text"]]
    assert attributes(cards, ".card picture img", "alt") == ["Deux femmes à un guichet"]


def test_translators_are_asked_for_its_texts_and_not_for_the_picture(client, practice):
    row = with_picture(practice)
    client.force_login(person("translator", Role.TRANSLATOR))

    address = reverse("wagtailadmin_pages:add", args=["practices", "practicetranslation", practice.pk])
    form = client.get(f"{address}?into=fr").context["form"]

    names = {name for name in form.fields if row.uuid.hex in name}
    assert names == {f"row_{row.uuid.hex}_alternative_text", f"row_{row.uuid.hex}_caption"}


def test_a_translation_is_outdated_when_the_alternative_text_changes(practice):
    with_picture(practice)
    french = factories.translate(practice, "fr", "Un guichet")
    assert not french.is_outdated

    page = PracticePage.objects.get()
    page.lead_pictures = [lead_picture(alternative_text="An empty desk")]
    page.save_revision().publish()

    assert PracticeTranslation.objects.get().is_outdated


# --- the form ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def tangier(world):
    return world.city


@pytest.fixture
def official(client, world):
    client.force_login(world.official)
    return world.official


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
    kept_typed = attributes(refused, "[name=lead_pictures-0-caption]", "value")
    assert kept_typed == [PICTURE["caption"]]
    assert kept.status_code == 302
    assert PracticePage.objects.get(live=False).lead_picture.caption == PICTURE["caption"]


def test_a_draft_may_have_the_texts_before_the_picture(client, official, tangier):
    client.post(address_to_add(tangier), typed({**PICTURE, "image": ""}))

    draft = PracticePage.objects.get(live=False)
    assert draft.lead_pictures.get().author == PICTURE["author"]
    assert draft.lead_picture is None
    preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk]))
    assert preview.status_code == 200


def test_the_form_asks_for_consent_and_is_folded_beside_the_title(client, official, tangier):
    page = read(client.get(address_to_add(tangier)))
    panel = page.select_one("[name=lead_pictures-TOTAL_FORMS]").find_parent("section")
    controls = attributes(page, "form [name]", "name")

    assert "Show people only if they agreed" in text(panel, ".help-block")
    assert controls.index("lead_pictures-TOTAL_FORMS") < controls.index("challenge")
    assert "collapsed" in panel["class"]


def test_a_form_that_was_opened_before_it_had_a_picture_takes_none_away(client, official, tangier):
    practice = factories.practice("One desk", under=tangier, live=False)
    practice.lead_pictures = [lead_picture()]
    practice.save_revision()
    sent = {name: value for name, value in typed(None).items() if not name.startswith("lead_pictures")}

    answer = client.post(reverse("wagtailadmin_pages:edit", args=[practice.pk]), sent)

    assert answer.status_code == 302
    draft = PracticePage.objects.get(live=False).get_latest_revision_as_object()
    assert draft.lead_picture.author == PICTURE["author"]


# --- what else happens to a page --------------------------------------------------------------------------------------
def test_a_merged_practice_gives_its_picture_to_one_that_has_none(world):
    kept, other = world.practice, world.another("practice")
    with_picture(other)

    merge(kept=kept, absorbed=PracticePage.objects.get(pk=other.pk), by=world.editor)

    taken = PracticePage.objects.get(pk=kept.pk).lead_picture
    assert (taken.author, taken.alternative_text) == (PICTURE["author"], PICTURE["alternative_text"])


@pytest.mark.parametrize("why", ["has its own", "in another language"])
def test_a_merged_practice_keeps_its_picture_to_itself(world, why):
    language = "fr" if why == "in another language" else "en"
    kept, other = factories.practice("Kept", under=world.city, language=language), world.practice
    with_picture(other)
    if why == "has its own":
        with_picture(kept, author="City of Lyon")

    merge(kept=PracticePage.objects.get(pk=kept.pk), absorbed=PracticePage.objects.get(pk=other.pk), by=world.editor)

    authors = [row.author for row in PracticePage.objects.get(pk=kept.pk).lead_pictures.all()]
    assert authors == (["City of Lyon"] if why == "has its own" else [])


def test_a_copy_has_the_picture_too(practice):
    with_picture(practice)

    copy = PracticePage.objects.get().copy(update_attrs={"slug": "copy"}, keep_live=False)

    assert copy.lead_picture.image_id == practice.lead_picture.image_id


def test_whoever_deletes_the_image_takes_it_from_every_page(client, practice):
    row = with_picture(practice)

    assert ReferenceIndex.get_references_to(row.image).exists()  # so that its deletion says where it stands
    row.image.delete()

    assert not has(visited(client, practice), ".lead-picture")
    assert PracticePage.objects.get().get_latest_revision_as_object().lead_picture is None


@pytest.mark.parametrize(
    ("kind", "address"), [("practice", "/en/practices/"), ("pilot", "/en/pilots/"), ("city", "/en/cities/")]
)
def test_a_list_asks_the_database_the_same_however_many_pictures_it_shows(
    client, world, django_assert_max_num_queries, kind, address
):
    def number_of_queries() -> int:
        client.get(address)
        with django_assert_max_num_queries(40) as captured:
            client.get(address)
        return len(captured)

    with_picture(getattr(world, kind))
    one = number_of_queries()
    for _number in range(3):
        with_picture(world.another(kind))

    assert number_of_queries() == one
