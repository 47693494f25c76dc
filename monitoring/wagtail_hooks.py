"""The library of indicators in the editors' interface, and changes of frameworks in the history of pages."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogFormatter

from core import languages
from core.protecting import KindDeleteView

from .framework.places import CHANGED
from .models import Indicator, Measurement

FACTS = "monitoring.add_indicator"
"""Whoever may add indicators sets what they measure; translators change names only."""


def fact(name: str) -> FieldPanel:
    return FieldPanel(name, permission=FACTS)


class IndicatorForm(WagtailAdminModelForm):
    def clean_measure(self) -> str:
        """What was reported as a number is no percentage afterwards."""
        measure = self.cleaned_data["measure"]
        changed = self.instance.pk and measure != self.instance.measure
        if changed and Measurement.objects.filter(period__line__indicator=self.instance).exists():
            raise ValidationError(gettext("There are values in the old measure. Make a new indicator for the new one."))
        return measure


class IndicatorViewSet(ModelViewSet):
    model = Indicator
    icon = "list-ol"
    menu_label = _("Indicators")
    menu_order = 306
    add_to_admin_menu = True
    copy_view_enabled = False
    delete_view_class = KindDeleteView
    list_display = ["code", "name_en", "name_fr", "family", "measure", "aggregation", "wording"]
    list_filter = ["family", "measure", "aggregation", "counts_people", "wording"]
    search_fields = ["code", "name_en", "name_fr", "name_es", "name_ar", "definition"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel(f"name_{code}") for code in languages.CODES], _("Name")),
            FieldRowPanel([fact("code"), fact("family")]),
            fact("definition"),
            MultiFieldPanel(
                [
                    FieldRowPanel([fact("result_type"), fact("measure"), fact("unit")]),
                    FieldRowPanel([FieldPanel(f"unit_{code}") for code in languages.CODES if code != "en"]),
                    FieldRowPanel([fact("aggregation"), fact("ascending"), fact("over_hundred")]),
                    fact("counts_people"),
                    fact("dimensions"),
                ],
                _("How it is measured"),
            ),
            MultiFieldPanel(
                [fact("framework_item"), FieldRowPanel([fact("vocabulary"), fact("vocabulary_code")])],
                _("How others know it"),
            ),
            FieldRowPanel([fact("verification"), fact("wording")]),
            fact("editor_note"),
        ],
        base_form_class=IndicatorForm,
    )


@hooks.register("register_admin_viewset")
def register_indicators() -> IndicatorViewSet:
    return IndicatorViewSet()


@hooks.register("register_log_actions")
def tell_changes_of_frameworks(actions) -> None:
    class Changed(LogFormatter):
        label = _("Results framework")

        def format_message(self, entry) -> str:
            return gettext("Changed the results framework")

    actions.register_action(CHANGED)(Changed)
