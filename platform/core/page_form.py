"""What every form of a page of ours holds to: the editors' own stays as it is, and dates are for who publishes."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel, PublishingPanel

from .control_names import ControlNames
from .editorial import EDITORIAL
from .fields import DraftForm
from .form_references import VisiblePageForm

DATES = ("go_live_at", "expire_at")


class PageForm(DraftForm, ControlNames, VisiblePageForm):
    """Wagtail takes out the fields of `editorial()`; rows and older versions are ours to hold."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is None:
            return
        if not self.for_user.has_perm(EDITORIAL):
            self._leave_to_editors()
        if not self._may_publish():
            for name in DATES:
                self.fields.pop(name, None)

    @property
    def show_schedule_publishing_toggle(self) -> bool:
        return "go_live_at" in self.fields

    def _may_publish(self) -> bool:
        if self.instance.pk:
            return self.instance.permissions_for_user(self.for_user).can_publish()
        return self.parent_page.permissions_for_user(self.for_user).can_publish_subpage()

    def _leave_to_editors(self) -> None:
        """An older version that is brought back brings its words, and the editors' own as it is now."""
        rows = getattr(self.instance, "editorial_rows", ())
        for name in rows:
            self.formsets.pop(name, None)
        if not (self.is_bound and self.instance.pk):
            return
        now = type(self.instance).objects.get(pk=self.instance.pk).get_latest_revision_as_object()
        for name in self._meta.field_permissions or {}:
            setattr(self.instance, name, getattr(now, name))
        for name in rows:
            setattr(self.instance, name, list(getattr(now, name).all()))


# --- publication by date ----------------------------------------------------------------------------------------------
def _zone() -> str:
    return _("Time zone: %(zone)s") % {"zone": timezone.get_current_timezone_name()}


def _moment(field_name: str) -> FieldPanel:
    """The browser's own control: it gives one date and time in every language, or none."""
    in_dialog = {
        "data-controller": "w-action",
        "data-action": "w-dialog:hidden->w-action#reset",
        "data-w-dialog-target": "notify",
    }
    widget = forms.DateTimeInput({"type": "datetime-local", **in_dialog}, format="%Y-%m-%dT%H:%M")
    return FieldPanel(field_name, widget=widget, help_text=lazy(_zone, str)(), disable_comments=True)


def schedule_panel() -> PublishingPanel:
    """When a page goes public, and when it goes away: for those who may publish it."""
    return PublishingPanel(children=[_moment(name) for name in DATES])
