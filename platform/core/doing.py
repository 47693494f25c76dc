"""A form whose content a verb takes: what the verb refuses is said in the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


def did(form: forms.BaseForm, verb: Callable, *args, **what) -> bool:
    """Whether it was done; else the form says why not, beside the field or, where it has none, on top, once."""
    try:
        verb(*args, **what)
    except ValidationError as error:
        by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for field, errors in by_field.items():
            place = field if field in form.fields else None
            said: Sequence = form.errors.get(place or NON_FIELD_ERRORS, [])
            form.add_error(place, [one for one in errors if one not in said])
        return False
    return True
