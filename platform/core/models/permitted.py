"""What every page type of ours answers when it is asked who may do what."""

from __future__ import annotations

from core.form_references import VisiblePageForm


class Permitted:
    """Inherit before `Page`: `permissions_for_user` is answered by core.permissions, for index pages too."""

    base_form_class = VisiblePageForm

    def permissions_for_user(self, user):
        from core.permissions import TreePermissionTester  # noqa: PLC0415 (it reads these models)

        return TreePermissionTester(user, self)
