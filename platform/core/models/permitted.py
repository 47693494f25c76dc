"""What every page type of ours answers when it is asked who may do what."""

from __future__ import annotations

from core.form_references import VisiblePageForm
from core.permissions import TreePermissionTester


class Permitted:
    """Inherit before `Page`: `permissions_for_user` is answered by core.permissions, for index pages too."""

    base_form_class = VisiblePageForm
    is_subject = False
    is_translation = False

    def permissions_for_user(self, user):
        return TreePermissionTester(user, self)
