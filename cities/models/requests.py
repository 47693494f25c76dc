"""What one city asks another: it goes to the city's role, and no address is ever shown."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .cities import CityPage


class ContactRequest(models.Model):
    """Asked by somebody signed in (`sender`), or by a visitor whose address is confirmed (`visitor_email`)."""

    class Purpose(models.TextChoices):
        QUESTION = "question", _("a question")
        DOCUMENT = "document", _("a document")
        CALL = "call", _("a call")
        VISIT = "study-visit", _("a study visit")
        PARTNER = "partner", _("a partner for a proposal")

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("address not confirmed")
        SENT = "sent", _("sent")
        ACCEPTED = "accepted", _("accepted")
        ANSWERED = "answered", _("answered")
        DECLINED = "declined", _("declined")
        NO_ANSWER = "no-answer", _("no answer")
        CLOSED = "closed", _("closed")

    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="contact_requests"
    )
    sender_city = models.ForeignKey(
        CityPage, models.SET_NULL, null=True, blank=True, related_name="requests_sent", verbose_name=_("from city")
    )
    visitor_name = models.CharField(_("name"), max_length=120, blank=True)
    visitor_organisation = models.CharField(_("city or organisation"), max_length=200, blank=True)
    visitor_email = models.EmailField(_("e-mail address"), blank=True)
    to_city = models.ForeignKey(CityPage, models.CASCADE, related_name="requests_received", verbose_name=_("to city"))
    about = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("about")
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    message = models.TextField(_("message"))
    wanted_by = models.DateField(_("wanted by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.SENT)
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    created = models.DateTimeField(default=timezone.now)
    sent = models.DateTimeField(null=True)
    reminded = models.DateTimeField(null=True)
    answered = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.TextField(_("outcome"), blank=True)

    class Meta:
        verbose_name = _("contact request")
        verbose_name_plural = _("contact requests")
        ordering = ["-created", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(sender__isnull=False) | ~Q(visitor_email="") | Q(state="closed"),
                name="contact_request_has_sender",
            )
        ]
        indexes = [models.Index(fields=["to_city", "state"], name="request_to_city")]
