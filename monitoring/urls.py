"""Pages that are no pages of the tree; each under its language's prefix."""

from __future__ import annotations

from django.urls import path

from .board.page import board, board_file
from .framework.line_pages import document_value, framework_line
from .framework.pages import add_to_framework, copy_framework, framework, frameworks
from .framework.period_pages import framework_periods
from .framework.sheet_pages import framework_file, framework_sheet
from .public.indicator_page import indicator_results
from .public.line_page import line_results
from .public.lines_page import result_lines
from .values.judging_pages import measurement, measurement_photo, measurements
from .values.measure_page import measure

urlpatterns: list = [
    # --- for everybody
    path("monitoring/indicator/<int:pk>/", indicator_results, name="indicator_results"),
    path("monitoring/line/<int:pk>/", line_results, name="line_results"),
    path("monitoring/lines/", result_lines, name="result_lines"),
    # --- the results framework
    path("desk/frameworks/", frameworks, name="frameworks"),
    path("desk/frameworks/page/<int:pk>/", framework, name="framework"),
    path("desk/frameworks/line/<int:pk>/", framework_line, name="framework_line"),
    path("desk/frameworks/line/<int:pk>/document/", document_value, name="document_value"),
    path("desk/frameworks/page/<int:pk>/add/", add_to_framework, name="framework_add"),
    path("desk/frameworks/page/<int:pk>/copy/", copy_framework, name="framework_copy"),
    path("desk/frameworks/page/<int:pk>/periods/", framework_periods, name="framework_periods"),
    path("desk/frameworks/page/<int:pk>/sheet/", framework_sheet, name="framework_sheet"),
    path("desk/frameworks/page/<int:pk>/framework.xlsx", framework_file, name="framework_file"),
    # --- values: entered, judged
    path("desk/measure/<int:pk>/", measure, name="measure"),
    path("desk/measurements/", measurements, name="measurements"),
    path("desk/measurements/<int:pk>/", measurement, name="measurement"),
    path("desk/measurements/<int:pk>/photo.webp", measurement_photo, name="measurement_photo"),
    # --- the board
    path("desk/board/", board, name="board"),
    path("desk/board.<str:kind>", board_file, name="board_file"),
]
