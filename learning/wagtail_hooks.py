"""Sessions in the editors' interface: who begins one runs it, and one that people registered for is not deleted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from core.bidi import isolated

from .access_log import FORMATTERS
from .models import Registration, SessionPage
from .teams import form_team


@hooks.register("after_create_page")
def lead_what_one_began(request: HttpRequest, page: Page) -> None:
    if isinstance(page, SessionPage):
        form_team(session=page, by=request.user)


@hooks.register("before_delete_page")
def keep_what_people_registered_for(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Whoever registered would lose their place without a word, and the session its counts."""
    why = _why_kept(page)
    if not why:
        return None
    messages.error(request, why)
    return redirect("wagtailadmin_explore", page.pk)


@hooks.register("before_bulk_action")
def keep_many(request: HttpRequest, kind: str, pages: list, action) -> HttpResponse | None:
    """All or none."""
    if kind != "delete" or action.model is not Page:
        return None
    for page in pages:
        if why := _why_kept(page):
            messages.error(request, why)
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def _why_kept(page: Page) -> str:
    """Of the page, and of sessions under it."""
    held = Registration.objects.filter(session__path__startswith=page.path).select_related("session").first()
    if held is None:
        return ""
    words = _("“%(name)s” cannot be deleted: people have registered for it. Cancel the session, or unpublish it.")
    return words % {"name": isolated(held.session.get_admin_display_title())}


@hooks.register("register_log_actions")
def register_log_of_sessions(actions) -> None:
    for name, formatter in FORMATTERS.items():
        actions.register_action(name)(formatter)
