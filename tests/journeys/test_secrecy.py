"""A city's draft is nobody else's business: an official of Lisbon walks everywhere and reads nothing of Tangier's.

The lists, searches, choosers and bulk actions are tried; then the public site. Every address that names a thing by its
key is tried in test_foreign_keys.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Comment, Page

from accounts.roles import Role
from practices.models import PracticePage
from tests import factories
from tests.factories.people import person

pytestmark = pytest.mark.django_db
SECRET = "Zellige"


@dataclass
class Drafts:
    """What Tangier works on, each thing with the secret word in its name."""

    page: PracticePage
    translation: Page
    image: Image
    document: Document
    parent: Page


@pytest.fixture
def drafts(tangier) -> Drafts:
    author = person("official.tangier", Role.OFFICIAL, tangier, first_name=f"{SECRET} author")
    published = factories.practice("Known", under=tangier)
    page = factories.practice(f"{SECRET} desk", under=tangier, live=False, intro=f"{SECRET} for all", owner=author)
    Comment.objects.create(page=page, user=author, text=f"{SECRET}?", contentpath="title")
    files = tangier.office.collection
    return Drafts(
        page=page,
        translation=factories.translate(published, "fr", f"Bureau {SECRET}", live=False, intro=f"{SECRET} pour tous"),
        image=Image.objects.create(title=f"{SECRET} photo", file=get_test_image_file(size=(40, 30)), collection=files),
        document=Document.objects.create(
            title=f"{SECRET} report",
            file=ContentFile(f"{SECRET} figures".encode(), name="report.txt"),
            collection=files,
        ),
        parent=tangier,
    )


@pytest.fixture
def lisbon(client, lisbon):
    """The browser of an official of Lisbon."""
    client.force_login(person("official.lisbon", Role.OFFICIAL, lisbon))
    return client


def body(answer) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(errors="replace")


def test_no_list_search_or_chooser_shows_a_draft_of_another_city(lisbon, drafts):
    places = [
        "wagtailadmin_pages:search",
        "wagtailadmin_choose_page",
        "wagtailadmin_choose_page_search",
        "wagtailimages:index",
        "wagtailimages_chooser:choose",
        "wagtaildocs:index",
        "wagtaildocs_chooser:choose",
    ]
    questions = [f"?q={SECRET}", "?page_type=practices.practicepage", f"?parent_page_id={drafts.parent.pk}&q={SECRET}"]
    questions += [f"?q={SECRET}&page_type=practices.practicetranslation"]

    answers = [f"{reverse(place)}{question}" for place in places for question in questions]
    answers.append(reverse("wagtailadmin_choose_page_child", args=[drafts.parent.pk]))

    assert [where for where in answers if f"{SECRET} " in body(lisbon.get(where))] == []


def test_no_bulk_action_shows_a_draft_of_another_city(lisbon, drafts):
    pages = [f"id={drafts.page.pk}", f"id=all&childOf={drafts.parent.pk}", "id=all"]
    tried = [
        f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?{question}"
        for action in ("delete", "move", "publish", "unpublish")
        for question in pages
    ]
    files = {"wagtailimages.image": drafts.image.pk, "wagtaildocs.document": drafts.document.pk}
    for model, key in files.items():
        for action in ("delete", "add_to_collection", "add_tags"):
            where = reverse("wagtail_bulk_action", args=[*model.split("."), action])
            tried += [f"{where}?id={key}", f"{where}?id=all"]

    told = [where for where in tried for send in (lisbon.get, lisbon.post) if SECRET in body(send(where))]

    assert told == []
    assert Page.objects.filter(pk=drafts.page.pk, live=False).exists()


def test_the_public_site_shows_nothing_of_a_draft(client, lisbon, drafts):
    with translation.override("en"):
        places = [drafts.page.get_url(), drafts.parent.get_url(), f"/en/practices/?q={SECRET}", "/en/", "/sitemap.xml"]
    places += [f"/fr/practices/?q={SECRET}", drafts.document.url]

    told = [where for where in places for who in (client, lisbon) if f"{SECRET} " in body(who.get(where))]

    assert told == []


def test_no_tag_of_a_draft_of_another_city_is_proposed(lisbon, drafts):
    drafts.page.tags.add(f"{SECRET} of a page", "shared")
    PracticePage.objects.get(pk=drafts.page.pk).save_revision()
    drafts.page.save()
    for file in (drafts.image, drafts.document):
        file.tags.add(f"{SECRET} of a file")
    known = factories.practice("Public", under=drafts.parent)
    known.tags.add(f"{SECRET} in public")
    known.save()

    places = [reverse("wagtailadmin_tag_autocomplete"), "/admin/tag-autocomplete/taggit/tag/"]
    proposed = [lisbon.get(place, {"term": SECRET.lower()}).json() for place in places]

    assert proposed == [[f"{SECRET} in public"]] * 2
