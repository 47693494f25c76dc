"""What waits for those who write for a city, because nobody else would remind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState, get_default_page_content_type

from cities.belonging import cities_of
from cities.models import CityPage
from core.bidi import isolated
from core.languages import Wording
from core.waiting import Waiting, register
from pilots.models import PilotPage
from practices.models import PracticePage

from .desk_pages import edit_url

RESTS = timedelta(days=14)
"""A draft that nobody touched for so long is forgotten, or in the way."""

EMPTY_PARTS = 1
"""A city is asked about one practice at a time."""


@register
def forgotten_drafts(user) -> Iterator[Waiting]:
    """Drafts this person began in a city they still write for, and left. One query for each kind of page, and one more
    where there are any."""
    cities = cities_of(user)
    if not cities:
        return
    left: list[PracticePage | PilotPage] = []
    for model in (PracticePage, PilotPage):
        drafts = model.objects.filter(_under(cities), owner=user, live=False, first_published_at__isnull=True)
        drafts = drafts.filter(latest_revision_created_at__lt=timezone.now() - RESTS).defer("body", "row_words")
        left += drafts.order_by("latest_revision_created_at")
    in_review: set[str] = set()
    if left:  # kept as text by Wagtail, so read apart: the databases do not compare text with numbers
        active = WorkflowState.objects.active().filter(base_content_type=get_default_page_content_type())
        in_review = set(active.values_list("object_id", flat=True))
    for page in left:
        if str(page.pk) not in in_review:
            since = date_format(timezone.localtime(page.latest_revision_created_at), "DATE_FORMAT")
            yield Waiting(
                title=Wording(page.draft_title, page.language),
                text=_("Your draft, last changed on %(date)s.") % {"date": since},
                action=_("Finish"),
                url=edit_url(page),
            )


@register
def empty_parts(user) -> Iterator[Waiting]:
    """Published practices that do not say what did not work, and on which nobody is working. Two queries."""
    cities = cities_of(user)
    if not cities:
        return
    silent = PracticePage.objects.live().filter(_under(cities), did_not_work="", has_unpublished_changes=False)
    asked: Counter[str] = Counter()
    for page in silent.with_words().defer("body", "row_words").order_by("-last_published_at", "-pk"):
        city = next(city for city in cities if page.path.startswith(city.path))
        asked[city.path] += 1
        if asked[city.path] > EMPTY_PARTS:
            continue
        text = _("This part of “%(practice)s” is empty. Other cities often ask about it.")
        yield Waiting(
            title=_("What did not work?"),
            text=text % {"practice": isolated(page.words.title)},
            action=_("Write about 80 words"),
            url=f"{edit_url(page)}#tab-full_description",
            for_whom=str(city.name),
        )


def _under(cities: list[CityPage]) -> Q:
    """Right under one of them."""
    below = Q(pk__isnull=True)
    for city in cities:
        below |= Q(path__startswith=city.path, depth=city.depth + 1)
    return below
