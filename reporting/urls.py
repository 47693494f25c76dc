"""Pages that are no pages of the tree; each under its language's prefix."""

from __future__ import annotations

from django.urls import path

from .files import pages as files
from .iati import pages as iati
from .reports import pages as reports

urlpatterns: list = [
    # --- files for spreadsheets
    path("monitoring/results.<str:kind>", files.open_file, name="results_file"),
    path("monitoring/frameworks.<str:kind>", files.open_file, {"what": "frameworks"}, name="frameworks_file"),
    path("monitoring/evaluations.<str:kind>", files.open_file, {"what": "evaluations"}, name="evaluations_file"),
    path("monitoring/dictionary/<slug:what>.csv", files.dictionary, name="dictionary_file"),
    path("desk/files/", files.desk_files, name="desk_files"),
    path("desk/files/<slug:what>.<str:kind>", files.internal_file, name="desk_file"),
    # --- IATI
    path("monitoring/iati.xml", iati.iati_file, name="iati_file"),
    path("desk/iati/<int:pk>/", iati.iati, name="iati"),
    path("desk/iati/<int:pk>/preview.xml", iati.preview, name="iati_preview"),
    path("desk/iati/<int:pk>/<int:file>.xml", iati.kept, name="iati_kept"),
    # --- reports
    path("desk/reports/", reports.reports, name="funder_reports"),
    path("desk/reports/<int:pk>/", reports.report, name="funder_report"),
    path("desk/reports/<int:pk>/again/", reports.again, name="funder_report_again"),
    path("desk/reports/<int:pk>/delete/", reports.discard, name="funder_report_discard"),
    path("desk/reports/<int:pk>/report.html", reports.as_html, name="funder_report_html"),
    path("desk/reports/<int:pk>/report.pdf", reports.as_pdf, name="funder_report_pdf"),
]
