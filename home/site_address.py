"""Wagtail keeps the site's address in a row of its own: it follows `BASE_URL`."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site


def site_address() -> dict[str, str | int]:
    """Host and port of `BASE_URL`, as Wagtail's `Site` has them."""
    address = urlsplit(settings.BASE_URL)
    return {"hostname": address.hostname, "port": address.port or (443 if address.scheme == "https" else 80)}


def follow_base_url(**_signal) -> None:
    """At every start, and after every `migrate`."""
    for site in Site.objects.filter(is_default_site=True).exclude(**site_address()):
        site.hostname, site.port = site_address().values()
        site.save()
