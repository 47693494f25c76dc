"""The form of a city: its address follows from its English name, and a second one of a name is asked about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel

from core import languages
from core.folding import fold
from core.subject_form import SubjectForm

NAMES = tuple(f"name_{code}" for code in languages.CODES)


class AskedPanel(FieldPanel):
    """A question that stands in the form only once it has come up."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            asked = self.form is not None and (self.field_name in self.form.errors or self.field_name in self.form.data)
            return asked and super().is_shown()


class CityForm(SubjectForm):
    is_another = forms.BooleanField(required=False, label=gettext_lazy("It is another city of the same name"))

    def name(self) -> str:
        """Without accents, so that it is read out and typed anywhere; a city without a Latin name keeps its own."""
        names = [self.cleaned_data.get(name) or "" for name in NAMES]
        return next((plain for name in names if (plain := slugify(name))), next(filter(None, names), ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        twin = self._twin()
        if twin is not None and not cleaned.get("is_another"):
            question = _(
                "There is already a city of this name in this country: {city}. Tick this if yours is a different one."
            )
            address = reverse("wagtailadmin_pages:edit", args=[twin.pk])
            link = format_html('<a href="{}">{}</a>', address, twin.get_admin_display_title())
            self.add_error("is_another", ValidationError(format_html(question, city=link), code="twin"))
        return cleaned

    def _twin(self):
        """Another city, a draft too, that has one of these names and lies in the same country."""
        written = {name: fold(self.cleaned_data.get(name) or "") for name in NAMES}
        names = set(written.values()) - {""}
        if not any(written[name] for name in NAMES if name in self.changed_data):
            return None
        others = type(self.instance).objects.filter(country=self.cleaned_data.get("country"))
        others = others.exclude(pk=self.instance.pk)
        return next((other for other in others if names & {fold(getattr(other, name)) for name in NAMES}), None)
