"""How a session is run: what changes without an editor's draft, and who runs it.

A record of its own beside the page, so that publishing an old draft undoes nothing of it.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.sealing import SealedTextField

from .sessions import IN_ITS_ZONE, SessionPage


class SessionDesk(models.Model):
    """One per session, made when it is first needed: read it with `SessionDesk.of`.

    `capacity` and `capacity_online` are places, empty for as many as come; a session that is not hybrid has the first
    only. `places_per_city` limits those who come for one city. `sequence` is the calendar's (RFC 5545): one more with
    every change that those who have the entry must learn of. `announced` is what was last sent of it.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("a session", "planned")
        HELD = "held", _("held")
        POSTPONED = "postponed", _("postponed")
        CANCELLED = "cancelled", _("cancelled")

    class Registration(models.TextChoices):
        CLOSED = "closed", _("closed")
        INVITATION = "invitation", _("by invitation")
        APPLICATION = "application", _("on application")
        OPEN = "open", _("open")
        OUTSIDE = "outside", _("on another site")

    session = models.OneToOneField(SessionPage, models.CASCADE, related_name="desk")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PLANNED)
    registration = models.CharField(
        _("registration"), max_length=12, choices=Registration.choices, default=Registration.CLOSED
    )
    registration_url = models.URLField(_("address of registration"), blank=True)
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("Leave this empty if there is no limit.")
    )
    capacity_online = models.PositiveIntegerField(
        _("places online"), null=True, blank=True, help_text=_("Leave this empty if there is no limit.")
    )
    places_per_city = models.PositiveSmallIntegerField(
        _("places for each city"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave this empty if there is no limit."),
    )
    days_to_accept = models.PositiveSmallIntegerField(
        _("days to accept a place"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("When a place becomes free, the next person on the waiting list has this many days to accept it."),
    )
    opens = models.DateTimeField(_("registration opens"), null=True, blank=True, help_text=IN_ITS_ZONE)
    closes = models.DateTimeField(_("registration closes"), null=True, blank=True, help_text=IN_ITS_ZONE)
    joining_url = SealedTextField(
        _("address to join online"),
        blank=True,
        help_text=_("Sent to confirmed participants only. It is never shown on the public page."),
    )
    contact_role = models.CharField(
        _("who answers questions"),
        max_length=120,
        blank=True,
        help_text=_("A role, not a person. For example: peer-learning team. The address is never shown."),
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    announced = models.JSONField(default=dict, editable=False)
    changed = models.DateTimeField(default=timezone.now, editable=False)
    reminded_week = models.DateTimeField(null=True, editable=False)
    reminded_day = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("desk of a session")
        verbose_name_plural = _("desks of sessions")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(registration="outside") | ~Q(registration_url=""),
                name="session_desk_outside_has_an_address",
                violation_error_message=_("Enter the address where people register."),
            )
        ]

    def __str__(self) -> str:
        return str(self.session)

    @classmethod
    def of(cls, session: SessionPage) -> SessionDesk:
        """How a session is run: not saved, and planned, where nobody has said so yet."""
        return getattr(session, "desk", None) or cls(session=session)

    def clean(self) -> None:
        if self.registration == self.Registration.OUTSIDE and not self.registration_url:
            raise ValidationError({"registration_url": _("Enter the address where people register.")})
        if self.opens and self.closes and self.closes <= self.opens:
            raise ValidationError({"closes": _("Registration closes before it opens.")})


class SessionTeamQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(person=user)


class SessionTeam(models.Model):
    """Who runs a session. Nobody else but administrators sees its registrations."""

    class Role(models.TextChoices):
        LEAD = "lead", pgettext_lazy("a session's team", "lead")
        ORGANISER = "organiser", pgettext_lazy("a session's team", "organiser")
        DESK = "desk", pgettext_lazy("a session's team", "reception")

    session = models.ForeignKey(SessionPage, models.CASCADE, related_name="team")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions_run", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.ORGANISER)
    since = models.DateTimeField(default=timezone.now, editable=False)

    objects = SessionTeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a session’s team")
        verbose_name_plural = _("session teams")
        ordering = ["since", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                name="session_team_once",
                violation_error_message=_("This person is already in the team."),
            )
        ]
