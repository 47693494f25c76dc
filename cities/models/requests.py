"""What one city asks another: it goes to the city's role, and no address is ever shown."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Role, holds
from core.fields import LongTextField, MaxWords, ProseField

from .cities import CityPage
from .people import Membership

WORDS = 300
ANSWERED_WITHIN = timedelta(days=14)
"""When a question is due that names no day of its own; then, too, the city is reminded, once."""
LINK = re.compile(r"://|\bwww\.|(?<=[\w-])\.(?:[a-z]{2,63}/|(?:com|net|org|info|biz|xyz|top|ru|io|eu)\b)", re.I)
"""Each alternative begins with a sign that is looked for, so that a long text is read once."""


def _of_the_role(user, city: str) -> Q:
    """Where `city` (a field) is one whose role the person is: as focal point, or as official where there is none."""
    focal, writing = Membership.objects.current().focal_points(), Membership.objects.current().who_write()
    speaks_for = Q(**{f"{city}__in": focal.filter(user=user).values("city")})
    writes_for = Q(**{f"{city}__in": writing.filter(user=user).values("city")})
    return speaks_for | writes_for & Q(~Exists(focal.filter(city=OuterRef(city))))


class ContactRequestQuerySet(models.QuerySet):
    def sent_off(self):
        """Those a city knows of: not the ones whose sender has yet to confirm an address."""
        return self.exclude(state=ContactRequest.State.UNCONFIRMED)

    def open(self):
        return self.filter(state__in=(ContactRequest.State.SENT, ContactRequest.State.ACCEPTED))

    def sent_by(self, user):
        """What a person asked, and what somebody who has left asked in the name of a city whose letters they get."""
        left = Q(sender__isnull=True) | Q(sender__is_active=False)
        return self.filter(Q(sender=user) | left & _of_the_role(user, "sender_city"))

    def to_answer_by(self, user):
        """Whom a person answers for: a focal point, the city; an official, the city that has no focal point; an
        editor, the city for which nobody writes."""
        mine = _of_the_role(user, "to_city")
        if holds(user, Role.EDITOR):
            mine |= ~Exists(Membership.objects.current().who_write().filter(city=OuterRef("to_city")))
        return self.sent_off().filter(mine)

    def received_since(self, city: CityPage, first: date):
        return self.sent_off().filter(to_city=city, sent__date__gte=first)


class ContactRequest(models.Model):
    """Asked by somebody signed in (`sender`), or by a visitor whose address is confirmed (`visitor_email`).

    After an answer both sides may write on, in `messages`, until `conversation_ended`: see cities.corresponding. Each
    side may agree to show its address (`city_agreed`, `asker_agreed`), that of `city_contact` and `asker_contact`.

    `answered` is when the city answered or declined, `ended` when nothing more was to be done. A visitor's name and
    address are erased some time after that.
    """

    class Purpose(models.TextChoices):
        QUESTION = "question", _("an answer")
        DOCUMENT = "document", _("a document")
        CALL = "call", _("a phone or video call")
        VISIT = "study-visit", _("a study visit")
        PARTNER = "partner", _("a partner for a proposal")

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", pgettext_lazy("a question", "address not confirmed")
        SENT = "sent", pgettext_lazy("a question", "sent")
        ACCEPTED = "accepted", pgettext_lazy("a question", "accepted")
        ANSWERED = "answered", pgettext_lazy("a question", "answered")
        DECLINED = "declined", pgettext_lazy("a question", "declined")
        NO_ANSWER = "no-answer", pgettext_lazy("a question", "no answer")
        CLOSED = "closed", pgettext_lazy("a question", "closed")

    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="contact_requests"
    )
    sender_city = models.ForeignKey(
        CityPage, models.SET_NULL, null=True, blank=True, related_name="requests_sent", verbose_name=_("from city")
    )
    visitor_name = models.CharField(_("name"), max_length=120, blank=True)
    visitor_organisation = models.CharField(_("city or organisation"), max_length=200, blank=True)
    visitor_email = models.EmailField(_("email address"), blank=True)
    to_city = models.ForeignKey(CityPage, models.CASCADE, related_name="requests_received", verbose_name=_("to city"))
    about = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("a question", "about"),
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    message = LongTextField(_("message"))
    wanted_by = models.DateField(_("needed by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.SENT)
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    created = models.DateTimeField(default=timezone.now)
    sent = models.DateTimeField(null=True, blank=True)
    reminded = models.DateTimeField(null=True, blank=True)
    answered = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    ended = models.DateTimeField(null=True, blank=True)
    outcome = ProseField(pgettext_lazy("a question", "outcome"), words=600)
    last_message = models.DateTimeField(null=True, blank=True, editable=False)
    conversation_key = models.CharField(max_length=32, blank=True, editable=False)
    conversation_ended = models.DateTimeField(null=True, blank=True, editable=False)
    city_agreed = models.DateTimeField(null=True, blank=True, editable=False)
    city_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    asker_agreed = models.DateTimeField(null=True, blank=True, editable=False)
    asker_contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = ContactRequestQuerySet.as_manager()

    wagtail_reference_index_ignore = True
    """What a city is asked about a page is no business of those who may see where the page is used."""

    class Meta:
        verbose_name = _("contact request")
        verbose_name_plural = _("contact requests")
        ordering = ["-created", "-pk"]
        default_permissions = ()
        constraints = [
            # Not "has a sender": that one's account may be deleted any day, and the city's answer stays.
            models.CheckConstraint(
                condition=~Q(state="unconfirmed") | ~Q(visitor_email=""),
                name="contact_request_address_to_confirm",
                violation_error_message=_("An address to confirm is missing."),
            ),
        ]
        indexes = [models.Index(fields=["to_city", "state"], name="request_to_city")]

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.SENT, self.State.ACCEPTED)

    @property
    def is_conversing(self) -> bool:
        """Whether both sides may write: the city is at it or has answered, and neither has ended it."""
        return self.state in CONVERSING and self.conversation_ended is None

    @property
    def contacts_exchanged(self) -> bool:
        return bool(self.city_agreed and self.asker_agreed)

    @property
    def due(self) -> date:
        return self.wanted_by or (self.sent or self.created).date() + ANSWERED_WITHIN

    def clean(self) -> None:
        """The rules of asking. Raises ValidationError at the field."""
        if self.sender_city_id and self.sender_city_id == self.to_city_id:
            raise ValidationError(_("This is your own city."))
        if self._state.adding and self.wanted_by and self.wanted_by < timezone.localdate():
            raise ValidationError({"wanted_by": _("This day has passed. Choose a later one, or leave it empty.")})
        try:
            MaxWords(WORDS)(self.message)
        except ValidationError as error:
            raise ValidationError({"message": error}) from error
        if self.sender_id is None:
            self._refuse_links()

    def _refuse_links(self) -> None:
        """Strangers' links are what abuse is made of."""
        text = _("Please leave out links and addresses. You can send them once the city has answered.")
        names = ("message", "visitor_name", "visitor_organisation")
        refused = {name: text for name in names if LINK.search(getattr(self, name))}
        if refused:
            raise ValidationError(refused)


CONVERSING = (ContactRequest.State.ACCEPTED, ContactRequest.State.ANSWERED)
