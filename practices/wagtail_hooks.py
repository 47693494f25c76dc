"""Evidence, freshness and transfers in the editors' interface, until each has a form of its own."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter

from .merge_views import merge_practice
from .merging import ABSORBED, MERGED, may_merge
from .models import Assessment, Confirmation, PracticePage, ThemePage, Transfer
from .reports import PracticeReport, PracticeReportMenuItem


class AssessmentViewSet(ModelViewSet):
    model = Assessment
    icon = "tick"
    list_display = ["practice", "level", "on"]
    list_filter = ["level"]
    panels = [FieldPanel(name) for name in ("practice", "level", "why", "documents", "by", "on")]


class ConfirmationViewSet(ModelViewSet):
    model = Confirmation
    icon = "history"
    list_display = ["practice", "answer", "by_role", "on"]
    list_filter = ["answer"]
    panels = [FieldPanel(name) for name in ("practice", "answer", "by_role", "on")]


class TransferViewSet(ModelViewSet):
    model = Transfer
    icon = "arrow-right"
    list_display = ["practice", "giver", "giver_name", "receiver", "receiver_name", "basis", "status"]
    list_filter = ["basis", "status"]
    panels = [
        MultiFieldPanel([FieldPanel("practice"), FieldPanel("giver"), FieldPanel("giver_name")], _("From")),
        MultiFieldPanel([FieldPanel("receiver"), FieldPanel("receiver_name"), FieldPanel("became")], _("To")),
        FieldRowPanel([FieldPanel("basis"), FieldPanel("status"), FieldPanel("since")]),
        MultiFieldPanel([FieldPanel(name) for name in ("kept", "changed", "left_out", "why")], _("What was taken up")),
        MultiFieldPanel([FieldPanel(name) for name in ("helped", "blocked", "changes")], _("How it went")),
        FieldRowPanel([FieldPanel("show_if_dropped"), FieldPanel("note")]),
        FieldPanel("editor_note"),
    ]


class LearningGroup(ModelViewSetGroup):
    menu_label = _("Evidence and transfers")
    menu_icon = "history"
    menu_order = 310
    items = (AssessmentViewSet, ConfirmationViewSet, TransferViewSet)


@hooks.register("register_admin_viewset")
def register_evidence() -> LearningGroup:
    return LearningGroup()


@hooks.register("before_copy_page")
def refuse_to_copy_a_guide(request, page):
    """Its copy would be a second guide to the theme, at the same address."""
    if page.specific_class is ThemePage:
        messages.error(request, gettext("A theme has one guide, so it is not copied."))
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


@hooks.register("register_log_actions")
def register_merges(actions) -> None:
    """History says what was merged with what."""

    class Merged(LogFormatter):
        label = _("Merge")

        def format_message(self, entry) -> str:
            return gettext("Took over from “%(title)s”") % entry.data["other"]

    class Absorbed(LogFormatter):
        label = _("Merge into another")

        def format_message(self, entry) -> str:
            return gettext("Merged into “%(title)s”") % entry.data["other"]

    actions.register_action(MERGED)(Merged)
    actions.register_action(ABSORBED)(Absorbed)


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
