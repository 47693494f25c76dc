"""Merging, guides to themes and the report of practices in the editors' interface."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from .merge_views import merge_practice
from .merging import may_merge
from .models import PracticePage, ThemePage
from .reports import PracticeReport, PracticeReportMenuItem


@hooks.register("before_copy_page")
def refuse_to_copy_a_guide(request, page):
    """Its copy would be a second guide to the theme, at the same address."""
    if page.specific_class is ThemePage:
        messages.error(request, gettext("A theme has only one guide, so it cannot be copied."))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


# --- merging ----------------------------------------------------------------------------------------------------------
@hooks.register("register_admin_urls")
def register_merging() -> list:
    return [path("practices/<int:page_id>/merge/", merge_practice, name="practices_merge")]


@hooks.register("register_page_header_buttons")
def offer_to_merge(page, user, view_name, next_url=None):
    if page.specific_class is PracticePage and may_merge(user, page):
        yield Button(
            _("Merge into another…"), url=reverse("practices_merge", args=[page.pk]), icon_name="link", priority=55
        )


# --- the report -------------------------------------------------------------------------------------------------------
@hooks.register("register_admin_urls")
def register_report() -> list:
    results = PracticeReport.as_view(results_only=True)
    return [
        path("reports/practices/", PracticeReport.as_view(), name="practices_report"),
        path("reports/practices/results/", results, name="practices_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def offer_report() -> PracticeReportMenuItem:
    return PracticeReportMenuItem(_("Practices"), reverse("practices_report"), icon_name="doc-full", order=100)
