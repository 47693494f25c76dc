"""A person has one language: that of the letters is that of the editors' interface, wherever it was chosen."""

from __future__ import annotations

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.users.models import UserProfile

from .models import User


@receiver(post_save, sender=User)
def copy_language_to_profile(sender, instance, raw=False, **kwargs) -> None:  # noqa: FBT002 (a signal's)
    """Chosen with us: Wagtail keeps it in a profile of its own."""
    if instance.language and not raw:
        UserProfile.objects.update_or_create(user=instance, defaults={"preferred_language": instance.language})


@receiver(post_save, sender=UserProfile)
def copy_language_from_profile(sender, instance, raw=False, **kwargs) -> None:  # noqa: FBT002 (a signal's)
    """Chosen in Wagtail's account page."""
    if instance.preferred_language and not raw:
        User.objects.filter(pk=instance.user_id).update(language=instance.preferred_language)
