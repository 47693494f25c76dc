"""Who comes to a session: personal data, seen by its team and by the person, and erased on time."""

from __future__ import annotations

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.models import LANGUAGES_OF_WORK, CityPage, Membership
from core.fields import LongTextField
from core.models import Theme
from core.sealing import SealedTextField

from .desks import SessionTeam
from .sessions import SessionPage


def new_key() -> str:
    return secrets.token_urlsafe(16)


def address_key(email: str) -> str:
    """One for one mailbox, however it is written: what makes a second registration of it a double one."""
    return email.strip().casefold()


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the sessions that the person runs; an administrator's are all."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self
        return self.filter(session__in=SessionTeam.objects.of(user).values("session"))

    def holding_a_place(self):
        """Confirmed, or offered a place that is theirs until the term is over."""
        return self.filter(state__in=(Registration.State.CONFIRMED, Registration.State.OFFERED))

    def confirmed(self):
        return self.filter(state=Registration.State.CONFIRMED)

    def waiting(self):
        """In the order in which a place is offered to them."""
        return self.filter(state=Registration.State.WAITING).order_by("waiting_since", "pk")

    def of_person(self, user):
        """Under their account, or under its address: by a colleague, or before they had one."""
        return self.filter(Q(person=user) | Q(email_key=address_key(user.email or "-"), anonymised=None))

    def made_for_colleagues_of(self, cities):
        """By those who speak, or spoke, for one of these cities, for somebody of the same city."""
        speakers = Membership.objects.focal_points().filter(city__in=cities)
        return self.of_people().filter(city__in=cities, registered_by__in=speakers.values("user"))

    def of_people(self):
        """Those that still say whose they are."""
        return self.filter(anonymised=None)


class Registration(models.Model):
    """One per address and session. `email_key` is the address as it is compared; empty once the person is forgotten.

    `key` is in the person's signed link. `offered_until` is when an offered place goes to the next. `access_needs` and
    `diet` are sealed, and erased 30 days after the session. `attended` is empty while nobody has said. `asked` and
    `answered`: the three questions after the session; without a day, which could lead to the answer (`Feedback`).
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", pgettext_lazy("a registration", "address not confirmed")
        APPLIED = "applied", pgettext_lazy("a registration", "applied")
        CONFIRMED = "confirmed", pgettext_lazy("a registration", "confirmed")
        WAITING = "waiting", pgettext_lazy("a registration", "on the waiting list")
        OFFERED = "offered", pgettext_lazy("a registration", "a place is offered")
        DECLINED = "declined", pgettext_lazy("a registration", "declined")
        CANCELLED = "cancelled", pgettext_lazy("a registration", "cancelled")

    class Way(models.TextChoices):
        IN_PERSON = "in-person", _("in person")
        ONLINE = "online", _("online")

    session = models.ForeignKey(SessionPage, models.CASCADE, related_name="registrations")
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.UNCONFIRMED)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email address"))
    email_key = models.CharField(max_length=254, editable=False)
    city = models.ForeignKey(CityPage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("city"))
    place = models.CharField(_("or another city or place"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    function = models.CharField(_("function"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    interpretation = models.CharField(_("interpretation into"), max_length=8, blank=True, choices=LANGUAGES_OF_WORK)
    way = models.CharField(_("how you take part"), max_length=10, choices=Way.choices, default=Way.IN_PERSON)
    wants = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("what I want to learn about"))
    offers = models.ManyToManyField(
        Theme, blank=True, related_name="+", verbose_name=_("what I can share experience on")
    )
    wants_in_words = models.CharField(_("what I want to learn, in words"), max_length=500, blank=True)
    offers_in_words = models.CharField(_("what I can offer, in words"), max_length=500, blank=True)
    access_needs = SealedTextField(_("needs of access"), blank=True)
    diet = SealedTextField(_("diet"), blank=True)
    needs_travel_support = models.BooleanField(_("I need support for my travel"), default=False)
    agrees_to_introductions = models.BooleanField(default=False)
    note_to_team = LongTextField(_("why I want to take part"), blank=True)

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="registrations"
    )
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    key = models.CharField(max_length=32, default=new_key, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    consented = models.DateTimeField(null=True, editable=False)
    confirmed = models.DateTimeField(null=True, editable=False)
    waiting_since = models.DateTimeField(null=True, editable=False)
    offered_until = models.DateTimeField(null=True, editable=False)
    ended = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    attended = models.BooleanField(_("attended"), null=True, blank=True)
    asked = models.BooleanField(default=False, editable=False)
    answered = models.BooleanField(default=False, editable=False)
    anonymised = models.DateTimeField(null=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    wagtail_reference_index_ignore = True
    """Who comes from a city is no business of those who may see where the city's page is used."""

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["created", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["session", "email_key"],
                condition=~Q(email_key=""),
                name="registration_once",
                violation_error_message=_("This address is already registered."),
            ),
        ]
        indexes = [models.Index(fields=["session", "state"], name="registration_state")]

    def __str__(self) -> str:
        """Never the name: this is written into logs."""
        return f"registration {self.pk}"

    @property
    def holds_a_place(self) -> bool:
        return self.state in (self.State.CONFIRMED, self.State.OFFERED)

    @property
    def place_name(self) -> str:
        """Where they come from, in the active language."""
        return str(self.city.name) if self.city else self.place

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.CANCELLED, self.State.DECLINED)


