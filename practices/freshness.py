"""Whether a practice is still true, as its city says: the newest confirmation counts, and is due again after a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.display import Sign

from .models import Confirmation

REVIEW_AFTER = timedelta(days=365)
GRACE = timedelta(days=90)
"""A review may be late by this much before the page warns its readers."""

ANSWERS = {
    Confirmation.Answer.STILL_TRUE: gettext_lazy("Confirmed by the city"),
    Confirmation.Answer.CHANGED: gettext_lazy("Changed, according to the city"),
    Confirmation.Answer.ENDED: gettext_lazy("Ended, according to the city"),
}


@dataclass(frozen=True)
class Freshness:
    """What the newest confirmation is worth."""

    state: str
    """never, confirmed, due or overdue."""
    sign: Sign
    """The state in words, with the date it hangs on."""
    since: str = ""
    """The day of the newest confirmation, as it is written."""


def freshness(answer: str | None, on: date | None, *, today: date | None = None) -> Freshness:
    """What the newest confirmation (its `answer` and day) is worth `today`."""
    if answer is None or on is None:
        return Freshness("never", Sign(_("Not yet confirmed by the city"), "unset"))
    today = today or timezone.localdate()
    since, due = date_format(on), on + REVIEW_AFTER
    if answer == Confirmation.Answer.ENDED or today < due:
        return Freshness("confirmed", Sign(str(ANSWERS[answer]), "check", "ok", since), since)
    if today < due + GRACE:
        by = _("by %(date)s") % {"date": date_format(due + GRACE)}
        return Freshness("due", Sign(_("Due for confirmation"), "clock", "wait", by), since)
    return Freshness("overdue", Sign(_("Not confirmed since"), "warn", "due", since), since)
