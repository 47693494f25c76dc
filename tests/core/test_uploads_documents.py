"""Documents that are sent: what they hold decides, they are saved and never shown, and a draft's is not there yet."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection, GroupCollectionPermission, PageViewRestriction

from practices.models import Assessment
from tests import factories
from tests.core import sent_files
from tests.pages import Page, text

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
ADD, MANY = "wagtaildocs:add", "wagtaildocs:add_multiple"
CHOOSER = "wagtaildocs_chooser:create"
ALLOWED = "You can send: PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, CSV, TXT."
SOMETHING_ELSE, NOT_ACCEPTED = "but it contains something else", "Files of this kind are not accepted"
A_WEB_PAGE, WITH_MACROS = "This file contains a web page or a script", "This file contains macros"
MACROS_IN_WORD = sent_files.office(**{"word/vbaProject.bin": ""})


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def send(client, content: bytes, name: str):
    words = {"title": "Budget", "collection": "1", "file": SimpleUploadedFile(name, content)}
    return client.post(reverse(ADD), words)


def complaint(answer: Page) -> str:
    """What the form says about the file."""
    return text(answer, "[data-contentpath=file] .error-message")


def document(content: bytes = sent_files.PDF, name: str = "budget.pdf", **facts) -> Document:
    return Document.objects.create(title="Budget", file=SimpleUploadedFile(name, content), **facts)


def practice_with(document: Document, *, live: bool):
    return factories.practice(live=live, body=[("file", {"title": "Budget", "document": document})])


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        pytest.param(sent_files.EXECUTABLE, "budget.pdf", SOMETHING_ELSE, id="executable called PDF"),
        pytest.param(sent_files.HTML, "budget.pdf", SOMETHING_ELSE, id="HTML called PDF"),
        pytest.param(sent_files.EXECUTABLE, "budget.txt", SOMETHING_ELSE, id="executable called text"),
        pytest.param(sent_files.package(a="a"), "budget.docx", SOMETHING_ELSE, id="zip called Word"),
        pytest.param(sent_files.office(), "budget.xlsx", SOMETHING_ELSE, id="Word called Excel"),
        pytest.param(sent_files.office()[:-30], "budget.docx", SOMETHING_ELSE, id="Word cut off"),
        pytest.param(sent_files.open_document("image"), "budget.odt", SOMETHING_ELSE, id="drawing called text"),
        pytest.param(sent_files.office(sent_files.WORD_WITH_MACROS), "budget.docx", WITH_MACROS, id="DOCM called DOCX"),
        pytest.param(MACROS_IN_WORD, "budget.docx", WITH_MACROS, id="Word with macros"),
        pytest.param(sent_files.open_document(**{"Basic/a.xml": ""}), "budget.odt", WITH_MACROS, id="ODT with macros"),
        pytest.param(sent_files.HTML, "page.html", NOT_ACCEPTED, id="HTML"),
        pytest.param(sent_files.SVG, "drawing.svg", NOT_ACCEPTED, id="script in SVG"),
        pytest.param(b"alert(1)", "script.js", NOT_ACCEPTED, id="script"),
        pytest.param(sent_files.office(), "budget.docm", NOT_ACCEPTED, id="DOCM"),
        pytest.param(b"year,note\n2024,ok\n" + sent_files.HTML, "budget.csv", A_WEB_PAGE, id="HTML in a table"),
        pytest.param(sent_files.SVG.decode().encode("utf-16"), "notes.txt", A_WEB_PAGE, id="SVG called text"),
    ],
)
def test_what_is_not_the_document_it_says_is_refused(admin_client, content, name, message):
    answer = send(admin_client, content, name)

    assert answer.status_code == 200
    assert message in complaint(answer)
    assert message == WITH_MACROS or ALLOWED in complaint(answer)
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (sent_files.PDF, "Budget.PDF"),
        (sent_files.office(), "budget.docx"),
        (sent_files.open_document(), "budget.odt"),
        (sent_files.open_document("spreadsheet"), "budget.ods"),
        ("année;note\n2024;a < b, <info@example.org>".encode("cp1252"), "budget.csv"),
        ("ميزانية".encode("utf-16"), "ميزانية.txt"),
    ],
)
def test_what_is_the_document_it_says_is_kept_where_nobody_can_guess(admin_client, content, name):
    send(admin_client, content, name)

    kept = Document.objects.get()
    assert re.fullmatch(rf"documents/[\w-]{{16}}/{name}", kept.file.name)
    assert kept.file.read() == content


def test_a_document_of_too_many_bytes_is_refused(admin_client, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 20

    assert "This file is too big" in complaint(send(admin_client, sent_files.PDF, "budget.pdf"))
    assert not Document.objects.exists()


def test_many_documents_the_chooser_and_a_replacement_refuse_as_one_document_does(admin_client):
    kept = document()

    many = admin_client.post(reverse(MANY), {"title": "a", "files[]": SimpleUploadedFile("a.docx", MACROS_IN_WORD)})
    words = {"title": "Budget", "collection": "1", "file": SimpleUploadedFile("a.docx", MACROS_IN_WORD)}
    chooser = admin_client.post(
        reverse(CHOOSER), {f"document-chooser-upload-{key}": value for key, value in words.items()}
    )
    words["file"].seek(0)
    replaced = admin_client.post(reverse("wagtaildocs:edit", args=[kept.pk]), words)

    assert WITH_MACROS in many.json()["error_message"]
    assert WITH_MACROS in complaint(chooser.json()["htmlFragment"])
    assert WITH_MACROS in complaint(replaced)
    assert list(Document.objects.all()) == [kept]
    assert Document.objects.get().file.read() == sent_files.PDF


def test_a_document_is_saved_and_never_shown(client):
    kept = document()
    practice_with(kept, live=True)

    answer = client.get(kept.url)

    assert b"".join(answer) == sent_files.PDF
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Content-Encoding"] == "identity"


def test_a_drafts_document_is_there_for_nobody_until_its_page_is_live(client, django_assert_max_num_queries):
    kept = document()
    practice = practice_with(kept, live=False)

    before = client.get(kept.url).status_code
    practice.get_latest_revision().publish()
    with django_assert_max_num_queries(8):
        after = client.get(kept.url).status_code
    practice.refresh_from_db()
    practice.unpublish()

    assert (before, after, client.get(kept.url).status_code) == (404, 200, 404)


def test_a_drafts_document_is_there_for_those_who_may_choose_it_in_their_own_collection(client, django_user_model):
    tangier, lisbon = (Collection.get_first_root_node().add_child(name=name) for name in ("Tangier", "Lisbon"))
    choose = Permission.objects.get(codename="choose_document")
    officials = {}
    for collection in (tangier, lisbon):
        group = Group.objects.create(name=collection.name)
        GroupCollectionPermission.objects.create(group=group, collection=collection, permission=choose)
        officials[collection] = django_user_model.objects.create_user(collection.name, f"{collection.name}@example.org")
        officials[collection].groups.add(group)
    kept = document(collection=tangier)
    answers = {}

    for collection, official in officials.items():
        client.force_login(official)
        answers[collection.name] = client.get(kept.url).status_code

    assert answers == {"Tangier": 200, "Lisbon": 404}


def test_a_translations_document_waits_for_its_subject(client):
    kept = document()
    practice = factories.practice(live=False)
    factories.translate(practice, "fr", body=[("file", {"title": "Budget", "document": kept})])

    before = client.get(kept.url).status_code
    practice.get_latest_revision().publish()

    assert (before, client.get(kept.url).status_code) == (404, 200)


def test_a_document_on_a_page_behind_a_login_is_there_for_who_may_read_the_page(client, django_user_model):
    kept = document()
    page = practice_with(kept, live=True)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    before = client.get(kept.url).status_code
    client.force_login(django_user_model.objects.create_user("reader"))

    assert (before, client.get(kept.url).status_code) == (404, 200)


@pytest.mark.parametrize(("live", "status"), [(True, 200), (False, 404)])
def test_what_an_evidence_level_was_read_from_is_as_public_as_its_practice(client, live, status):
    kept = document()
    Assessment.objects.create(practice=factories.practice(live=live), level=2, why="Measured").documents.add(kept)

    assert client.get(kept.url).status_code == status


def test_a_link_of_another_city_publishes_no_document(client):
    tangier, lisbon = factories.city("Tangier"), factories.city("Lisbon")
    document = _kept("Draft figures", tangier.office.collection)
    other = factories.practice("Of Lisbon", under=lisbon)
    other.body = [("file", {"document": document, "title": "Foreign"})]
    other.save_revision().publish()

    taken_by_another_city = client.get(document.url).status_code
    own = factories.practice("Of Tangier", under=tangier)
    own.body = [("file", {"document": document, "title": "Ours"})]
    own.save_revision().publish()

    assert taken_by_another_city == 404
    assert client.get(document.url).status_code == 200


def test_a_page_of_no_city_publishes_the_document_an_editor_put_there(client):
    document = _kept("Figures", factories.city("Tangier").office.collection)
    session = factories.session("Peer learning")
    session.body = [("file", {"document": document, "title": "What Tangier showed"})]
    session.save_revision().publish()

    assert client.get(document.url).status_code == 200


def _kept(title: str, collection) -> Document:
    return Document.objects.create(title=title, file=ContentFile(b"Figures", name="figures.txt"), collection=collection)
