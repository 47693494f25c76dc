"""A control that is called like a property of its form hides that property from every script.

`form.method` is then the control: Wagtail's autosave posts to nowhere and says that the network failed (house trap 19).
"""

from __future__ import annotations

from . import hosts

OF_THE_FORM_ELEMENT = frozenset(
    (
        *("acceptCharset", "action", "autocomplete", "elements", "encoding", "enctype", "id", "length", "method"),
        *("name", "noValidate", "rel", "relList", "target"),
        *("checkValidity", "reportValidity", "requestSubmit", "reset", "submit"),
    )
)
"""What the HTML standard gives HTMLFormElement, and `id`."""


class ControlNames(hosts.Form):
    """For forms whose fields are named after a model's: the field keeps its name, its control has another."""

    def add_prefix(self, field_name: str) -> str:
        name = super().add_prefix(field_name)
        return f"{name}-field" if name in OF_THE_FORM_ELEMENT else name
