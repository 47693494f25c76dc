"""Holds in the editors' interface: one page for a page's hold, a list of all, a line on the desk, and what others see.

Editors alone place, read and lift holds. Whoever else writes on a held page is told that it is on hold, and not why.
"""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from .bidi import isolated
from .date_fields import DateField
from .holding import LIFTED, PLACED, hold, lift, put_off
from .models.holds import Hold, is_held, may_be_held
from .visibility import oversees
from .waiting import Waiting, register


class HoldForm(forms.ModelForm):
    look_again_on = DateField(
        label=Hold._meta.get_field("look_again_on").verbose_name,
        help_text=Hold._meta.get_field("look_again_on").help_text,
    )

    class Meta:
        model = Hold
        fields = ["why", "look_again_on"]


class LookAgainForm(forms.Form):
    look_again_on = DateField(label=gettext_lazy("look at it again on"))


def page_hold(request: HttpRequest, page_id: int) -> HttpResponse:
    """The page's hold, to be lifted or looked at again later; or the form that puts it on hold."""
    if not oversees(request.user):
        raise PermissionDenied
    page = get_object_or_404(Page, pk=page_id)
    if not may_be_held(page):
        raise PermissionDenied
    standing = Hold.objects.open().filter(page=page).select_related("placed_by").first()
    form = _form(request, page, standing)
    if request.method == "POST" and (done := _act(request, page, standing, form)):
        messages.success(request, done)
        return redirect("wagtailadmin_pages:edit", page.pk)
    before = Hold.objects.filter(page=page, lifted__isnull=False).select_related("placed_by", "lifted_by")
    context = {"page": page, "hold": standing, "form": form, "before": before.order_by("-lifted")}
    return render(request, "core/admin/hold.html", context)


def _form(request: HttpRequest, page: Page, standing: Hold | None) -> forms.Form | HoldForm:
    data = request.POST if request.method == "POST" and "lift" not in request.POST else None
    if standing is not None:
        return LookAgainForm(data, initial={"look_again_on": standing.look_again_on})
    return HoldForm(data, instance=Hold(page=page))


def _act(request: HttpRequest, page: Page, standing: Hold | None, form) -> str:
    """What was done, in a sentence; empty where it was refused, and the form says why."""
    try:
        if standing is not None and "lift" in request.POST:
            lift(hold=standing, by=request.user)
            return _(
                "The hold is lifted. Nothing was published: read the page, and publish it and what hangs under it."
            )
        if not form.is_valid():
            return ""
        day = form.cleaned_data["look_again_on"]
        if standing is not None:
            put_off(hold=standing, until=day)
            return _("The hold stays until %(date)s, when you are reminded.") % {"date": date_format(day)}
        hold(page=page, why=form.cleaned_data["why"], look_again_on=day, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return ""
    return _("The page is on hold: it, and what hangs under it, is off the site.")


def all_holds(request: HttpRequest) -> HttpResponse:
    if not oversees(request.user):
        raise PermissionDenied
    holds = Hold.objects.open().select_related("page", "placed_by")
    return render(request, "core/admin/holds.html", {"holds": holds})


class HoldsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return oversees(request.user)


def offer_hold(page: Page, user, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    """A hook: the button in the header of a page."""
    if page.pk and may_be_held(page) and oversees(user):
        stands = Hold.objects.open().filter(page=page).exists()
        label = _("The hold on this page") if stands else _("Put on hold…")
        yield Button(label, reverse("page_hold", args=[page.pk]), icon_name="lock", priority=50)


def say_that_it_is_held(request: HttpRequest, page: Page) -> None:
    """A hook before editing: why publishing is not offered."""
    if request.method != "GET" or not is_held(page):
        return
    if oversees(request.user):
        holds = Hold.objects.open().select_related("page")
        holding = next(one for one in holds if page.path.startswith(one.page.path))
        text = _("On hold, by %(page)s: %(why)s")
        messages.warning(request, text % {"page": isolated(holding.page.title), "why": holding.why})
    else:
        messages.warning(
            request, _("The editors have put this page on hold. You can write on it, but it is not published for now.")
        )


class Placed(LogFormatter):
    label = gettext_lazy("Put on hold")
    message = gettext_lazy("Put on hold, and taken off the site")


class Lifted(LogFormatter):
    label = gettext_lazy("Lift the hold")
    message = gettext_lazy("The hold was lifted")


FORMATTERS = {PLACED: Placed, LIFTED: Lifted}


@register
def holds_to_look_at(user) -> Iterator[Waiting]:
    """For editors, from the day on which a hold was to be looked at again."""
    if not oversees(user):
        return
    for one in Hold.objects.to_look_at().select_related("page"):
        yield Waiting(
            title=one.page.draft_title or one.page.title,
            text=_("It is on hold since %(date)s. Can the hold be lifted?") % {"date": date_format(one.placed.date())},
            action=_("Look at the hold"),
            url=reverse("page_hold", args=[one.page_id]),
            due=one.look_again_on,
        )
