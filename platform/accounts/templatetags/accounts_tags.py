"""The account pages' frame."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from core.display import Link

from ..second_factor import lacks_second_factor

register = template.Library()


@register.inclusion_tag("account/_tabs.html", takes_context=True)
def account_tabs(context) -> dict[str, Any]:
    """One's own pages; the connection to another sign-in only where one is set up."""
    request = context["request"]
    tabs = [
        Link(_("Your account"), reverse("account"), is_current=request.path == reverse("account")),
        Link(_("Email address"), reverse("account_email"), is_current=request.path == reverse("account_email")),
        Link(_("Password"), reverse("account_change_password"), is_current="/password/" in request.path),
        Link(_("Second factor"), reverse("mfa_index"), is_current=request.path.startswith(reverse("mfa_index"))),
    ]
    if get_adapter().list_apps(request):
        address = reverse("socialaccount_connections")
        tabs.append(Link(_("Other sign-ins"), address, is_current=request.path == address))
    return {"tabs": tabs}


@register.simple_tag(takes_context=True)
def second_factor_is_lacking(context) -> bool:
    return lacks_second_factor(context["request"].user)
