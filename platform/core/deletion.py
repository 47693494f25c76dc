"""Before something is deleted: what in the database forbids it, said in words.

`PROTECT` makes Wagtail's delete views fail without one (house trap 14). What is in the way is found by Django's own
collector, so that a room's records are heeded without anybody naming them here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.contrib import messages
from django.db import models
from django.db.models.deletion import Collector, ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import DeleteView
from wagtail.models import Page

from .listing import listed


def in_the_way(things: Iterable[models.Model]) -> list[models.Model]:
    """What forbids to delete `things`, and of pages whatever hangs under them; nothing when they can go."""
    for thing in things:
        found = Page.objects.filter(path__startswith=thing.path) if isinstance(thing, Page) else [thing]
        try:
            Collector(using=thing._state.db or "default", origin=thing).collect(found)
        except ProtectedError as error:
            return sorted(error.protected_objects, key=lambda one: (one._meta.label, one.pk))
    return []


def why_not(thing: models.Model, holders: list[models.Model]) -> str:
    """`“TangerAccueil” stays: measured results (3), evaluations (1) depend on it ...`."""
    counts = Counter(str(one._meta.verbose_name_plural) for one in holders)
    kinds = listed(f"{kind} ({number})" for kind, number in counts.items())
    words = {"name": thing.get_admin_display_title() if isinstance(thing, Page) else thing, "kinds": kinds}
    if isinstance(thing, Page):
        return (
            _("“%(name)s” cannot be deleted: it, or a page under it, is used by %(kinds)s. To hide it, unpublish it.")
            % words
        )
    return _("“%(name)s” cannot be deleted: it is used by %(kinds)s.") % words


def refuse_to_delete_what_is_needed(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail's hook `before_delete_page`."""
    holders = in_the_way([page])
    if not holders:
        return None
    messages.error(request, why_not(page, holders))
    return redirect("wagtailadmin_explore", page.pk)


def refuse_to_delete_many(request: HttpRequest, kind: str, pages: list, action) -> HttpResponse | None:
    """Wagtail's hook `before_bulk_action`: all or none."""
    if kind != "delete" or action.model is not Page:
        return None
    for page in pages:
        if holders := in_the_way([page]):
            messages.error(request, why_not(page, holders))
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


class KindDeleteView(DeleteView):
    """For records: says what is in the way in place of an error page."""

    def form_valid(self, form) -> HttpResponse:
        if holders := in_the_way([self.object]):
            messages.error(self.request, why_not(self.object, holders))
            return HttpResponseRedirect(self.get_success_url())
        return super().form_valid(form)
