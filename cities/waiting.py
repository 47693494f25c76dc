"""What waits on a desk: pages in review for who checks, reviews or writes them; questions to a city, and messages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.waiting import Waiting, register

from .models import ContactRequest, RequestMessage
from .models.requests import CONVERSING
from .review_queue import PageInReview, changes_requested_of, city_checks_for, editorial_reviews_for
from .wording import display_asker

TAKES = timedelta(days=14)
"""By then somebody who sent a text hears what becomes of it: see docs/editors/reviewing.md."""


@register
def questions_waiting(user) -> Iterator[Waiting]:
    """For the city's role: what others asked it and nobody has answered."""
    for contact in ContactRequest.objects.to_answer_by(user).open().select_related("to_city", "sender_city"):
        yield Waiting(
            title=_("A question from %(who)s") % {"who": display_asker(contact)},
            text=capfirst(contact.get_purpose_display()),
            action=_("Answer the question"),
            url=reverse("desk_request", args=[contact.pk]),
            due=contact.due,
            for_whom=str(contact.to_city.name),
        )


@register
def messages_waiting(user) -> Iterator[Waiting]:
    """For each side of an open conversation, when the last word was the other's."""
    if not user.is_authenticated:
        return
    last = RequestMessage.objects.filter(contact=OuterRef("pk")).order_by("-pk").values("by_city")[:1]
    open_now = ContactRequest.objects.filter(state__in=CONVERSING, conversation_ended=None).exclude(last_message=None)
    open_now = open_now.annotate(last_by_city=Subquery(last)).select_related("to_city", "sender_city")
    asked_of, asked_by = ContactRequest.objects.to_answer_by(user), ContactRequest.objects.sent_by(user)
    for contact in open_now.filter(
        Q(last_by_city=False, pk__in=asked_of.values("pk")) | Q(last_by_city=True, pk__in=asked_by.values("pk"))
    ):
        who = contact.to_city.name if contact.last_by_city else display_asker(contact)
        yield Waiting(
            title=_("A message from %(who)s") % {"who": who},
            text=_("About a question: %(purpose)s.") % {"purpose": contact.get_purpose_display()},
            action=_("Read and answer"),
            url=f"{reverse('desk_request', args=[contact.pk])}#conversation",
            for_whom=str(contact.to_city.name),
        )


@register
def to_check(user) -> Iterator[Waiting]:
    for check in city_checks_for(user):
        text = _("Check it before it is sent to the editors. Sent on %(date)s.")
        yield _page_waiting(check, text % {"date": date_format(check.since, "DATE_FORMAT")}, _("Check"))


@register
def to_review(user) -> Iterator[Waiting]:
    for review in editorial_reviews_for(user):
        text = _("Waiting for the editors since %(date)s.") % {"date": date_format(review.since, "DATE_FORMAT")}
        yield _page_waiting(review, text, pgettext("button", "Review"))


@register
def to_change(user) -> Iterator[Waiting]:
    """The note itself, so that one knows what is asked before one opens the page."""
    for page in changes_requested_of(user):
        yield _page_waiting(page, _("Changes requested: %(note)s") % {"note": page.note}, _("Continue writing"))


def _page_waiting(page: PageInReview, text: str, action: str) -> Waiting:
    return Waiting(
        title=page.title,
        text=text,
        action=action,
        url=reverse("wagtailadmin_pages:edit", args=[page.page.pk]),
        due=page.since + TAKES,
        for_whom=str(page.city.name) if page.city else "",
    )
