"""What is published of a session is told to those who come to it."""

from __future__ import annotations

from django.dispatch import receiver
from wagtail.signals import page_published

from .models import SessionDesk, SessionPage
from .running import announce_changes


@receiver(page_published, sender=SessionPage)
def tell_participants(sender, instance, **kwargs) -> None:
    """Only of a session that is to come, and from the page as it stands: a draft says nothing of how it is run."""
    if SessionDesk.objects.filter(session=instance.pk, status=SessionDesk.Status.PLANNED).exists():
        announce_changes(session=instance)
