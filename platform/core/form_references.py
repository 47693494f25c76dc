"""What a form refers to, its sender may know of: every id that a form, a block or a rich text takes passes here.

Wagtail's choosers offer what one may choose, and its forms believe whatever id is posted. A form of ours inherits
`VisibleReferencesMixin`, which looks each up among what its sender may know of (`core.visibility` registers that).
`tests/core/test_form_references.py` finds the form that does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import singledispatch
from typing import Any, NamedTuple, cast

from bs4 import BeautifulSoup
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.forms.models import WagtailAdminModelFormMetaclass
from wagtail.blocks.list_block import ListBlockValidationError, ListValue
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail.rich_text import RichText, extract_references_from_rich_text

from . import hosts

NOT_YOURS = _("This choice does not exist, or you cannot use it. Choose something else.")
LARGEST_KEY = 2**63 - 1


class Reference(NamedTuple):
    """One object by its key, as text: what is posted may be no key at all. Every kind of page is a `Page`."""

    model: type[Model]
    key: str

    @classmethod
    def to(cls, model: type[Model], key: object) -> Reference:
        return cls(Page if issubclass(model, Page) else model, str(key))

    @property
    def is_possible(self) -> bool:
        return self.key.isascii() and self.key.isdecimal() and int(self.key[:20]) <= LARGEST_KEY


# --- who may know of what -------------------------------------------------------------------------------------------
Visible = Callable[[object, type[Model]], QuerySet]
VISIBLE: dict[type[Model], Visible] = {}


def register_visible(model: type[Model], visible: Visible) -> None:
    """`visible(user, model)` gives what a person may know of, of `model` or of one that inherits it."""
    VISIBLE[model] = visible


def visible_instances(user, model: type[Model]) -> QuerySet | None:
    """What a person may know of among the objects of `model`; None where each of them is public.

    A row of a page is known with its page.
    """
    rule = next((VISIBLE[base] for base in model.__mro__ if base in VISIBLE), None)
    if rule is not None:
        return rule(user, model)
    for field in model._meta.concrete_fields:
        if isinstance(field, ParentalKey) and issubclass(field.related_model, Page):
            pages = VISIBLE[Page](user, Page)
            return model._default_manager.filter(**{f"{field.name}__in": pages.values("pk")})
    return None


def hidden_from(user, references: Iterable[Reference]) -> set[Reference]:
    """Those that the person may not know of, and those to nothing at all, which one cannot tell from them."""
    by_model = defaultdict(set)
    for reference in references:
        by_model[reference.model].add(reference)
    hidden = set()
    for model, asked in by_model.items():
        visible = visible_instances(user, model)
        if visible is not None:
            keys = [reference.key for reference in asked if reference.is_possible]
            found = {str(key) for key in visible.filter(pk__in=keys).values_list("pk", flat=True)}
            hidden |= {reference for reference in asked if reference.key not in found}
    return hidden


# --- which references a value holds ---------------------------------------------------------------------------------
def _offered(field: forms.ModelChoiceField) -> QuerySet:
    return cast(QuerySet, field.queryset)  # Django allows for none in a field that is not yet a form's


def references_in_field(field: forms.Field, value) -> set[Reference]:
    """Of what is posted, of what was cleaned, and of an initial value alike."""
    if isinstance(field, forms.ModelChoiceField):
        several = isinstance(field, forms.ModelMultipleChoiceField) or isinstance(value, QuerySet)
        chosen = (value or ()) if several else (value,)
        keys = [one.pk if isinstance(one, Model) else one for one in chosen]
        return {Reference.to(_offered(field).model, key) for key in keys if key not in (None, "")}
    if isinstance(field, blocks.BlockField):
        return references_in_block(field.block, value)
    if isinstance(value, str) and getattr(field.widget, "accepts_features", False):
        return references_in_rich_text(value)
    return set()


def references_in_block(block: blocks.Block, value) -> set[Reference]:
    if value is None:
        return set()
    return {Reference.to(model, key) for model, key, _model_path, _path in block.extract_references(value)}


def references_in_rich_text(html: str) -> set[Reference]:
    return {Reference.to(model, key) for model, key, _model_path, _path in extract_references_from_rich_text(html)}


# --- a value without some of them -----------------------------------------------------------------------------------
def _refused() -> ValidationError:
    return ValidationError(NOT_YOURS, code="not_yours")


def field_without(field: forms.Field, value, hidden: set[Reference], before):
    """What may be shown again of what was sent, and why it is refused: the rest of it is kept."""
    if isinstance(field, blocks.BlockField):
        return block_without(field.block, value, hidden)
    if isinstance(field, forms.ModelMultipleChoiceField):
        model = _offered(field).model
        return [key for key in value if Reference.to(model, getattr(key, "pk", key)) not in hidden], _refused()
    if isinstance(field, forms.ModelChoiceField):
        return before, _refused()
    return rich_text_without(value, hidden), _refused()


@singledispatch
def block_without(block: blocks.Block, value, hidden: set[Reference]):
    """The same value with nothing chosen where it was a hidden thing, and the errors, each at its block.

    A block that holds other blocks has a function of its own below; any other is emptied.
    """
    if references_in_block(block, value) & hidden:
        return block.get_default(), _refused()
    return value, None


@block_without.register
def text_block_without(block: blocks.RichTextBlock, value, hidden):
    if references_in_block(block, value) & hidden:
        return RichText(rich_text_without(value.source, hidden)), _refused()
    return value, None


@block_without.register
def image_without(block: ImageBlock, value, hidden):
    """A struct whose value is the image itself."""
    if references_in_block(block, value) & hidden:
        return None, StructBlockValidationError({"image": _refused()})
    return value, None


@block_without.register
def stream_without(block: blocks.BaseStreamBlock, value, hidden):
    parts = [(child, *block_without(child.block, child.value, hidden)) for child in value]
    kept = blocks.StreamValue(block, [(child.block.name, part, child.id) for child, part, _error in parts])
    errors = {place: error for place, (_child, _part, error) in enumerate(parts) if error}
    return kept, errors and StreamBlockValidationError(errors)


@block_without.register
def list_without(block: blocks.ListBlock, value, hidden):
    parts = [(child, *block_without(child.block, child.value, hidden)) for child in value.bound_blocks]
    children = [ListValue.ListChild(child.block, part, id=child.id) for child, part, _error in parts]
    errors = {place: error for place, (_child, _part, error) in enumerate(parts) if error}
    return ListValue(block, bound_blocks=children), errors and ListBlockValidationError(errors)


@block_without.register
def struct_without(block: blocks.BaseStructBlock, value, hidden):
    parts = {name: block_without(child, value.get(name), hidden) for name, child in block.child_blocks.items()}
    kept = blocks.StructValue(block, [(name, part) for name, (part, _error) in parts.items()])
    errors = {name: error for name, (_part, error) in parts.items() if error}
    return kept, errors and StructBlockValidationError(errors)


def rich_text_without(html: str, hidden: set[Reference]) -> str:
    """A link gives way to its words; what is embedded is gone."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(["a", "embed"]):
        if references_in_rich_text(str(tag)) & hidden:
            tag.unwrap() if tag.name == "a" else tag.decompose()
    return str(soup)


