"""A new city: its address, one that is written otherwise, and one that is there already."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from accounts.roles import Role
from cities.models import CityIndexPage, CityPage, CityTranslation, Organisation
from core.models import Region
from home.models import HomePage, StandardPage
from tests import factories
from tests.factories.people import person
from tests.pages import attributes, has, text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


@pytest.fixture
def editor(site) -> Client:
    client = Client()
    client.force_login(person("editor", Role.EDITOR, language="en"))
    return client


def create(client: Client, parent: Page, kind: str, **words):
    address = reverse("wagtailadmin_pages:add", args=[*kind.split("."), parent.pk])
    form = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    form = {**{name: form.getlist(name) for name in form}, "body-count": "0", **words}
    return client.post(address, form)


def create_city(client: Client, **words):
    return create(client, CityIndexPage.objects.get(), "cities.citypage", **words)


@pytest.mark.parametrize(
    ("names", "slug"),
    [
        ({"name_en": "Fès-Meknès", "name_fr": "Fès-Meknès (région)"}, "fes-meknes"),
        ({"name_fr": "Orléans"}, "orleans"),
        ({"name_ar": "طنجة"}, "طنجة"),
    ],
)
def test_a_city_s_address_follows_from_its_name(editor, names, slug):
    create_city(editor, **names)

    city = CityPage.objects.get()
    assert city.slug == slug
    assert city.office.group.name == f"City: {slug}"


def test_the_office_is_called_as_the_city_s_address_is_now(editor, django_capture_on_commit_callbacks):
    city = factories.city("Tangier")

    city.slug = "tanger"
    with django_capture_on_commit_callbacks(execute=True):
        city.save_revision().publish()

    assert Group.objects.get(pk=city.office.group_id).name == "City: tanger"


@pytest.mark.parametrize("slug", ["fès", "طنجة", "Fes", "fes_2"])
def test_whatever_address_a_form_takes_is_one_that_works(editor, client, slug):
    create_city(editor, name_en="Fez", slug=slug)
    city = CityPage.objects.get()
    city.get_latest_revision().publish()
    practice = factories.practice("Desk", under=city)
    city.refresh_from_db()

    pages = [client.get(page.get_url()) for page in (city, practice)]
    asking = client.get(reverse("ask_city", args=[city.slug]))
    listed = [client.get(f"/en/{name}/") for name in ("practices", "cities", "sitemap.xml")]

    assert city.slug == slug
    assert {answer.status_code for answer in (*pages, asking, *listed[:2])} == {200}


def test_a_second_city_of_a_name_in_a_country_is_asked_about(editor):
    morocco = factories.country("MA")
    first = factories.city("Fez", name_fr="Fès", country=morocco)
    country = str(morocco.pk)

    asked = create_city(editor, name_en="Fes", name_fr="FES", country=country)
    elsewhere = create_city(editor, name_en="Fez", country=str(factories.country("TN").pk))
    again = create_city(editor, name_en="Fez", country=country, is_another="on")

    assert asked.status_code == 200
    assert attributes(asked, "[id$=is_another-errors] a", "href") == [
        reverse("wagtailadmin_pages:edit", args=[first.pk])
    ]
    assert has(asked, "[name=is_another]")
    assert (elsewhere.status_code, again.status_code) == (302, 302)
    assert CityPage.objects.count() == 3


def edit_city(client: Client, city: CityPage, **words):
    address = reverse("wagtailadmin_pages:edit", args=[city.pk])
    opened = client.get(address)
    if opened.status_code != 200:
        return client.post(address, words)
    form = querydict_from_html(opened.content.decode(), form_id="page-edit-form")
    return client.post(address, {**{name: form.getlist(name) for name in form}, "body-count": "0", **words})


def test_an_editor_writes_other_names_of_a_city_and_its_page_shows_them_with_their_source(editor, client):
    city = factories.city("Turin", name_fr="Turin", name_ar="تورينو")
    typed = "Torino, Turino\r\nتورين، طورينو"

    edit_city(editor, city, other_names=typed, other_names_source="GeoNames", **{"action-publish": "1"})

    city = CityPage.objects.get()
    assert city.other_names == typed.replace("\r", "")
    assert city.all_names() == ["Turin", "تورينو", "Torino", "Turino", "تورين", "طورينو"]
    [row] = [row for row in texts(client.get(city.get_url()), ".glance dl > div") if "Also called" in row]
    assert row == "Also called Torino, Turino, تورين, طورينو · GeoNames"


def test_a_city_without_other_names_shows_nothing_of_them(client):
    assert "Also called" not in text(client.get(factories.city("Turin").get_url()))


def test_officials_write_the_other_names_of_their_own_city_only(lisbon, tangier):
    client = Client()
    client.force_login(person("official", Role.OFFICIAL, lisbon, language="en"))

    own = edit_city(client, lisbon, other_names="Lisboa")
    other = edit_city(client, tangier, other_names="Tanja")

    assert (own.status_code, other.status_code) == (302, 302)
    newest = [CityPage.objects.get(pk=city.pk).get_latest_revision_as_object() for city in (lisbon, tangier)]
    assert [city.other_names for city in newest] == ["Lisboa", ""]


def test_an_editor_writes_other_names_of_an_organisation(editor):
    words = {"name_en": "International Labour Organization", "acronym": "ILO", "kind": "agency", "other_names": "OIT"}

    editor.post(reverse("organisation:add"), words)

    assert Organisation.objects.get().all_names() == ["ILO", "International Labour Organization", "OIT"]


@pytest.mark.parametrize("slug", ["desk", "review", "ar"])
def test_a_page_takes_no_address_where_the_site_itself_answers(editor, slug):
    create(editor, HomePage.objects.get(), "home.standardpage", title="Work", slug=slug)
    page = StandardPage.objects.get()

    page.slug = slug
    with pytest.raises(Exception, match="slug"):
        page.full_clean()
    assert StandardPage.objects.get().slug != slug


def test_a_new_region_is_given_its_countries_and_says_when_it_is_a_filter(editor):
    morocco = factories.country("MA")

    form = editor.get(reverse("region:add"))
    words = {"code": "maghreb-west", "scheme": "m49", "name_en": "West", "countries": [str(morocco.pk)]}
    refused = editor.post(reverse("region:add"), {**words, "code": "a/ß"})
    editor.post(reverse("region:add"), words)

    assert "The filter lists a UN M49 region" in text(form, "[id*=countries] .help")
    assert refused.context["form"].has_error("code")
    assert list(Region.objects.get(code="maghreb-west").countries.all()) == [morocco]
    assert not CityTranslation.objects.exists()
