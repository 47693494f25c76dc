"""The editors' report of practices: how each stands, on a page and as a file."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from accounts.roles import Role, holds
from core.exports import export

from .models import PracticePage
from .report_filters import PracticeReportFilters
from .report_rows import COLUMNS, practices_seen_by, report_rows


def may_read_report(user) -> bool:
    return holds(user, Role.EDITOR) or holds(user, Role.MNE)


ONLY_IN_FILE = ("detail", "updated")
"""A page has less room than a file."""


class PracticeReport(ReportView):
    """Its columns are those of `COLUMNS` and no other, here as in the file."""

    model = PracticePage
    page_title = _("Practices")
    header_icon = "doc-full"
    index_url_name = "practices_report"
    index_results_url_name = "practices_report_results"
    filterset_class = PracticeReportFilters
    default_ordering = "title"
    list_export = [column.name for column in COLUMNS]
    columns = [
        TitleColumn("title", label=COLUMNS[0].heading, get_url=lambda row: row.edit_url, width="25%"),
        *(
            Column(column.name, label=column.heading, accessor=column.getter)
            for column in COLUMNS[1:]
            if column.name not in ONLY_IN_FILE
        ),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not may_read_report(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return practices_seen_by(self.request.user)

    def get_table(self, object_list):
        return super().get_table([] if self.is_export else report_rows(object_list))

    def as_spreadsheet(self, queryset, spreadsheet_format):
        name = f"practices-{timezone.localdate():%Y-%m-%d}"
        return export(spreadsheet_format, report_rows(queryset), COLUMNS, name)


class PracticeReportMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return may_read_report(request.user)
