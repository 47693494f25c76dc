"""A question to a city that is due on a day, answered in one click: a record, so that roles and not persons get it."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Role
from core.fields import LongTextField

from .cities import CityPage


class CheckInQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered__isnull=True)

    def due(self, on=None):
        return self.open().filter(due__lte=on or timezone.localdate())


class CheckIn(models.Model):
    """`kind` is registered by a room (cities.checking_in); the target is what the question is about.

    Only the hash of the link's token is kept; `token_expires` ends the link, not the question. `sent_to` is the role
    that got the link, and so the role that answers by it.
    """

    kind = models.CharField(_("kind"), max_length=40)
    city = models.ForeignKey(CityPage, models.CASCADE, related_name="check_ins", verbose_name=_("city"))
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    due = models.DateField(pgettext_lazy("a date", "due"))
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    token_expires = models.DateTimeField(null=True, editable=False)
    sent = models.DateTimeField(_("sent"), null=True)
    sent_to = models.CharField(_("sent to"), max_length=20, choices=Role.choices, blank=True)
    answered = models.DateTimeField(_("answered"), null=True)
    answer = models.CharField(_("answer"), max_length=40, blank=True)
    text = LongTextField(_("text"), blank=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["due", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "content_type", "object_id"],
                condition=Q(answered__isnull=True),
                name="check_in_open_once",
                violation_error_message=_("The city has already been asked this."),
            )
        ]
        indexes = [models.Index(fields=["city", "due"], name="check_in_of_city")]
