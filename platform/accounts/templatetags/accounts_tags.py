"""The account pages' frame."""

from __future__ import annotations

from allauth.socialaccount.adapter import get_adapter
from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from ..second_factor import lacks_second_factor

register = template.Library()


@register.inclusion_tag("account/_tabs.html", takes_context=True)
def account_tabs(context) -> dict:
    """One's own pages; the connection to another sign-in only where one is set up."""
    request = context["request"]
    tabs = [
        (_("Your account"), reverse("account"), request.path == reverse("account")),
        (_("E-mail address"), reverse("account_email"), request.path == reverse("account_email")),
        (_("Password"), reverse("account_change_password"), "/password/" in request.path),
        (_("Second factor"), reverse("mfa_index"), request.path.startswith(reverse("mfa_index"))),
    ]
    if get_adapter().list_apps(request):
        address = reverse("socialaccount_connections")
        tabs.append((_("Other sign-ins"), address, request.path == address))
    return {"tabs": [{"label": label, "url": url, "current": current} for label, url, current in tabs]}


@register.simple_tag(takes_context=True)
def second_factor_is_lacking(context) -> bool:
    return lacks_second_factor(context["request"].user)
