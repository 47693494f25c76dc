"""Forms of many rows, each of a record that is there."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.db.models import Model
from django.forms import BaseModelFormSet


class ExistingRows(BaseModelFormSet):
    """Rows of a queryset's records, none of which is new. Raises BadRequest for a row of a record that it has not."""

    model: type[Model]

    def _construct_form(self, i: int, **kwargs):
        if self.is_bound:
            sent = self.data.get(f"{self.add_prefix(i)}-{self.model._meta.pk.name}")
            if sent not in {str(record.pk) for record in self.get_queryset()}:
                raise BadRequest(f"{sent} is no row of this form")
        return super()._construct_form(i, **kwargs)  # type: ignore[misc]  # Django's own, not in its types
