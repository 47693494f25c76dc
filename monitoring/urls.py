"""Pages that are no pages of the tree; each under its language's prefix."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from . import report_pages
from .indicator_page import indicator_results
from .line_page import line_results
from .lines_page import result_lines


def later(request: HttpRequest, **kwargs) -> HttpResponse:
    raise Http404


urlpatterns: list = [
    # --- for everybody
    path("monitoring/indicator/<int:pk>/", indicator_results, name="indicator_results"),
    path("monitoring/line/<int:pk>/", line_results, name="line_results"),
    path("monitoring/lines/", result_lines, name="result_lines"),
    # --- the results framework
    path("desk/frameworks/", later, name="frameworks"),
    path("desk/frameworks/phase/<int:pk>/", later, name="phase_framework"),
    path("desk/frameworks/page/<int:pk>/", later, name="page_framework"),
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
    path("desk/reports/", report_pages.reports, name="funder_reports"),
    path("desk/reports/<int:pk>/", report_pages.report, name="funder_report"),
    path("desk/reports/<int:pk>/again/", report_pages.again, name="funder_report_again"),
    path("desk/reports/<int:pk>/delete/", report_pages.discard, name="funder_report_discard"),
    path("desk/reports/<int:pk>/report.html", report_pages.as_html, name="funder_report_html"),
    path("desk/reports/<int:pk>/report.pdf", report_pages.as_pdf, name="funder_report_pdf"),
]
