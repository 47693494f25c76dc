"""Who saves over a version that they have not seen is told so first, and saves by pressing again."""

from __future__ import annotations

import hashlib
import json

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _


class TellsOfNewerVersion:
    """Inherit before a form whose `initial` or instance is what is saved now, of records that several people may write.

    The form carries a digest of what was saved when it was opened, in `seen_version`; templates/components/
    _error_summary.html writes it. Sent by hand without it, the form is taken as it is.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.saved_version = self._digest()
        self.fields["seen_version"] = forms.CharField(
            required=False, initial=self.saved_version, widget=forms.HiddenInput
        )

    def _digest(self) -> str:
        saved = {name: self.get_initial_for_field(field, name) for name, field in self.fields.items()}
        written = json.dumps({name: _plain(value) for name, value in saved.items()}, cls=DjangoJSONEncoder)
        return hashlib.blake2b(written.encode(), digest_size=12).hexdigest()

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        seen = cleaned.pop("seen_version", "")
        if seen and seen != self.saved_version:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen_version")] = self.saved_version
            raise ValidationError(self._what_differs(), code="newer_version")
        return cleaned

    def _what_differs(self) -> str:
        """Names the fields and what they say in the newer version."""
        names = [name for name in self.changed_data if name != "seen_version"]
        parts = [f"{self[name].label}: {_plain(self.get_initial_for_field(self.fields[name], name))}" for name in names]
        text = _(
            "Somebody saved another version while you were writing. Your text is still here; send it again to save it "
            "in place of theirs."
        )
        return " ".join([text, _("In theirs:"), "; ".join(parts)]) if parts else text


def _plain(value: object) -> object:
    """For comparing: a file or a record by its name or key."""
    if isinstance(value, (list, tuple, set)):
        return [_plain(one) for one in value]
    key = getattr(value, "pk", None)
    return str(value if key is None else key) if value is not None else ""
