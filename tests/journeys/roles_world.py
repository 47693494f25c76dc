"""The people, pages and files on which tests/journeys/test_roles.py tries everything, and one probe for each thing.

A probe does the thing and gives whether it was done; `tried` takes back what it did.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from django.core.files.base import ContentFile
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from accounts.models import User
from accounts.roles import Role
from cities.models import CityPage
from practices.models import PracticePage, PracticeTranslation
from tests import factories
from tests.factories.people import person
from tests.journeys.registrations_world import REGISTRATION_PROBES, made_by, session_with_people

PARTS = dict.fromkeys(PracticePage.NAMED_PARTS, "Words.")


class World:
    """Two cities; all that is looked at is Tangier's, so that people of Lisbon are the others."""

    def __init__(self) -> None:
        self.tangier, self.lisbon = factories.city("Tangier"), factories.city("Lisbon")
        about = {"themes": [factories.theme()], "target_groups": [factories.target_group()], "intro": "One sentence."}
        self.draft = self._practice("Draft zellige", live=False, **about)
        self.published = self._practice("Known medina", **about)
        self.translation = factories.translate(self.published, "fr", "Brouillon zellige", live=False)
        for page in (self.draft, self.published, self.translation):
            page.save_revision(changed=True)
        files = self.tangier.office.collection
        self.image = Image.objects.create(
            title="Zellige photo", file=get_test_image_file(size=(40, 30)), collection=files
        )
        self.document = Document.objects.create(
            title="Zellige report", file=ContentFile(b"x", name="zellige.txt"), collection=files
        )
        self.people = {"visitor": None, **self._people()}
        self.session = session_with_people(self.tangier, self.people["organiser of it"])
        made_by(self.session, self.people["focal point own"])

    def _practice(self, title: str, **facts) -> PracticePage:
        return factories.practice(title, under=self.tangier, status="running", starts="2019", **PARTS, **facts)

    def _people(self) -> dict[str, User]:
        of_city = {"observer": Role.OBSERVER, "official": Role.OFFICIAL, "focal point": Role.FOCAL_POINT}
        people = {}
        for name, role in of_city.items():
            for where, city in (("own", self.tangier), ("other", self.lisbon)):
                people[f"{name} {where}"] = person(f"{role}.{city.slug}", role, city)
        elsewhere = {"editor": Role.EDITOR, "translator": Role.TRANSLATOR, "M&E officer": Role.MNE}
        for name, role in {**elsewhere, "organiser": Role.ORGANISER}.items():
            people[name] = person(role, role)
        people["organiser of it"] = person("organiser.of.it", Role.ORGANISER)
        return people

    def browser(self, who: str) -> Browser:
        browser = Browser()
        if self.people[who]:
            browser.force_login(self.people[who])
        return browser


class Browser(Client):
    """Of one person, who opens the form of a page once: every probe finds the page as it was."""

    def __init__(self) -> None:
        super().__init__()
        self._forms: dict[int, QueryDict | None] = {}

    def form_of(self, page: Page) -> QueryDict | None:
        """What it would send unchanged; None where it does not open."""
        if page.pk not in self._forms:
            answer = self.get(address("edit", page.pk))
            self._forms[page.pk] = _form(answer) if answer.status_code == 200 else None
        form = self._forms[page.pk]
        return form and form.copy()


def tried(probe: Callable[[], bool]) -> bool:
    """What `probe` gives; whatever it did is undone."""
    with transaction.atomic():
        done = probe()
        transaction.set_rollback(True)
    return done


def address(name: str, *args) -> str:
    return reverse(name if ":" in name or name.startswith("wagtail") else f"wagtailadmin_pages:{name}", args=args)


def opens(client: Client, where: str, text: str = "") -> bool:
    """Whether the address answers, with `text` on the page."""
    answer = client.get(where)
    return answer.status_code == 200 and text in _text(answer)


def _text(answer) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def fresh(page: Page) -> Page:
    return Page.objects.get(pk=page.pk).specific


# --- pages ------------------------------------------------------------------------------------------------------------
def read(client: Client, page: Page) -> bool:
    """In public, else as a draft."""
    if page.live:
        with translation.override("en"):
            return opens(client, page.get_url(), page.title)
    return opens(client, address("view_draft", page.pk), page.title)


def listed(client: Client, page: Page) -> bool:
    return opens(client, address("wagtailadmin_explore", page.get_parent().pk), page.title)


def choose(client: Client, page: Page) -> bool:
    where = address("wagtailadmin_choose_page_search")
    return opens(client, f"{where}?q={page.title.split()[-1]}", page.title)


def search(client: Client, page: Page) -> bool:
    return opens(client, f"{address('search')}?q={page.title.split()[-1]}", page.title)


def create(client: Client, page: Page) -> bool:
    return opens(client, address("add", "practices", "practicepage", page.get_parent().pk))


def translate(client: Client, page: Page) -> bool:
    where = address("add", "practices", "practicetranslation", page.pk)
    answer = client.get(where)
    if answer.status_code != 200:
        return False
    words = _form(answer)
    words.update({"language": "es", "title": "Palabras"})
    client.post(where, words)
    return PracticeTranslation.objects.filter(subject=page, language="es", live=False).exists()


