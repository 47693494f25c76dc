"""An editor in the admin: every form opens, a translation is written, previewed and published."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data
from wagtail.users.models import UserProfile

from practices.models import PracticePage, PracticeTranslation
from tests import factories
from tests.pages import assert_nowhere, attributes, text

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
EMPTY_COMMENTS = nested_form_data({"comments": inline_formset([])})


def translation_form(**words) -> dict:
    parts = dict.fromkeys(("intro", *PracticePage.NAMED_PARTS, "status_reason"), "")
    return {**parts, **EMPTY_COMMENTS, "body-count": "0", **words}


def add_address(subject: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=["practices", "practicetranslation", subject.pk])


def test_every_kind_of_page_opens_in_the_admin(admin_client):
    pages = [factories.practice(), factories.session(), factories.publication(), factories.pilot()]
    pages += [factories.translate(page, "fr") for page in pages]
    pages += list(Page.objects.filter(depth__gt=1, depth__lt=4))

    statuses = {
        page: admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code for page in pages
    }

    assert set(statuses.values()) == {200}, statuses


@pytest.mark.parametrize("interface", ["en", "fr", "es", "ar"])
def test_the_admin_speaks_the_editors_language(admin_client, django_user_model, interface):
    user = django_user_model.objects.get(username="admin")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": interface})

    answer = admin_client.get(reverse("wagtailadmin_home"))

    assert attributes(answer, "html", "lang") == [interface]


def test_a_translation_offers_the_languages_that_are_free(admin_client):
    practice = factories.practice(language="ar")
    factories.translate(practice, "fr")

    form = admin_client.get(add_address(practice)).context["form"]

    assert [code for code, _name in form.fields["language"].choices] == ["", "en", "es"]


def test_a_translation_is_written_and_published_at_its_language(admin_client):
    practice = factories.practice("مكتب", language="ar")
    words = translation_form(language="fr", title="Bureau d'accueil", intro="Un guichet")

    admin_client.post(add_address(practice), {**words, "action-publish": "1"})
    french = PracticeTranslation.objects.get()

    assert (french.slug, french.subject_id, french.live) == ("fr", practice.pk, True)
    with translation.override("fr"):
        assert PracticePage.objects.get(pk=practice.pk).words.intro == "Un guichet"


def test_a_draft_translation_is_nobody_elses_business(admin_client, client):
    practice = factories.practice("مكتب", language="ar")
    with translation.override("fr"):
        address = practice.get_url()

    admin_client.post(add_address(practice), translation_form(language="fr", title="Bureau secret"))
    admin_client.logout()
    answer = client.get(address)

    assert PracticeTranslation.objects.get().live is False
    assert_nowhere(answer, "Bureau secret")
    assert text(answer, "h1") == "مكتب"


def test_a_translation_into_a_taken_language_is_refused_and_nothing_typed_is_lost(admin_client):
    practice = factories.practice(language="ar")
    factories.translate(practice, "fr")

    answer = admin_client.post(add_address(practice), translation_form(language="fr", title="Encore un bureau"))

    assert answer.status_code == 200
    assert "language" in answer.context["form"].errors
    assert attributes(answer, "form [name=title]", "value") == ["Encore un bureau"]
    assert practice.translations.count() == 1


def test_the_language_of_a_translation_never_changes(admin_client):
    french = factories.translate(factories.practice(language="ar"), "fr")

    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[french.pk])).context["form"]

    assert "language" not in form.fields


def test_a_translation_is_not_copied_or_moved_by_itself(admin_client):
    french = factories.translate(factories.practice(language="ar"), "fr")
    other = factories.practice(language="ar")

    copied = admin_client.get(reverse("wagtailadmin_pages:copy", args=[french.pk]))
    moved = admin_client.post(reverse("wagtailadmin_pages:move_confirm", args=[french.pk, other.pk]))

    assert copied.status_code == 302
    assert moved.status_code in (302, 403)
    assert PracticeTranslation.objects.get().get_parent().pk == french.subject_id


@pytest.mark.parametrize(("mode", "shown"), [("ar", "مكتب"), ("en", "Welcome desk"), ("fr", "مكتب")])
def test_a_practice_is_previewed_in_each_language(admin_client, mode, shown):
    practice = factories.practice("مكتب", language="ar")
    factories.translate(practice, "en", "Welcome desk")
    factories.translate(practice, "fr", "Bureau", live=False)

    response = practice.make_preview_request(preview_mode=mode)

    assert response.status_code == 200
    assert attributes(response, "html", "lang") == [mode]
    assert text(response, "h1") == shown


def test_a_translation_is_previewed_as_its_subject_with_the_draft_words():
    practice = factories.practice("مكتب", language="ar")
    french = factories.translate(practice, "fr", "Bureau", live=False)
    french.title = "Bureau tout neuf"

    response = french.make_preview_request(preview_mode="fr")

    assert attributes(response, "html", "lang") == ["fr"]
    assert text(response, "h1") == "Bureau tout neuf"


def test_the_language_is_the_page_s_own_by_default_in_a_preview():
    practice = factories.practice("مكتب", language="ar")

    assert practice.default_preview_mode == "ar"


def test_hostile_text_is_shown_as_text(client):
    practice = factories.practice("<script>alert(1)</script>", challenge='"><img src=x onerror=alert(1)>')

    page = client.get(practice.get_url())

    assert_nowhere(page, "<script>alert(1)", "<img src=x")
    assert text(page, "h1") == "<script>alert(1)</script>"
