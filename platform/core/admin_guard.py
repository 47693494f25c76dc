"""In the editors' interface, a page that one may not know of does not exist: whatever address or form names it.

Wagtail checks what one may do to a page, and shows its title while it refuses. This asks first, for every address of
the interface at once, so that one that Wagtail adds is guarded too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from .visibility import oversees, visible_in_admin

OPEN_TO_ALL = ("/admin/login/", "/admin/logout/", "/admin/password_reset/")
IN_ADDRESS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
IN_QUESTION = ("id", "childOf", "target_pages[]", "parent_page_id", "root_page")
IN_FORM = ("new_parent_page", "parent_page", "chooser", "id")


class AdminGuard:
    """Answers 404 where a page is named that is not among `visible_in_admin(user)`: as if there were none.

    And 403 to who is signed in and has nothing to do here: Wagtail would lead to the sign-in, and that back to it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.path.startswith("/admin/") or not request.user.is_authenticated or request.user.is_superuser:
            return None
        if not request.user.has_perm("wagtailadmin.access_admin"):
            return None if request.path.startswith(OPEN_TO_ALL) else render(request, "core/no_access.html", status=403)
        if _is_about_everybody(request) and not oversees(request.user):
            raise Http404
        named = {int(number) for number in _named(request, kwargs) if str(number).isdecimal()}
        if named and visible_in_admin(request.user).filter(pk__in=named).count() < len(named):
            raise Http404
        return None


def _is_about_everybody(request: HttpRequest) -> bool:
    """Wagtail's reports and lists by type tell titles and names of the whole site."""
    match = request.resolver_match
    return match.app_name == "wagtailadmin_reports" or (match.url_name or "").startswith("type_use")


def _named(request: HttpRequest, kwargs: dict) -> Iterator[object]:
    """Keys of pages, wherever an address of the interface puts them."""
    yield from (kwargs[name] for name in IN_ADDRESS if name in kwargs)
    match = request.resolver_match
    about_pages = (match.url_name or "").startswith("wagtailadmin_choose_page") or kwargs.get("model_name") == "page"
    if about_pages:
        for name in IN_QUESTION:
            yield from request.GET.getlist(name)
    if about_pages or match.app_name == "wagtailadmin_pages":
        for name in IN_FORM:
            yield from request.POST.getlist(name)
