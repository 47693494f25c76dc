"""Model fields that several rooms use."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class CodesField(models.JSONField):
    """Several codes out of a list, kept as a JSON array. For facts one never filters by in SQL.

    Codes are stored, never labels: `choices` gives the labels. An unknown code raises `ValidationError`.
    """

    def __init__(self, *args, codes: Iterable[tuple[str, object]] = (), **kwargs) -> None:
        self.codes = list(codes)
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs  # the codes are not part of the schema

    def validate(self, value, model_instance) -> None:
        super().validate(value, model_instance)
        unknown = set(value or []) - {code for code, _label in self.codes}
        if unknown:
            raise ValidationError(_("Unknown: %(codes)s"), params={"codes": ", ".join(sorted(unknown))})

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            choices=self.codes,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name.capitalize()),
            help_text=kwargs.get("help_text", self.help_text),
            widget=forms.CheckboxSelectMultiple,
        )

    def labels_of(self, instance: models.Model) -> list[object]:
        """The labels of what `instance` has, in the order of the list."""
        chosen = set(getattr(instance, self.attname) or [])
        return [label for code, label in self.codes if code in chosen]
