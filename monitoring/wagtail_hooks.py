"""Indicators and the pages of phases in the editors' interface, and changes of frameworks in the history of pages."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.log_actions import LogFormatter, log

from core import languages
from core.deletion import KindDeleteView
from core.newer_version import RecordViewSet

from .framework.places import CHANGED
from .models import Indicator, Measurement, PhasePage
from .publication import published_of

COUNTS_PEOPLE = "monitoring.counts_people"
"""In Wagtail's log of an indicator."""
FACTS = "monitoring.add_indicator"
"""Whoever may add indicators sets what they measure; translators change names only."""


def fact(name: str) -> FieldPanel:
    return FieldPanel(name, permission=FACTS)


class IndicatorForm(WagtailAdminModelForm):
    """What would publish values otherwise is refused by the model; what withholds more is asked about here."""

    withhold = forms.BooleanField(
        label=_("Withhold the values concerned"),
        required=False,
        help_text=_("Only if an indicator that already has values is to count people from now on."),
    )

    def clean(self) -> dict:
        given = super().clean()
        self.withheld = 0
        if self.instance.pk and given.get("counts_people") and not self.initial.get("counts_people"):
            self.withheld = withheld_if_it_counts_people(self.instance)
        if self.withheld and not given.get("withhold"):
            text = ngettext(
                "%(number)s public value, or its breakdown, would be withheld. Tick the box to confirm.",
                "%(number)s public values, or their breakdowns, would be withheld. Tick the box to confirm.",
                self.withheld,
            )
            self.add_error("counts_people", text % {"number": self.withheld})
        return given

    def save(self, commit=True):  # noqa: FBT002 (Django's own signature)
        indicator = super().save(commit)
        if self.withheld:
            log(instance=indicator, action=COUNTS_PEOPLE, user=self.for_user, data={"withheld": self.withheld})
        return indicator


def withheld_if_it_counts_people(indicator: Indicator) -> int:
    """Of how many public values less would be published: tried, and taken back."""
    values = Measurement.objects.public().filter(period__line__indicator=indicator)
    values = list(values.select_related("period__line__indicator"))
    with transaction.atomic():
        before = published_of(values)
        Indicator.objects.filter(pk=indicator.pk).update(counts_people=True)
        after = published_of(values)
        transaction.set_rollback(True)
    return sum(before[key] != after[key] for key in before)


class IndicatorViewSet(RecordViewSet):
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
                    fact("share_of"),
                    FieldRowPanel([fact("counts_people"), fact("withhold")]),
                    fact("dimensions"),
                ],
                _("How it is measured"),
            ),
            MultiFieldPanel(
                [fact("framework_item"), FieldRowPanel([fact("vocabulary"), fact("vocabulary_code")])],
                _("Its names and codes elsewhere"),
            ),
            FieldRowPanel([fact("verification"), fact("wording")]),
            fact("editor_note"),
        ],
        base_form_class=IndicatorForm,
    )


@hooks.register("register_admin_viewset")
def register_indicators() -> IndicatorViewSet:
    return IndicatorViewSet()


@hooks.register("before_copy_page")
def refuse_to_copy_a_phase(request, page):
    if page.specific_class is PhasePage:
        messages.error(request, gettext("A phase has one page, so it is not copied."))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("register_log_actions")
def tell_changes_of_frameworks(actions) -> None:
    class Changed(LogFormatter):
        label = _("Results framework")

        def format_message(self, entry) -> str:
            return gettext("Changed the results framework")

    class CountsPeople(LogFormatter):
        label = _("Counts people")

        def format_message(self, entry) -> str:
            number = entry.data.get("withheld", 0)
            text = ngettext(
                "Counts people from now on: %(number)s public value, or its breakdown, is withheld",
                "Counts people from now on: %(number)s public values, or their breakdowns, are withheld",
                number,
            )
            return text % {"number": number}

    actions.register_action(CHANGED)(Changed)
    actions.register_action(COUNTS_PEOPLE)(CountsPeople)
