"""The editors' form of a session: its hours are typed and shown where it is held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from django import forms
from django.utils.translation import gettext_lazy as _

from core.date_fields import DateTimeField, known_zone
from core.subject_form import SubjectForm

PROGRAMME = "agenda_items"
HOURS = ("starts_at", "ends_at")


class SessionForm(SubjectForm):
    """The zone that is chosen in the form holds for every hour in it, so that another zone keeps the hours."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        named = self["timezone"].value() if "timezone" in self.fields else self.instance.timezone
        zone = known_zone(named or "") or UTC
        for form in self._forms():
            for field in form.fields.values():
                if isinstance(field, DateTimeField) and field not in self._of_publication():
                    field.zone = zone

    def _forms(self) -> list[forms.BaseForm]:
        programme = self.formsets.get(PROGRAMME)
        return [self, *(programme.forms if programme is not None else [])]

    def _of_publication(self) -> list[forms.Field]:
        """When the page goes online is said in the editor's own zone, as for every page."""
        return [self.fields[name] for name in ("go_live_at", "expire_at") if name in self.fields]

    def clean(self) -> dict:
        cleaned = super().clean()
        asked = not self.is_deferred_validation and "timezone" in self.fields and not self.has_error("timezone")
        if asked and not cleaned.get("timezone") and any(self._hours_typed()):
            self.add_error("timezone", _("Enter the time zone of these times."))
        return cleaned

    def _hours_typed(self) -> Iterator[str]:
        page, *rows = self._forms()
        yield from (page[name].value() for name in HOURS if name in page.fields)
        yield from (row[name].value() for row in rows for name in ("starts", "ends"))
