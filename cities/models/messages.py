"""What is written after a question: a short conversation between the city asked and whoever asked."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import LongTextField

from .requests import ContactRequest


class RequestMessage(models.Model):
    """A message of one side to the other. `author` is who was signed in, for the record: neither side is shown it.

    The document is read by the two sides only: see cities.conversation_pages.
    """

    contact = models.ForeignKey(ContactRequest, models.CASCADE, related_name="messages")
    by_city = models.BooleanField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = LongTextField(_("message"))
    document = models.FileField(_("document"), upload_to="documents/questions", max_length=255, blank=True)
    document_name = models.CharField(max_length=120, blank=True)
    sent = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