class SessionInvitation(models.Model):
    """A link to register that may be used once. Only its hash is kept; the address is erased when it was used."""

    session = models.ForeignKey(SessionPage, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("email address"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=timezone.now, editable=False)
    used = models.DateTimeField(null=True, editable=False)
    withdrawn = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("invitation to a session")
        verbose_name_plural = _("invitations to sessions")
        ordering = ["created", "pk"]
        default_permissions = ()


class IntroductionQuerySet(models.QuerySet):
    def of(self, registration: Registration):
        return self.filter(Q(wants=registration) | Q(offers=registration))

    def open(self):
        """Those to which not both have agreed."""
        return self.filter(Q(wants_agreed=None) | Q(offers_agreed=None))


class Introduction(models.Model):
    """One wants to learn what the other offers; each sees the other's name and address once both have agreed.

    Each side's answer is a moment of its own, so that neither is told what the other said; until both have agreed, an
    answer can be changed.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("two people", "asked")
        INTRODUCED = "introduced", pgettext_lazy("two people", "introduced")
        NOT_WANTED = "not-wanted", pgettext_lazy("an introduction", "not wanted")

    session = models.ForeignKey(SessionPage, models.CASCADE, related_name="introductions")
    wants = models.ForeignKey(Registration, models.CASCADE, related_name="introductions_as_learner")
    offers = models.ForeignKey(Registration, models.CASCADE, related_name="introductions_as_giver")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="+")
    suggested = models.DateTimeField(default=timezone.now, editable=False)
    wants_agreed = models.DateTimeField(null=True, editable=False)
    offers_agreed = models.DateTimeField(null=True, editable=False)
    wants_refused = models.DateTimeField(null=True, editable=False)
    offers_refused = models.DateTimeField(null=True, editable=False)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        ordering = ["suggested", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                Least("wants", "offers"),
                Greatest("wants", "offers"),
                name="introduction_once",
                violation_error_message=_("These two have already been introduced."),
            ),
            models.CheckConstraint(
                condition=~Q(wants=models.F("offers")),
                name="introduction_of_two",
                violation_error_message=_("An introduction is of two people."),
            ),
        ]

    def __str__(self) -> str:
        """Never the names: this is written into logs."""
        return f"introduction {self.pk}"

    @property
    def is_agreed(self) -> bool:
        return bool(self.wants_agreed and self.offers_agreed)

    @property
    def state(self) -> Introduction.State:
        """For the session's team: whether, never by whom it was refused."""
        if self.is_agreed:
            return self.State.INTRODUCED
        return self.State.NOT_WANTED if self.wants_refused or self.offers_refused else self.State.ASKED

    def side_of(self, registration: Registration) -> str:
        """`wants` or `offers`: how the fields of this side begin."""
        return "wants" if self.wants_id == registration.pk else "offers"

    def other_than(self, registration: Registration) -> Registration:
        return self.offers if self.wants_id == registration.pk else self.wants


class Feedback(models.Model):
    """What somebody answered after a session, without who it was: `Registration.answered` says only that they did.

    Keys are drawn, not counted, and there is no moment: the order of answers would tell whose they are.
    """

    class Use(models.TextChoices):
        YES = "yes", pgettext_lazy("will use what was learned", "yes")
        PERHAPS = "perhaps", pgettext_lazy("will use what was learned", "perhaps")
        NO = "no", pgettext_lazy("will use what was learned", "no")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(SessionPage, models.CASCADE, related_name="feedback")
    rating = models.PositiveSmallIntegerField(_("rating"))
    will_use = models.CharField(_("will use what was learned"), max_length=8, choices=Use.choices)
    learned = LongTextField(_("what was learned"), blank=True)

    wagtail_reference_index_ignore = True
    """Its rows, and the tasks that write them, are in the order of the answers."""

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(rating__range=(1, 5)),
                name="feedback_rating_1_to_5",
                violation_error_message=_("Choose 1 to 5."),
            )
        ]
