"""What is kept of a person who registered: to take along, and to erase. Behind the signed link."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from .link_pages import of_link
from .models import Registration
from .personal_data import erase
from .personal_data_file import personal_data
from .signed_links import link_of


@partial(of_link, also_lapsed=True)
def data_file(request: HttpRequest, registration: Registration) -> HttpResponse:
    response = JsonResponse(personal_data(registration), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="registration.json"'
    return response


@partial(of_link, also_lapsed=True)
def erase_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Asks once. What comes after has no key in its address, because the link is dead by then."""
    if request.method == "POST":
        erase(registration=registration)
        return HttpResponseRedirect(reverse("registration_erased"))
    context = {
        "session": registration.session,
        "runs": not registration.is_over,
        "answered": registration.answered,
        "link": link_of(registration),
        "erase_url": link_of(registration, "registration_erase"),
    }
    return render(request, "learning/erase_registration.html", context)


def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "learning/registration_erased.html")
