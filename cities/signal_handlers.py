"""A new city has its office from the first day; one that is deleted leaves none behind."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_slug_changed

from .models import CityPage, Office
from .offices import open_city_office


@receiver(post_save, sender=CityPage)
def open_office(sender, instance, created, raw=False, **kwargs) -> None:  # noqa: FBT002 (a signal's)
    if created and not raw:
        open_city_office(instance)


@receiver(page_slug_changed, sender=CityPage)
def name_office_after_city(sender, instance, **kwargs) -> None:
    open_city_office(instance)


@receiver(post_delete, sender=Office)
def close_office(sender, instance, **kwargs) -> None:
    """The group goes with its city; files stay in the collection, which may be in use elsewhere."""
    Group.objects.filter(pk=instance.group_id).delete()
