"""Peer reviews in the editors' interface."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from .models import PracticePage
from .peer_review_pages import ask_peer
from .peer_reviewing import may_ask


@hooks.register("register_admin_urls")
def address_of_asking_a_peer() -> list:
    return [path("peer-review/<int:page_id>/", ask_peer, name="ask_peer")]


@hooks.register("register_page_header_buttons")
def offer_to_ask_a_peer(page, user, view_name, next_url=None) -> Iterator[Button]:
    if view_name == "edit" and isinstance(page, PracticePage) and may_ask(user, page):
        yield Button(
            _("Ask a peer of another city"), reverse("ask_peer", args=[page.pk]), icon_name="group", priority=12
        )
