"""After a button of the page's form: what happened, in our words, and back to where one came from.

Wagtail says "has been updated" after every step of a review, and leads into the explorer.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from core.bidi import isolated
from core.permissions import tree_policy

from .models import CityCheckTask, EditorialReviewTask

BUTTONS = ("action-submit", "action-publish", "action-workflow-action")


def report_outcome(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A hook after creating and after editing: one sentence in place of Wagtail's, and the way back."""
    if not any(request.POST.get(button) for button in BUTTONS):
        return None
    page = Page.objects.get(pk=page.pk).specific
    sentence = _outcome(page, returned=request.POST.get("workflow-action-name") == "reject")
    list(messages.get_messages(request))  # read, and so forgotten
    messages.success(request, sentence)
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


def _outcome(page: Page, *, returned: bool) -> str:
    """By where the page stands now."""
    about = {"title": isolated(page.draft_title)}
    task = page.current_workflow_task
    if returned:
        return _("You have asked for changes to “%(title)s”. The author has your note.") % about
    if isinstance(task, CityCheckTask):
        return _("“%(title)s” has been sent. The city’s focal point reads it next.") % about
    if isinstance(task, EditorialReviewTask):
        return _("“%(title)s” is with the editors now.") % about
    scheduled = page.scheduled_revision
    if scheduled is not None:
        moment = timezone.localtime(scheduled.approved_go_live_at)
        about |= {"moment": date_format(moment, "DATETIME_FORMAT"), "zone": timezone.get_current_timezone_name()}
        return _("“%(title)s” has been approved and will be published on %(moment)s (%(zone)s).") % about
    return _("“%(title)s” has been published.") % about


@require_http_methods(["GET", "POST"])
def stop_review(request: HttpRequest, page_id: int) -> HttpResponse:
    """Asks first: a review that is stopped begins from its start."""
    pages = tree_policy().instances_user_has_any_permission_for(request.user, {"add", "change", "publish"})
    page = get_object_or_404(pages, pk=page_id).specific
    state, edit = page.current_workflow_state, reverse("wagtailadmin_pages:edit", args=[page.pk])
    if state is None or not state.user_can_cancel(request.user):
        messages.info(request, _("This page is not in a review that you can stop."))
        return redirect(edit)
    if request.method == "GET":
        return render(request, "cities/admin/stop_review.html", {"page": page, "edit_url": edit})
    state.cancel(user=request.user)
    messages.success(request, _("The review has been stopped. You can edit the page again."))
    return redirect(edit)
