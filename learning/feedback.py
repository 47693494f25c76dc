"""The three questions after a session: who is asked, how one answers, and what its team reads.

An answer is anonymous from the moment it is given: nothing leads from it to the person, no key, no day and no order. Of
the person it is known that they were asked, and that they answered.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.folding import fold

from .attending import MAY_COME
from .models import Feedback, Registration, SessionDesk, SessionPage
from .personal_data import FEWEST, over_at
from .registration_letters import write_to_person
from .session_times import zone_of
from .signed_links import link_of

OPEN_FOR = timedelta(days=60)
RATINGS = (1, 2, 3, 4, 5)


# --- when -------------------------------------------------------------------------------------------------------
def opens_at(session: SessionPage) -> datetime | None:
    """The day after its last, where it is held; None for what was not held, and while its day is not known."""
    over = over_at(session)
    if over is None or SessionDesk.of(session).status != SessionDesk.Status.HELD:
        return None
    zone = zone_of(session)
    last_day = timezone.localtime(over - timedelta(microseconds=1), zone).date()
    return datetime.combine(last_day + timedelta(days=1), time.min, zone)


def is_open(session: SessionPage) -> bool:
    opens = opens_at(session)
    return opens is not None and opens <= timezone.now() < opens + OPEN_FOR


def last_day_of(session: SessionPage) -> date | None:
    """The last on which one can answer."""
    opens = opens_at(session)
    return (opens + OPEN_FOR - timedelta(days=1)).date() if opens else None


# --- asking -----------------------------------------------------------------------------------------------------
def to_be_asked(session: SessionPage) -> QuerySet[Registration]:
    """Those who came; where attendance was noted for nobody, all with a confirmed place. Each once."""
    everybody = Registration.objects.filter(session=session)
    if everybody.exclude(attended=None).exists():
        came = everybody.filter(attended=True, state__in=MAY_COME)
    else:
        came = everybody.confirmed()
    return came.filter(asked=False).of_people()


@transaction.atomic
def ask(session: SessionPage) -> int:
    """Writes to each who is still to be asked. Whoever marks them writes; a second run finds it marked. How many."""
    number = 0
    for registration in to_be_asked(session):
        if not Registration.objects.of_people().filter(pk=registration.pk, asked=False).update(asked=True):
            continue
        registration.session = session
        with translation.override(registration.language):
            link = link_of(registration, "registration_feedback")
        write_to_person("session_feedback", registration, link=link, last_day=last_day_of(session))
        number += 1
    return number


def has_questions(registration: Registration) -> bool:
    """Whether there is something to answer, still."""
    return registration.asked and not registration.answered and is_open(registration.session)


# --- answering --------------------------------------------------------------------------------------------------
@transaction.atomic
def give_feedback(*, registration: Registration, feedback: Feedback) -> bool:
    """Keeps an answer that is not saved yet, and that this person has answered. Again: nothing, and False.

    Raises ValidationError: a field, questions that are closed.
    """
    if not is_open(registration.session):
        raise ValidationError(_("The questions about this session are closed."))
    feedback.session = registration.session
    feedback.full_clean()
    mine = Registration.objects.of_people().filter(pk=registration.pk, asked=True, answered=False)
    if not mine.update(answered=True):
        return False
    feedback.save(force_insert=True)
    return True


# --- read -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class FeedbackResults:
    """What was answered, as counts. Of fewer than `FEWEST` answers only how many there are."""

    asked: int
    answered: int
    ratings: Counter[int] = field(default_factory=Counter)
    uses: Counter[str] = field(default_factory=Counter)
    words: tuple[str, ...] = ()

    @property
    def has_enough(self) -> bool:
        return self.answered >= FEWEST

    @property
    def average(self) -> Decimal | None:
        """Of the ratings, to a tenth; None where there are too few."""
        number = self.ratings.total()
        if not number:
            return None
        sum_of_all = sum(rating * times for rating, times in self.ratings.items())
        return (Decimal(sum_of_all) / number).quantize(Decimal("0.1"), ROUND_HALF_UP)


def results_of(session: SessionPage) -> FeedbackResults:
    """Words in the order of the alphabet: that of the answers would say who was first. Two queries."""
    asked = Registration.objects.filter(session=session, asked=True).count()
    answers = list(Feedback.objects.filter(session=session).values_list("rating", "will_use", "learned"))
    if len(answers) < FEWEST:
        return FeedbackResults(asked, len(answers))
    words = sorted((text for _rating, _use, text in answers if text), key=lambda text: (fold(text), text))
    return FeedbackResults(
        asked=asked,
        answered=len(answers),
        ratings=Counter(rating for rating, _use, _text in answers),
        uses=Counter(use for _rating, use, _text in answers),
        words=tuple(words),
    )
