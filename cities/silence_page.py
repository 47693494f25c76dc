"""Whether a city gets letters: one page in the editors' interface, from the header of the city's page."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from core.visibility import oversees

from .models import CityPage, Desk
from .silence import BEGUN, ENDED, set_no_letters


class NoLettersForm(forms.Form):
    no_letters = forms.BooleanField(
        required=False,
        label=Desk._meta.get_field("no_letters").verbose_name,
        help_text=Desk._meta.get_field("no_letters").help_text,
    )


def city_letters(request: HttpRequest, page_id: int) -> HttpResponse:
    """For editors: of their own doing, and never of the city's."""
    if not oversees(request.user):
        raise PermissionDenied
    city = get_object_or_404(CityPage, pk=page_id)
    desk = Desk.objects.filter(city=city).first() or Desk(city=city)
    form = NoLettersForm(request.POST if request.method == "POST" else None, initial={"no_letters": desk.no_letters})
    if request.method == "POST" and form.is_valid():
        desk = set_no_letters(city=city, no_letters=form.cleaned_data["no_letters"], by=request.user)
        done = _("The city gets no emails for now.") if desk.no_letters else _("The city gets emails.")
        messages.success(request, done)
        return redirect("wagtailadmin_pages:edit", city.pk)
    return render(request, "cities/admin/letters.html", {"page": city, "form": form})


def offer_letters(page: Page, user, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    """A hook: the button in the header of a city's page."""
    if page.pk and page.specific_class is CityPage and oversees(user):
        address = reverse("city_letters", args=[page.pk])
        yield Button(_("Emails to the city…"), address, icon_name="mail", priority=51)


class LettersStopped(LogFormatter):
    label = gettext_lazy("No emails for now")
    message = gettext_lazy("The city gets no emails for now")


class LettersAgain(LogFormatter):
    label = gettext_lazy("Emails again")
    message = gettext_lazy("The city gets emails again")


FORMATTERS = {BEGUN: LettersStopped, ENDED: LettersAgain}