# --- the forms ------------------------------------------------------------------------------------------------------
class VisibleReferencesMixin(hosts.AdminForm):
    """Inherit before a form, and give it `for_user`; without one it takes what anybody may know of.

    Chosen may be what the person may know of, and what the very object referred to before: see `known_before`.
    Anything else is refused at its field, and the form that is shown again does not name it.
    """

    for_user = None

    def __init__(self, *args, for_user=None, **kwargs) -> None:
        if isinstance(self, WagtailAdminModelForm):
            kwargs["for_user"] = for_user
        super().__init__(*args, **kwargs)
        self.for_user = for_user
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                self._offer_what_is_visible(name, field)

    def _offer_what_is_visible(self, name: str, field: forms.ModelChoiceField) -> None:
        """A plain list of choices has every title in it."""
        visible = visible_instances(self._sender, _offered(field).model)
        if visible is None:
            return
        before = references_in_field(field, self.get_initial_for_field(field, name))
        keys = [reference.key for reference in before if reference.is_possible]
        field.queryset = _offered(field).filter(Q(pk__in=visible.values("pk")) | Q(pk__in=keys))

    @property
    def _sender(self):
        return self.for_user or AnonymousUser()

    def known_before(self) -> set[Reference]:
        """What the object referred to when the form was opened: it stays, whoever saves."""
        values = {name: self.get_initial_for_field(field, name) for name, field in self.fields.items()}
        return set().union(*(references_in_field(self.fields[name], value) for name, value in values.items()))

    def clean(self) -> dict[str, Any]:
        self._refuse_hidden_references()
        return super().clean()

    def _refuse_hidden_references(self) -> None:
        """Asked of what was sent, not of what is valid: a field refused for something else is shown again too."""
        sent = {name: self[name].data for name, field in self.fields.items() if not field.disabled}
        asked = {name: references_in_field(self.fields[name], value) for name, value in sent.items()}
        hidden = hidden_from(self._sender, set().union(*asked.values()))
        hidden = hidden and hidden - self.known_before()
        for name in (name for name, references in asked.items() if references & hidden):
            field = self.fields[name]
            before = self.get_initial_for_field(field, name)
            kept, error = field_without(field, sent[name], hidden, before)
            field.bound_data = lambda _data, _initial, kept=kept: kept
            self._errors.pop(name, None)
            self.add_error(name, error)


class _WithVisibleRows(WagtailAdminModelFormMetaclass):
    """The rows of a form (its inline panels), for which a panel makes forms of Wagtail's, are asked the same."""

    def __new__(cls, name, bases, attributes):
        return _with_visible_rows(super().__new__(cls, name, bases, attributes))


def _with_visible_rows(form: type[WagtailAdminModelForm]) -> type[WagtailAdminModelForm]:
    for formset in getattr(form, "formsets", {}).values():
        if not issubclass(formset.form, VisibleReferencesMixin):
            kind = type(formset.form)(formset.form.__name__, (VisibleReferencesMixin, formset.form), {})
            formset.form = _with_visible_rows(kind)
            formset.inherit_kwargs = [*{"for_user", *(formset.inherit_kwargs or [])}]  # rows are asked as their form is
    return form


class VisibleModelForm(VisibleReferencesMixin, WagtailAdminModelForm, metaclass=_WithVisibleRows):
    """In place of Wagtail's, for a record in the editors' interface: its model's `base_form_class`."""


class VisiblePageForm(VisibleReferencesMixin, WagtailAdminPageForm, metaclass=_WithVisibleRows):
    """In place of Wagtail's, for every page."""
