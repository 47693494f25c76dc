"""Pages that are no pages of the tree; each under its language's prefix."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from .files import pages as files
from .iati import pages as iati


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
    path("desk/board/", later, name="board"),
    # --- evaluations, commitments
    path("monitoring/coverage/", later, name="coverage"),
    path("desk/evaluations/", later, name="evaluations"),
    path("desk/commitments/", later, name="commitments"),
    # --- files that leave the house
    path("monitoring/results.<str:kind>", files.open_file, name="results_file"),
    path("monitoring/frameworks.<str:kind>", files.open_file, {"what": "frameworks"}, name="frameworks_file"),
    path("monitoring/evaluations.<str:kind>", files.open_file, {"what": "evaluations"}, name="evaluations_file"),
    path("monitoring/dictionary/<slug:what>.csv", files.dictionary, name="dictionary_file"),
    path("desk/files/", files.desk_files, name="desk_files"),
    path("desk/files/<slug:what>.<str:kind>", files.internal_file, name="desk_file"),
    path("monitoring/iati.xml", iati.iati_file, name="iati_file"),
    path("desk/iati/<int:pk>/", iati.iati, name="iati"),
    path("desk/iati/<int:pk>/preview.xml", iati.preview, name="iati_preview"),
    path("desk/iati/<int:pk>/<int:file>.xml", iati.kept, name="iati_kept"),
    # --- reports
    path("desk/reports/", later, name="funder_reports"),
]
