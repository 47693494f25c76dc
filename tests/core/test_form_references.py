"""Every id that a form takes is looked up among what its sender may know of: all forms, blocks and rich texts of ours.

The forms are found, not listed: a new page, record, block or form is tried here from its first day, and one
with a kind of thing that `Foreign` has none of fails until it has.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.db.models import Model
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail import blocks
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.models import Document
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, get_page_models
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from accounts.roles import Role
from core.form_references import (
    NOT_YOURS,
    VisibleReferencesMixin,
    block_without,
    references_in_block,
    visible_instances,
)
from core.models import Country, TranslationPage
from learning.models import PublicationPage, Recommendation
from practices.models import PracticePage, Transfer
from tests import factories
from tests.factories.people import person
from tests.pages import assert_nowhere, attributes, has, text

SECRET = "Zellige"
NOTHING = 999_999
PEOPLE = (Role.OFFICIAL, Role.TRANSLATOR, Role.MNE, Role.ORGANISER)
THEIR_OWN = {(Role.ORGANISER, "session"), (Role.ORGANISER, "feeds_session")}
"""Drafts of sessions are the organisers' work."""
PAGES = [model for model in get_page_models() if model is not Page]


@dataclass
class Foreign:
    """What Tangier works on, and what is not offered to cities: one of each kind of thing that a form of ours takes."""

    page: PracticePage
    image: Image
    document: Document
    recommendation: Recommendation
    transfer: Transfer
    country: Country

    def key(self, model: type[Model]) -> int:
        if issubclass(model, Page):
            return self.drafts[model if model in self.drafts else PracticePage]
        return next(one.pk for one in vars(self).values() if type(one) is model)

    @cached_property
    def drafts(self) -> dict[type[Page], int]:
        return {type(page): page.pk for page in Page.objects.filter(title__contains=SECRET).specific()}


def tangiers() -> Foreign:
    tangier = factories.city("Tangier")
    page = factories.practice(f"{SECRET} desk", under=tangier, live=False)
    factories.city(f"{SECRET} city", live=False)
    factories.session(f"{SECRET} session", live=False)
    factories.dossier(f"{SECRET} dossier", live=False)
    publication = factories.publication(f"{SECRET} book", live=False)
    files = tangier.office.collection
    return Foreign(
        page=page,
        country=Country.objects.exclude(cities__isnull=False).exclude(organisation__isnull=False)[0],
        image=Image.objects.create(title=f"{SECRET} photo", file=get_test_image_file(size=(40, 30)), collection=files),
        document=Document.objects.create(
            title=f"{SECRET} report", file=ContentFile(b"Figures", name=f"{SECRET}.txt"), collection=files
        ),
        recommendation=Recommendation.objects.create(
            publication=PublicationPage.objects.get(pk=publication.pk), words=f"{SECRET} for all"
        ),
        transfer=Transfer.objects.create(
            practice=page, receiver=tangier, basis=Transfer.Basis.PROPOSED, status=Transfer.Status.CONSIDERING
        ),
    )


class World:
    """What is Tangier's; people of Lisbon and of the platform, who are the others; `own` on an official's screen."""

    def __init__(self) -> None:
        self.foreign = tangiers()
        self.lisbon = factories.city("Lisbon")
        self.known = factories.practice("Known", under=self.lisbon)
        self.own = factories.practice("Ours", under=self.lisbon, live=False)
        cities = {Role.OFFICIAL: self.lisbon}
        self.people = {role: person(f"{role}.somebody", role, cities.get(role)) for role in PEOPLE}
        client = Client()
        client.force_login(self.people[Role.OFFICIAL])
        self.form = form_of(client, self.own)


pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=World)]


@pytest.fixture
def official(client, world) -> Client:
    client.force_login(world.people[Role.OFFICIAL])
    return client


