"""From a lesson to a practice: a city writes up what a session has heard of it."""

from __future__ import annotations

import re

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.coreutils import find_available_slug

from cities.models import CityPage
from core import languages
from core.models import Source
from core.subject_form import LONGEST, is_taken_by_the_site
from core.visibility import visible_in_admin
from intake.phrases import first_sentence
from practices.models import PracticePage
from practices.practice_form import PILOT_MARK

from .lessons import anchor_of
from .models import Lesson, SessionPage

LONGEST_TITLE = 80  # characters: the writer finds a better one


def lessons_known_to(user) -> QuerySet[Lesson]:
    """Of public sessions, and of the drafts that the person may know of."""
    known = visible_in_admin(user).values("pk")
    public = SessionPage.objects.live().values("pk")
    return Lesson.objects.filter(session__in=public) | Lesson.objects.filter(session__in=known)


def may_write_up(user, city: CityPage) -> bool:
    """Whether the person may begin a practice under the city's page: as the tree says."""
    return city.permissions_for_user(user).can_add(PracticePage)


@transaction.atomic
def write_up(*, lesson: Lesson, by) -> PracticePage:
    """A draft under the lesson's city. Again, by whoever may: the same draft.

    Raises ValidationError for a lesson of no city, PermissionDenied.
    """
    city = lesson.city
    if city is None:
        raise ValidationError(_("This lesson names no city. A practice belongs to one."))
    if not may_write_up(by, city):
        raise PermissionDenied
    Lesson.objects.select_for_update().get(pk=lesson.pk)
    begun = PracticePage.objects.child_of(city).filter(sources__url__endswith=f"#{anchor_of(lesson)}").first()
    return begun or _new_draft(lesson, city, by)


def _new_draft(lesson: Lesson, city: CityPage, by) -> PracticePage:
    session = lesson.session
    title = Truncator(first_sentence(lesson.text)).chars(LONGEST_TITLE)
    with override(session.language):
        address = f"{session.get_full_url()}#{anchor_of(lesson)}"
    draft = PracticePage(
        title=title,
        draft_title=title,
        slug=_free_slug(title, city),
        language=session.language,
        intro=first_sentence(lesson.text),
        advice=lesson.text,
        origin=PracticePage.Origin.SESSION,
        owner=by,
        live=False,
        has_unpublished_changes=True,
    )
    draft.themes = [lesson.theme] if lesson.theme else list(session.themes.all())
    draft.sources = [Source(label=session.title, language=session.language, url=address)]
    city.add_child(instance=draft)
    draft.save_revision(user=by, log_action=True, clean=False)
    return draft


def _free_slug(title: str, city: CityPage) -> str:
    slug = re.sub(f"^({PILOT_MARK})+", "", slugify(title, allow_unicode=True)[:LONGEST].strip("-"))
    if not slug or slug in languages.CODES or is_taken_by_the_site(city, slug):
        slug = f"practice-{slug}".strip("-")
    return find_available_slug(city, slug)
