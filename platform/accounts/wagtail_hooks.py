"""Accounts in the editors' interface."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from wagtail import hooks


@hooks.register("after_create_user")
@hooks.register("after_edit_user")
def confirm_a_typed_address(request, user) -> None:
    """An address that an administrator typed is the only one, and counts once its owner has confirmed it.

    An old one that stayed behind would still open the account.
    """
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
    EmailAddress.objects.get_or_create(user=user, email=user.email.lower(), defaults={"primary": True})
