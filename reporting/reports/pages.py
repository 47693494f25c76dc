"""The desk's pages about reports for funders: asked for, watched while they are made, read, taken away, deleted.

Who may know of which is `FunderReport.objects.visible_to`; what is not in it is not there at all.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.paging import paged
from core.printing import PACKAGES
from monitoring.models.rights import is_mne
from monitoring.subjects import subjects_of
from reporting.models import FunderReport

from . import making, rendering
from .forms import ReportForm
from .report_cards import report_card, report_cards
from .subjects import pages_for

PAGE_SIZE = 25


@login_required
@never_cache
def reports(request: HttpRequest) -> HttpResponse:
    """What was asked for, and the form to ask for another. `?about=17` chooses of what."""
    groups = pages_for(request.user)
    if not groups and not is_mne(request.user):
        raise Http404
    form = ReportForm(request.POST or None, groups=groups, asked=request.GET.get("about", ""))
    if request.method == "POST" and form.is_valid():
        refused = making.why_not_now(request.user)
        if not refused:
            report = making.ask(by=request.user, **form.cleaned_data)
            return HttpResponseRedirect(reverse("funder_report", args=[report.pk]))
        form.add_error(None, refused)
    visible = FunderReport.objects.visible_to(request.user).without_its_pages()
    page_of = paged(visible, request, PAGE_SIZE)
    context = {"form": form, "groups": groups, "rows": report_cards(page_of.rows), "page_of": page_of}
    return render(request, "reporting/reports/reports.html", context)


@login_required
@never_cache
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; and when it is there, its links."""
    found = _visible_report(request, pk)
    context = {
        "report": report_card(found, subjects_of([found])[found.pk]),
        "may_discard": FunderReport.objects.discardable_by(request.user).filter(pk=pk).exists(),
        "packages": PACKAGES,
    }
    return render(request, "reporting/reports/report.html", context)


@login_required
@never_cache
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """A second click finds it under way already: nothing to say but where it stands."""
    found = _visible_report(request, pk)
    if making.may_be_asked_again(found):
        making.ask_again(report=found)
    return HttpResponseRedirect(reverse("funder_report", args=[pk]))


@login_required
@never_cache
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        making.discard(report=_visible_report(request, pk), by=request.user)
    except ValidationError as error:
        raise Http404 from error
    return HttpResponseRedirect(reverse("funder_reports"))


# --- the report itself --------------------------------------------------------------------------------------------
@login_required
@never_cache
@require_safe
def as_html(request: HttpRequest, pk: int) -> HttpResponse:
    found = _finished_report(request, pk)
    return HttpResponse(
        rendering.document(
            body=found.html,
            title=_title(found),
            language=found.language,
            back=reverse("funder_report", args=[pk]),
            pdf=reverse("funder_report_pdf", args=[pk]),
        )
    )


@login_required
@never_cache
@require_safe
def as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """To be kept under a name that says what it is. Without a PDF: what the operator must do, in the reader's words."""
    found = _finished_report(request, pk)
    if not found.pdf:
        context = {"report": report_card(found, subjects_of([found])[found.pk]), "packages": PACKAGES}
        return render(request, "reporting/reports/no_pdf.html", context, status=503)
    name = "-".join([slugify(_title(found)) or "report", str(found.starts), str(found.ends), found.language])
    response = HttpResponse(bytes(found.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _visible_report(request: HttpRequest, pk: int) -> FunderReport:
    visible = FunderReport.objects.visible_to(request.user).without_its_pages()
    return get_object_or_404(visible, pk=pk)


def _finished_report(request: HttpRequest, pk: int) -> FunderReport:
    """With all its pages, once they are there."""
    done = FunderReport.objects.visible_to(request.user).filter(state=FunderReport.State.DONE)
    return get_object_or_404(done, pk=pk)


def _title(report: FunderReport) -> str:
    with translation.override(report.language):
        return subjects_of([report])[report.pk].title
