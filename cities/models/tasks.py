"""The two checks of the workflow "Publication": the city's own, then the editors'.

Names of tasks are kept in the database and translated where they are shown: that is why they are marked below.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from wagtail.models import Task, TaskState

from accounts.models import User
from accounts.roles import Role, holds, people_with
from cities.belonging import city_of, focal_points_of
from cities.review_forms import RequestChangesForm, ReviewLock
from cities.review_queue import city_checks_for

NAMES = (gettext_noop("City check"), gettext_noop("Editorial review"))


class CheckTask(Task):
    """Who may act approves or asks for changes with a note; everybody else but the editors finds the page locked.

    A check says `may_act(page, user)`, `reviewers(page)` (who is told that a text waits) and `approving` (the button).
    """

    class Meta:
        abstract = True

    @property
    def lock_class(self):
        return ReviewLock

    def locked_for_user(self, obj, user) -> bool:
        """An editor may write and publish at any time."""
        return not (holds(user, Role.EDITOR) or self.may_act(obj, user))

    def user_can_lock(self, obj, user) -> bool:
        return not self.locked_for_user(obj, user)

    def get_actions(self, obj, user) -> list[tuple[str, str, bool]]:
        if not self.may_act(obj, user):
            return []
        return [("approve", self.approving, False), ("reject", _("Request changes"), True)]

    def get_form_for_action(self, action: str):
        return RequestChangesForm if action == "reject" else super().get_form_for_action(action)

    def get_template_for_action(self, action: str) -> str:
        return "cities/admin/request_changes.html" if action == "reject" else ""

    def on_action(self, task_state, user, action_name, **kwargs):
        """Wagtail's form asks for the note; a request made by hand is held to it too."""
        if action_name == "reject" and not kwargs.get("comment", "").strip():
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)


class CityCheckTask(CheckTask):
    """The city's focal points read what is said in the city's name before the editors do."""

    approving = gettext_lazy("Send to the editors")

    class Meta:
        verbose_name = gettext_lazy("city check")
        verbose_name_plural = gettext_lazy("city checks")

    @classmethod
    def get_description(cls) -> str:
        return _(
            "The focal points of the city whose page this is under check it. If the city has "
            "none, it goes straight to the next step."
        )

    def start(self, workflow_state, user=None) -> TaskState:
        state = super().start(workflow_state, user=user)
        reason = self.passes_at_once(workflow_state.content_object, user)
        return state.approve(user=user, update=False, comment=reason) if reason else state

    def passes_at_once(self, page, user) -> str:
        """Why there is nothing to check; empty when there is."""
        if user is not None and holds(user, Role.EDITOR):
            return _("Sent by an editor.")
        city = city_of(page)
        if city is None:
            return _("No city is involved.")
        focal_points = focal_points_of(city)
        if user is not None and focal_points.filter(pk=user.pk).exists():
            return _("Sent by a focal point of the city.")
        return "" if focal_points.exists() else _("The city has no focal point.")

    def may_act(self, page, user) -> bool:
        """The city's focal points; editors when the last of them has left meanwhile."""
        if user.is_active and user.is_superuser:
            return True
        city = city_of(page)
        focal_points = focal_points_of(city) if city else User.objects.none()
        return focal_points.filter(pk=user.pk).exists() or (holds(user, Role.EDITOR) and not focal_points.exists())

    def reviewers(self, page):
        return focal_points_of(city_of(page))

    def get_task_states_user_can_moderate(self, user, **kwargs):
        return TaskState.objects.filter(pk__in=[check.state_id for check in city_checks_for(user)])


class EditorialReviewTask(CheckTask):
    """The editors hold every text to the same published criteria."""

    approving = gettext_lazy("Approve")

    class Meta:
        verbose_name = gettext_lazy("editorial review")
        verbose_name_plural = gettext_lazy("editorial reviews")

    @classmethod
    def get_description(cls) -> str:
        return _("Editors check the page against the published criteria. Approving publishes it.")

    def may_act(self, page, user) -> bool:
        return holds(user, Role.EDITOR)

    def reviewers(self, page):
        return people_with(Role.EDITOR)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        open_states = TaskState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS)
        return open_states if holds(user, Role.EDITOR) else TaskState.objects.none()