# --- what a form may be sent ----------------------------------------------------------------------------------------
def takes(field: forms.Field) -> bool:
    """Whether a field takes keys of what not everybody may know of."""
    return (
        isinstance(field, forms.ModelChoiceField)
        and visible_instances(AnonymousUser(), field.queryset.model) is not None
    )


def rich_text(kind: str, key: int) -> str:
    """As Draftail posts it: a text with one link."""
    entity = {"type": kind, "mutability": "MUTABLE", "data": {"id": key, "url": "/", "filename": "x"}}
    text = {"key": "00000", "text": "Our words", "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    block = {**text, "entityRanges": [{"key": 0, "offset": 4, "length": 5}]}
    return json.dumps({"entityMap": {"0": entity}, "blocks": [block]})


def sent_to(block: blocks.Block, foreign: Foreign) -> Iterator[object]:
    """For each place in a block that takes a key, what a browser sends: a foreign thing there, nothing elsewhere."""
    if isinstance(block, blocks.ChooserBlock):
        yield foreign.key(block.model_class)
    elif isinstance(block, blocks.RichTextBlock):
        yield rich_text("LINK", foreign.key(PracticePage))
        yield rich_text("DOCUMENT", foreign.key(Document))
    elif isinstance(block, blocks.BaseStreamBlock):
        for name, child in block.child_blocks.items():
            yield from (streamfield([(name, value)]) for value in sent_to(child, foreign))
    elif isinstance(block, blocks.ListBlock):
        part = {"deleted": "", "order": "0", "type": "", "id": ""}
        yield from ({"count": "1", "0": {**part, "value": value}} for value in sent_to(block.child_block, foreign))
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from ({name: value} for value in sent_to(child, foreign))


def sent_to_fields(fields: dict[str, forms.Field], foreign: Foreign) -> Iterator[tuple[str, object]]:
    for name, field in fields.items():
        if takes(field):
            key = foreign.key(field.queryset.model)
            yield name, [key] if isinstance(field, forms.ModelMultipleChoiceField) else key
        elif isinstance(field, blocks.BlockField):
            yield from ((name, value) for value in sent_to(field.block, foreign))
        elif getattr(field.widget, "accepts_features", False):
            yield name, rich_text("LINK", foreign.key(PracticePage))


def querydict(values: dict) -> QueryDict:
    data = QueryDict(mutable=True)
    several = {name: value for name, value in values.items() if isinstance(value, list)}
    data.update(nested_form_data({name: value for name, value in values.items() if name not in several}))
    for name, value in several.items():
        data.setlist(name, value)
    return data


def sent_to_rows(form_class: type[forms.BaseForm], foreign: Foreign) -> Iterator[tuple[str, str, object]]:
    for row, formset in getattr(form_class, "formsets", {}).items():
        yield from ((row, name, value) for name, value in sent_to_fields(formset.form.base_fields, foreign))


def in_turns(sent: Iterable[tuple[str, str, object]]) -> list[dict[tuple[str, str], object]]:
    """All that is sent in as few forms as may be: to each field of each row one thing at a time."""
    of_fields = defaultdict(list)
    for row, name, value in sent:
        of_fields[row, name].append(value)
    return [
        {field: values[turn] for field, values in of_fields.items() if turn < len(values)}
        for turn in range(max(map(len, of_fields.values()), default=0))
    ]


def filled(form_class: type[forms.BaseForm], sent: dict[tuple[str, str], object]) -> dict:
    """The form with what is sent, in a row where it is for one, and else nothing."""
    counts = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    values = {"body": {"count": "0"}, **{name: dict(counts) for name in getattr(form_class, "formsets", {})}}
    for (row, name), value in sent.items():
        if row:
            values[row] |= {"TOTAL_FORMS": "1", "0": {"ORDER": "1", **values[row].get("0", {}), name: value}}
        else:
            values[name] = value
    return values


def written(error: forms.utils.ErrorList) -> str:
    """An error of a block too, however deep."""
    return json.dumps([blocks.base.get_error_json_data(one) for one in error.as_data()])


REFUSALS = (str(NOT_YOURS), "Select a valid choice")


def believed(form: forms.BaseForm, name: str) -> list[str]:
    """What is wrong with how a form took a foreign key in the field `name`."""
    form.is_valid()
    wrong = [] if name in form.errors and any(text in written(form.errors[name]) for text in REFUSALS) else ["taken"]
    wrong += ["kept"] if name in form.cleaned_data else []
    shown = f"{form[name]}" + f"{form[name].errors}"
    return [*wrong, *(["shown"] if SECRET in shown else [])]


# --- all pages, all blocks, all rows ----------------------------------------------------------------------------------
@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_no_form_of_a_page_takes_what_its_sender_may_not_know_of(model, world):
    parent = world.known if issubclass(model, TranslationPage) else world.lisbon
    form_class = model.get_edit_handler().get_form_class()
    to_fields = (("", name, value) for name, value in sent_to_fields(form_class.base_fields, world.foreign))
    turns = in_turns([*to_fields, *sent_to_rows(form_class, world.foreign)])

    wrong = []
    for (role, sender), sent in product(world.people.items(), turns):
        data = querydict(filled(form_class, sent))
        form = form_class(data, instance=_begun(model), parent_page=parent, for_user=sender)
        for row, name in sent:
            asked = form.formsets[row].forms[0] if row else form
            if (row or name in form.fields) and (role, name) not in THEIR_OWN:
                wrong += [(role, row, name, what) for what in believed(asked, name)]

    assert issubclass(form_class, VisibleReferencesMixin)
    assert wrong == []


def _begun(model: type[Page]) -> Page:
    page = model()
    page.path, page.depth = "000100019999", 3
    return page


def test_the_pages_are_all_there_and_take_what_is_tried(world):
    bodies = [
        list(sent_to(model._meta.get_field("body").stream_block, world.foreign))
        for model in PAGES
        if hasattr(model, "body")
    ]
    form_classes = [model.get_edit_handler().get_form_class() for model in PAGES]

    assert len(bodies) >= 18
    assert all(len(sent) == 4 for sent in bodies)  # two kinds of links in a text, a picture, a file
    assert sum(len(list(sent_to_rows(form_class, world.foreign))) for form_class in form_classes) >= 12


# --- all other forms --------------------------------------------------------------------------------------------------
ROOMS = [Path(config.path) for config in apps.get_app_configs()]
OURS = [room.name for room in ROOMS if room.parent in (settings.ROOT, settings.ROOT / "platform")]


def our_forms() -> list[type[forms.BaseForm]]:
    for app in OURS:
        package = importlib.import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if ".migrations" not in module.name and ".management" not in module.name:
                importlib.import_module(module.name)
    return sorted(
        {one for one in _below(forms.BaseForm) if one.__module__.partition(".")[0] in OURS},
        key=lambda one: one.__name__,
    )


def _below(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def test_no_form_of_ours_takes_keys_without_being_asked_whose_they_are():
    found = our_forms()

    takers = [one for one in found if any(takes(field) for field in one.base_fields.values()) or _adds_choosers(one)]
    assert len(found) > 50
    assert {"MergeForm", "ProposalForm", "AssessmentForm", "CommitmentForm"} <= {one.__name__ for one in takers}
    assert [one for one in takers if not issubclass(one, VisibleReferencesMixin)] == []


def _adds_choosers(form: type[forms.BaseForm]) -> bool:
    """Fields that are made when the form is have no class to be read from: the words of the class are."""
    added = inspect.getsource(form.__init__) if "__init__" in vars(form) else ""
    return any(f"{kind}ChoiceField(" in added for kind in ("Model", "ModelMultiple"))


def test_no_record_of_the_editors_interface_takes_keys_without_being_asked_whose_they_are():
    of_ours = [one for one in _each(viewsets.viewsets) if getattr(one, "app_label", "") in OURS]

    found = [(one.model.__name__, one.get_form_class()) for one in of_ours]
    takers = [(name, form) for name, form in found if any(takes(field) for field in form.base_fields.values())]
    assert {"Indicator", "Transfer", "Theme"} <= {name for name, _form in found}
    assert [name for name, form in takers if not issubclass(form, VisibleReferencesMixin)] == []


def _each(registered: list) -> Iterator[ModelViewSet]:
    """Also those of a group."""
    for one in registered:
        yield from _each(one.registerables) if isinstance(one, ModelViewSetGroup) else [one]


# --- any block that may be made ---------------------------------------------------------------------------------------
class Nested(blocks.StructBlock):
    """What no body has yet: everything in everything."""

    words = blocks.RichTextBlock()
    page = blocks.PageChooserBlock()
    parts = blocks.ListBlock(
        blocks.StreamBlock([("document", DocumentChooserBlock()), ("note", blocks.CharBlock())]),
    )
    picture = ImageBlock(required=False)
    pictures = blocks.ListBlock(ImageChooserBlock())


def test_whatever_is_nested_is_emptied_and_the_rest_of_it_kept(world):
    foreign = world.foreign
    parts = [[{"type": "document", "value": foreign.document.pk}, {"type": "note", "value": "Ours"}]]
    words = f'<p>Our <a linktype="page" id="{foreign.page.pk}">words</a></p>'
    block = blocks.StreamBlock([("nested", Nested())])
    value = block.to_python(
        [
            {
                "type": "nested",
                "value": {
                    "words": words,
                    "page": foreign.page.pk,
                    "parts": parts,
                    "picture": {"image": foreign.image.pk, "decorative": True, "alt_text": ""},
                    "pictures": [foreign.image.pk],
                },
            }
        ]
    )

    kept, error = block_without(block, value, references_in_block(block, value))

    assert references_in_block(block, kept) == set()
    nested = kept[0].value
    assert nested["words"].source == "<p>Our words</p>"
    assert [child.value for child in nested["parts"][0]] == [None, "Ours"]
    assert set(error.block_errors[0].block_errors) == {"words", "page", "parts", "picture", "pictures"}


# --- as people use them -----------------------------------------------------------------------------------------------
def form_of(client, page: Page) -> QueryDict:
    """As it is on the screen."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form").copy()
    data["body-count"] = "0"  # which a script fills in
    return data


def with_changes(form: QueryDict, **changes) -> QueryDict:
    data = form.copy()
    for name, value in nested_form_data(changes).items():
        data[name] = value
    return data


def edit(client, page: Page, form: QueryDict, **changes):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), with_changes(form, **changes))


def bodies(key: int) -> dict[str, dict]:
    picture = {"image": {"image": key, "decorative": "on", "alt_text": ""}, "caption": "Ours"}
    return {
        "file": streamfield([("file", {"document": key, "title": "Ours"})]),
        "picture": streamfield([("picture", picture)]),
        "link": streamfield([("text", rich_text("LINK", key))]),
        "document link": streamfield([("text", rich_text("DOCUMENT", key))]),
    }


def foreign_body(world: World, way: str) -> dict:
    document, image, page = (one.pk for one in (world.foreign.document, world.foreign.image, world.foreign.page))
    return bodies({"file": document, "picture": image, "link": page, "document link": document}[way])[way]


@pytest.mark.parametrize("way", ["file", "picture", "link", "document link"])
def test_an_official_sees_nothing_of_a_foreign_thing_and_keeps_their_words(way, official, world):
    answer = edit(official, world.own, world.form, body=foreign_body(world, way), intro="One sentence of ours.")

    (body,) = attributes(answer, "#body", "data-w-block-arguments-value")
    value, error, *_ = map(json.dumps, json.loads(body))
    assert answer.status_code == 200
    assert "you cannot use it" in error
    assert "Our words" in value or "Ours" in value
    assert text(answer, "[name=intro]") == "One sentence of ours."
    assert_nowhere(answer, SECRET)
    assert list(PracticePage.objects.get(pk=world.own.pk).get_latest_revision_as_object().body) == []


@pytest.mark.parametrize("way", ["file", "picture", "link", "document link"])
def test_what_is_hidden_is_refused_as_what_does_not_exist(way, official, world):
    hidden = edit(official, world.own, world.form, body=foreign_body(world, way))
    nothing = edit(official, world.own, world.form, body=bodies(NOTHING)[way])

    told = [written(answer.context["form"].errors["body"]) for answer in (hidden, nothing)]
    assert told[0] == told[1]


@pytest.mark.parametrize("way", ["file", "picture", "link", "document link"])
def test_neither_autosave_nor_preview_believes_an_id(way, official, world):
    address = reverse("wagtailadmin_pages:edit", args=[world.own.pk])
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[world.own.pk])
    data = with_changes(world.form, body=foreign_body(world, way))

    saved = official.post(address, data, headers={"Accept": "application/json"})
    checked = official.post(preview, data)
    looked = official.get(preview)

    assert saved.status_code == 400
    assert not checked.json()["is_valid"]
    for answer in (saved, checked, looked):
        assert_nowhere(answer, SECRET)
    assert list(PracticePage.objects.get(pk=world.own.pk).get_latest_revision_as_object().body) == []


def test_what_an_editor_put_there_stays_when_an_official_saves(official, world):
    document = world.foreign.document
    world.own.body = [("file", {"document": document, "title": "Put by an editor"})]
    world.own.save_revision()
    as_it_is = streamfield([("file", {"document": document.pk, "title": "Put by an editor"})])

    answer = edit(official, world.own, form_of(official, world.own), body=as_it_is, intro="One sentence of ours.")

    draft = PracticePage.objects.get(pk=world.own.pk).get_latest_revision_as_object()
    assert answer.status_code == 302
    assert draft.intro == "One sentence of ours."
    assert draft.body[0].value["document"] == document


def test_an_official_uses_what_is_their_own_and_links_to_what_is_public(official, world):
    document = Document.objects.create(
        title="Ours", file=ContentFile(b"x", name="ours.txt"), collection=world.lisbon.office.collection
    )
    public = factories.practice("Known medina", under=world.foreign.page.get_parent())

    filed = edit(official, world.own, world.form, body=bodies(document.pk)["file"])
    linked = edit(official, world.own, form_of(official, world.own), body=bodies(public.pk)["link"])

    assert (filed.status_code, linked.status_code) == (302, 302)


def test_a_translator_shows_the_picture_of_the_original_and_no_other(client, world):
    photo = Image.objects.create(
        title="Desk", file=get_test_image_file(size=(40, 30)), collection=world.lisbon.office.collection
    )
    original = world.known
    original.body = [("picture", {"image": photo, "caption": "The desk"})]
    original.save_revision().publish()
    words = factories.translate(original, "fr", "Connu")
    client.force_login(world.people[Role.TRANSLATOR])

    block = Page.objects.get(pk=original.pk).specific.body[0].id
    changes = {f"body_{block}_caption": "Le bureau", "body": foreign_body(world, "picture")}
    answer = edit(client, words, form_of(client, words), **changes)

    after = Page.objects.get(pk=words.pk).get_latest_revision_as_object().body
    assert [(block.value["image"].pk, block.value["caption"]) for block in after] == [(photo.pk, "Le bureau")]
    assert_nowhere(answer, SECRET)


def test_no_list_of_choices_shows_a_draft_of_another_city(official, world):
    pilot = factories.pilot("Ours", under=world.lisbon, live=False)

    page = official.get(reverse("wagtailadmin_pages:edit", args=[pilot.pk]))

    assert has(page, "select[name=practices]")
    assert_nowhere(page, SECRET)
