"""Evidence, freshness and transfers in the editors' interface."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets.button import Button

from accounts.roles import Role, holds
from core.editorial import editorial
from core.newer_version import RecordViewSet

from . import curating_hooks, peer_review_hooks  # noqa: F401 (Wagtail looks for hooks in this module only)
from .assessing import may_assess, may_propose
from .evidence_lists import EvidenceList, StaleList
from .evidence_views import AssessView, ProposeView, RecordConfirmationView
from .history import FORMATTERS
from .models import PracticePage, Transfer


class TransferViewSet(RecordViewSet):
    model = Transfer
    icon = "redirect"
    menu_label = _("Transfers")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["practice", "giver", "giver_name", "receiver", "receiver_name", "basis", "status"]
    list_filter = ["basis", "status"]
    panels = [
        MultiFieldPanel(
            [FieldPanel("practice"), FieldPanel("giver"), FieldPanel("giver_name")], pgettext_lazy("a transfer", "From")
        ),
        MultiFieldPanel(
            [FieldPanel("receiver"), FieldPanel("receiver_name"), FieldPanel("became")],
            pgettext_lazy("a transfer", "To"),
        ),
        FieldRowPanel([FieldPanel("basis"), FieldPanel("status"), FieldPanel("since")]),
        MultiFieldPanel([FieldPanel(name) for name in ("kept", "changed", "left_out", "why")], _("What was adopted")),
        MultiFieldPanel([FieldPanel(name) for name in ("helped", "blocked", "changes")], _("How it went")),
        FieldRowPanel([FieldPanel("show_if_dropped"), FieldPanel("note")]),
        editorial("editor_note"),
    ]


@hooks.register("register_admin_viewset")
def register_transfers() -> TransferViewSet:
    return TransferViewSet()


# --- evidence and freshness -----------------------------------------------------------------------------------
class ForAssessors(MenuItem):
    def is_shown(self, request) -> bool:
        return may_assess(request.user)


@hooks.register("register_admin_menu_item")
def evidence_in_the_menu() -> MenuItem:
    return ForAssessors(_("Evidence"), reverse("evidence"), icon_name="check", order=305)


@hooks.register("register_reports_menu_item")
def stale_practices_among_the_reports() -> MenuItem:
    return ForAssessors(_("To be confirmed"), reverse("stale_practices"), icon_name="history", order=600)


@hooks.register("register_admin_urls")
def evidence_addresses() -> list[URLPattern]:
    return [
        path("evidence/", EvidenceList.as_view(), name="evidence"),
        path("evidence/results/", EvidenceList.as_view(results_only=True), name="evidence_results"),
        path("evidence/<int:page_id>/", AssessView.as_view(), name="assess_practice"),
        path("evidence/<int:page_id>/propose/", ProposeView.as_view(), name="propose_evidence"),
        path("evidence/<int:page_id>/confirmation/", RecordConfirmationView.as_view(), name="record_confirmation"),
        path("reports/stale/", StaleList.as_view(), name="stale_practices"),
        path("reports/stale/results/", StaleList.as_view(results_only=True), name="stale_practices_results"),
    ]


@hooks.register("register_page_header_buttons")
def evidence_buttons(page, user, view_name, next_url=None) -> Iterator[Button]:
    if not isinstance(page, PracticePage):
        return
    if may_assess(user):
        address = reverse("assess_practice", args=[page.pk])
        yield Button(_("Set evidence level"), address, icon_name="check", priority=11)
    elif may_propose(user, page):
        address = reverse("propose_evidence", args=[page.pk])
        yield Button(_("Propose evidence"), address, icon_name="doc-full", priority=11)
    if page.live and holds(user, Role.EDITOR):
        address = reverse("record_confirmation", args=[page.pk])
        yield Button(_("Record a confirmation"), address, icon_name="history", priority=12)


@hooks.register("register_log_actions")
def name_what_happens_to_practices(actions) -> None:
    for action, formatter in FORMATTERS.items():
        actions.register_action(action)(formatter)
