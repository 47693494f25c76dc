"""In the editors' interface, a thing that one may not know of does not exist: whatever address or form names it.

Wagtail checks what one may do to a page, and shows its title while it refuses; of other things its refusal tells that
they are there. This asks first, for every address of the interface at once, so that one that Wagtail adds is guarded
too: `tests/journeys/test_foreign_keys.py` walks them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

from django.apps import apps
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import ResolverMatch
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, TaskState, UploadedFile, Workflow
from wagtail.permissions import policy_registry

from .form_references import Reference, hidden_from, visible_instances
from .visibility import oversees

OPEN_TO_ALL = ("/admin/login/", "/admin/logout/", "/admin/password_reset/")
PAGE_IN_ADDRESS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
IN_ADDRESS = {
    **dict.fromkeys(PAGE_IN_ADDRESS, Page),
    "image_id": get_image_model(),
    "document_id": get_document_model(),
    "doc_id": get_document_model(),
    "uploaded_file_id": UploadedFile,
    "collection_id": Collection,
    "redirect_id": Redirect,
}
"""Of what a parameter is the key, whatever the address."""
IN_SECTION = {
    ("wagtailadmin_pages", "pk"): Page,
    ("wagtailadmin_workflows", "pk"): Workflow,
    ("wagtailadmin_workflows", "task_id"): Workflow,
}
"""Where neither its name nor the view says it."""
IN_QUESTION = ("id", "childOf", "target_pages[]", "parent_page_id", "root_page")
IN_FORM = ("new_parent_page", "parent_page", "chooser", "id")
ANYTHING = {"add", "change", "delete", "view", "choose", "publish"}


class AdminGuard:
    """Answers 404 where something is named that the person may not know of: as if there were none.

    And 403 to who is signed in and has nothing to do here: Wagtail would lead to the sign-in, and that back to it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.path.startswith("/admin/") or not request.user.is_authenticated:
            return None
        if not request.user.has_perm("wagtailadmin.access_admin"):
            return None if request.path.startswith(OPEN_TO_ALL) else render(request, "core/no_access.html", status=403)
        if _is_of_another_page(kwargs):
            raise Http404
        if _leads_on_to_a_word(request):
            return render(request, "400.html", status=400)
        if request.user.is_superuser:
            return None
        if _is_about_everybody(request) and not oversees(request.user):
            raise Http404
        if _is_hidden(request.user, set(_named(request, view, kwargs))):
            raise Http404
        return None


def _is_of_another_page(kwargs: dict) -> bool:
    """Wagtail carries out an action on any task it is given the key of, once one may do it on the page beside it."""
    if "task_state_id" not in kwargs:
        return False
    states = TaskState.objects.filter(pk=kwargs["task_state_id"], workflow_state__object_id=str(kwargs.get("page_id")))
    return not states.exists()


def _leads_on_to_a_word(request: HttpRequest) -> bool:
    """Once a form is saved, `redirect` looks a word alone up as the name of an address, and fails."""
    leads_to = request.POST.get("next") or request.GET.get("next", "")
    return request.method == "POST" and bool(leads_to) and not {"/", "."} & set(leads_to)


def _is_about_everybody(request: HttpRequest) -> bool:
    """Wagtail's reports and lists by type tell titles and names of the whole site."""
    match = cast(ResolverMatch, request.resolver_match)  # a view is known when it is asked
    return match.app_name == "wagtailadmin_reports" or (match.url_name or "").startswith("type_use")


def _is_hidden(user, named: set[Reference]) -> bool:
    """What no form takes is known to whoever may do anything at all to one of its kind."""
    ruled = {one for one in named if visible_instances(user, one.model) is not None}
    others = {one.model for one in named - ruled}
    policies = (policy_registry.get_by_type(model) for model in others)
    return bool(hidden_from(user, ruled)) or not all(
        policy.user_has_any_permission(user, ANYTHING) for policy in policies
    )


def _named(request: HttpRequest, view, kwargs: dict) -> Iterator[Reference]:
    """What is named, wherever an address of the interface puts it."""
    match = cast(ResolverMatch, request.resolver_match)  # a view is known when it is asked
    for name, value in kwargs.items():
        if model := model_of(name, view, match.app_name):
            yield Reference.to(model, value)
    about_pages = (match.url_name or "").startswith("wagtailadmin_choose_page") or kwargs.get("model_name") == "page"
    named = [request.GET.getlist(name) for name in IN_QUESTION if about_pages]
    if about_pages or match.app_name == "wagtailadmin_pages":
        named += [request.POST.getlist(name) for name in IN_FORM]
    yield from (Reference.to(Page, key) for keys in named for key in keys if key not in ("", "all"))


def model_of(parameter: str, view, section: str) -> type[Model] | None:
    """Of what a parameter of an address is the key; None of what is no key, or hangs on what stands before it."""
    known = IN_ADDRESS.get(parameter) or IN_SECTION.get((section, parameter))
    if known or parameter != "pk":
        return known
    given = getattr(view, "view_initkwargs", {}).get("model") or getattr(view.__dict__.get("view_class"), "model", None)
    model = apps.get_model(given) if isinstance(given, str) else given
    return model if isinstance(model, type) and issubclass(model, Model) else None
