"""What waits on the desk of a focal point, an editor or a writer while pages are in review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.waiting import Waiting, register

from .review_queue import InReview, changes_requested_of, city_checks_for, editorial_reviews_for

TAKES = timedelta(days=14)
"""By then somebody who sent a text hears what becomes of it: see docs/editors/reviewing.md."""


@register
def to_check(user) -> Iterator[Waiting]:
    for check in city_checks_for(user):
        yield _waiting(check, _since(check, _("Check it before it goes to the editors. Sent on %(date)s.")), _("Check"))


@register
def to_review(user) -> Iterator[Waiting]:
    for review in editorial_reviews_for(user):
        yield _waiting(
            review, _since(review, _("It waits for the editors since %(date)s.")), pgettext("button", "Review")
        )


@register
def to_change(user) -> Iterator[Waiting]:
    """The note itself, so that one knows what is asked before one opens the page."""
    for asked in changes_requested_of(user):
        yield _waiting(asked, _("Changes requested: %(note)s") % {"note": asked.note}, _("Go on writing"))


def _since(one: InReview, text: str) -> str:
    return text % {"date": date_format(one.since, "DATE_FORMAT")}


def _waiting(one: InReview, text: str, action: str) -> Waiting:
    return Waiting(
        title=one.title,
        text=text,
        action=action,
        url=reverse("wagtailadmin_pages:edit", args=[one.page.pk]),
        due=one.since + TAKES,
        for_whom=str(one.city.name) if one.city else "",
    )
