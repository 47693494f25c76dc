"""Who saves over a version that they have not seen is told so first, and saves by pressing again."""

from __future__ import annotations

import hashlib
import json
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import Panel
from wagtail.admin.viewsets.model import ModelViewSet

from core import hosts

from .listing import labelled, listed_at_length


class TellsOfNewerVersion(hosts.Form):
    """Inherit before a form whose `initial` or instance is what is saved now, of records that several people may write.

    The form carries a digest of what was saved when it was opened, in `seen_version`; templates/components/
    _error_summary.html writes it. Sent by hand without it, the form is taken as it is.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_version"] = SeenVersion(initial=self._digest, required=False, widget=forms.HiddenInput)

    def _digest(self) -> str:
        """Asked once all fields are there."""
        fields = {name: field for name, field in self.fields.items() if not isinstance(field, SeenVersion)}
        saved = {name: _plain(self.get_initial_for_field(field, name)) for name, field in fields.items()}
        return hashlib.blake2b(json.dumps(saved, cls=DjangoJSONEncoder).encode(), digest_size=12).hexdigest()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        seen, saved = cleaned.pop("seen_version", ""), self._digest()
        if seen and seen != saved:
            sent = cast(QueryDict, self.data).copy()
            sent[self.add_prefix("seen_version")] = saved
            self.data = sent
            raise ValidationError(self._what_differs(), code="newer_version")
        return cleaned

    def _what_differs(self) -> str:
        """Names the fields and what they say in the newer version."""
        parts = [
            labelled(self[name].label, _plain(self.get_initial_for_field(self.fields[name], name)))
            for name in self.changed_data
        ]
        text = _(
            "Somebody saved another version while you were writing. Your text is still here; send it "
            "again to replace theirs."
        )
        return " ".join([text, _("In their version:"), listed_at_length(parts)]) if parts else text


class SeenVersion(forms.CharField):
    """Nobody types into it."""

    def has_changed(self, initial, data) -> bool:
        return False


class RecordViewSet(ModelViewSet):
    """Records of the editors' interface: they have no versions, and nobody writes over what they have not seen."""

    def get_edit_handler(self) -> Panel:
        handler = super().get_edit_handler()
        form = handler.base_form_class or getattr(self.model, "base_form_class", WagtailAdminModelForm)
        handler.base_form_class = type(form)(form.__name__, (TellsOfNewerVersion, form), {})
        return handler


def _plain(value: object) -> object:
    """For comparing: a file or a record by its name or key."""
    if isinstance(value, (list, tuple, set)):
        return [_plain(one) for one in value]
    key = getattr(value, "pk", None)
    return str(value if key is None else key) if value is not None else ""
