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
from monitoring.models import FunderReport
from monitoring.models.rights import is_mne

from . import making, rendering
from .forms import ReportForm
from .lists import shown, shown_reports
from .subjects import subjects_for, subjects_of

PAGE_SIZE = 25


@login_required
@never_cache
def reports(request: HttpRequest) -> HttpResponse:
    """What was asked for, and the form to ask for another. `?about=phase-2` chooses of what."""
    groups = subjects_for(request.user)
    if not groups and not is_mne(request.user):
        raise Http404
    form = ReportForm(request.POST or None, groups=groups, asked=request.GET.get("about", ""))
    if request.method == "POST" and form.is_valid():
        refused = making.why_not_now(request.user)
        if not refused:
            report = making.ask(by=request.user, **form.cleaned_data)
            return HttpResponseRedirect(reverse("funder_report", args=[report.pk]))
        form.add_error(None, refused)
    seen = FunderReport.objects.visible_to(request.user).without_its_pages()
    page_of = paged(seen, request, PAGE_SIZE)
    rows = shown_reports(page_of.rows)
    return render(
        request, "monitoring/reports.html", {"form": form, "groups": groups, "rows": rows, "page_of": page_of}
    )


@login_required
@never_cache
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; and when it is there, its links."""
    found = _seen(request, pk)
    context = {
        "report": shown(found, subjects_of([found])[found.pk]),
        "may_discard": FunderReport.objects.discardable_by(request.user).filter(pk=pk).exists(),
        "packages": rendering.PACKAGES,
    }
    return render(request, "monitoring/report.html", context)


@login_required
@never_cache
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """A second click finds it under way already: nothing to say but where it stands."""
    found = _seen(request, pk)
    if making.may_be_asked_again(found):
        making.ask_again(report=found)
    return HttpResponseRedirect(reverse("funder_report", args=[pk]))


@login_required
@never_cache
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        making.discard(report=_seen(request, pk), by=request.user)
    except ValidationError as error:
        raise Http404 from error
    return HttpResponseRedirect(reverse("funder_reports"))


# --- the report itself --------------------------------------------------------------------------------------------
@login_required
@never_cache
@require_safe
def as_html(request: HttpRequest, pk: int) -> HttpResponse:
    found = _made(request, pk)
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
    found = _made(request, pk)
    if not found.pdf:
        context = {"report": shown(found, subjects_of([found])[found.pk]), "packages": rendering.PACKAGES}
        return render(request, "monitoring/report_no_pdf.html", context, status=503)
    name = "-".join([slugify(_title(found)) or "report", str(found.starts), str(found.ends), found.language])
    answer = HttpResponse(bytes(found.pdf), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def _seen(request: HttpRequest, pk: int) -> FunderReport:
    seen = FunderReport.objects.visible_to(request.user).without_its_pages()
    return get_object_or_404(seen, pk=pk)


def _made(request: HttpRequest, pk: int) -> FunderReport:
    """With all its pages, once they are there."""
    done = FunderReport.objects.visible_to(request.user).filter(state=FunderReport.State.DONE)
    return get_object_or_404(done, pk=pk)


def _title(report: FunderReport) -> str:
    with translation.override(report.language):
        return subjects_of([report])[report.pk].name