def _form(answer) -> QueryDict:
    """What the page's form would send; the body's blocks are counted by a script."""
    words = querydict_from_html(answer.content.decode(), form_id="page-edit-form").copy()
    words["body-count"] = "0"
    return words


def _saved(client: Browser, page: Page, action: str = "") -> None:
    """The page's own form, sent back with another title and the button `action` pressed."""
    words = client.form_of(page)
    if words:
        words["title"] = "Changed"
        pressed = {action: "1"} if action else {}
        client.post(address("edit", page.pk), {**dict(words.lists()), **pressed})


def edit(client: Browser, page: Page) -> bool:
    _saved(client, page)
    return fresh(page).get_latest_revision_as_object().title == "Changed"


def submit(client: Browser, page: Page) -> bool:
    _saved(client, page, "action-submit")
    return fresh(page).current_workflow_state is not None


def publish(client: Browser, page: Page) -> bool:
    _saved(client, page, "action-publish")
    now = fresh(page)
    return now.live and now.title == "Changed"


def unpublish(client: Client, page: Page) -> bool:
    client.post(address("unpublish", page.pk))
    return not fresh(page).live


def move(client: Client, page: Page) -> bool:
    there = CityPage.objects.get(slug="lisbon")
    client.post(address("move_confirm", page.pk, there.pk))
    return fresh(page).get_parent().pk == there.pk


def copy(client: Client, page: Page) -> bool:
    before = Page.objects.count()
    words = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": str(page.get_parent().pk)}
    client.post(address("copy", page.pk), words)
    return Page.objects.count() > before


def delete(client: Client, page: Page) -> bool:
    client.post(address("delete", page.pk))
    return not Page.objects.filter(pk=page.pk).exists()


def compare(client: Client, page: Page) -> bool:
    return opens(client, address("revisions_compare", page.pk, "earliest", "latest"))


def history(client: Client, page: Page) -> bool:
    return opens(client, address("history", page.pk))


def _bulk(client: Client, page: Page, action: str, **data) -> bool:
    where = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?id={page.pk}"
    before = fresh(page)
    client.post(where, data)
    after = Page.objects.filter(pk=page.pk).first()
    return after is None or (after.live, after.path) != (before.live, before.path)


def bulk_move(client: Client, page: Page) -> bool:
    return _bulk(client, page, "move", chooser=CityPage.objects.get(slug="lisbon").pk)


# --- files ------------------------------------------------------------------------------------------------------------
def list_image(client: Client, image: Image) -> bool:
    return opens(client, reverse("wagtailimages:index"), image.title)


def choose_image(client: Client, image: Image) -> bool:
    found = opens(client, reverse("wagtailimages_chooser:choose"), image.title)
    return found and opens(client, reverse("wagtailimages_chooser:chosen", args=[image.pk]), image.title)


def list_document(client: Client, document: Document) -> bool:
    return opens(client, reverse("wagtaildocs:index"), document.title)


def choose_document(client: Client, document: Document) -> bool:
    found = opens(client, reverse("wagtaildocs_chooser:choose"), document.title)
    return found and opens(client, reverse("wagtaildocs_chooser:chosen", args=[document.pk]), document.title)


def _collections_offered(client: Client, where: str) -> bool:
    """Whether a file may be added: to the city's own collection, which is the one offered or one of several."""
    answer = client.get(where)
    if answer.status_code != 200:
        return False
    with suppress(KeyError):
        return "Tangier" in str(answer.context["form"]["collection"])
    return "Lisbon" not in answer.content.decode() and _only_collection_is_tangier(answer)


def _only_collection_is_tangier(answer) -> bool:
    collections = answer.context.get("collections") or []
    return [collection.name for collection in collections] in ([], ["Tangier"]) and _own(answer)


def _own(answer) -> bool:
    return answer.wsgi_request.user.groups.filter(name="City: tangier").exists()


def add_image(client: Client, image: Image) -> bool:
    return _collections_offered(client, reverse("wagtailimages:add"))


def add_document(client: Client, document: Document) -> bool:
    return _collections_offered(client, reverse("wagtaildocs:add"))


def edit_image(client: Client, image: Image) -> bool:
    return opens(client, reverse("wagtailimages:edit", args=[image.pk]), image.title)


def edit_document(client: Client, document: Document) -> bool:
    return opens(client, reverse("wagtaildocs:edit", args=[document.pk]), document.title)


PROBES: dict[str, Callable[[Browser, object], bool]] = {
    "read": read,
    "list": listed,
    "choose": choose,
    "search": search,
    "create": create,
    "edit": edit,
    "submit": submit,
    "publish": publish,
    "unpublish": unpublish,
    "move": move,
    "copy": copy,
    "delete": delete,
    "compare": compare,
    "history": history,
    "translate": translate,
    "bulk delete": lambda client, page: _bulk(client, page, "delete"),
    "bulk publish": lambda client, page: _bulk(client, page, "publish"),
    "bulk unpublish": lambda client, page: _bulk(client, page, "unpublish"),
    "bulk move": bulk_move,
    "list image": list_image,
    "choose image": choose_image,
    "add image": add_image,
    "edit image": edit_image,
    "list document": list_document,
    "choose document": choose_document,
    "add document": add_document,
    "edit document": edit_document,
    **REGISTRATION_PROBES,
}
