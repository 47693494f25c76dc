"""The drawings of the icon sheet that stand for a theme, and the choice among them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import cast

from django import forms
from django.contrib.staticfiles import finders
from django.utils.html import format_html

from core.templatetags.core_tags import icon

SHEET = "images/icons.svg"
NONE = "unset"
"""What stands where no drawing was chosen, or one that is not there any more."""


@cache
def names() -> tuple[str, ...]:
    """The sheet's drawings for themes: those between the comment "Themes" and the next."""
    _before, _mark, rest = Path(cast(str, finders.find(SHEET))).read_text().partition("<!-- Themes -->")
    return tuple(re.findall(r'<symbol id="i-([\w-]+)"', rest.partition("<!--")[0]))


class GlyphField(forms.ChoiceField):
    """One drawing out of the sheet, shown with its name; none is the theme's own."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs) -> None:
        super().__init__(choices=_choices, **kwargs)
        self.widget.attrs["class"] = "glyphs"


def _choices() -> list[tuple[str, object]]:
    drawn = [(name, format_html("{} {}", icon(name), name)) for name in names()]
    return [("", format_html("{} {}", icon(NONE), "—")), *drawn]
