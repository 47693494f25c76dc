"""A city's office: the group, the files and the desk that `open_city_office` makes and keeps."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from .cities import CityPage


class Office(models.Model):
    """The Wagtail group of those who write for a city, and the collection of its images and documents."""

    city = models.OneToOneField(CityPage, models.CASCADE, related_name="office")
    group = models.OneToOneField(Group, models.PROTECT, related_name="+")
    collection = models.OneToOneField(Collection, models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()


class Desk(models.Model):
    """How a city answers other cities: its switch, its monthly cap, and the role that answers.

    `no_letters` is the editors' (cities.silence), all else the city's.
    `reminded_on` is the day of the last letter of reminders: one a calendar month (cities.reminding).
    """

    city = models.OneToOneField(CityPage, models.CASCADE, related_name="desk")
    accepts_requests = models.BooleanField(
        _("open for requests"), default=True, help_text=_("While this is off, the city’s pages politely say so.")
    )
    requests_per_month = models.PositiveSmallIntegerField(
        _("requests per month"), default=10, help_text=_("Further questions have to wait until the next month.")
    )
    no_letters = models.BooleanField(
        _("no emails for now"),
        default=False,
        help_text=_(
            "The city gets no emails from the platform and takes no questions. For cities whose people could come to "
            "harm by them, or where nobody has been elected who could answer."
        ),
    )
    reminded_on = models.DateField(_("reminded on"), null=True, editable=False)
    contact_role = models.CharField(
        _("who answers questions"),
        max_length=120,
        blank=True,
        help_text=_("A role, not a person. For example: migration focal point. The address is never shown."),
    )

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        default_permissions = ()
