"""By what the editors' report of practices is narrowed."""

from __future__ import annotations

import django_filters
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from cities.models import CityPage
from core.visibility import visible_in_admin

from .assessing import NOT_ASSESSED
from .completeness import lacks_parts
from .freshness import GRACE, REVIEW_AFTER
from .models import Assessment, Confirmation, PracticePage, PracticeTranslation
from .report_rows import EditingState, pages_in_review

NEVER, CONFIRMED, DUE, OVERDUE = "never", "confirmed", "due", "overdue"
AGES = (
    (CONFIRMED, _("confirmed, not due")),
    (DUE, pgettext_lazy("confirmation", "due")),
    (OVERDUE, _("long overdue")),
    (NEVER, _("never confirmed")),
)
LEVELS = ((NOT_ASSESSED, _("not assessed")), *((str(level), label) for level, label in Assessment.Level.choices))
COMPLETE = (("yes", _("all parts written")), ("no", _("parts are missing")))


def _cities(request) -> QuerySet:
    return CityPage.objects.filter(pk__in=visible_in_admin(request.user).values("pk")).order_by("title")


class PracticeReportFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=EditingState.choices, method="in_state")
    complete = django_filters.ChoiceFilter(label=_("Parts written"), choices=COMPLETE, method="with_parts")
    level = django_filters.ChoiceFilter(label=_("Evidence level"), choices=LEVELS, method="at_level")
    age = django_filters.ChoiceFilter(label=_("Up to date?"), choices=AGES, method="of_age")
    language = django_filters.ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES)
    without = django_filters.ChoiceFilter(
        label=_("Cannot be read in"), choices=settings.LANGUAGES, method="unreadable_in"
    )
    city = django_filters.ModelChoiceFilter(label=_("City"), queryset=_cities, method="of_city")

    class Meta:
        model = PracticePage
        fields = ["state", "complete", "level", "age", "language", "without", "city"]

    def in_state(self, practices: QuerySet, _name: str, state: str) -> QuerySet:
        in_review = Q(pk__in=pages_in_review())
        wanted = {
            EditingState.REVIEW: in_review,
            EditingState.DRAFT: Q(live=False) & ~in_review,
            EditingState.LIVE: Q(live=True, has_unpublished_changes=False) & ~in_review,
            EditingState.LIVE_DRAFT: Q(live=True, has_unpublished_changes=True) & ~in_review,
        }
        return practices.filter(wanted[state])

    def with_parts(self, practices: QuerySet, _name: str, complete: str) -> QuerySet:
        """As it was last saved on the page itself: a newer draft is not looked into."""
        return practices.exclude(lacks_parts()) if complete == "yes" else practices.filter(lacks_parts())

    def at_level(self, practices: QuerySet, _name: str, level: str) -> QuerySet:
        return practices.filter(newest_level=None if level == NOT_ASSESSED else int(level))

    def of_age(self, practices: QuerySet, _name: str, age: str) -> QuerySet:
        due = timezone.localdate() - REVIEW_AFTER
        overdue, ended = due - GRACE, Q(newest_answer=Confirmation.Answer.ENDED)
        wanted = {
            NEVER: Q(newest_day=None),
            CONFIRMED: Q(newest_day__gt=due) | ended,
            DUE: Q(newest_day__lte=due, newest_day__gt=overdue) & ~ended,
            OVERDUE: Q(newest_day__lte=overdue) & ~ended,
        }
        return practices.filter(wanted[age])

    def unreadable_in(self, practices: QuerySet, _name: str, language: str) -> QuerySet:
        translated = PracticeTranslation.objects.filter(language=language, live=True)
        return practices.exclude(language=language).exclude(pk__in=translated.values("subject_id"))

    def of_city(self, practices: QuerySet, _name: str, city: CityPage) -> QuerySet:
        return practices.child_of(city)
