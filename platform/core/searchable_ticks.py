"""A long list of boxes to tick, those that are ticked first, with a field above that leaves only what is looked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.widgets import Script
from django.utils.translation import gettext as _


class SearchableTicks(forms.CheckboxSelectMultiple):
    """For the editors' interface. Without the script (static/js/searchable-ticks.js) the field of search is not there,
    and the list is as long as ever."""

    template_name = "core/admin/searchable_ticks.html"

    class Media:
        js = [Script("js/searchable-ticks.js", type="module")]

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list:
        """What is ticked comes first; each part stays in its order."""
        groups = super().optgroups(name, value, attrs)
        return sorted(groups, key=lambda group: not any(option["selected"] for option in group[1]))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["search_label"] = _("Search in this list")
        return context
