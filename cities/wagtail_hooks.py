"""Organisations and phases in the editors' interface."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from .models import Organisation, Phase

NAMES = MultiFieldPanel([FieldPanel(f"name_{code}") for code in ("en", "fr", "es", "ar")], _("Name"))


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    icon = "group"
    list_display = ["name_en", "acronym", "kind"]
    list_filter = ["kind"]
    search_fields = ["name_en", "name_fr", "name_es", "name_ar", "acronym"]
    panels = [
        NAMES,
        FieldRowPanel([FieldPanel("acronym"), FieldPanel("kind"), FieldPanel("country")]),
        FieldPanel("role"),
        FieldPanel("website"),
        FieldPanel("members"),
        FieldPanel("committee"),
        FieldRowPanel([FieldPanel("iati_type"), FieldPanel("iati_ref")]),
        FieldPanel("editor_note"),
    ]


class PhaseViewSet(ModelViewSet):
    model = Phase
    icon = "date"
    list_display = ["number", "name_en", "programme"]
    panels = [
        NAMES,
        FieldRowPanel([FieldPanel("programme"), FieldPanel("number")]),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldPanel("iati_identifier"),
        FieldPanel("reporting_organisation"),
        FieldPanel("funders"),
        FieldRowPanel([FieldPanel("sector_code"), FieldPanel("currency")]),
        FieldPanel("editor_note"),
    ]


class ProgrammeGroup(ModelViewSetGroup):
    menu_label = _("Programme")
    menu_icon = "globe"
    menu_order = 300
    items = (OrganisationViewSet, PhaseViewSet)


@hooks.register("register_admin_viewset")
def register_programme() -> ProgrammeGroup:
    return ProgrammeGroup()
