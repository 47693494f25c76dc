"""Pages that go public, or away, on a day and minute that was chosen for them."""

from __future__ import annotations

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Revision

from core import due


@due.register("pages published and unpublished by date", often=True)
def publish_scheduled() -> int:
    """By Wagtail's own command, which knows what else follows; gives how many pages it was about."""
    now = timezone.now()
    expired = Page.objects.filter(live=True, expire_at__lt=now).count()
    scheduled = Revision.objects.filter(approved_go_live_at__lt=now).count()
    if expired or scheduled:
        call_command("publish_scheduled", verbosity=0)
    return expired + scheduled
