"""No control hides a property of its form, or autosave and every other script that reads that property stops."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.forms import BaseForm
from django.urls import get_resolver
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import get_page_models

from core.control_names import OF_THE_FORM_ELEMENT
from tests.rooms import is_ours

CONTROL = re.compile(r"""<(?:input|select|textarea|button)\b[^>]*\bname=["'](\w+)["']""")


def every(kind: type) -> set[type]:
    return {kind} | {deeper for child in kind.__subclasses__() for deeper in every(child)}


def page_forms() -> list[type[BaseForm]]:
    ours = [model for model in get_page_models() if is_ours(model.__module__)]
    return [model.get_edit_handler().get_form_class() for model in ours]


def record_forms() -> list[type[BaseForm]]:
    """Of what has a list of its own in the editors' interface."""
    return [
        viewset.get_form_class(for_update=True)
        for viewset in viewsets.viewsets
        if isinstance(viewset, ModelViewSet) and is_ours(viewset.model.__module__)
    ]


def written_forms() -> list[type[BaseForm]]:
    get_resolver().url_patterns  # noqa: B018 (whatever has an address is imported)
    return [form for form in every(BaseForm) if is_ours(form.__module__)]


def controls_of(form: type[BaseForm]) -> list[str]:
    """As they are called in the page; of rows, as the first row's."""
    bare = form.__new__(form)
    bare.prefix = form.prefix
    rows = [
        f"{name}-0-{field}" for name, rows in getattr(form, "formsets", {}).items() for field in rows.form.base_fields
    ]
    return [bare.add_prefix(name) for name in form.base_fields] + rows


def test_no_form_has_a_control_that_hides_a_property_of_the_form():
    forms = [*page_forms(), *record_forms(), *written_forms()]

    assert len(forms) > 60
    assert {form: names for form in forms if (names := OF_THE_FORM_ELEMENT.intersection(controls_of(form)))} == {}


def test_no_template_has_one_either():
    templates = list((Path(settings.ROOT) / "templates").rglob("*.html"))

    assert templates
    assert [
        (path.name, name)
        for path in templates
        for name in CONTROL.findall(path.read_text())
        if name in OF_THE_FORM_ELEMENT
    ] == []
