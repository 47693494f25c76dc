"""Addresses of sources that lead nowhere any more, for editors: a line on the desk, and the list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from .display import Link
from .models import CheckedAddress
from .numbers import display_number
from .source_addresses import addresses_named
from .visibility import oversees, visible_in_admin
from .waiting import Waiting, register


@dataclass(frozen=True)
class DeadSource:
    address: CheckedAddress
    places: tuple[Link, ...]


@register
def dead_sources(user) -> Iterable[Waiting]:
    """One query, none for whoever is no editor."""
    number = CheckedAddress.objects.to_be_mended().count() if oversees(user) else 0
    if not number:
        return []
    title = ngettext(
        "%(number)s address of a source leads nowhere, or elsewhere",
        "%(number)s addresses of sources lead nowhere, or elsewhere",
        number,
    )
    return [
        Waiting(
            title=title % {"number": display_number(number)},
            text=gettext("Readers cannot look up what rests on them. Find the new address, or another source."),
            action=gettext("Open the list"),
            url=reverse("dead_sources"),
        )
    ]


class DeadSources(WagtailAdminTemplateMixin, TemplateView):
    template_name = "core/admin/dead_sources.html"
    page_title = _("Sources that lead nowhere")
    header_icon = "link"

    def dispatch(self, request, *args, **kwargs):
        if not oversees(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        named = addresses_named()
        known = set(visible_in_admin(self.request.user).values_list("pk", flat=True))
        rows = [
            DeadSource(address, tuple(_link(place) for place in named.get(address.url, ()) if _is_known(place, known)))
            for address in CheckedAddress.objects.to_be_mended()
        ]
        return {**super().get_context_data(**kwargs), "rows": rows}


def _is_known(place, known: set[int]) -> bool:
    return not isinstance(place, Page) or place.pk in known


def _link(place) -> Link:
    """A page leads to its form; a record that is no page is named."""
    if isinstance(place, Page):
        return Link(place.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[place.pk]))
    return Link(f"{place._meta.verbose_name}: {place}")


@hooks.register("register_admin_urls")
def register_list() -> list:
    return [path("reports/sources/", DeadSources.as_view(), name="dead_sources")]
