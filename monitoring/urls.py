"""Pages that are no pages of the tree; each under its language's prefix."""

from __future__ import annotations

from django.urls import path

from .board.page import board, board_file
from .commitment import coverage_page
from .commitment import pages as commitments
from .evaluation import pages as evaluations
from .evaluation import peer_pages
from .files import pages as files
from .framework.line_pages import document_value, framework_line
from .framework.pages import add_to_framework, copy_framework, framework, frameworks
from .framework.period_pages import framework_periods
from .framework.places import PAGE, PHASE
from .framework.sheet_pages import framework_file, framework_sheet
from .iati import pages as iati
from .report import pages as reports
from .shown.indicator_page import indicator_results
from .shown.line_page import line_results
from .shown.lines_page import result_lines
from .values.judging_pages import measurement, measurement_photo, measurements
from .values.measure_page import measure

urlpatterns: list = [
    # --- for everybody
    path("monitoring/indicator/<int:pk>/", indicator_results, name="indicator_results"),
    path("monitoring/line/<int:pk>/", line_results, name="line_results"),
    path("monitoring/lines/", result_lines, name="result_lines"),
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
    path("desk/measure/<int:pk>/", measure, name="measure"),
    path("desk/measurements/", measurements, name="measurements"),
    path("desk/measurements/<int:pk>/", measurement, name="measurement"),
    path("desk/measurements/<int:pk>/photo.webp", measurement_photo, name="measurement_photo"),
    # --- the board
    path("desk/board/", board, name="board"),
    path("desk/board.<str:kind>", board_file, name="board_file"),
    # --- evaluations, commitments
    path("monitoring/coverage/", coverage_page.coverage_page, name="coverage"),
    path("monitoring/evaluation/<int:pk>/", evaluations.evaluation, name="evaluation"),
    path("evaluation/<str:token>/", peer_pages.peer_evaluation, name="peer_evaluation"),
    path("desk/evaluations/", evaluations.evaluations, name="evaluations"),
    path("desk/evaluations/new/", evaluations.new_evaluation, name="new_evaluation"),
    path("desk/evaluations/<int:pk>/", evaluations.desk_evaluation, name="desk_evaluation"),
    path("desk/evaluations/<int:pk>/facts/", evaluations.evaluation_facts, name="evaluation_facts"),
    path("desk/evaluations/<int:pk>/words/", evaluations.evaluation_words, name="evaluation_words"),
    path("desk/peer/<int:pk>/", peer_pages.peer_evaluation_of_mine, name="peer_evaluation_of_mine"),
    path("desk/commitments/", commitments.commitments, name="commitments"),
    path("desk/commitments/new/", commitments.new_commitment, name="new_commitment"),
    path("desk/commitments/<int:pk>/", commitments.commitment, name="commitment"),
    path("desk/commitments/<int:pk>/edit/", commitments.edit_commitment, name="edit_commitment"),
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
    path("desk/reports/", reports.reports, name="funder_reports"),
    path("desk/reports/<int:pk>/", reports.report, name="funder_report"),
    path("desk/reports/<int:pk>/again/", reports.again, name="funder_report_again"),
    path("desk/reports/<int:pk>/delete/", reports.discard, name="funder_report_discard"),
    path("desk/reports/<int:pk>/report.html", reports.as_html, name="funder_report_html"),
    path("desk/reports/<int:pk>/report.pdf", reports.as_pdf, name="funder_report_pdf"),
]
