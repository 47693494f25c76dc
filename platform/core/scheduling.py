"""Pages that go public, or away, on a day and minute that was chosen for them."""

from __future__ import annotations

from django.core.management import call_command
from django.dispatch import Signal
from django.utils import timezone
from wagtail.models import Page, Revision

from core import due

published_on_its_day = Signal()
"""Sent for each page (`instance`) once its chosen moment has made it public. Wagtail's own signal does not say why."""


@due.register("pages published and unpublished by date", often=True)
def publish_scheduled() -> int:
    """By Wagtail's own command, which knows what else follows; gives how many pages it was about."""
    now = timezone.now()
    expired = Page.objects.filter(live=True, expire_at__lt=now).count()
    scheduled = list(Revision.objects.page_revisions().filter(approved_go_live_at__lt=now).values_list("pk", flat=True))
    if expired or scheduled:
        call_command("publish_scheduled", verbosity=0)
    for page in Page.objects.filter(live=True, live_revision__in=scheduled):
        published_on_its_day.send(type(page), instance=page.specific)
    return expired + len(scheduled)
