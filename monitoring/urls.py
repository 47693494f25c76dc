"""Pages that are no pages of the tree; each under its language's prefix."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from .board_page import board, board_file


def later(request: HttpRequest, **kwargs) -> HttpResponse:
    raise Http404


urlpatterns: list = [
    # --- for everybody
    path("monitoring/indicator/<int:pk>/", later, name="indicator_results"),
    path("monitoring/line/<int:pk>/", later, name="line_results"),
    # --- the results framework
    path("desk/frameworks/", later, name="frameworks"),
    path("desk/frameworks/phase/<int:pk>/", later, name="phase_framework"),
    path("desk/frameworks/page/<int:pk>/", later, name="page_framework"),
    # --- values: entered, judged
    path("desk/measure/<int:pk>/", later, name="measure"),
    path("desk/measurements/", later, name="measurements"),
    path("desk/measurements/<int:pk>/", later, name="measurement"),
    # --- the board
    path("desk/board/", board, name="board"),
    path("desk/board.<str:kind>", board_file, name="board_file"),
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
