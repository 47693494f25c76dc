"""Who takes which translation, and of which texts the translators have been told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TranslationAssignment(models.Model):
    """Somebody has taken a text, to translate it or to bring its translation up to date, until that is published."""

    subject = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    translator = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "language"],
                name="translation_assigned_once",
                violation_error_message=_("Somebody else is already working on this translation."),
            )
        ]


class TranslationRequest(models.Model):
    """How often visitors have asked for a text in a language in which it was not to be read, or not as it is now. Who
    they were is not kept."""

    subject = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    number = models.PositiveIntegerField(default=0)
    last = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "language"],
                name="translation_requests_counted_once",
                violation_error_message=_("Requests for this translation are already counted."),
            ),
        ]


class TranslationNotice(models.Model):
    """The words of a text, as a digest, of which the translators had a letter."""

    subject = models.OneToOneField("wagtailcore.Page", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=32)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
