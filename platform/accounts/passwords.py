"""What a password must be."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Django's rule in words of ours: its own are not translated into Arabic."""

    def get_error_message(self) -> str:
        return _("This password is too short. Characters needed: at least %(number)d.") % {"number": self.min_length}
