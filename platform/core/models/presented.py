"""Which function says what a page shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.module_loading import import_string


class Presented:
    """A page names its presenter as it names its template: the dotted path of a function of its own room.

    `presenter(page, request, context) -> dict` gives what the template needs besides. `context` is what Wagtail and the
    page have given so far, with `words` where the page has words.
    """

    presenter = ""

    def present(self, request: HttpRequest, context: dict) -> dict[str, Any]:
        """The context, with what the presenter adds to it."""
        if not self.presenter:
            return context
        return {**context, **import_string(self.presenter)(self, request, context)}
