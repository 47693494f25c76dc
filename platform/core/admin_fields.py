"""Fields of ours in the editors' forms, in place of Wagtail's: what is typed is read as people write it."""

from __future__ import annotations

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput

from .date_fields import DateField, DateTimeField, TimeField
from .fields import LONGEST
from .numbers import DegreesField, NumberField, WholeNumberField

FIELDS = {
    models.DateField: DateField,
    models.DateTimeField: DateTimeField,
    models.TimeField: TimeField,
    models.DecimalField: NumberField,
    models.IntegerField: WholeNumberField,
    models.FloatField: DegreesField,
}

for column, field in FIELDS.items():
    register_form_field_override(column, override={"form_class": field})

# Wagtail's own texts (descriptions for search engines) have no more room than ours
register_form_field_override(
    models.TextField, override={"widget": AdminAutoHeightTextInput, "max_length": LONGEST}, exact_class=True
)
