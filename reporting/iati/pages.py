"""The M&E officer's page for the IATI file of a phase, and the file as anybody fetches it."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition, require_safe

from cities.models import Phase
from core.licence import under_licence
from monitoring.models.rights import is_mne
from reporting.files.question import FileQuestion
from reporting.models import ActivityFile

from .checking import may_be_made
from .facts_form import ActivityFactsForms
from .publishing import check, make_xml, public_differences, publish
from .withholding import public_text

XML = "application/xml; charset=utf-8"


# --- for everybody ----------------------------------------------------------------------------------------------
def _newest(request: HttpRequest) -> ActivityFile | None:
    """Of `?phase=`, else of whichever phase has the newest."""
    phase = FileQuestion.read(request.GET).phase
    found = ActivityFile.objects.filter(phase=phase) if phase else ActivityFile.objects.all()
    return found.defer("xml").select_related("phase").first()


def _etag(request: HttpRequest) -> str | None:
    """Another when something in it is withheld from now on: by its day alone, it would be the same."""
    newest = _newest(request)
    return f'"{hashlib.sha256(public_text(newest).encode()).hexdigest()[:32]}"' if newest else None


@require_safe
@condition(etag_func=_etag)
def iati_file(request: HttpRequest) -> HttpResponse:
    """The newest published file: what the IATI registry is given the address of."""
    newest = _newest(request)
    if newest is None:
        raise Http404
    response = _xml_response(public_text(newest), f"iati-phase-{newest.phase.number}", "inline")
    response["Last-Modified"] = http_date(newest.published.timestamp())  # said, and never asked about: see _etag
    return response


def _xml_response(text: str, name: str, disposition: str) -> HttpResponse:
    response = HttpResponse(text, content_type=XML)
    response["Content-Disposition"] = f'{disposition}; filename="{name}.xml"'
    return under_licence(response)


# --- for the M&E officer ----------------------------------------------------------------------------------------
def _phase(request: HttpRequest, pk: int) -> Phase:
    if not is_mne(request.user):
        raise Http404
    return get_object_or_404(Phase, pk=pk)


@login_required
@never_cache
def iati(request: HttpRequest, pk: int) -> HttpResponse:
    """What is missing, the facts to be entered, the file to be made, and those that were made before."""
    phase = _phase(request, pk)
    step = request.POST.get("step")
    if step == "make":
        try:
            publish(phase, by=request.user)
        except ValidationError as error:
            messages.error(request, _("The file has not been created. %(why)s") % {"why": error.messages[0]})
        else:
            messages.success(request, _("The file has been created and is public."))
        return HttpResponseRedirect(reverse("iati", args=[pk]))
    facts = ActivityFactsForms(phase, request.POST if step == "facts" else None)
    if step == "facts" and facts.accept(by=request.user):
        messages.success(request, _("Saved. The check below is up to date."))
        return HttpResponseRedirect(reverse("iati", args=[pk]))
    phase = Phase.objects.get(pk=pk)  # a form that was refused has written into the other
    checked = check(phase, user=request.user)
    context = {
        "phase": phase,
        "facts": facts,
        "checked": checked,
        "ready": may_be_made(checked),
        "count": sum(finding.stops for activity in checked for finding in activity.findings),
        "differences": public_differences(phase),
        "history": phase.activity_files.defer("xml").select_related("published_by"),
    }
    return render(request, "reporting/iati/iati.html", context)


@login_required
@never_cache
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it would be made now; kept nowhere. Not there while something is missing."""
    phase = _phase(request, pk)
    try:
        text = make_xml(phase)
    except ValidationError as error:
        raise Http404 from error
    return _xml_response(text, f"iati-phase-{phase.number}-preview", "inline")


@login_required
@never_cache
@require_safe
def kept(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """One of those that were made before."""
    found = get_object_or_404(_phase(request, pk).activity_files, pk=file)
    return _xml_response(found.xml, f"iati-phase-{found.phase.number}-{found.published:%Y-%m-%d}", "attachment")
