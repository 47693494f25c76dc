"""People in the editors' interface, whose forms take people with one name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from core import hosts


class OneNameIsEnough(hosts.Form):
    """Wagtail asks for two."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_name"].required = False
        self.fields["last_name"].help_text = _("Leave this empty for people with only one name.")


class AddPersonForm(OneNameIsEnough, UserCreationForm):
    pass


class ChangePersonForm(OneNameIsEnough, UserEditForm):
    pass


class PeopleViewSet(UserViewSet):
    def get_form_class(self, for_update: bool = False):  # noqa: FBT001, FBT002 (Wagtail's signature)
        return ChangePersonForm if for_update else AddPersonForm
