"""Pages that are no pages of the tree; each under its language's prefix."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from .framework_pages import add_to_framework, copy_framework, framework, frameworks
from .line_pages import document_value, framework_line
from .period_pages import framework_periods
from .places import PAGE, PHASE
from .sheet_pages import framework_file, framework_sheet


def later(request: HttpRequest, **kwargs) -> HttpResponse:
    raise Http404


urlpatterns: list = [
    # --- for everybody
    path("monitoring/indicator/<int:pk>/", later, name="indicator_results"),
    path("monitoring/line/<int:pk>/", later, name="line_results"),

    # --- the results framework
    path("desk/frameworks/", frameworks, name="frameworks"),
    path("desk/frameworks/phase/<int:pk>/", framework, {"kind": PHASE}, name="phase_framework"),
    path("desk/frameworks/page/<int:pk>/", framework, {"kind": PAGE}, name="page_framework"),
    path("desk/frameworks/line/<int:pk>/", framework_line, name="framework_line"),
    path("desk/frameworks/line/<int:pk>/document/", document_value, name="document_value"),
    path("desk/frameworks/<str:kind>/<int:pk>/add/", add_to_framework, name="framework_add"),
    path("desk/frameworks/<str:kind>/<int:pk>/copy/", copy_framework, name="framework_copy"),
    path("desk/frameworks/<str:kind>/<int:pk>/periods/", framework_periods, name="framework_periods"),
    path("desk/frameworks/<str:kind>/<int:pk>/sheet/", framework_sheet, name="framework_sheet"),
    path("desk/frameworks/<str:kind>/<int:pk>/framework.xlsx", framework_file, name="framework_file"),

    # --- values: entered, judged
    path("desk/measure/<int:pk>/", later, name="measure"),
    path("desk/measurements/", later, name="measurements"),
    path("desk/measurements/<int:pk>/", later, name="measurement"),

    # --- the board
    path("desk/board/", later, name="board"),

    # --- evaluations, commitments
    path("monitoring/coverage/", later, name="coverage"),
    path("desk/evaluations/", later, name="evaluations"),
    path("desk/commitments/", later, name="commitments"),

    # --- files that leave the house
    path("monitoring/results.<str:kind>", later, name="results_file"),
    path("monitoring/iati.xml", later, name="iati_file"),
    path("desk/iati/<int:pk>/", later, name="iati"),

    # --- reports
    path("desk/reports/", later, name="funder_reports"),
]
