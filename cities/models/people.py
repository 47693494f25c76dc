"""Who belongs to a city, in which role, from when to when; and who was invited to."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import OF_A_CITY, Role

from .cities import CityPage
from .organisations import Organisation


class MembershipQuerySet(models.QuerySet):
    def current(self, on: date | None = None):
        on = on or timezone.localdate()
        return self.filter(Q(ends__isnull=True) | Q(ends__gt=on), starts__lte=on, user__is_active=True)

    def of_city(self, city: CityPage):
        return self.filter(city=city)

    def who_write(self):
        """Those who write for their city; observers only read."""
        return self.filter(role__in=(Role.OFFICIAL, Role.FOCAL_POINT))

    def focal_points(self):
        return self.filter(role=Role.FOCAL_POINT)


class Membership(models.Model):
    """A person's part in a city or an organisation. `ends` is the first day without it.

    Rights follow from the current ones (cities.belonging); what was written stays with the city.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    city = models.ForeignKey(
        CityPage, models.CASCADE, null=True, blank=True, related_name="memberships", verbose_name=_("city")
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(
        _("role"), max_length=20, choices=[(role.value, role.label) for role in OF_A_CITY], default=Role.OFFICIAL
    )
    starts = models.DateField(_("from"), default=timezone.localdate)
    ends = models.DateField(_("to"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["starts", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(city__isnull=False, organisation__isnull=True)
                | Q(city__isnull=True, organisation__isnull=False),
                name="membership_of_one",
                violation_error_message=_("A membership is of one city or of one organisation."),
            ),
            models.UniqueConstraint(
                fields=["user", "city"],
                condition=Q(ends__isnull=True),
                name="membership_of_city_once",
                violation_error_message=_("This person already belongs to the city."),
            ),
        ]


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(accepted__isnull=True, withdrawn__isnull=True, expires__gt=timezone.now())


class Invitation(models.Model):
    """An invitation to a role, of a city or of the platform. Only the hash of its token is kept."""

    email = models.EmailField(_("email address"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    city = models.ForeignKey(
        CityPage, models.CASCADE, null=True, blank=True, related_name="invitations", verbose_name=_("city")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(city__isnull=False, role__in=[str(role) for role in OF_A_CITY])
                | (Q(city__isnull=True) & ~Q(role__in=[str(role) for role in OF_A_CITY])),
                name="invitation_city_where_role_is_of_one",
                violation_error_message=_("City roles need a city; other roles have none."),
            )
        ]
