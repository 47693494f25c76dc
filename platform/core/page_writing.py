"""Two requests about one page at once: each finds what the other left, and only a person's own press decides.

The editor saves a draft by itself 1.5 s after the last key, with `fetch`, whatever else its writer pressed meanwhile.
See docs/decisions/0020.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from .admin_guard import PAGE_IN_ADDRESS

PREVIEWS = {"preview_on_edit", "preview_on_add"}  # are posted with every key, and change no page


def one_at_a_time(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What is posted about a page happens whole or not at all, after whatever is under way about the same page.

    Wagtail reads the page and its workflow first and writes at the end: without this, two workers both read it before.
    Letters leave when the transaction is there to stay (accounts.post).
    """

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        keys = _pages_posted_about(request, kwargs)
        if not keys:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            # SQLite has one writer at a time from the start of the transaction (IMMEDIATE), and needs no lock of rows.
            list(Page.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True).values_list("pk"))
            response = view(request, *args, **kwargs)
            if _is_refusal(request, response):
                transaction.set_rollback(True)
            return response

    return answer


def _is_refusal(request: HttpRequest, response: HttpResponse) -> bool:
    """Wagtail turns a refused permission into an error message and the way to the start."""
    said = cast(BaseStorage, messages.get_messages(request))  # a list only where there is no middleware for them
    if said.used or getattr(response, "url", "") != reverse("wagtailadmin_home"):
        return False  # what was read has its place in this response
    refused = any(message.level == messages.ERROR for message in said)
    said.used = False  # whoever is led to the start reads them there
    return refused


def _pages_posted_about(request: HttpRequest, kwargs: dict) -> set[int]:
    address = cast(ResolverMatch, request.resolver_match).url_name  # a view is known when it is asked
    if request.method != "POST" or address in PREVIEWS:
        return set()
    keys = {kwargs[name] for name in PAGE_IN_ADDRESS if name in kwargs}
    if address == "wagtail_bulk_action" and kwargs.get("model_name") == "page":
        keys |= set(request.GET.getlist("id"))
    return {int(key) for key in keys if str(key).isdecimal()}


def refuse_an_action_sent_by_autosave(request: HttpRequest, *args) -> JsonResponse | None:
    """Wagtail's edit view carries out whatever action a request names, also one that a script sent to save a draft."""
    actions = [name for name in request.POST if name.startswith(("action-", "workflow-action-"))]
    if request.method != "POST" or request.accepts("text/html") or not actions:
        return None
    message = _("This button saves a draft and does nothing else. Press the other button again.")
    answer = {"success": False, "error_code": "action_by_autosave", "error_message": message}
    return JsonResponse(answer, status=400)
