"""Tagging a selection of pages from the explorer or from a search: the form, and what becomes of each page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from taggit.forms import TagField
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.widgets import AdminTagWidget
from wagtail.models import Page

from .bulk_actions import Discreet
from .listing import labelled
from .models import TargetGroup, Theme
from .tagging import Tagging, can_be_tagged, tag

PAIRS = (("add_themes", "remove_themes"), ("add_target_groups", "remove_target_groups"), ("add_tags", "remove_tags"))


def _several(vocabulary, label) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        vocabulary.objects.all(), required=False, label=label, widget=forms.CheckboxSelectMultiple
    )


class TaggingForm(forms.Form):
    add_themes = _several(Theme, _("Add these themes"))
    remove_themes = _several(Theme, _("Remove these themes"))
    add_target_groups = _several(TargetGroup, _("Add these target groups"))
    remove_target_groups = _several(TargetGroup, _("Remove these target groups"))
    add_tags = TagField(required=False, label=_("Add these tags"), widget=AdminTagWidget)
    remove_tags = TagField(required=False, label=_("Remove these tags"), widget=AdminTagWidget)

    def clean(self) -> dict[str, Any]:
        super().clean()
        chosen = self.cleaned_data
        if not any(chosen.values()):
            raise forms.ValidationError(_("Choose something to add or to remove."))
        for add, remove in PAIRS:
            if set(chosen.get(add) or ()) & set(chosen.get(remove) or ()):
                self.add_error(remove, _("You cannot add and remove the same thing."))
        return chosen

    def tagging(self) -> Tagging:
        return Tagging(**{name: tuple(value) for name, value in self.cleaned_data.items()})


class TagBulkAction(Discreet, PageBulkAction):
    """For those who may publish a page: what it is about changes for visitors at once."""

    display_name = _("Tag")
    aria_label = _("Tag selected pages")
    action_type = "tag"
    action_priority = 60
    template_name = "core/admin/tag_pages.html"
    form_class = TaggingForm

    def check_perm(self, page: Page) -> bool:
        """A review of the draft goes on beside it; a page that somebody has locked is left alone."""
        if page.locked or not can_be_tagged(page.specific_class or Page):
            return False
        return page.permissions_for_user(self.request.user).can_publish()

    def get_execution_context(self) -> dict[str, Any]:
        self.refused: list = []
        return {**super().get_execution_context(), "tagging": self.cleaned_form.tagging(), "refused": self.refused}

    @classmethod
    def execute_action(cls, objects, *, tagging: Tagging, refused: list, user) -> tuple[int, int]:
        done, others = tag(objects, tagging, user=user)
        refused.extend(others)
        return len(done), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        for page, error in self.refused:
            messages.error(self.request, labelled(page.get_admin_display_title(), " ".join(error.messages)))
        if not num_parent_objects:
            return None
        number = {"number": num_parent_objects}
        return (
            ngettext("%(number)s page has been tagged", "%(number)s pages have been tagged", num_parent_objects)
            % number
        )
