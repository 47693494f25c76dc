"""People who sign in, and the letters on their way to them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.sealing import SealedTextField


class User(AbstractUser):
    """Ours from the first migration, so that a field can be added without moving everybody."""

    class Letters(models.TextChoices):
        AT_ONCE = "at-once", _("immediately")
        DAILY = "daily", _("once a day, together")

    email = models.EmailField(_("email address"), unique=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, blank=True, help_text=_("For emails and your desk.")
    )
    last_language = models.CharField(
        max_length=2, choices=settings.LANGUAGES, blank=True, editable=False
    )  # last used here while none was chosen: letters to somebody are not in the language of who causes them
    letters = models.CharField(
        _("emails"),
        max_length=10,
        choices=Letters.choices,
        default=Letters.AT_ONCE,
        help_text=_("Emails that cannot wait, such as an invitation, are always sent immediately."),
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")


class Letter(models.Model):
    """A letter on its way. It is a row before it is sent, so that a mail server that is down loses nothing.

    `reader` empty: somebody without an account. A letter that waits for the digest has `digest` set. There may be a key
    in `text` and `html`: they are sealed until the letter is sent, and emptied then. The rest is erased 30 days later.
    `calendar` is an iCalendar file that goes with it.
    """

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    address = models.EmailField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    event = models.CharField(max_length=60)
    subject = models.CharField(max_length=255)
    text = SealedTextField()
    html = SealedTextField()
    calendar = SealedTextField(blank=True)
    digest = models.BooleanField(default=False)
    written = models.DateTimeField(default=timezone.now)
    claimed = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    sent = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["sent", "digest"], name="letter_waiting")]
