"""Organisations, phases and the review of a city's texts in the editors' interface."""

from __future__ import annotations

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.admin.widgets import AdminAutoHeightTextInput

from core.deletion import KindDeleteView
from core.editorial import editorial
from core.newer_version import RecordViewSet
from core.word_lists import LINES

from .models import Organisation, Phase
from .review_letters import notify_unpublished, notify_unpublished_in_bulk
from .review_menu import arrange_action_menu, register_review_log_actions
from .review_outcome import report_outcome, stop_review
from .silence_page import FORMATTERS, city_letters, offer_letters

NAMES = MultiFieldPanel([FieldPanel(f"name_{code}") for code in ("en", "fr", "es", "ar")], _("Name"))


class OrganisationViewSet(RecordViewSet):
    model = Organisation
    icon = "group"
    delete_view_class = KindDeleteView
    list_display = ["name_en", "acronym", "kind"]
    list_filter = ["kind"]
    search_fields = ["name_en", "name_fr", "name_es", "name_ar", "acronym", "acronym_fr", "acronym_es", "other_names"]
    panels = [
        NAMES,
        FieldRowPanel([FieldPanel("acronym"), *(FieldPanel(f"acronym_{code}") for code in ("fr", "es", "ar"))]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("country")]),
        FieldPanel("other_names", widget=AdminAutoHeightTextInput(attrs=LINES)),
        FieldPanel("other_names_source"),
        FieldPanel("role"),
        FieldPanel("website"),
        FieldPanel("members"),
        FieldPanel("committee"),
        FieldRowPanel([FieldPanel("iati_type"), FieldPanel("iati_ref")]),
        editorial("editor_note"),
    ]


class PhaseViewSet(RecordViewSet):
    model = Phase
    icon = "date"
    delete_view_class = KindDeleteView
    list_display = ["number", "name_en", "programme"]
    panels = [
        NAMES,
        FieldRowPanel([FieldPanel("programme"), FieldPanel("number")]),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldPanel("iati_identifier"),
        FieldPanel("reporting_organisation"),
        FieldPanel("funders"),
        FieldRowPanel([FieldPanel("sector_code"), FieldPanel("currency")]),
        editorial("editor_note"),
    ]


class ProgrammeGroup(ModelViewSetGroup):
    menu_label = _("Programme")
    menu_icon = "globe"
    menu_order = 300
    items = (OrganisationViewSet, PhaseViewSet)


@hooks.register("register_admin_viewset")
def register_programme() -> ProgrammeGroup:
    return ProgrammeGroup()


hooks.register("construct_page_action_menu", arrange_action_menu)
hooks.register("after_unpublish_page", notify_unpublished)
hooks.register("after_bulk_action", notify_unpublished_in_bulk)
hooks.register("after_create_page", report_outcome, order=100)  # after the hooks that do something
hooks.register("after_edit_page", report_outcome, order=100)
hooks.register("register_log_actions", register_review_log_actions, order=100)  # after Wagtail's own


@hooks.register("register_admin_urls")
def register_review_urls() -> list[URLPattern]:
    return [
        path("reviews/<int:page_id>/stop/", stop_review, name="stop_review"),
        path("cities/<int:page_id>/letters/", city_letters, name="city_letters"),
    ]


hooks.register("register_page_header_buttons", offer_letters)


@hooks.register("register_log_actions")
def register_log_of_letters(actions) -> None:
    for name, formatter in FORMATTERS.items():
        actions.register_action(name)(formatter)


@hooks.register("insert_global_admin_css")
def review_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-review.css"))
