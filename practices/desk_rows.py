"""What waits about practices: for a city, those to be confirmed; for editors, how many nobody confirms."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Role, holds
from cities.belonging import cities_of, cities_spoken_for
from cities.checking_in import ASKED_BEFORE
from cities.tree import city_path, under
from core import waiting
from core.bidi import isolated
from core.waiting import Waiting

from .assessing import may_assess
from .freshness import REVIEW_AFTER
from .models import Confirmation, PracticePage, ProposedEvidence
from .still_true import Stale, not_corrected, question_about, reviewed, stale, to_be_reviewed

WRITTEN_BY_OTHERS = (PracticePage.Origin.IMPORT, PracticePage.Origin.EDITOR)


@waiting.register
def practices_to_confirm(user) -> Iterable[Waiting]:
    """Those whose year is nearly over, and those that others wrote and the city never confirmed."""
    cities = {city.path: city for city in cities_of(user)}
    if not cities:
        return []
    spoken_for = {city.pk for city in cities_spoken_for(user)}
    own = reviewed().filter(under(cities.values()))
    never = own.filter(confirmed_on__isnull=True, origin__in=WRITTEN_BY_OTHERS)
    asked_about = (never | to_be_reviewed(own, timezone.localdate() + ASKED_BEFORE)).with_words()
    return [
        Waiting(
            title=question_about(practice),
            text=_since_when(practice),
            action=_("Confirm or correct") if city.pk in spoken_for else _("Read and correct"),
            url=reverse("confirm_practice", args=[practice.pk]),
            due=practice.counted_from and practice.counted_from + REVIEW_AFTER,
            for_whom=str(city.name),
        )
        for practice in asked_about
        for city in [cities[city_path(practice.path)]]
    ]


def _since_when(practice: PracticePage) -> str:
    if practice.confirmed_on:
        return _("Last confirmed on %(date)s.") % {"date": date_format(practice.confirmed_on)}
    if practice.origin == PracticePage.Origin.IMPORT:
        return _("Based on public sources. Please read it, then confirm or correct it.")
    return _("The city has never confirmed it. Please read it, then confirm or correct it.")


@waiting.register
def practices_to_correct(user) -> Iterable[Waiting]:
    """What the city says has changed or ended, until the page says it too. One query."""
    cities = {city.path: city for city in cities_of(user)}
    if not cities:
        return []
    own = reviewed().filter(not_corrected(), under(cities.values()))
    rows = []
    for practice in own.with_words().order_by("confirmed_on"):
        if practice.confirmed_answer == Confirmation.Answer.ENDED:
            answer, action = _("Your city said on %(date)s that it has ended."), _("Add the end date to the page")
        else:
            answer, action = _("Your city said on %(date)s that it has changed."), _("Correct the page")
        page = (
            _("There is a draft; the published page does not mention this yet.")
            if practice.has_unpublished_changes
            else _("The published page does not mention this yet.")
        )
        rows.append(
            Waiting(
                title=_("Correct %(practice)s") % {"practice": isolated(practice.words.wording("title"))},
                text=f"{answer % {'date': date_format(practice.confirmed_on)}} {page}",
                action=action,
                url=reverse("wagtailadmin_pages:edit", args=[practice.pk]),
                for_whom=str(cities[city_path(practice.path)].name),
                pressing=True,
            )
        )
    return rows


@waiting.register
def stale_practices(user) -> Iterable[Waiting]:
    if not holds(user, Role.EDITOR):
        return []
    number = stale(timezone.localdate()).filter(stale__in=(Stale.UNCORRECTED, Stale.OVERDUE)).count()
    if not number:
        return []
    title = ngettext("%(number)s practice may be out of date", "%(number)s practices may be out of date", number)
    return [
        Waiting(
            title=title % {"number": number},
            text=_("Their city has not confirmed them for a long time, or has reported that they changed or ended."),
            action=_("Open the list"),
            url=reverse("stale_practices"),
        )
    ]


@waiting.register
def proposed_evidence(user) -> Iterable[Waiting]:
    """Documents that cities offer, until somebody sets a level."""
    if not may_assess(user):
        return []
    proposals = ProposedEvidence.objects.filter(assessed__isnull=True, practice__live=True)
    return [
        Waiting(
            title=_("A document as evidence for %(practice)s") % {"practice": isolated(proposal.practice.words.title)},
            text=proposal.why,
            action=_("Set evidence level"),
            url=reverse("assess_practice", args=[proposal.practice_id]),
        )
        for proposal in proposals.prefetch_related(Prefetch("practice", PracticePage.objects.with_words()))
    ]
